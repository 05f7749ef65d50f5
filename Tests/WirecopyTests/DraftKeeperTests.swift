import Desk
import Foundation
import News
import Store
import Synchronization
import Testing

@testable import wirecopy

/// When what is typed reaches the disk, and what the composer is told of it.
@Suite(.serialized) @MainActor struct DraftKeeperTests {
  /// A disk that can be made to say no, and remembers.
  final class Disk: Sendable {
    struct Written: Sendable {
      var number: ReportNumber
      var change: Int
      var at: ContinuousClock.Instant
    }
    let written = Mutex<[Written]>([])
    let isFull = Mutex(false)
    let gone = Mutex<Set<ReportNumber>>([])

    let captions = Mutex<[String]>([])

    func write(_ number: ReportNumber, _ change: DraftKeeper.Change) throws -> [ReportNews]? {
      if isFull.withLock(\.self) { throw StoreFault.full(path: "store.sqlite") }
      if gone.withLock({ $0.contains(number) }) { return nil }
      if let text = change.text {
        written.withLock { $0.append(Written(number: number, change: text.change, at: .now)) }
      }
      captions.withLock { $0 += change.captions.values }
      return []
    }
    var changes: [Int] { written.withLock { $0.map(\.change) } }
  }

  final class Ear {
    var news: [ReportNews] = []
    var kept: [Int] { news.compactMap { if case .kept(_, let change) = $0 { change } else { nil } } }
    var refusals: Int { news.count { if case .notKept = $0 { true } else { false } } }
    var gone: Int { news.count { if case .gone = $0 { true } else { false } } }
  }

  let disk = Disk()
  let ear = Ear()
  let one = ReportNumber(rawValue: 1)
  let two = ReportNumber(rawValue: 2)

  func keeper() -> DraftKeeper {
    DraftKeeper(write: { [disk] in try disk.write($0, $1) }, tell: { [ear] in ear.news.append($0) })
  }

  /// Waits on the main actor until something is so, for at most 10 s.
  func until(_ what: Comment, _ isSo: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while !isSo(), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
    #expect(isSo(), what)
  }

  @Test("A run of keys is written once, at the pause after it")
  func pause() async throws {
    let keeper = keeper()
    for change in 1...5 { keeper.keep(one, DraftText(change: change), isUrgent: false) }
    #expect(disk.changes.isEmpty)
    try await until("the pause is over") { !ear.kept.isEmpty }
    #expect(disk.changes == [5])
    #expect(ear.kept == [5])
  }

  @Test("Who never pauses has every key on the disk within a second")
  func noPause() async throws {
    let keeper = keeper()
    let start = ContinuousClock.now
    var typed: [ContinuousClock.Instant] = []
    while start.duration(to: .now) < .seconds(2) {
      typed.append(.now)
      keeper.keep(one, DraftText(change: typed.count), isUrgent: false)
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(await keeper.flush())
    let written = disk.written.withLock(\.self)
    #expect(written.count >= 3)
    for (place, moment) in typed.enumerated() {
      let safe = try #require(written.first { $0.change >= place + 1 })
      #expect(moment.duration(to: safe.at) < .seconds(1))
    }
  }

  @Test("What is urgent is written at once, and in order")
  func urgent() async throws {
    let keeper = keeper()
    keeper.keep(one, DraftText(change: 1), isUrgent: false)
    keeper.keep(one, DraftText(change: 2), isUrgent: true)
    keeper.keep(two, DraftText(change: 7), isUrgent: true)
    #expect(await keeper.flush())
    #expect(disk.changes.sorted() == [2, 7])
    keeper.keep(one, DraftText(change: 3), isUrgent: true)
    #expect(await keeper.flush())
    #expect(ear.kept.last == 3)
  }

  @Test("A full disk is said, nothing is called kept, and the last state is written when there is room")
  func full() async throws {
    let keeper = keeper()
    disk.isFull.withLock { $0 = true }
    keeper.keep(one, DraftText(change: 1), isUrgent: true)
    #expect(await !keeper.flush())
    #expect(ear.refusals > 0 && ear.kept.isEmpty)
    keeper.keep(one, DraftText(change: 2), isUrgent: false)
    disk.isFull.withLock { $0 = false }
    try await until("it is tried again") { ear.kept == [2] }
    #expect(disk.changes == [2])
  }

  @Test("A draft that was filed elsewhere is told as gone, and not written")
  func gone() async throws {
    let keeper = keeper()
    _ = disk.gone.withLock { $0.insert(one) }
    keeper.keep(one, DraftText(change: 1), isUrgent: true)
    #expect(await keeper.flush())
    #expect(ear.gone == 1 && ear.kept.isEmpty && disk.changes.isEmpty)
  }

  @Test("A caption waits with the words and is lost with none of them")
  func captions() async throws {
    let keeper = keeper()
    disk.isFull.withLock { $0 = true }
    keeper.keep(one, caption: "행", of: AttachmentID(rawValue: 1))
    #expect(await !keeper.flush())
    keeper.keep(one, caption: "행진", of: AttachmentID(rawValue: 1))
    keeper.keep(one, DraftText(change: 4), isUrgent: true)
    disk.isFull.withLock { $0 = false }
    #expect(await keeper.flush())
    #expect(disk.captions.withLock(\.self) == ["행진"])
    #expect(ear.kept == [4])
  }
}
