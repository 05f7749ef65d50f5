/// One wrapping of an age file's key: `-> argument argument…` and a body.
struct AgeStanza: Hashable, Sendable {
  var arguments: [String]
  var body: [UInt8]

  var text: String {
    var text = "-> " + arguments.joined(separator: " ") + "\n"
    var rest = Base64.write(body, isPadded: false)[...]
    while rest.utf8.count >= 64 {
      text += rest.prefix(64) + "\n"
      rest = rest.dropFirst(64)
    }
    return text + rest + "\n"
  }
}

/// The head of an age file, as the specification has it (C2SP age, "Encrypted file format"): stanzas, and a code over them.
struct AgeHeader: Sendable {
  /// The most that we read of a header, in bytes, and of its stanzas.
  static let mostBytes = 64 << 10
  static let mostStanzas = 256
  private static let first = "age-encryption.org/v1\n"

  var stanzas: [AgeStanza]
  /// 32 bytes.
  var code: [UInt8]
  /// What the code is over: up to and with `---`.
  var signed: [UInt8]
  /// Bytes of the whole, to where the payload begins.
  var length: Int

  /// Writes one, sealed by the file's key.
  init(stanzas: [AgeStanza], key: SecretBytes) {
    self.stanzas = stanzas
    signed = Array((Self.first + stanzas.map(\.text).joined() + "---").utf8)
    code = Self.code(over: signed, key: key)
    length = signed.count + 1 + 43 + 1
  }

  var bytes: [UInt8] { signed + Array((" " + Base64.write(code, isPadded: false) + "\n").utf8) }

  /// Whether the holder of the file's key wrote it.
  func isSealed(by key: SecretBytes) -> Bool {
    ConstantTime.areEqual(Self.code(over: signed, key: key), code)
  }

  private static func code(over bytes: [UInt8], key: SecretBytes) -> [UInt8] {
    KeyDerivation.derive(from: key, salt: [], info: Array("header".utf8)).withBytes {
      MessageCode.make(bytes, key: $0)
    }
  }

  /// Reads the header that bytes begin with; nil while it is not all there.
  init?(reading bytes: [UInt8]) throws(AgeFault) {
    var lines = HeaderLines(bytes)
    guard let first = lines.next() else {
      if bytes.count > 128 { throw .malformed }
      return nil
    }
    guard first + "\n" == Self.first else { throw .malformed }
    stanzas = []
    while true {
      let start = lines.offset
      guard let line = lines.next() else {
        if bytes.count - start > Self.mostBytes || start > Self.mostBytes { throw .excessive }
        return nil
      }
      if lines.offset > Self.mostBytes || stanzas.count > Self.mostStanzas { throw .excessive }
      if line.hasPrefix("---") {
        guard !stanzas.isEmpty, line.hasPrefix("--- "), line.utf8.count == 4 + 43,
          let code = Base64.read(line.utf8.dropFirst(4), isPadded: false), code.count == 32
        else { throw .malformed }
        self.code = code
        signed = Array(bytes[..<(start + 3)])
        length = lines.offset
        return
      }
      guard line.hasPrefix("-> ") else { throw .malformed }
      let arguments = line.dropFirst(3).split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      guard arguments.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }) else {
        throw .malformed
      }
      var body = ""
      while true {
        guard let part = lines.next() else {
          if bytes.count - start > Self.mostBytes { throw .excessive }
          return nil
        }
        guard part.utf8.count <= 64 else { throw .malformed }
        body += part
        if part.utf8.count < 64 { break }
      }
      guard let decoded = Base64.read(body.utf8, isPadded: false) else { throw .malformed }
      stanzas.append(AgeStanza(arguments: arguments, body: decoded))
    }
  }
}

/// Lines of a header, each up to its line feed.
private struct HeaderLines {
  private let bytes: [UInt8]
  private(set) var offset = 0
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Nil where no line feed follows.
  mutating func next() -> String? {
    guard let end = bytes[offset...].prefix(AgeHeader.mostBytes).firstIndex(of: 0x0A) else { return nil }
    defer { offset = end + 1 }
    // What is no ASCII becomes a replacement that no rule of the header lets through.
    return String(decoding: bytes[offset..<end], as: UTF8.self)
  }
}
