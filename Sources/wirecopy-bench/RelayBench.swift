import ArgumentParser
import Foundation

/// Measures `wirecopy serve` as a mirror and as a relay, beside nginx in the same run.
struct RelayBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relay",
    abstract:
      "Measure the relay beside nginx: requests a second, memory, a large drop, a kill in the middle of uploads.",
    discussion: """
      Everything runs on loopback in a throw-away folder, for about a minute. wrk and nginx that are not installed are \
      named as such.
      """)

  @Option(help: "The wirecopy to measure; the one beside this program, if not said.") var wirecopy: String?
  @Option(help: "Seconds of each run of wrk.") var seconds = 4
  @Flag(help: "Print one JSON object.") var json = false

  func validate() throws {
    if seconds < 1 || seconds > 60 { throw ValidationError("--seconds must be between 1 and 60") }
  }

  func run() async throws {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "wirecopy").path
    let program = wirecopy ?? beside
    guard Child.find(program) != nil else { throw Child.Fault(description: "no program \(program): build it first") }
    var figures = Figures()
    let site = try RelaySite()
    defer { site.clear() }
    var servers = [try RelayServer.wirecopy(program, site)]
    defer { servers.forEach { $0.stop() } }
    if let nginx = RelayServer.findNginx() {
      servers.append(try RelayServer.nginx(nginx, site))
    } else {
      figures.skip("nginx is not installed (Debian package nginx)")
    }
    try requests(servers, into: &figures)
    try memory(servers, into: &figures)
    try drop(servers, site, into: &figures)
    servers.removeFirst().stop()
    try RelayKill(program: program, site: site).run(into: &figures)
    if json { try figures.printJSON() } else { figures.printTable() }
  }

  private func requests(_ servers: [RelayServer], into figures: inout Figures) throws {
    guard Child.find("wrk") != nil else { return figures.skip("wrk is not installed (Debian package wrk)") }
    for file in [RelaySite.small, RelaySite.middle] {
      for server in servers {
        let command = ["wrk", "-t2", "-c32", "-d\(seconds)s"]
        let run = try Child.run(command + [server.url + file.name])
        let words = run.output.split(whereSeparator: \.isWhitespace)
        guard let label = words.firstIndex(of: "Requests/sec:"), let rate = Double(words[words.index(after: label)]),
          !run.output.contains("Non-2xx")
        else { throw Child.Fault(description: "wrk: \(run.output)") }
        figures.add(
          "static, \(file.words), \(server.name)", rate, "requests/s", command: command.joined(separator: " "))
      }
    }
  }

  private func memory(_ servers: [RelayServer], into figures: inout Figures) throws {
    for server in servers {
      figures.add("resident after that, \(server.name)", server.residentMiB, "MB")
    }
    for work in SlowClients.Work.allCases {
      for server in servers {
        let clients = try SlowClients(64, work, server)
        var peak = 0.0
        try clients.dribble(for: 4) { peak = max(peak, server.residentMiB) }
        figures.add("resident with 64 slow \(work.words), \(server.name)", peak, "MB")
      }
    }
  }

  private func drop(_ servers: [RelayServer], _ site: RelaySite, into figures: inout Figures) throws {
    var alone: [Double] = []
    var times = servers.map { _ in [Double]() }
    for number in 0..<5 {
      let drop = try site.drop(number)
      alone.append(try site.writeAlone(drop))
      for (index, server) in servers.enumerated() {
        let run = try Child.run([
          "curl", "-s", "-o", "/dev/null", "-w", "%{http_code} %{time_total}", "-T", drop.path,
          "\(server.url)drop/\(drop.name)",
        ])
        let words = run.output.split(separator: " ")
        guard words.count == 2, words[0] == "201", let time = Double(words[1]) else {
          throw Child.Fault(description: "curl -T to \(server.name): \(run.output)")
        }
        times[index].append(time)
      }
    }
    let command = "curl -T FILE URL/drop/SHA256"
    figures.add("32 MiB hashed, written and flushed alone", middle(alone), "s", command: command)
    for (server, times) in zip(servers, times) {
      let note = server.isOurs ? "hashed and flushed" : "neither hashed nor flushed"
      figures.add("a drop of 32 MiB, \(server.name), \(note)", middle(times), "s", command: command)
    }
  }
}
