/// What a key signs in a note: the byte that goes into its ID (C2SP signed-note, "Signature types").
public enum NoteSignatureKind: UInt8, Hashable, Sendable {
  /// Ed25519 over the note's text.
  case plain = 0x01
  /// Ed25519 over the time and the text (C2SP tlog-cosignature).
  case timed = 0x04
}

/// A key by the name under which it signs notes.
public struct NoteKey: Hashable, Sendable {
  /// Without spaces and `+`.
  public let name: String
  public let kind: NoteSignatureKind
  public let key: VerifyingKey

  /// Nil for a name that no signature line can have.
  public init?(name: String, kind: NoteSignatureKind, key: VerifyingKey) {
    guard Self.isName(name) else { return nil }
    self.name = name
    self.kind = kind
    self.key = key
  }

  /// SHA-256 of name, line feed, kind and key: its first four bytes, big-endian.
  public var id: UInt32 {
    Digest.of(Array(name.utf8) + [0x0A, kind.rawValue] + key.bytes).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// `name+0123abcd+AQ…`, as other programs take it.
  public var text: String {
    let number = String(id, radix: 16)
    return name + "+" + String(repeating: "0", count: 8 - number.count) + number + "+"
      + Base64.write([kind.rawValue] + key.bytes)
  }

  /// Reads a verifier key; nil where it is none, or its ID is another's.
  public init?(text: String) {
    // A key in base 64 may hold a `+` itself.
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard text.utf8.count <= 1024, parts.count == 3, let bytes = Base64.read(parts[2].utf8), bytes.count == 33,
      let kind = NoteSignatureKind(rawValue: bytes[0]), let key = VerifyingKey(bytes.dropFirst()),
      let made = NoteKey(name: String(parts[0]), kind: kind, key: key), made.text == text
    else { return nil }
    self = made
  }

  /// Not empty, no white space of Unicode, no `+`, no control.
  public static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0 != "+" && !$0.properties.isWhitespace && $0.value >= 0x20 && $0.value != 0x7F
      }
  }
}
