import Foundation
import MirrorLab
import News
import Testing

@testable import wirecopy

/// What is fetched by the clock, and where that waits.
@Suite struct AutomaticSyncTests {
  private func newsroom(_ id: Int64, _ name: String) -> Newsroom {
    Newsroom(id: NewsroomID(rawValue: id), name: name, added: Date(timeIntervalSince1970: 0))
  }

  @Test func eachNewsroomIsDueByItsOwnIntervalWithJitter() {
    let rooms = [newsroom(1, "Base21"), newsroom(2, "Slow"), newsroom(3, "Never")]
    var timer = SyncTimer {
      ["Base21": .seconds(600), "Slow": .seconds(6_000)][$0.name]
    }
    var draw = 0.0
    func due(_ seconds: Int) -> [Int64] { timer.due(rooms, at: .seconds(seconds)) { draw }.map(\.rawValue) }
    #expect(due(0) == [], "what is seen first was fetched when it was followed")
    #expect(due(539) == [] && due(540) == [1])
    timer.synced([rooms[0]], at: .seconds(560)) { 0.999 }
    #expect(due(1_200) == [] && due(1_221) == [1])
    draw = 0.5
    timer.synced(rooms, at: .seconds(2_000)) { draw }
    #expect(due(2_599) == [] && due(2_600) == [1] && due(8_000) == [1, 2])
    #expect(due(10_000_000) == [1, 2], "never is never")
  }

  @Test func whoeverStartsTogetherDoesNotAskTogether() {
    let room = newsroom(1, "Base21")
    var random = SystemRandomNumberGenerator()
    let times = (0..<500).map { _ in
      var timer = SyncTimer { _ in .seconds(1_000) }
      timer.synced([room], at: .zero) { .random(in: 0..<1, using: &random) }
      return (800...1_200).first { !timer.due([room], at: .seconds($0), draw: { 0 }).isEmpty } ?? 0
    }
    #expect(times.min() ?? 0 >= 900 && times.max() ?? 0 <= 1_101)
    #expect(Set(times).count > 100)
  }

  @Test(arguments: [
    ("never", Duration?.none), ("10m", .seconds(600)), ("1m", .seconds(60)), ("2h", .seconds(7_200)),
    ("7d", .seconds(604_800)), (" 90 s", .seconds(90)),
  ])
  func anIntervalIsReadAsPeopleWriteIt(text: String, interval: Duration?) throws {
    let settings = try Settings(
      text: "[sync]\nevery = \"5m\"\n[sync.newsrooms]\n\"Base 21\" = \"\(text)\"\n", path: "config.toml")
    #expect(settings.sync.interval(of: "base 21") == interval)
    #expect(settings.sync.interval(of: "other") == .seconds(300))
  }

  @Test(arguments: [
    ("[sync]\nevery = \"30s\"\n", 2), ("[sync]\nevery = \"8d\"\n", 2), ("[sync]\nevery = 10\n", 2),
    ("[sync]\nevery = \"99999999999999999999m\"\n", 2), ("[sync]\nevery = \"ten\"\n", 2),
    ("[sync]\nnewsrooms = \"5m\"\n", 2), ("[sync]\n[sync.newsrooms]\nA = \"5m\"\nB = \"x\"\n", 4),
    ("[sync]\nmetered = \"maybe\"\n", 2), ("[sync]\nmetered = []\n", 2), ("[sync]\nmetered = [\"a b\"]\n", 2),
    ("[sync]\nmetered = [\"../etc\"]\n", 2), ("[sync]\never = \"5m\"\n", 2), ("[alerts]\nbell = 1\n", 2),
    ("[alerts]\ncommand = \"notify-send\"\n", 2), ("[print]\ncommand = []\n", 2),
  ])
  func whatCanNotBeIsAnErrorWithItsLine(text: String, line: Int) {
    let failure = #expect(throws: Failure.self) { try Settings(text: text, path: "config.toml") }
    let words = failure?.phrase.map { Phrasebook.english($0) } ?? ""
    #expect(words.contains("line \(line):"), "\(words)")
  }

  // MARK: Metered lines

  /// Files as the kernel has them, of interfaces with a kind and a driver.
  private func machine(_ interfaces: [(name: String, kind: String?, driver: String?)], routes: String) throws -> Program
  {
    let home = try Program()
    for interface in interfaces {
      let folder = home.file("sys/\(interface.name)")
      try FileManager.default.createDirectory(atPath: folder + "/device", withIntermediateDirectories: true)
      try home.write("up\n", to: "sys/\(interface.name)/operstate")
      let event = (interface.kind.map { "DEVTYPE=\($0)\n" } ?? "") + "INTERFACE=\(interface.name)\n"
      try home.write(event, to: "sys/\(interface.name)/uevent")
      if let driver = interface.driver {
        try FileManager.default.createSymbolicLink(
          atPath: folder + "/device/driver", withDestinationPath: "../../bus/\(driver)")
      }
    }
    try FileManager.default.createDirectory(atPath: home.file("proc"), withIntermediateDirectories: true)
    try home.write(
      "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n" + routes, to: "proc/route")
    return home
  }

