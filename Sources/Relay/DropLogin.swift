import Foundation
import NIOPosix
import Seal
import Synchronization

/// Checks user and password of basic authentication (RFC 7617), so that guessing starves nobody.
///
/// 1. A hash is computed on one thread of its own, never on an event loop.
/// 2. At most `mostWaiting` wait for it; one more is told to come later.
/// 3. Who was let in once is known again by a digest, past the queue.
final class DropLogin: Sendable {
  enum Verdict { case admitted, refused, busy }

  static let mostWaiting = 8
  private static let mostKnown = 16

  private struct State {
    var waiting = 0
    /// Keyed digests of what was let in, the oldest first.
    var known: [[UInt8]] = []
  }
  private let state = Mutex(State())
  private let auth: DropAuth
  /// One: more would let guessing take more of the machine.
  private let threads = NIOThreadPool(numberOfThreads: 1)
  private let key = RandomBytes.make(Digest.size)

  init(_ auth: DropAuth) {
    self.auth = auth
    threads.start()
  }

  /// What waits is told to come later.
  func stop() async { try? await threads.shutdownGracefully() }

  /// - Parameter field: the value of `Authorization`
  func verdict(on field: String?) async -> Verdict {
    guard let field, let (user, password) = Self.credentials(field) else { return .refused }
    let mark = Digest.of(key + Array(field.utf8))
    enum Entry { case known, queued, full }
    let entry = state.withLock { state -> Entry in
      if state.known.contains(where: { $0.isSame(as: mark) }) { return .known }
      if state.waiting == Self.mostWaiting { return .full }
      state.waiting += 1
      return .queued
    }
    switch entry {
    case .known: return .admitted
    case .full: return .busy
    case .queued: break
    }
    defer { state.withLock { $0.waiting -= 1 } }
    let hash = auth.hashes[user]
    // For a user that is not there, another's hash: how long it takes tells nothing.
    guard let reference = hash ?? auth.hashes.values.first else { return .refused }
    guard let isRight = try? await threads.runIfActive({ reference.matches(password) }) else { return .busy }
    guard isRight, hash != nil else { return .refused }
    state.withLock { state in
      state.known.append(mark)
      if state.known.count > Self.mostKnown { state.known.removeFirst() }
    }
    return .admitted
  }

  private static func credentials(_ field: String) -> (user: String, password: String)? {
    let words = field.split(separator: " ", omittingEmptySubsequences: true)
    guard words.count == 2, words[0].lowercased() == "basic", let bytes = Data(base64Encoded: String(words[1])),
      let text = String(validating: bytes, as: UTF8.self), let colon = text.firstIndex(of: ":")
    else { return nil }
    return (String(text[..<colon]), String(text[text.index(after: colon)...]))
  }
}
