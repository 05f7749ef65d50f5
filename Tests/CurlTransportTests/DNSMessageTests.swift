import Testing
import Wire

@testable import CurlTransport

@Suite("A message of the DNS")
struct DNSMessageTests {
  /// RFC 8484, section 4.2.2.
  private static let example: [UInt8] = [
    0x00, 0x00, 0x81, 0x80, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x03, 0x77, 0x77, 0x77,
    0x07, 0x65, 0x78, 0x61, 0x6D, 0x70, 0x6C, 0x65, 0x03, 0x63, 0x6F, 0x6D, 0x00, 0x00, 0x1C, 0x00,
    0x01, 0xC0, 0x0C, 0x00, 0x1C, 0x00, 0x01, 0x00, 0x00, 0x0E, 0x7D, 0x00, 0x10, 0x20, 0x01, 0x0D,
    0xB8, 0xAB, 0xCD, 0x00, 0x12, 0x00, 0x01, 0x00, 0x02, 0x00, 0x03, 0x00, 0x04,
  ]

  /// An answer with these records behind its head: type, life, content. Each stands by the question's name.
  private static func answer(code: UInt8 = 0, _ records: [(type: UInt8, life: [UInt8], content: [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = [0, 0, 0x81, 0x80 | code, 0, 1, 0, UInt8(records.count), 0, 0, 0, 0]
    bytes += [1, 0x61, 0, 0, 1, 0, 1]
    for record in records {
      bytes += [0xC0, 12, 0, record.type, 0, 1]
      bytes += record.life
      bytes += [0, UInt8(record.content.count)]
      bytes += record.content
    }
    return bytes
  }

  @Test("The answer of RFC 8484's example is read as it says there")
  func readsExample() {
    #expect(
      DNSMessage.answer(Self.example, isSix: true)
        == .init(code: 0, addresses: ["2001:db8:abcd:12:1:2:3:4"], life: 3709))
    // Of the other family it has none.
    #expect(DNSMessage.answer(Self.example, isSix: false) == .init(code: 0, life: 3709))
  }

  @Test("A question begins as RFC 8484's example does, and its length does not tell the name's")
  func question() throws {
    let long = "a-name-that-is-rather-longer-than-most.of-those.that-people.give-to-their.newsrooms.example"
    for name in ["www.example.com", "www.example.com.", "a", long] {
      #expect(DNSMessage.question(name, isSix: true)?.count == 128)
    }
    #expect(DNSMessage.question(long + "." + long, isSix: true)?.count == 256)
    let bytes = try #require(DNSMessage.question("www.example.com", isSix: true))
    #expect(Array(bytes[12..<33]) == Array(Self.example[12..<33]))
    // One question, and one more record: the options, whose filling is all there is behind.
    #expect(Array(bytes[..<12]) == [0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1])
    #expect(Array(bytes[33..<44]) == [0, 0, 41, 16, 0, 0, 0, 0, 0, 0, UInt8(128 - 44)])
    #expect(bytes[48...].allSatisfy { $0 == 0 })
  }

  @Test("What is no name is not asked for")
  func noNames() {
    let label = String(repeating: "a", count: 63)
    let names = [
      "", ".", "a..b", ".a", "a b", "신문", label + "a", Array(repeating: label, count: 4).joined(separator: "."),
    ]
    for name in names { #expect(DNSMessage.question(name, isSix: false) == nil) }
    #expect(DNSMessage.question(Array(repeating: label, count: 3).joined(separator: "."), isSix: false) != nil)
  }

  @Test("Aliases on the way to an address are passed over, and the shortest life counts")
  func aliases() {
    let bytes = Self.answer([
      (5, [0, 0, 0, 30], [1, 0x62, 0]), (1, [0, 0, 1, 0], [192, 0, 2, 1]), (1, [0, 0, 0, 60], [192, 0, 2, 2]),
    ])
    #expect(DNSMessage.answer(bytes, isSix: false) == .init(code: 0, addresses: ["192.0.2.1", "192.0.2.2"], life: 30))
  }

  @Test("A life with the highest bit set is none")
  func life() {
    #expect(
      DNSMessage.answer(Self.answer([(1, [0x80, 0, 0, 9], [192, 0, 2, 1])]), isSix: false)?.life == 0)
  }

  @Test("The code is told, with or without addresses", arguments: [0, 2, 3, 5] as [UInt8])
  func codes(code: UInt8) {
    #expect(DNSMessage.answer(Self.answer(code: code, []), isSix: false) == .init(code: Int(code)))
  }

  @Test("A question, a cut answer, one that is too long or whose address has another length is none")
  func malformed() throws {
    #expect(DNSMessage.answer(try #require(DNSMessage.question("a.example", isSix: false)), isSix: false) == nil)
    for count in 0..<Self.example.count {
      #expect(DNSMessage.answer(Array(Self.example[..<count]), isSix: true) == nil)
    }
    #expect(DNSMessage.answer(Self.answer([(1, [0, 0, 0, 1], [192, 0, 2])]), isSix: false) == nil)
    #expect(
      DNSMessage.answer(Self.example + [UInt8](repeating: 0, count: DNSMessage.mostBytes), isSix: true) == nil)
    var truncated = Self.example
    truncated[2] |= 0x02
    #expect(DNSMessage.answer(truncated, isSix: true) == nil)
  }

  @Test("A pointer to itself, and names that point in a circle, end at once")
  func loops() {
    // The record's name points to itself; the addresses behind it are read all the same.
    var bytes = Self.answer([(1, [0, 0, 0, 1], [192, 0, 2, 1])])
    bytes[20] = 19
    #expect(DNSMessage.answer(bytes, isSix: false)?.addresses == ["192.0.2.1"])
    // Nothing but labels up to the end of the longest message.
    var endless = Array(Self.answer([]).prefix(12))
    for _ in 0..<30_000 { endless += [1, 0x61] }
    #expect(DNSMessage.answer(endless, isSix: false) == nil)
  }

  @Test("A thousand addresses are as good as sixty-four")
  func bounded() {
    let record: [UInt8] = [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 192, 0, 2, 1]
    var bytes: [UInt8] = [0, 0, 0x81, 0x80, 0, 0, 0x03, 0xE8, 0, 0, 0, 0]
    for _ in 0..<1000 { bytes += record }
    #expect(DNSMessage.answer(bytes, isSix: false)?.addresses.count == DNSMessage.mostAddresses)
  }

  @Test("Whatever comes is none, or has addresses of the family under its cap")
  func fuzz() {
    var draw = Draw(state: 8484)
    var read = 0
    for turn in 0..<6_000 {
      var bytes = turn % 2 == 0 ? Self.example : Self.answer([(1, [0, 0, 0, 9], [192, 0, 2, 1])])
      for _ in 0..<Int.random(in: 0...4, using: &draw) {
        let place = Int.random(in: bytes.indices, using: &draw)
        switch Int.random(in: 0..<4, using: &draw) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &draw)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &draw)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &draw), at: place)
        default: bytes.remove(at: place)
        }
      }
      guard let answer = DNSMessage.answer(bytes, isSix: turn % 2 == 0) else { continue }
      read += 1
      #expect(answer.addresses.count <= DNSMessage.mostAddresses)
      #expect(answer.addresses.allSatisfy { WireAddress.isLiteral($0) && $0.contains(":") == (turn % 2 == 0) })
      if let life = answer.life { #expect(life >= 0) }
    }
    #expect(read > 300)
    for _ in 0..<6_000 {
      let bytes = (0..<Int.random(in: 0...80, using: &draw)).map { _ in UInt8.random(in: 0...255, using: &draw) }
      if let answer = DNSMessage.answer(bytes, isSix: false) { #expect(answer.addresses.count <= 5) }
    }
  }
}