  private func outward(_ home: Program) -> [NetworkInterface] {
    NetworkInterface.outward(proc: home.file("proc"), sys: home.file("sys"))
  }

  @Test(
    arguments: [
      ("wwan0", "wwan", nil, true), ("usb0", nil, "rndis_host", true), ("eth1", nil, "ipheth", true),
      ("bnep0", "bluetooth", nil, true), ("wlan0", "wlan", "iwlwifi", false), ("eth0", nil, "e1000e", false),
      ("enx1", nil, "cdc_ether", false),
    ] as [(String, String?, String?, Bool)])
  func modemsAndPhonesAreToldByTheirKindAndDriver(
    name: String, kind: String?, driver: String?, isMetered: Bool
  ) throws {
    let home = try machine(
      [(name, kind, driver), ("other0", "wwan", nil)],
      routes:
        "\(name) 00000000 0100A8C0 0003 0 0 100 00000000 0 0 0\nother0 00000000 0100A8C0 0003 0 0 700 00000000 0 0 0\n"
    )
    defer { home.clear() }
    #expect(MeteredRule.auto.isMetered(outward(home)) == isMetered, "only the route that is taken counts")
    #expect(MeteredRule.interfaces(["other0"]).isMetered(outward(home)) == false)
    #expect(MeteredRule.interfaces(["x", String(name.prefix(3)) + "*"]).isMetered(outward(home)))
    #expect(!MeteredRule.never.isMetered(outward(home)) && MeteredRule.always.isMetered([]))
  }

  @Test func behindATunnelEveryLineThatIsUpCounts() throws {
    let home = try machine(
      [("wg0", "wireguard", nil), ("wwan0", "wwan", nil)],
      routes: "wg0 00000000 00000000 0001 0 0 0 00000000 0 0 0\nwwan0 000A0A0A 00000000 0001 0 0 0 00FFFFFF 0 0 0\n")
    defer { home.clear() }
    #expect(MeteredRule.auto.isMetered(outward(home)))
    try home.write("down\n", to: "sys/wwan0/operstate")
    #expect(!MeteredRule.auto.isMetered(outward(home)))
  }

  @Test func defaultRoutesAreReadFromBothTables() {
    let far = """
      00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003 wwan0
      20010db8000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001 eth0
      00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200 lo
      """
    #expect(NetworkInterface.defaults(routes: "", farRoutes: far) == ["wwan0"])
    #expect(NetworkInterface.defaults(routes: "junk\n\nx y\n", farRoutes: "z\n") == [])
  }
}

extension WholeProgram {
  @Suite(.enabled(if: Tmux.isInstalled, Tmux.why)) struct AutomaticRunTests {}
}

extension WholeProgram.AutomaticRunTests {
  @Test func cronLeavesTheWorkToAnOpenDeskAndOnAMeteredLineNothingIsFetched() async throws {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(5))
    let program = try Program()
    defer { program.clear() }
    #expect(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    // An open desk that was opened offline does nothing by itself: cron does the work.
    let offline = try Tmux(program, ["desk", "--offline"])
    try await offline.wait(for: "파업 소식 5")
    #expect(try program.run("sync").output.contains("nothing new"))
    try offline.keys("Q")
    try await offline.wait(for: "ended with 0")
    offline.end()

    let desk = try Tmux(program)
    defer { desk.end() }
    try await desk.wait(for: "nothing new")
    try await wait("the desk does it by itself", seconds: 30) {
      try program.run("sync", "--background").output.contains("a desk is open")
    }
    let before = lab.mirrors[0].requestCount
    let left = try program.run("sync")
    #expect(left.status == 0 && left.output.contains("the work is left to it"), "\(left)")
    let json = try program.run("sync", "--json")
    #expect(json.output == "{\"newsrooms\":[]}\n" && json.status == 0)
    #expect(lab.mirrors[0].requestCount == before)
    // By name, it is what somebody wants now.
    #expect(try program.run("sync", "Strike").output.contains("nothing new from"))
    try desk.keys("Q")
    try await desk.wait(for: "ended with 0")
    #expect(try program.run("sync").output.contains("nothing new from"))

    try program.write("[sync]\nmetered = \"always\"\n", to: "config.toml")
    let metered = try program.run("sync", "--background")
    #expect(metered.status == 0 && metered.output.contains("metered"))
    let asked = lab.mirrors[0].requestCount
    let waiting = try Tmux(program)
    defer { waiting.end() }
    try await waiting.wait(for: "파업 소식 5")
    try waiting.keys("j", "k")
    #expect(lab.mirrors[0].requestCount == asked, "opened on a metered line, it fetches nothing by itself")
    try waiting.keys("R")
    try await waiting.wait(for: "nothing new from")
    #expect(lab.mirrors[0].requestCount > asked, "what is asked for is fetched")
    try waiting.keys("Q")
    try await waiting.wait(for: "ended with 0")
    await lab.stop()
  }
}
