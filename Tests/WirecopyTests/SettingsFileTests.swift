import Foundation
import News
import TestSupport
import Testing
import Wire

@testable import wirecopy

/// Changing one line of a file that somebody wrote by hand.
@Suite struct SettingsFileTests {
  private static let tor = WireRoute.Proxy.socks5h(host: "127.0.0.1", port: 9_050)

  private func changed(_ text: String, key: String = "proxy", to value: String = "direct") -> String {
    SettingsFile.text(text, setting: key, to: value, in: "network")
  }

  @Test func theLineIsChangedAndEverythingElseStays() {
    let text = """
      # mine, since 2026
      [desk]
      theme = "light"   # eyes

      [network]
      # through Tor, when it runs
        proxy = "socks5h://127.0.0.1:9050"  # "quotes" and # signs
      resolver = 'system'
      [keys.front]
      "<C-n>" = "down"
      """
    let wanted = text.replacing("\"socks5h://127.0.0.1:9050\"", with: "\"direct\"") + "\n"
    #expect(changed(text) == wanted)
    #expect(changed(text, key: "resolver", to: "system").contains("resolver = \"system\"\n[keys.front]"))
  }

  @Test(arguments: [
    ("", "[network]\nproxy = \"direct\"\n"),
    ("[desk]\nmouse = true\n", "[desk]\nmouse = true\n\n[network]\nproxy = \"direct\"\n"),
    ("[desk]\nmouse = true", "[desk]\nmouse = true\n\n[network]\nproxy = \"direct\"\n"),
    ("[network]", "[network]\nproxy = \"direct\"\n"),
    (
      "[network]\nresolver = \"system\"\n\n# keys\n[keys.front]\n",
      "[network]\nresolver = \"system\"\nproxy = \"direct\"\n\n# keys\n[keys.front]\n"
    ),
    ("[ network ] # way\r\nproxy = 'tor' # on\r\n", "[ network ] # way\r\nproxy = \"direct\" # on\r\n"),
    ("[network]\r\n", "[network]\r\nproxy = \"direct\"\r\n"),
    (
      "# proxy = \"tor\"\n[network]\n# proxy = \"tor\"\n",
      "# proxy = \"tor\"\n[network]\nproxy = \"direct\"\n# proxy = \"tor\"\n"
    ),
  ])
  func aLineThatIsNotThereIsAdded(before: String, after: String) {
    #expect(changed(before) == after)
  }

  @Test func theFileIsWrittenInOneStepForItsOwnerAlone() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let path = folder.path + "/home/config.toml"
    let file = SettingsFile(path: path)
    try file.set([("proxy", Self.tor.description)], in: "network") { $0.network.proxy = Self.tor }
    #expect(try Settings(path: path).network.proxy == Self.tor)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/home") == ["config.toml"])
  }

  @Test func aLinkToTheFileStaysALink() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let (own, path) = (folder.path + "/dotfiles.toml", folder.path + "/config.toml")
    try "[desk]\nplain = true # reader\n".write(toFile: own, atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: own)
    try SettingsFile(path: path).set([("proxy", "direct")], in: "network") { $0.network.proxy = .direct }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == own)
    #expect(try String(contentsOfFile: own, encoding: .utf8).hasPrefix("[desk]\nplain = true # reader\n\n[network]\n"))
  }

  @Test(arguments: [
    "network = { proxy = \"tor\" }\n", "network.proxy = \"tor\"\n", "[network]\nproxy = \"\"\"\ntor\"\"\"\n",
    "[open]\ncommand = [\"a\", \"\"\"\n[network]\nproxy = 'tor'\n\"\"\"]\n",
  ])
  func whatIsWrittenInAWayThatWeCantChangeIsLeftAloneAndSaid(text: String) throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let path = folder.path + "/config.toml"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let failure = #expect(throws: Failure.self) {
      try SettingsFile(path: path).set([("proxy", "direct")], in: "network") { $0.network.proxy = .direct }
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    #expect(Phrasebook.english(try #require(failure?.phrase)).contains("config.toml"))
  }

  @Test func aFileThatIsWrongAlreadyIsNotTouched() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let path = folder.path + "/config.toml"
    try "[desk]\nmouse = 3\n".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: Failure.self) {
      try SettingsFile(path: path).set([("proxy", "direct")], in: "network") { $0.network.proxy = .direct }
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "[desk]\nmouse = 3\n")
  }
}
