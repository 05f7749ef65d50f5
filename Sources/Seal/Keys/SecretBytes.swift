import CSodium

/// Bytes that nobody else may see: a key, a passphrase. Kept out of swap where the system lets us, between guarded pages,
/// overwritten when they are let go of. They describe themselves as nothing, so that no log can hold them.
public final class SecretBytes: Sendable, CustomStringConvertible, CustomReflectable {
  // Written in the initialisers alone; read-only for the rest of its life, so it may be read from anywhere.
  private nonisolated(unsafe) let room: UnsafeMutableRawBufferPointer

  public var count: Int { room.count }
  public var description: String { "(secret)" }
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// - Parameter fill: writes all of the bytes.
  init(count: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    precondition(Sodium.isReady, "libsodium does not start")
    // A byte more, so that there is something to point at in an empty passphrase.
    guard let start = sodium_malloc(count + 1) else { fatalError("no memory for a secret") }
    room = UnsafeMutableRawBufferPointer(start: start, count: count)
    fill(start.assumingMemoryBound(to: UInt8.self))
    sodium_mprotect_readonly(start)
  }

  deinit { sodium_free(room.baseAddress) }

  /// Random ones.
  public convenience init(random count: Int) { self.init(count: count) { randombytes_buf($0, count) } }

  /// Takes bytes over; the array is overwritten with zeros.
  public convenience init(taking bytes: inout [UInt8]) {
    let count = bytes.count
    self.init(count: count) { start in
      for (place, byte) in bytes.enumerated() { start[place] = byte }
    }
    bytes.withUnsafeMutableBytes { sodium_memzero($0.baseAddress, $0.count) }
    bytes.removeAll()
  }

  /// A copy of bytes that belong to somebody else.
  public convenience init(copying bytes: some Collection<UInt8>) {
    self.init(count: bytes.count) { start in
      for (place, byte) in bytes.enumerated() { start[place] = byte }
    }
  }

  /// What a person typed. The string itself can't be overwritten: let go of it soon.
  public convenience init(_ text: String) { self.init(copying: Array(text.utf8)) }

  /// These bytes with others behind them; no copy of them is made elsewhere.
  public func appending(_ bytes: some Collection<UInt8>) -> SecretBytes {
    SecretBytes(count: count + bytes.count) { start in
      for place in 0..<count { start[place] = room[place] }
      for (place, byte) in bytes.enumerated() { start[count + place] = byte }
    }
  }

  /// The first of them.
  public func prefix(_ length: Int) -> SecretBytes {
    let length = min(count, max(0, length))
    return SecretBytes(count: length) { start in
      for place in 0..<length { start[place] = room[place] }
    }
  }

  public func withBytes<Result>(_ use: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try use(UnsafeRawBufferPointer(room))
  }

  func withPointer<Result>(_ use: (UnsafePointer<UInt8>) throws -> Result) rethrows -> Result {
    guard let start = room.baseAddress else { fatalError("a secret without a place") }
    return try use(start.assumingMemoryBound(to: UInt8.self))
  }

  /// Whether these are the bytes, found in a time that does not depend on where they differ.
  public func isEqual(to other: some Collection<UInt8>) -> Bool {
    withBytes { ConstantTime.areEqual($0, other) }
  }
}

/// libsodium, once it is ready.
enum Sodium {
  /// Calling it more than once, and from several threads, is well.
  static let isReady = sodium_init() >= 0
}

/// Comparisons whose time tells nothing of the bytes.
public enum ConstantTime {
  public static func areEqual(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    var difference: UInt8 = 0
    for (one, other) in zip(a, b) { difference |= one ^ other }
    return difference == 0
  }
}
