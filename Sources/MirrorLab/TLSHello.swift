/// The first thing that a TLS client says (RFC 8446, 4.1.2), as far as anyone on the way can read it.
enum TLSHello: Equatable {
  /// Not all of it came yet.
  case partial
  /// Something else: what came begins otherwise.
  case absent
  /// All of it, and the name it asks for (RFC 6066, section 3), where it asks for one.
  case whole(name: String?)

  /// The longest that is waited for: one record (RFC 8446, 5.1) and its head.
  static let most = 5 + (1 << 14)

  init(_ bytes: [UInt8]) {
    guard bytes.first ?? 22 == 22 else {
      self = .absent
      return
    }
    guard bytes.count >= 5, case let end = 5 + Int(bytes[3]) << 8 + Int(bytes[4]), bytes.count >= min(end, Self.most)
    else {
      self = .partial
      return
    }
    var record = Reading(bytes[5..<min(end, bytes.count)])
    guard record.number(1) == 1 else {
      self = .absent
      return
    }
    // Its length, the version, the random bytes; the session, the suites, the compressions.
    record.skip(3 + 2 + 32)
    for size in [1, 2, 1] { _ = record.piece(size) }
    var extensions = Reading(record.piece(2))
    while let kind = extensions.number(2) {
      var content = Reading(extensions.piece(2))
      guard kind == 0 else { continue }
      var names = Reading(content.piece(2))
      guard names.number(1) == 0 else { break }
      self = .whole(name: String(validating: names.piece(2), as: UTF8.self)?.lowercased())
      return
    }
    self = .whole(name: nil)
  }

  /// Takes numbers and pieces from the front; what is missing is nil or empty.
  private struct Reading {
    var bytes: ArraySlice<UInt8>
    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    mutating func number(_ size: Int) -> Int? {
      guard bytes.count >= size else { return nil }
      defer { bytes = bytes.dropFirst(size) }
      return bytes.prefix(size).reduce(0) { $0 << 8 | Int($1) }
    }
    mutating func skip(_ count: Int) { bytes = bytes.dropFirst(count) }
    /// What stands behind a length of `size` bytes.
    mutating func piece(_ size: Int) -> ArraySlice<UInt8> {
      let count = number(size) ?? 0
      defer { bytes = bytes.dropFirst(count) }
      return bytes.prefix(count)
    }
  }
}
