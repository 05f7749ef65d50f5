/// One line at the end of a note. Nothing is proven by it before a key was asked.
public struct NoteSignature: Hashable, Sendable {
  public let name: String
  public let id: UInt32
  /// What the key made: 64 bytes for a plain one, 72 for a timed one, whatever for kinds that we don't know.
  public let bytes: [UInt8]

  public init(name: String, id: UInt32, bytes: [UInt8]) {
    self.name = name
    self.id = id
    self.bytes = bytes
  }

  var line: String {
    let head = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> UInt32($0)) }
    return "\u{2014} " + name + " " + Base64.write(head + bytes) + "\n"
  }

  /// Reads a line without its line feed.
  init?(line: Substring) {
    guard line.hasPrefix("\u{2014} ") else { return nil }
    let parts = line.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, NoteKey.isName(String(parts[0])), let all = Base64.read(parts[1].utf8), all.count >= 5
    else {
      return nil
    }
    name = String(parts[0])
    id = all.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    bytes = Array(all.dropFirst(4))
  }
}

/// A text with signatures below it (C2SP signed-note). The text must be ignored until `verified(by:)` has answered.
public struct SignedNote: Hashable, Sendable {
  /// Signatures that are read of one note; the specification wants at least 16.
  public static let mostSignatures = 64

  /// Ends in a line feed.
  public let text: String
  public let signatures: [NoteSignature]

  /// - Precondition: the text ends in a line feed and has no control characters beside.
  public init(text: String, signatures: [NoteSignature]) {
    self.text = text
    self.signatures = signatures
  }

  /// Reads a note of at most `most` bytes.
  public init(reading bytes: [UInt8], most: Int = 1 << 20) throws(NoteFault) {
    guard bytes.count <= most else { throw .tooLarge(most: most) }
    guard let whole = String(validating: bytes, as: UTF8.self) else { throw .malformed("it is not UTF-8") }
    guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else { throw .malformed("it has control characters") }
    // Bytes, not characters: a line feed may be part of a longer character to Swift.
    guard let split = Self.lastBlankLine(bytes), split > 0 else { throw .malformed("it has no empty line") }
    let tail = bytes[(split + 2)...]
    guard tail.last == 0x0A else { throw .malformed("its last line has no end") }
    let lines = tail.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count <= Self.mostSignatures else { throw .malformed("it has too many signatures") }
    var signatures: [NoteSignature] = []
    for line in lines {
      guard let signature = NoteSignature(line: String(decoding: line, as: UTF8.self)[...]) else {
        throw .malformed("a signature line is not one")
      }
      signatures.append(signature)
    }
    text = String(decoding: whole.utf8.prefix(split + 1), as: UTF8.self)
    self.signatures = signatures
  }

  /// Where the last two line feeds stand one after another: the first of them.
  private static func lastBlankLine(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 2 else { return nil }
    return stride(from: bytes.count - 2, through: 0, by: -1).first { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }
  }

  public var bytes: [UInt8] { Array((text + "\n" + signatures.map(\.line).joined()).utf8) }
}
