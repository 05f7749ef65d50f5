import Foundation
import News
import Store
import Sync

/// A filed report as one file for a USB stick, and such a file taken in on another machine.
struct OutboxExport: Sendable {
  let store: NewsStore
  let engine: SyncEngine

  /// Writes it to a file that is not there yet (0600), flushed.
  /// - Throws: `ReportPackFault`, `StoreFault`.
  func export(_ number: ReportNumber, to path: String, now: Date = Date()) async throws {
    let packed = try await engine.pack(number).get()
    guard let drop = packed.drop, let size = packed.dropSize else {
      throw StoreFault.notFound("drop of report \(number.rawValue)")
    }
    let own = try await store.mirrors().filter { $0.newsroom == packed.newsroom && $0.takesDrops && !$0.isDisabled }
    let others = packed.relays.map(\.url).filter { url in !own.contains { $0.url == url } }
    let carrier = DropCarrier(
      newsroom: packed.newsroomName, relays: own.map(\.url) + (packed.isCarried ? others : []), drop: drop, size: size,
      consent: packed.consent, isSealed: packed.sealedTo != nil)
    let drops = store.dropsFolder
    try await SlowWork.run { () throws(ReportPackFault) in try carrier.write(to: path, dropsFolder: drops) }
    try await store.setExported(number, now)
  }

  /// Takes such a file into the outbox; the same one again is the report there is, for a newsroom if it had none.
  /// - Parameter chosen: whose relays it goes to; nil for the newsroom of the name that the file says, where one is followed.
  /// - Throws: `ReportPackFault`, `StoreFault`.
  func take(_ path: String, for chosen: NewsroomID? = nil, now: Date = Date()) async throws -> OutboxReport {
    let drops = store.dropsFolder
    let (carrier, packed) = try await SlowWork.run { () throws(ReportPackFault) in
      try DropCarrier.read(path: path, into: drops)
    }
    let sameName = try await store.newsrooms().first { $0.name == carrier.newsroom }?.id
    // What is to be passed on is the drop; its text is not ours to keep in the store.
    var report = packed?.report ?? Report()
    report.body = ""
    return try await store.carry(
      report, newsroomName: carrier.newsroom, newsroom: chosen ?? sameName, drop: carrier.drop, size: carrier.size,
      relays: carrier.relays, consent: carrier.consent, isSealed: carrier.isSealed, now: now)
  }
}
