import Foundation
import News
import Store
import Synchronization
import Testing

@testable import Sync

@Suite struct DeliveryQueueTests {
  private func delivery(_ mirror: Int64, articles: Int) -> PreparedDelivery {
    PreparedDelivery(
      Delivery(
        newsroom: NewsroomID(rawValue: 1), mirror: MirrorID(rawValue: mirror), mirrorURL: "https://m\(mirror).example/",
        cursor: Cursor(), articles: (0..<articles).map { Article(guid: "\($0)", title: "\($0)") },
        now: Date(timeIntervalSince1970: 0)))
  }

  /// Commits all, and returns how each went.
  private func commit(
    _ count: Int64, articles: Int = 0, to queue: DeliveryQueue
  ) async -> [Result<DeliveryResult, StoreFault>] {
    await withTaskGroup { group in
      for mirror in 1...count { group.addTask { await queue.commit(delivery(mirror, articles: articles)) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test func whatQueuesUpSharesATransaction() async {
    let batches = Mutex<[Int]>([])
    let queue = DeliveryQueue(
      commit: { deliveries throws(StoreFault) in
        batches.withLock { $0.append(deliveries.count) }
        // The others queue up meanwhile.
        for _ in 0..<200 { await Task.yield() }
        return deliveries.map { _ in DeliveryResult(new: 1) }
      }, record: { _ throws(StoreFault) in })
    let results = await commit(40, to: queue)
    #expect(results.allSatisfy { (try? $0.get().new) == 1 })
    #expect(batches.withLock { $0.reduce(0, +) } == 40)
    #expect(batches.withLock { $0.count } < 20)
    #expect(batches.withLock { $0.max() ?? 0 } <= 16)
  }

  @Test(arguments: [(articles: 500, most: 1), (articles: 200, most: 3)])
  func aLargeDeliveryIsEnoughForATransaction(articles: Int, most: Int) async {
    let batches = Mutex<[Int]>([])
    let queue = DeliveryQueue(
      commit: { deliveries throws(StoreFault) in
        batches.withLock { $0.append(deliveries.count) }
        for _ in 0..<200 { await Task.yield() }
        return deliveries.map { DeliveryResult(new: $0.count) }
      }, record: { _ throws(StoreFault) in })
    let results = await commit(9, articles: articles, to: queue)
    #expect(results.allSatisfy { (try? $0.get().new) == articles })
    #expect(batches.withLock { $0.reduce(0, +) } == 9)
    #expect(batches.withLock { $0.max() ?? 0 } <= most)
  }

  @Test func oneThatCantBeStoredDoesNotTakeTheOthersWithIt() async {
    let calls = Mutex(0)
    let queue = DeliveryQueue(
      commit: { deliveries throws(StoreFault) in
        let call = calls.withLock { calls in
          calls += 1
          return calls
        }
        for _ in 0..<200 { await Task.yield() }
        // Whole batches fail, and so does the third that is tried alone.
        if deliveries.count > 1 || call == 4 { throw .full(path: "news.sqlite") }
        return [DeliveryResult(new: 1)]
      }, record: { _ throws(StoreFault) in })
    let results = await commit(8, to: queue)
    #expect(results.count == 8)
    #expect(results.filter { $0 == .failure(.full(path: "news.sqlite")) }.count == 1)
  }

  @Test func aReportThatCantBeWrittenIsToldOnce() async {
    let queue = DeliveryQueue(
      commit: { _ throws(StoreFault) in [] },
      record: { _ throws(StoreFault) in throw .locked(path: "news.sqlite") })
    await queue.record(RoundReport(newsroom: NewsroomID(rawValue: 1), name: "N", started: Date()))
    #expect(await queue.flush() == .locked(path: "news.sqlite"))
    #expect(await queue.flush() == nil)
  }
}

@Suite struct AdmissionTests {
  private func filled(_ admission: inout Admission) -> Int {
    while admission.isOpen { admission.enter() }
    return admission.rounds
  }

  @Test(arguments: [0, 160 << 10]) func fewRoundsRunUntilFeedsAreKnownToBeSmall(bytes: Int) {
    var admission = Admission()
    #expect(filled(&admission) == Admission.fewRounds)
    for _ in 0..<40 {
      admission.hold(bytes)
      admission.leave(brought: bytes)
      admission.enter()
    }
    #expect(filled(&admission) == Admission.mostRounds, "then the network decides")
  }

  @Test func largeFeedsStillLetAFewRoundsWaitForTheirMirrors() {
    var admission = Admission()
    for _ in 0..<10 {
      admission.enter()
      admission.hold(8 << 20)
      admission.leave(brought: 8 << 20)
    }
    #expect(filled(&admission) == Admission.fewRounds)
  }

  @Test func whatIsHeldInMemoryKeepsFurtherRoundsOutButNeverTheFirst() {
    var admission = Admission()
    admission.enter()
    admission.hold(64 << 20)
    #expect(!admission.isOpen)
    admission.leave(brought: 64 << 20)
    #expect(admission.isOpen)
  }
}

@Suite struct ContentHashTests {
  @Test func anyChangeIsSeen() {
    let text = Array("가온누리 the same bytes, and then some".utf8)
    let hash = ContentHash.of(text)
    #expect(hash.count == 16)
    #expect(hash == ContentHash.of(text))
    for place in text.indices {
      var other = text
      other[place] ^= 0x80
      #expect(ContentHash.of(other) != hash)
    }
    #expect(ContentHash.of(text + [0]) != hash)
    #expect(ContentHash.of([]) != ContentHash.of([0]))
  }
}
