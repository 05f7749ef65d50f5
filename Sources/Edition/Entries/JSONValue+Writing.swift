extension JSONValue {
  /// As an entry is written: no spaces, members in their order, nothing escaped that need not be.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, isCanonical: false)
    return bytes
  }

  /// OLPC canonical JSON, as TUF signs it: members sorted by their code points, in strings only `"` and `\` escaped. Nil
  /// where there is a number that is no integer: it has no canonical form.
  public var canonicalBytes: [UInt8]? {
    guard isCanonical else { return nil }
    var bytes: [UInt8] = []
    write(to: &bytes, isCanonical: true)
    return bytes
  }

  private var isCanonical: Bool {
    switch self {
    case .number: false
    case .array(let values): values.allSatisfy(\.isCanonical)
    case .object(let members): members.allSatisfy(\.value.isCanonical)
    case .null, .bool, .integer, .string: true
    }
  }

  private func write(to bytes: inout [UInt8], isCanonical: Bool) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let number): bytes += String(number).utf8
    case .number(let text): bytes += text.utf8
    case .string(let text): Self.write(text, to: &bytes, isCanonical: isCanonical)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (place, value) in values.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        value.write(to: &bytes, isCanonical: isCanonical)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(var members):
      if isCanonical {
        members.sort { $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars) }
      }
      bytes.append(UInt8(ascii: "{"))
      for (place, member) in members.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.write(member.name, to: &bytes, isCanonical: isCanonical)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes, isCanonical: isCanonical)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to bytes: inout [UInt8], isCanonical: Bool) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x00..<0x20 where !isCanonical:
        switch byte {
        case 0x0A: bytes += "\\n".utf8
        case 0x0D: bytes += "\\r".utf8
        case 0x09: bytes += "\\t".utf8
        default: bytes += ("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8
        }
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
