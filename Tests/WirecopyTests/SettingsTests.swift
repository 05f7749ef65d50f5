import Foundation
import Glibc
import News
import Testing
import Wire

@testable import wirecopy

/// The settings file: what it may say, and what is said of a wrong one.
@Suite struct SettingsTests {
  @Test func everySettingIsRead() throws {
    let settings = try Settings(
      text: """
        [desk]
        theme = "light"
        mouse = false
        plain = true
        sync-at-start = false
        [open]
        command = ["firefox", "--new-tab"]
        [log]
        enabled = true
        [network]
        proxy = "socks5h://127.0.0.1:9150"
        resolver = "https://dns.example/query 192.0.2.53, 2001:db8::53"
        [report]
        language = "pt-BR"
        [keys.front]
        "<C-n>" = "down"
        """, path: "config.toml")
    #expect(settings.report.language == "pt-BR")
    #expect(settings.theme == "light")
    #expect(!settings.hasMouse && settings.isPlain && !settings.syncsAtStart && settings.isLogging)
    #expect(settings.opener == ["firefox", "--new-tab"])
    #expect(settings.bindings == ["front": ["<C-n>": "down"]])
    #expect(settings.network.proxy == .socks5h(host: "127.0.0.1", port: 9_150))
    #expect(
      settings.network.names == .https(url: "https://dns.example/query", addresses: ["192.0.2.53", "2001:db8::53"]))
  }

  @Test func theExampleOfTheDocumentsIsTaken() throws {
    let page = try String(contentsOfFile: "\(Program.share)/../docs/settings.md", encoding: .utf8)
    let parts = page.components(separatedBy: "```")
    let example = try #require(parts.first { $0.hasPrefix("toml\n") }).dropFirst(5)
    let program = try Program()
    defer { program.clear() }
    try example.write(toFile: "\(program.home)/config.toml", atomically: true, encoding: .utf8)
    // No terminal, so no desk; but what is complained of is the terminal, not the settings.
    let answer = try program.run("desk")
    #expect(answer.status == 1)
    #expect(answer.complaint.contains("terminal") && !answer.complaint.contains("settings"), "\(answer.complaint)")
  }

  @Test(arguments: [
    ("[desk]\ntheme = \"dark\"\ncolour = 3\n", 3, "colour"),
    ("[desk]\n\nmouse = \"yes\"\n", 3, "true or false"),
    ("# mine\n[desc]\ntheme = \"dark\"\n", 2, "desc"),
    ("[desk]\nmouse = true\n[keys]\nfront = 3\n", 4, "page"),
    ("[open]\ncommand = \"firefox\"\n", 2, "list"),
    ("[open]\ncommand = []\n", 2, "list"),
    ("[log]\nenabled = 1\n", 2, "true or false"),
    ("[report]\nlanguage = \"not a lang\"\n", 2, "BCP 47"), ("[report]\nlanguage = \"ko-\"\n", 2, "BCP 47"),
    ("[network]\nproxy = 9050\n", 2, "text in quotes"),
    ("[network]\nproxy = \"direct\"\nvpn = \"mine\"\n", 3, "proxy, resolver"),
    ("theme = \"dark\"\n", 1, "theme"),
    ("[desk]\ntheme = \n", 2, ""),
    ("[desk\n", 1, ""),
  ])
  func aWrongLineIsNamedWithItsFile(text: String, line: Int, word: String) throws {
    let failure = #expect(throws: Failure.self) { try Settings(text: text, path: "/home/me/config.toml") }
    let said = Phrasebook.english(try #require(failure?.phrase))
    #expect(failure?.status == .usage)
    #expect(said.contains("/home/me/config.toml, line \(line)"), "\(said)")
    #expect(word.isEmpty || said.contains(word), "\(said)")
  }

  @Test(arguments: [
    ("socks5://127.0.0.1:9050", "proxy"), ("http://127.0.0.1:8118", "proxy"),
    ("socks5h://me:word@127.0.0.1:9050", "proxy"),
    ("Tor", "proxy"), ("", "proxy"), ("9.9.9.9", "resolver"), ("https://dns.example/query", "resolver"),
    ("http://192.0.2.53/", "resolver"), ("", "resolver"),
  ])
  func aWrongWayIsRefusedWithItsLineAndWhatIsAllowed(value: String, key: String) throws {
    let failure = #expect(throws: Failure.self) {
      try Settings(text: "# the way\r\n[network]\r\n\r\n\(key) = \"\(value)\"\r\n", path: "/home/me/config.toml")
    }
    let said = Phrasebook.english(try #require(failure?.phrase))
    #expect(failure?.status == .usage)
    #expect(said.contains("config.toml, line 4: \(key) must be"), "\(said)")
    #expect(said.contains(key == "proxy" ? "socks5h://host:port" : "DNS over HTTPS"), "\(said)")
    #expect(!said.contains("word"), "a password is not repeated: \(said)")
  }

  @Test func torIsAWordForWhereItListens() throws {
    let settings = try Settings(text: "[network]\nproxy = \"tor\"\n", path: "config.toml")
    #expect(settings.network.proxy == .socks5h(host: "127.0.0.1", port: 9_050))
    #expect(settings.network.names == nil)
    #expect(try Settings(text: "[network]\nproxy = \"direct\"\n", path: "config.toml").network.proxy == .direct)
  }

  @Test func aFileThatIsNotThereIsFineAndOneThatIsNoTextIsNot() throws {
    #expect(try Settings(path: "/nowhere/at/all.toml").theme == nil)
    #expect(throws: Failure.self) { try Settings(path: "/") }
  }

  /// The settings may say that everything goes through Tor: where they can't be read, nothing is asked without it.
  @Test func aFileThatCanNotBeReachedIsNotTakenForNone() throws {
    let program = try Program()
    defer { program.clear() }
    let files = FileManager.default
    for name in ["folder.toml", "parent"] {
      try files.createDirectory(atPath: program.file(name), withIntermediateDirectories: true)
    }
    try program.write("", to: "file")
    try #require(mkfifo(program.file("pipe.toml"), 0o600) == 0)
    for name in ["config.toml", "parent/link"] {
      try files.createSymbolicLink(atPath: program.file(name), withDestinationPath: program.file("unmounted/mine"))
    }
    for (name, reason) in [
      ("config.toml", "\(program.file("config.toml")) is a link to what is not there"),
      ("parent/link/config.toml", "\(program.file("parent/link")) is a link to what is not there"),
      ("folder.toml", "Is a directory"), ("pipe.toml", "it is no plain file"), ("file/config.toml", "Not a directory"),
    ] {
      let path = program.file(name)
      let failure = #expect(throws: Failure.self, "\(name)") { try Settings(path: path) }
      let said = Phrasebook.english(try #require(failure?.phrase))
      #expect(failure?.status == .usage && said.contains(path) && said.contains(reason), "\(said)")
    }
    #expect(try Settings(path: program.file("parent/none/config.toml")) == Settings())
    let synced = try program.run("sync")
    #expect(synced.status == 2 && synced.complaint.contains("is a link to what is not there"), "\(synced)")

    let own = try program.write("[desk]\ntheme = \"light\"\n", to: "mine.toml")
    try files.createSymbolicLink(atPath: program.file("linked.toml"), withDestinationPath: own)
    #expect(try Settings(path: program.file("linked.toml")).theme == "light")
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func aFolderThatMayNotBeEnteredIsNotTakenForAnEmptyOne() throws {
    let program = try Program()
    let folder = program.file("shut")
    defer {
      chmod(folder, 0o700)
      program.clear()
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try program.write("[network]\nproxy = \"tor\"\n", to: "shut/config.toml")
    chmod(folder, 0)
    let failure = #expect(throws: Failure.self) { try Settings(path: "\(folder)/config.toml") }
    #expect(Phrasebook.english(try #require(failure?.phrase)).contains("Permission denied"))
  }
}

/// Where things live.
@Suite struct PlacesTests {
  @Test func theXDGFoldersAreFollowed() {
    let places = Places(environment: [
      "HOME": "/home/me", "XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "/s",
    ])
    #expect(places.settingsPath == "/c/wirecopy/config.toml")
    #expect(places.storePath == "/d/wirecopy/store.sqlite")
    #expect(places.logPath == "/s/wirecopy/wirecopy.log")
  }

  @Test func withoutThemAndWithRelativeOnesTheDefaultsHold() {
    for given in [[:], ["XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "./s"]] {
      let places = Places(environment: given.merging(["HOME": "/home/me"]) { $1 })
      #expect(places.config == "/home/me/.config/wirecopy")
      #expect(places.data == "/home/me/.local/share/wirecopy")
      #expect(places.state == "/home/me/.local/state/wirecopy")
    }
  }

  @Test func oneFolderForAllWinsOverThem() {
    let places = Places(environment: ["WIRECOPY_HOME": "/w", "XDG_DATA_HOME": "/d", "HOME": "/home/me"])
    #expect([places.config, places.data, places.state] == ["/w", "/w", "/w"])
  }
}

@Suite struct ListenAddressTests {
  @Test(arguments: [
    ("127.0.0.1:8080", "127.0.0.1", 8080), ("0.0.0.0:0", "0.0.0.0", 0), ("[::]:80", "::", 80),
    ("[::1]:65535", "::1", 65_535), ("localhost:1", "localhost", 1),
  ])
  func anAddressHasAHostAndAPort(text: String, host: String, port: Int) throws {
    let address = try #require(ListenAddress(text))
    #expect(address.host == host && address.port == port)
  }

  @Test(arguments: ["", ":", "8080", ":8080", "host:", "host:x", "host:65536", "host:-1", "::1:80", "[]:80"])
  func whatIsNoneIsRefused(text: String) {
    #expect(ListenAddress(text) == nil)
  }
}
