import Foundation
import Glibc
import MirrorLab
import News
import Seal
import Store
import Sync
import TestSupport
import Testing

extension WholeProgram {
  @Suite struct ReportKillTests {}
}

/// `kill -9` while a report is typed, filed and delivered: none is lost, none comes twice.
extension WholeProgram.ReportKillTests {
  static let isLong = ProcessInfo.processInfo.environment["WIRECOPY_LONG"] == "1"
  /// How many kills of each kind.
  static let (typings, filings, deliveries) = isLong ? (200, 300, 500) : (12, 16, 32)

  /// A newsroom with relays on the lab's mirrors, one host each.
  func home(_ lab: Lab?) async throws -> Program {
    let program = try Program()
    let store = try NewsStore.open(path: program.file("store.sqlite"))
    let newsroom = try await store.addNewsroom(name: "여울", mirrors: ["http://127.0.0.1:9/news.atom"])
    for mirror in lab?.mirrors ?? [] { _ = try await store.addRelay(url: mirror.url("/"), to: newsroom.id) }
    try await store.setConsent(newsroom.id, .overTLS)
    return program
  }

  @Test("Killed while one types, at most the last second of typing is gone")
  func typing() async throws {
    try #require(Tmux.isInstalled, Tmux.why)
    var random = Splitmix(seed: 2_002_022_504)
    var worst = 0.0
    for _ in 0..<Self.typings {
      let program = try await home(nil)
      defer { program.clear() }
      let desk = try Tmux(program, ["desk", "--offline"])
      defer { desk.end() }
      try await desk.wait(for: "? help")
      try desk.keys("c")
      try await desk.wait(for: "Title")
      // The title comes first. Each word carries its number, so that what is kept says when it was typed.
      var typed: [(text: String, at: ContinuousClock.Instant)] = []
      let length = Duration.milliseconds(Int(200 + random.next() % 2_500))
      let start = ContinuousClock.now
      while start.duration(to: .now) < length {
        let word = "낱말\(typed.count + 1) "
        try desk.type(word)
        typed.append(((typed.last?.text ?? "") + word, .now))
        try await Task.sleep(for: .milliseconds(Int(random.next() % 60)))
      }
      let killed = ContinuousClock.now
      kill(try desk.process(), SIGKILL)
      try await desk.wait(for: "ended with 137")

      let store = try NewsStore.open(path: program.file("store.sqlite"))
      #expect(try await store.check().isEmpty)
      let drafts = try await store.drafts()
      let kept = drafts.first?.report.title ?? ""
      let whole = typed.last?.text ?? ""
      #expect(drafts.count == 1 && whole.hasPrefix(kept), "“\(kept)” is not a beginning of what was typed")
      let gone = typed.first { !kept.hasPrefix($0.text.dropLast()) }
      let seconds = gone.map { $0.at.duration(to: killed) / .seconds(1) } ?? 0
      worst = max(worst, seconds)
      #expect(seconds <= 1, "\(seconds) s of typing are gone")
    }
    print("kills while typing: \(Self.typings); at most \(Int(worst * 1_000)) ms of typing gone")
  }

  @Test("Killed while filing, a report is a draft or in the outbox, and never both")
  func filing() async throws {
    var random = Splitmix(seed: 2_002_022_505)
    let program = try await home(nil)
    defer { program.clear() }
    let store = try NewsStore.open(path: program.file("store.sqlite"))
    let newsroom = try #require(try await store.newsrooms().first)
    let body = String(repeating: "발전소 앞에서 보냅니다. ", count: 2_000)
    let begin = {
      try await store.beginDraft(Report(title: "현장", body: body), for: newsroom.id, now: Date())
    }
    let length = try await Self.length { _ = try program.run("report", "file", "\(try await begin().id.rawValue)") }
    var (drafts, filed) = (0, 0)
    for _ in 0..<Self.filings {
      let draft = try await begin()
      let process = try program.start(["report", "file", "\(draft.id.rawValue)"])
      usleep(UInt32(random.next() % (length * 3 / 2)))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let asDraft = try await store.draft(draft.id)
      let asFiled = try await store.outboxReport(draft.id)
      #expect((asDraft == nil) != (asFiled == nil))
      #expect((asDraft?.report ?? asFiled?.report)?.body == body)
      #expect((asDraft?.report ?? asFiled?.report)?.id == draft.report.id)
      if asDraft == nil { filed += 1 } else { drafts += 1 }
    }
    #expect(try await store.check().isEmpty)
    print("kills while filing: \(Self.filings) over \(length * 3 / 2_000) ms; still drafts \(drafts), filed \(filed)")
    #expect(drafts > 0 && filed > 0, "the kills fell all on one side")
  }

