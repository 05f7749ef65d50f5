import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite struct NetworkCommandTests {}
}

/// The way to the mirrors, set by the user: everything goes there, and nothing beside it.
extension WholeProgram.NetworkCommandTests {
  private func isFree(_ port: UInt16) -> Bool {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafePointer(to: &address) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, size) }
    } != 0
  }

  @Test func torThatDoesNotRunIsSaidInWordsAndNothingGoesOutBesideIt() async throws {
    guard isFree(9_050) else { return print("skipped: something listens at 127.0.0.1:9050") }
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(2))
    let program = try Program()
    defer { program.clear() }
    let urls = lab.mirrors.map { $0.url("/news.atom") }
    #expect(try program.run(["add"] + urls + ["--name", "Strike"]).status == 0)
    try program.write("# mine\n[desk]\nmouse = false # tablet\n", to: "config.toml")
    let set = try program.run("mirrors", "network", "tor")
    #expect(set.status == 1 && set.complaints.count == 1, "\(set)")
    #expect(set.output.contains("Tor") && set.complaint.contains("start Tor"), "\(set)")
    let file = try String(contentsOfFile: program.file("config.toml"), encoding: .utf8)
    #expect(
      file == "# mine\n[desk]\nmouse = false # tablet\n\n[network]\nproxy = \"socks5h://127.0.0.1:9050\"\n", "\(file)")

    for mirror in lab.mirrors { mirror.forgetRequests() }
    let synced = try program.run("sync")
    #expect(synced.status == 3, "\(synced)")
    for words in [
      ["mirrors", "test"], ["add", urls[0]], ["mirrors", "retry"], ["doctor"], ["sync", "--background"],
    ] {
      #expect(try program.run(words).status != 0)
    }
    #expect(lab.mirrors.allSatisfy { $0.connections == 0 }, "nothing goes beside the proxy")
    let looked = try program.run("doctor")
    #expect(looked.output.contains("✗ way: nobody listens at socks5h://127.0.0.1:9050"), "\(looked.output)")
    await lab.stop()
  }

  @Test func everythingGoesThroughTheProxyOfTheSettings() async throws {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(3))
    let proxy = try await LabProxy.start()
    let program = try Program()
    defer { program.clear() }
    proxy.routes["strike.test"] = "127.0.0.1:\(lab.mirrors[0].port)"
    let set = try program.run("mirrors", "network", proxy.url)
    #expect(set.status == 0 && set.output.contains(proxy.url), "\(set)")
    let added = try program.run("add", "http://strike.test/news.atom", "--name", "Strike")
    #expect(added.status == 0, "\(added)")
    #expect(proxy.questions.allSatisfy { $0.isName && $0.host == "strike.test" } && proxy.questionCount > 0)
    #expect(try program.run("sync").status == 0)
    let looked = try program.run("doctor", "--json")
    let findings = try #require(try object(looked.output)["findings"] as? [[String: Any]])
    let state = { (what: String) in findings.first { $0["what"] as? String == what }?["state"] as? String }
    #expect(state("way") == "well" && state("resolver") == "well" && state("clock") != nil, "\(looked.output)")

    // One mirror goes another way, and then the settings' again.
    proxy.forgetQuestions()
    let own = lab.mirrors[0].url("/news.atom")
    #expect(try program.run("mirrors", "route", "strike.test", "direct", "address", "127.0.0.1").status == 0)
    #expect(try program.run("mirrors", "route", "strike.test").output.contains("directly, also at 127.0.0.1"))
    _ = try program.run("mirrors", "test", "strike.test")
    #expect(proxy.questionCount == 0)
    #expect(try program.run("mirrors", "route", "strike.test", "settings").status == 0)
    #expect(try program.run("mirrors", "test", "strike.test").status == 0)
    #expect(proxy.questionCount > 0)
    let shown = try object(try program.run("mirrors", "network", "--json").output)
    #expect(shown["proxy"] as? String == proxy.url && shown["resolver"] == nil)

    // A proxy that says nothing is no network's fault, and said so.
    proxy.fault = .refuse
    let failed = try program.run("sync")
    #expect(failed.status == 3 && failed.output.contains("proxy"), "\(failed)")
    #expect(try program.run("mirrors", "network", "direct").status == 0)
    #expect(try program.run("add", own, "--name", "Near").status == 0)
    await proxy.stop()
    await lab.stop()
  }

  @Test func settingsThatAreWrongStopEveryCommandThatWouldGoOut() async throws {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(2))
    let program = try Program()
    defer { program.clear() }
    let url = lab.mirrors[0].url("/news.atom")
    #expect(try program.run("add", url, "--name", "Strike").status == 0)
    try program.write("[network]\nproxy = \"tro\"\n", to: "config.toml")
    lab.mirrors[0].forgetRequests()
    let commands = [
      ["sync"], ["add", url], ["mirrors", "test"], ["mirrors", "retry"], ["mirrors", "add", "Strike", url + "?2"],
      ["deliver"], ["inbox", "list", url], ["mirrors", "network"], ["mirrors", "route", url, "direct"], ["desk"],
    ]
    for words in commands {
      let answer = try program.run(words)
      #expect(answer.status == 2 && answer.complaint.contains("config.toml, line 2"), "\(words): \(answer)")
    }
    #expect(try program.run("doctor").status == 1)
    #expect(lab.mirrors[0].connections == 0, "nobody is led another way than the one they wrote")
    await lab.stop()
  }

  @Test func transportsAreMadeInOnePlace() throws {
    let folder = URL(filePath: "\(Program.share)/../Sources/wirecopy").standardizedFileURL.path
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
    let makers = try files.filter {
      try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8).contains("CurlTransport(")
    }
    #expect(makers == ["Wiring/NetworkLine.swift"], "a transport without the user's proxy would go beside it")
  }
}
