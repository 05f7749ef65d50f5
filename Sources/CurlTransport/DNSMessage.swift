import Glibc

/// DNS messages (RFC 1035, section 4) as far as they are needed to ask for a name's addresses.
enum DNSMessage {
  static let mostBytes = 64 << 10
  static let mostAddresses = 64
  /// Questions are filled up to a multiple of this, so that their length does not tell the name (RFC 8467, section 4.1).
  private static let block = 128
  private static let (a, aaaa, opt): (UInt16, UInt16, UInt16) = (1, 28, 41)

  struct Answer: Hashable {
    /// 0 for yes, 3 for a name that does not exist (RCODE).
    var code: Int
    /// Literals, in their order.
    var addresses: [String] = []
    /// Seconds that the shortest-lived record of the answer may be kept; nil without records.
    var life: Int?
  }

  /// One question for the addresses of a name in one family. Its number is 0, so that answers can be cached on their way
  /// (RFC 8484, section 4.1).
  /// - Returns: nil where the name is none of the DNS.
  static func question(_ name: String, isSix: Bool) -> [UInt8]? {
    var bytes: [UInt8] = [0, 0, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 1]
    let labels = (name.hasSuffix(".") ? name.dropLast() : name[...]).split(
      separator: ".", omittingEmptySubsequences: false)
    for label in labels {
      guard (1...63).contains(label.utf8.count), label.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
      bytes.append(UInt8(label.utf8.count))
      bytes += label.utf8
    }
    bytes.append(0)
    guard bytes.count <= 12 + 255 else { return nil }
    bytes += big(isSix ? aaaa : a) + big(1)
    // The record of options (RFC 6891) with the filling (RFC 7830): 11 bytes and 4.
    let filling = (block - (bytes.count + 15) % block) % block
    bytes += [0] + big(opt) + big(4096) + [0, 0, 0, 0] + big(UInt16(filling + 4)) + big(12) + big(UInt16(filling))
    return bytes + [UInt8](repeating: 0, count: filling)
  }

  /// Reads an answer: every address of the family that was asked for, whosever name it stands by, as a resolver follows
  /// aliases itself. Names are stepped over and never followed, so that none can lead in a circle.
  /// - Returns: nil for what is no answer, or is cut off.
  static func answer(_ bytes: [UInt8], isSix: Bool) -> Answer? {
    var reader = Reader(bytes: bytes[...])
    guard bytes.count <= mostBytes, reader.number() != nil, let flags = reader.number(), flags & 0xF800 == 0x8000,
      flags & 0x0200 == 0, let questions = reader.number(), let answers = reader.number(), reader.skip(4)
    else { return nil }
    for _ in 0..<questions { guard reader.skipName(), reader.skip(4) else { return nil } }
    var answer = Answer(code: Int(flags & 0xF))
    for _ in 0..<answers {
      guard reader.skipName(), let type = reader.number(), let group = reader.number(), let high = reader.number(),
        let low = reader.number(), let size = reader.number(), let content = reader.take(Int(size))
      else { return nil }
      // A life with the highest bit set is none (RFC 2181, section 8).
      let life = high & 0x8000 == 0 ? Int(high) << 16 | Int(low) : 0
      answer.life = min(answer.life ?? life, life)
      guard group == 1, type == (isSix ? aaaa : a), answer.addresses.count < mostAddresses else { continue }
      guard let literal = literal(content, isSix: isSix) else { return nil }
      answer.addresses.append(literal)
    }
    return answer
  }

  private static func literal(_ bytes: ArraySlice<UInt8>, isSix: Bool) -> String? {
    guard bytes.count == (isSix ? 16 : 4) else { return nil }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let made = bytes.withUnsafeBytes {
      inet_ntop(isSix ? AF_INET6 : AF_INET, $0.baseAddress, &text, socklen_t(text.count))
    }
    return made.map { String(cString: $0) }
  }

  private static func big(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }

  /// What is left to read.
  private struct Reader {
    var bytes: ArraySlice<UInt8>

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
      guard bytes.count >= count else { return nil }
      defer { bytes = bytes.dropFirst(count) }
      return bytes.prefix(count)
    }

    mutating func skip(_ count: Int) -> Bool { take(count) != nil }

    mutating func number() -> UInt16? { take(2).map { $0.reduce(0) { $0 << 8 | UInt16($1) } } }

    /// Labels up to an empty one, or to a pointer, which is the last (RFC 1035, section 4.1.4).
    mutating func skipName() -> Bool {
      while let length = bytes.popFirst() {
        switch length {
        case 0: return true
        case 1...63: guard skip(Int(length)) else { return false }
        case 0xC0...: return skip(1)
        default: return false
        }
      }
      return false
    }
  }
}
