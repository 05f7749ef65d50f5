public import Foundation
import GRDB
public import News

extension NewsStore {
  /// Adds a relay as the newsroom's last. With or without a slash at its end it is the same.
  @discardableResult
  public func addRelay(url: String, to newsroom: NewsroomID) async throws(StoreFault) -> Mirror {
    try await add(NewMirror(url: url, kind: .relay), to: newsroom)
  }

  /// What a relay did when it was last asked: `verdict` nil is good.
  ///
  /// - Parameter draw: 0 ..< 1, for the jitter of its rest.
  public func record(
    relay: MirrorID, verdict: Verdict?, at time: Date, milliseconds: Int?,
    draw: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
  ) async throws(StoreFault) {
    try await writeDurably(.mirrors) { db in
      guard let verdict else { return try MirrorRow.succeed(relay, milliseconds: milliseconds, at: time, db) }
      try MirrorRow.fail(relay, verdict, at: time, draw: draw, db)
    }
  }
}
