import Foundation
import News

/// Mirrors that are being tested: which are still waited for, and what the others said.
struct AskedMirrors: Hashable, Sendable {
  /// Seconds after the last answer in which the next one is waited for: none comes later, whatever happened.
  static let patience = 60.0

  /// With the newsroom of each.
  private var waiting: [MirrorID: NewsroomID] = [:]
  /// How many were asked since nobody was waited for.
  private(set) var all = 0
  /// How many of them answered well.
  private(set) var well = 0
  /// When one was asked, or answered, last.
  private var last = Date.distantPast

  mutating func ask(_ mirrors: [MirrorID], of newsroom: NewsroomID, at now: Date) {
    if left(at: now) == 0 { self = AskedMirrors() }
    for mirror in mirrors where waiting.updateValue(newsroom, forKey: mirror) == nil { all += 1 }
    last = now
  }

  /// - Returns: whether it was the last one that was waited for.
  mutating func take(_ outcome: MirrorOutcome, at now: Date) -> Bool {
    guard waiting.removeValue(forKey: outcome.mirror) != nil else { return false }
    last = now
    if outcome.kind == .served || outcome.kind == .unchanged { well += 1 }
    return waiting.isEmpty
  }

  /// Those that are no longer there are no longer waited for.
  mutating func keep(where isThere: (MirrorID) -> Bool) { waiting = waiting.filter { isThere($0.key) } }

  func isWaiting(for mirror: MirrorID, at now: Date) -> Bool { isPatient(at: now) && waiting[mirror] != nil }

  /// How many are waited for, of one newsroom or all.
  func left(of newsroom: NewsroomID? = nil, at now: Date) -> Int {
    guard isPatient(at: now) else { return 0 }
    return newsroom.map { id in waiting.values.count { $0 == id } } ?? waiting.count
  }

  private func isPatient(at now: Date) -> Bool { now.timeIntervalSince(last) < Self.patience }
}