  @Test("Killed while delivering to relays that break, each report is at the inbox once and whole")
  func delivering() async throws {
    var random = Splitmix(seed: 2_002_022_506)
    let lab = try await Lab.start(mirrors: 3, site: LabSite([:]), addresses: ["127.0.0.1", "127.0.0.2", "127.0.0.3"])
    let program = try await home(lab)
    defer { program.clear() }
    let store = try NewsStore.open(path: program.file("store.sqlite"))
    let newsroom = try #require(try await store.newsrooms().first)
    let words = String(repeating: "연대와 지지 solidarity ", count: 400)
    let begin = { (place: Int) in
      let draft = try await store.beginDraft(
        Report(title: "보고 \(place)", body: "\(place) \(words)"), for: newsroom.id, now: Date())
      _ = try program.run("report", "file", "\(draft.id.rawValue)")
      return draft
    }
    var ids: Set<ReportID> = []
    let length = try await Self.length {
      ids.insert(try await begin(0).report.id)
      _ = try program.run("deliver", "--now")
    }
    var (running, sending, done) = (0, 0, 0)
    let faults: [() -> UploadFault] = [
      { .none }, { .lostAnswer }, { .cut(at: Int(random.next() % 16_384)) }, { .lie },
      { .refuse(503, retryAfter: nil) }, { .late(milliseconds: Int(random.next() % 300)) },
      { .slow(bytesPerSecond: 40_000) },
    ]
    for place in 1...Self.deliveries {
      let draft = try await begin(place)
      ids.insert(draft.report.id)
      // The last mirror is honest at the end: whoever is killed, somebody is left to take the report.
      for mirror in lab.mirrors { mirror.uploadFault = faults[Int(random.next() % UInt64(faults.count))]() }
      let process = try program.start(["deliver", "--now"])
      usleep(UInt32(random.next() % (2 * length)))
      if isAlive(process.processIdentifier) { running += 1 }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let outbox = try await store.outbox()
      if outbox.contains(where: { $0.relays.contains { $0.state == .sending } }) { sending += 1 }
      done = outbox.count { $0.state == .relayed }
    }
    for mirror in lab.mirrors { mirror.uploadFault = .none }
    // Once more, in peace: what a dead process left is taken up.
    try await wait("everything is delivered", seconds: Self.isLong ? 600 : 60) {
      try program.run("deliver", "--now").status == 0
    }
    #expect(try await store.outbox().allSatisfy { $0.state == .relayed })
    #expect(try await store.check().isEmpty)

    let inbox = try Program()
    defer { inbox.clear() }
    let listed = try inbox.run(
      ["inbox", "list", "--json"] + lab.mirrors.map { $0.url("/") }, seconds: Self.isLong ? 600 : 60)
    await lab.stop()
    #expect(listed.status == 0, "\(listed.complaint)")
    let reports = try #require(try object(listed.output)["reports"] as? [[String: Any]])
    let came = reports.compactMap { $0["id"] as? String }
    let wanted = ids.map(\.rawValue)
    let lost = Set(wanted).subtracting(came).count
    let doubled = came.count - Set(came).count
    print(
      "kills while delivering: \(Self.deliveries) over \(2 * length / 1_000) ms; running at \(running), with bytes on the way \(sending), delivered between them \(done); lost \(lost), doubled \(doubled)"
    )
    #expect(lost == 0 && doubled == 0)
    #expect(running * 3 > Self.deliveries, "the kills came too late to show anything")
    #expect(sending > 0, "the kills came too early to show anything")
  }

  @Test("Killed while it seals and delivers, each report is at the desk once, and nothing of it lies about in clear")
  func sealing() async throws {
    var random = Splitmix(seed: 2_002_022_507)
    let lab = try await Lab.start(mirrors: 2, site: LabSite([:]), addresses: ["127.0.0.1", "127.0.0.2"])
    let program = try await home(lab)
    defer { program.clear() }
    let store = try NewsStore.open(path: program.file("store.sqlite"))
    let newsroom = try #require(try await store.newsrooms().first)
    // Signed: its keys name a desk.
    let desk = AgeIdentity()
    try await store.addEdition(mirrors: [], to: newsroom.id, fingerprint: nil)
    var status = EditionStatus()
    (status.root, status.recipients, status.fingerprint) = (1, [desk.recipient.text], "wc1test")
    try await store.commit(
      EditionDelivery(
        newsroom: newsroom.id, mirror: MirrorID(rawValue: 1), state: [], status: status, steps: [], now: Date()))
    let words = String(repeating: "연대와 지지 solidarity ", count: 400)
    let begin = { (place: Int) in
      let draft = try await store.beginDraft(Report(title: "\(place)", body: words), for: newsroom.id, now: Date())
      try await store.file(draft.id, nonce: RandomBytes.make(32))
      return draft.report.id
    }
    var ids: Set<ReportID> = [try await begin(0)]
    let length = try await Self.length { _ = try program.run("deliver", "--now") }
    for place in 1...(Self.isLong ? 200 : 10) {
      ids.insert(try await begin(place))
      let process = try program.start(["deliver", "--now"])
      usleep(UInt32(random.next() % (2 * length)))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    try await wait("everything is delivered", seconds: 60) { try program.run("deliver", "--now").status == 0 }
    #expect(try await store.check().isEmpty)
    // What the relays hold, as folders: the desk reads those, too.
    var folders: [String] = []
    for (place, mirror) in lab.mirrors.enumerated() {
      folders.append(program.file("spool-\(place)"))
      try FileManager.default.createDirectory(atPath: folders[place], withIntermediateDirectories: true)
      for (name, bytes) in mirror.drops { try Data(bytes).write(to: URL(filePath: "\(folders[place])/\(name)")) }
    }
    await lab.stop()
    let opened = await InboxReader(transport: ScriptedTransport(), folder: program.file("desk"), identities: [desk])
      .fetch([], folders: folders)
    #expect(opened.troubles.isEmpty && Set(opened.reports.map(\.report.report.id)) == ids)
    #expect(opened.reports.count == ids.count && opened.reports.allSatisfy { !$0.isContested })
    // Not even a half-written drop has the words in it.
    for name in try FileManager.default.contentsOfDirectory(atPath: store.dropsFolder) {
      let bytes = FileManager.default.contents(atPath: store.dropsFolder + "/" + name).map([UInt8].init) ?? []
      #expect(!bytes.holds("solidarity"), "\(name)")
    }
  }

  /// Microseconds that something takes, the median of three.
  private static func length(_ work: () async throws -> Void) async throws -> UInt64 {
    var times: [UInt64] = []
    for _ in 0..<3 {
      let start = ContinuousClock.now
      try await work()
      times.append(UInt64(start.duration(to: .now) / .microseconds(1)))
    }
    return times.sorted()[1]
  }
}
