import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// Fewer than these are not worth other threads.
  private static var least: Int { 64 }
  private static var pieces: Int { 8 }

  /// As `map`, on all cores; the calling thread does its share.
  func mapConcurrently<Mapped: Sendable>(_ transform: @Sendable (Element) -> Mapped) -> [Mapped] {
    guard count >= Self.least else { return map(transform) }
    let size = (count + Self.pieces - 1) / Self.pieces
    let done = Mutex<[Int: [Mapped]]>([:])
    DispatchQueue.concurrentPerform(iterations: Self.pieces) { piece in
      let part = self[Swift.min(count, piece * size)..<Swift.min(count, (piece + 1) * size)].map(transform)
      done.withLock { $0[piece] = part }
    }
    return done.withLock { parts in (0..<Self.pieces).flatMap { parts[$0] ?? [] } }
  }
}