@Suite("Questions over HTTPS, as a value")
struct SecureNamesValueTests {
  private let name = SecureNames.Name(
    server: .https(url: "https://192.0.2.53/dns-query", addresses: []), host: "a.example")
  private let start = Moment(microseconds: 0)

  private func addresses(_ answers: [(id: UInt64, answer: NameAnswer)]) -> [UInt64: [String]] {
    Dictionary(
      uniqueKeysWithValues: answers.compactMap { id, answer in
        if case .addresses(let addresses) = answer { (id, addresses) } else { nil }
      })
  }

  @Test("One name is asked for once in each family, and all who wait are answered, IPv6 first")
  func shared() {
    var names = SecureNames()
    let queries = names.ask(name, for: 1, now: start)
    #expect(queries.map(\.isSix) == [true, false])
    #expect(names.ask(name, for: 2, now: start).isEmpty)
    #expect(names.ask(name, for: 3, now: start).isEmpty)
    names.leave(name, id: 2)
    names.came(.answer(.init(code: 0, addresses: ["192.0.2.1"], life: 60)), to: queries[1], now: start)
    #expect(!names.hasAnswers)
    names.came(.answer(.init(code: 0, addresses: ["2001:db8::1"], life: 60)), to: queries[0], now: start)
    #expect(names.hasAnswers)
    let expected = ["2001:db8::1", "192.0.2.1"]
    #expect(addresses(names.takeAnswers(now: start)) == [1: expected, 3: expected])
    #expect(!names.hasAnswers)
  }

