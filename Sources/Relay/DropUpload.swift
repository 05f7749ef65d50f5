import Foundation
import NIOCore
import Seal
import Synchronization

/// A drop that is coming in: a temporary file, and what is known of its bytes so far. Blocks for the disk.
///
/// It ends with `finish` or with `discard`; one that is let go of is discarded.
final class DropUpload: Sendable {
  private struct State {
    var digest = Digest()
    var count = 0
    /// Bytes of the quota that are held for it.
    var promised: Int
    var isOpen = true
  }
  private let name: DropName
  private let spool: DropSpool
  private let temporary: String
  private let file: CInt
  private let state: Mutex<State>

  /// Takes the descriptor over.
  init(name: DropName, spool: DropSpool, temporary: String, file: CInt, promised: Int) {
    self.name = name
    self.spool = spool
    self.temporary = temporary
    self.file = file
    state = Mutex(State(promised: promised))
  }

  deinit { discard() }

  func write(_ bytes: ByteBuffer) throws(DropFault) {
    let more = state.withLock { DropSpool.blocks($0.count + bytes.readableBytes) - $0.promised }
    if more > 0 {
      try spool.reserve(more)
      state.withLock { $0.promised += more }
    }
    var rest = bytes
    while rest.readableBytes > 0 {
      let count = rest.withUnsafeReadableBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { throw DropFault(code: errno) }
      rest.moveReaderIndex(forwardBy: max(0, count))
    }
    state.withLock { state in
      bytes.withUnsafeReadableBytes { state.digest.update($0) }
      state.count += bytes.readableBytes
    }
  }

  /// Puts it under its name, durably.
  ///
  /// - Returns: whether it is new; false when somebody else brought it meanwhile.
  func finish() throws(DropFault) -> Bool {
    defer { discard() }
    guard state.withLock({ $0.digest.finish() }).hex == name.text else { throw .mismatch }
    guard fsync(file) == 0 else { throw DropFault(code: errno) }
    let isNew = linkat(spool.descriptor, temporary, spool.descriptor, name.text, 0) == 0
    guard isNew || errno == EEXIST else { throw DropFault(code: errno) }
    if isNew { end(kept: true) }
    try spool.flush()
    return isNew
  }

  /// Leaves nothing of it.
  func discard() { end(kept: false) }

  private func end(kept: Bool) {
    let ended = state.withLock { state -> (promised: Int, count: Int)? in
      guard state.isOpen else { return nil }
      state.isOpen = false
      return (state.promised, state.count)
    }
    guard let ended else { return }
    unlinkat(spool.descriptor, temporary, 0)
    close(file)
    spool.leave(promised: ended.promised, kept: kept ? DropSpool.blocks(ended.count) : 0)
  }
}
