import ArgumentParser
import Edition
import Foundation
import Glibc

/// Measures signed editions: publishing, verifying, following, copying.
struct EditionBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edition",
    abstract: "Measure a signed edition: publication, verification, first sync beside curl, wire bytes, copies, disk.",
    discussion: """
      A newsroom of many articles is made in a throw-away folder and served by nginx (Debian package nginx) on loopback. \
      Bytes on the wire are those of the loopback interface: nothing else should use it meanwhile. \
      `unshare -n sh -c 'ip link set lo up; exec wirecopy-bench edition'` gives the bench one of its own.
      """)

  @Option(help: "The wirecopy to measure; the one beside this program, if not said.") var wirecopy: String?
  @Option(help: "Articles of the edition.") var entries = 100_000
  @Flag(inversion: .prefixedNo, help: "Measure publishing with the courtesy site, too: a page for each article.")
  var site = true
  @Flag(help: "Print one JSON object.") var json = false

  private static let command = "wirecopy-bench edition"

  func validate() throws {
    if entries < 2_000 || entries > 1_000_000 { throw ValidationError("--entries must be between 2000 and 1000000") }
  }

  func run() async throws {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "wirecopy").path
    let program = wirecopy ?? beside
    guard Child.find(program) != nil else { throw Child.Fault(description: "no program \(program): build it first") }
    var figures = Figures()
    let site = try EditionSite(program: program)
    defer { site.clear() }
    try site.fill(entries)
    try publication(of: site, into: &figures)
    try verification(of: site, into: &figures)
    if let nginx = RelayServer.findNginx() {
      let carrier = try EditionCarrier(nginx, serving: site.place, folder: site.folder)
      defer { carrier.stop() }
      try await following(site, carrier, into: &figures)
    } else {
      figures.skip("following and copying: nginx is not installed (Debian package nginx)")
    }
    if self.site { try courtesy(of: site, into: &figures) }
    if json { try figures.printJSON() } else { figures.printTable() }
  }

  /// Ten articles onto all others, as whole processes; opening the head key (scrypt) is told beside it.
  private func publication(of site: EditionSite, into figures: inout Figures) throws {
    let first = try site.publish()
    figures.add("publish \(entries) for the first time, no site", first.seconds, "s", command: Self.command)
    let idle = try site.publish()
    try site.add(10)
    let ten = try site.publish()
    figures.add(
      "publish 10 more, no site", ten.seconds, "s", budget: "< 1", isMet: ten.seconds < 1, command: Self.command,
      note: "\(Figures.text(idle.seconds)) s with nothing new: opening the head key")
  }

  private func verification(of site: EditionSite, into figures: inout Figures) throws {
    let started = ContinuousClock.now
    var verifier = EditionVerifier(fingerprint: Fingerprint(site.fingerprint))
    verifier.begin(looksForRoot: true)
    while let wish = verifier.wishes.first {
      let bytes = FileManager.default.contents(atPath: "\(site.place)/\(wish.path.text)")
      let events = bytes.map { verifier.take([UInt8]($0), for: wish.path) } ?? verifier.miss(wish.path)
      for case .fault(let fault, _) in events { throw Child.Fault(description: "\(fault)") }
    }
    let seconds = started.duration(to: .now).inSeconds
    guard verifier.state.isComplete, verifier.state.size == entries + 10 else {
      throw Child.Fault(description: "the edition was not verified whole")
    }
    figures.add(
      "verify all entries", seconds, "s", budget: "≤ 1 at 100,000", isMet: seconds <= Double(entries) / 100_000,
      command: Self.command)
    let whole = try Child.run([site.program, "edition", "verify", "\(site.place)#\(site.fingerprint)"])
    guard whole.status == 0 else { throw Child.Fault(description: "edition verify: \(whole.output)") }
    figures.add("edition verify, entries and texts", whole.seconds, "s", command: "wirecopy edition verify FOLDER")
  }

  private func following(
    _ site: EditionSite, _ carrier: EditionCarrier, into figures: inout Figures
  ) async throws {
    try await headlines(of: site, carrier, into: &figures)

    let reader = try await site.reader(of: carrier.url)
    carrier.mark()
    let first = try reader.sync()
    let asked = carrier.traffic.requests
    guard try await reader.articles() == entries + 10 else {
      throw Child.Fault(description: "the first sync did not bring every article")
    }
    let curl = try fetch(asked.filter { $0.status < 300 }.map { carrier.url + $0.path.dropFirst() }, in: site.folder)
    figures.add(
      "full first sync", first.seconds, "s", command: Self.command,
      note: "\(asked.count) requests; curl --parallel of the same files \(Figures.text(curl)) s")
    figures.add("full first sync, resident", Double(first.peakKiB) / 1_024, "MB", command: Self.command)

    carrier.mark()
    let still = try reader.sync()
    add("nothing changed", carrier.traffic, most: 1, bytes: 4_096, to: &figures)
    figures.add(
      "sync, nothing changed", still.seconds, "s", budget: "≤ 0.15", isMet: still.seconds <= 0.15, command: Self.command
    )

    try site.add(10)
    _ = try site.publish()
    carrier.mark()
    let ten = try reader.sync()
    let isEdge = entries % 256 > 236
    add("10 new", carrier.traffic, most: isEdge ? 5 : 3, bytes: 32_768, to: &figures)
    figures.add("sync, 10 new", ten.seconds, "s", command: Self.command)

    try copies(reader, site, into: &figures)
    let store = ["", "-wal"].reduce(0) {
      $0 + ((try? FileManager.default.attributesOfItem(atPath: reader.storePath + $1)[.size] as? Int) ?? 0)
    }
    let count = Double(entries + 20)
    figures.add(
      "disk an article, a reader's store", Double(store) / 1_000 / count, "KB", command: Self.command,
      note: "\(Figures.text(Double(EditionSite.size(of: site.place)) / 1_000 / count)) KB in the tree")
  }

  /// What a new reader waits for, and how much of it comes over the line.
  private func headlines(of site: EditionSite, _ carrier: EditionCarrier, into figures: inout Figures) async throws {
    let reader = try await site.reader(of: carrier.url)
    carrier.mark()
    let (seconds, traffic) = try await reader.sync(until: 1_000) { carrier.traffic }
    let needed = traffic.requests.filter { !$0.path.contains("/segment/") }.reduce(0) { $0 + $1.bytes }
    figures.add(
      "first 1,000 headlines, files that they need", Double(needed) / 1_000, "KB", budget: "≤ 600",
      isMet: needed <= 600_000, command: Self.command,
      note: "\(Figures.text(Double(traffic.wireBytes) / 1_000)) KB on the wire with texts that came beside them")
    figures.add("first 1,000 headlines, time", seconds, "s", command: Self.command)
  }

  private func add(
    _ work: String, _ traffic: EditionCarrier.Traffic, most: Int, bytes: Int, to figures: inout Figures
  ) {
    let requests = traffic.requests.count
    figures.add(
      "\(work), requests", Double(requests), "", budget: "≤ \(most)", isMet: requests <= most, command: Self.command,
      note: traffic.requests.map { "\($0.path) \($0.status)" }.joined(separator: ", "))
    figures.add(
      "\(work), on the wire", Double(traffic.wireBytes) / 1_024, "KiB", budget: "≤ \(bytes / 1_024)",
      isMet: traffic.wireBytes <= bytes, command: Self.command)
  }

  private func copies(_ reader: EditionReader, _ site: EditionSite, into figures: inout Figures) throws {
    let copy = "\(site.folder)/copy"
    let first = try reader.run("mirror", copy)
    guard first.status == 0 else { throw Child.Fault(description: "mirror: \(first.output)") }
    figures.add("mirror: a whole copy from the store", first.seconds, "s", command: "wirecopy mirror FOLDER")
    try site.add(10)
    _ = try site.publish()
    _ = try reader.sync()
    let again = try reader.run("mirror", copy)
    figures.add("mirror: 10 more", again.seconds, "s", command: "wirecopy mirror FOLDER")
    for name in ["segment", "root"] {
      let difference = try Child.run(["diff", "-rq", "\(site.place)/\(name)", "\(copy)/\(name)"])
      guard difference.status == 0 else { throw Child.Fault(description: "copies differ: \(difference.output)") }
    }
  }

  private func courtesy(of site: EditionSite, into figures: inout Figures) throws {
    let first = try site.publish(hasSite: true)
    figures.add("publish with the courtesy site for the first time", first.seconds, "s", command: Self.command)
    try site.add(10)
    let ten = try site.publish(hasSite: true)
    figures.add("publish 10 more with the courtesy site", ten.seconds, "s", command: Self.command)
  }

  private func fetch(_ urls: [String], in folder: String) throws -> Double {
    let list = "\(folder)/curl.config"
    let lines = Set(urls).sorted().map { "url = \"\($0)\"\noutput = \"/dev/null\"" }
    try lines.joined(separator: "\n").write(toFile: list, atomically: true, encoding: .utf8)
    let run = try Child.run(["curl", "--silent", "--parallel", "--parallel-max", "16", "--config", list])
    guard run.status == 0 else { throw Child.Fault(description: "curl ended with \(run.status)") }
    return run.seconds
  }
}