  @Test("Where one family is silent, the other's answer is enough 50 ms later")
  func patience() {
    var names = SecureNames()
    let queries = names.ask(name, for: 1, now: start)
    names.came(.answer(.init(code: 0, addresses: ["192.0.2.1"], life: 60)), to: queries[1], now: start)
    let due = start.after(milliseconds: 50)
    #expect(names.deadline == due)
    #expect(names.takeAnswers(now: start.after(milliseconds: 49)).isEmpty)
    #expect(addresses(names.takeAnswers(now: due)) == [1: ["192.0.2.1"]])
    // What comes too late is not taken for another question's answer.
    names.came(.silence, to: queries[0], now: due)
    #expect(names.takeAnswers(now: due).isEmpty)
    #expect(names.deadline == nil)
  }

  @Test(
    "An answer is kept for its life, between five seconds and five minutes",
    arguments: [(0, 5), (30, 30), (300, 300), (86_400, 300)])
  func life(life: Int, kept: Int) {
    var names = SecureNames()
    for query in names.ask(name, for: 1, now: start) {
      let isIn = !query.isSix
      names.came(
        .answer(.init(code: 0, addresses: isIn ? ["192.0.2.1"] : [], life: isIn ? life : 1)), to: query, now: start)
    }
    _ = names.takeAnswers(now: start)
    #expect(names.ask(name, for: 2, now: start.after(milliseconds: kept * 1000 - 1)).isEmpty)
    #expect(names.ask(name, for: 3, now: start.after(milliseconds: kept * 1000)).count == 2)
  }

  @Test("What is forgotten, and what was no address, is asked for again; another server's answer is its own")
  func forgotten() {
    var names = SecureNames()
    for query in names.ask(name, for: 1, now: start) {
      names.came(.answer(.init(code: 0, addresses: ["192.0.2.1"], life: 60)), to: query, now: start)
    }
    #expect(names.ask(name, for: 2, now: start).isEmpty)
    let other = SecureNames.Name(server: .https(url: "https://192.0.2.54/", addresses: []), host: name.host)
    #expect(names.ask(other, for: 3, now: start).count == 2)
    names.forget(name)
    let queries = names.ask(name, for: 4, now: start)
    #expect(queries.count == 2)
    for query in queries { names.came(.refusal("no"), to: query, now: start) }
    #expect(names.ask(name, for: 5, now: start).count == 2)
  }
}

@Suite("The key of a certificate")
struct CertificateKeyTests {
  /// One value of X.690 with a length in its shortest form.
  private func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let count = content.count
    let length: [UInt8] = count < 128 ? [UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(count & 255)]
    return [tag] + length + content
  }

  private func certificate(version: Bool, key: [UInt8]) -> [UInt8] {
    let sequence = der(0x30, [UInt8](repeating: 5, count: 9))
    let parts = (version ? der(0xA0, [2, 1, 2]) : []) + der(2, [1]) + sequence + sequence + sequence + sequence + key
    return der(0x30, der(0x30, parts + der(0xA3, [1])) + sequence + der(3, [0]))
  }

  @Test("is found with and without a version before it, and is the whole of its value")
  func found() {
    let key = der(0x30, [UInt8](repeating: 7, count: 300))
    for version in [true, false] {
      #expect(CertificateKey.info(certificate(version: version, key: key)[...]).map { Array($0) } == key)
    }
    #expect(CertificateKey.pin(certificate(version: true, key: key)).map(WireRoute.isPin) == true)
  }

  @Test("is none in what is cut off or changed, and is never read beyond its end")
  func fuzz() {
    let key = der(0x30, [UInt8](repeating: 7, count: 300))
    let whole = certificate(version: true, key: key)
    for count in 0..<whole.count - 1 { #expect(CertificateKey.info(whole[..<count]) == nil) }
    var draw = Draw(state: 5280)
    for _ in 0..<6_000 {
      var bytes = whole
      for _ in 0..<3 { bytes[Int.random(in: 0..<60, using: &draw)] = UInt8.random(in: 0...255, using: &draw) }
      if let found = CertificateKey.info(bytes[...]) { #expect(found.first == 0x30 && found.count <= bytes.count) }
    }
  }
}
