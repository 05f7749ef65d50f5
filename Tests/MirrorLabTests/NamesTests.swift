import Foundation
import TestSupport
import Testing

@testable import MirrorLab

/// The resolver, as a client without any cleverness asks it, over UDP and TCP.
@Suite(.timeLimit(.minutes(1)))
struct NamesTests {
  static func question(_ name: String, type: UInt8 = 1, id: UInt8 = 7) -> [UInt8] {
    let labels = name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    return [0, id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0] + labels + [0, 0, type, 0, 1]
  }

  /// As over TCP: behind its length.
  static func framed(_ message: [UInt8]) -> [UInt8] { [0, UInt8(message.count)] + message }

  func scene(_ names: LabNames, _ look: (LabResolver, RawDatagrams) async throws -> Void) async throws {
    let resolver = try await LabResolver.start(names)
    do {
      try await look(resolver, RawDatagrams(port: resolver.port))
    } catch {
      await resolver.stop()
      throw error
    }
    await resolver.stop()
  }

  @Test func anAddressIsAnsweredInItsFamily() async throws {
    let names = LabNames(["News.Example": .addresses(["192.0.2.1", "192.0.2.2", "2001:db8::1"], ttl: 300)])
    try await scene(names) { resolver, client in
      let question = Self.question("nEWS.example")
      let four = try await client.asked(question)
      #expect(
        four.prefix(12) == [0, 7, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0] && Array(four[12..<30]) == Array(question[12...]))
      #expect(
        Array(four[30...]) == [0xC0, 12, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 192, 0, 2, 1]
          + [0xC0, 12, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 192, 0, 2, 2])
      let six = try await client.asked(Self.question("news.example", type: 28))
      #expect(six[7] == 1 && six.suffix(18) == [0, 16, 0x20, 1, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
      let mail = try await client.asked(Self.question("news.example", type: 15))
      #expect(mail[7] == 0 && mail[3] == 0x80)
      #expect(names.count(of: "NEWS.EXAMPLE") == 3 && names.questions.map(\.type) == [.a, .aaaa, .other])
      #expect(names.questions.allSatisfy { $0.way == .udp } && resolver.endpoint == "127.0.0.1:\(resolver.port)")
    }
  }

  @Test(
    arguments: [(.noAddress, 0), (.noSuchName, 3), (.serverFailure, 2), (.refused, 5)] as [(LabNames.Answer, UInt8)])
  func aRefusalHasItsCode(answer: LabNames.Answer, code: UInt8) async throws {
    try await scene(LabNames(["a.example": answer])) { _, client in
      let reply = try await client.asked(Self.question("a.example"))
      #expect(reply[3] == 0x80 | code && reply[7] == 0)
    }
  }

  @Test func whatIsSaidChangesWhileItRuns() async throws {
    let names = LabNames(otherwise: .addresses(["127.0.0.9"]))
    try await scene(names) { _, client in
      let one = try await client.asked(Self.question("one.example"))
      let two = try await client.asked(Self.question("two.example"))
      #expect(one.suffix(4) == [127, 0, 0, 9] && two.suffix(4) == [127, 0, 0, 9], "one address for unrelated names")
      names["one.example"] = .addresses([LabNames.reserved[0]])
      let false1 = try await client.asked(Self.question("one.example"))
      #expect(false1.suffix(4) == [10, 10, 34, 35])
      names["one.example"] = nil
      names.otherwise = .noSuchName
      let none = try await client.asked(Self.question("one.example"))
      #expect(none[3] == 0x83 && names.count(of: "one.example") == 3)
      names.forgetQuestions()
      #expect(names.count(of: "one.example") == 0 && names.questions.isEmpty)
    }
  }

  @Test func silenceIsCountedAndALateAnswerIsLate() async throws {
    let names = LabNames([
      "silent.example": .silence, "late.example": .late(.addresses(["192.0.2.1"]), milliseconds: 300),
    ])
    try await scene(names) { _, client in
      let nothing = try await client.replies(to: Self.question("silent.example"), within: 200)
      #expect(nothing.isEmpty && names.count(of: "silent.example") == 1)
      let start = ContinuousClock.now
      let late = try await client.asked(Self.question("late.example"))
      #expect(late.suffix(4) == [192, 0, 2, 1] && ContinuousClock.now - start >= .milliseconds(300))
    }
  }

  @Test func aFalseAnswerComesBeforeTheTrueOneOverUDPAlone() async throws {
    let names = LabNames([
      "a.example": .injected(.addresses(["10.10.34.35"]), before: .addresses(["192.0.2.1"])),
      "b.example": .truncated(.addresses(["192.0.2.2"])), "c.example": .noise,
    ])
    try await scene(names) { resolver, client in
      let both = try await client.replies(to: Self.question("a.example"), count: 2)
      #expect(both.count == 2 && both[0].suffix(4) == [10, 10, 34, 35] && both[1].suffix(4) == [192, 0, 2, 1])
      let short = try await client.asked(Self.question("b.example"))
      #expect(short[2] & 2 == 2 && short[7] == 0)
      let noise = try await client.asked(Self.question("c.example"))
      #expect(noise.count < 12)
      let stream = try await RawClient(port: resolver.port)
      try await stream.send(Self.framed(Self.question("a.example")) + Self.framed(Self.question("b.example", id: 8)))
      let (bytes, end) = await stream.read(2 * (2 + 27 + 16))
      #expect(end == .enough && Array(bytes[41..<45]) == [192, 0, 2, 1] && bytes.suffix(4) == [192, 0, 2, 2])
      #expect(names.questions.suffix(2).map(\.way) == [.tcp, .tcp])
    }
  }

  @Test func whatIsNoQuestionIsNotAnsweredAndDoesNoHarm() async throws {
    let names = LabNames(otherwise: .addresses(["192.0.2.1"]))
    try await scene(names) { _, client in
      let good = Self.question("a.example")
      var answer = good
      answer[2] = 0x81
      let longer = Self.question(Array(repeating: String(repeating: "a", count: 60), count: 5).joined(separator: "."))
      for bad in [Array(good.dropLast(3)), answer, [1], Array(good.prefix(12)) + [0xC0, 12, 0, 1, 0, 1], longer] {
        let nothing = try await client.replies(to: bad, within: 50)
        #expect(nothing.isEmpty)
      }
      let alive = try await client.asked(good)
      #expect(alive.suffix(4) == [192, 0, 2, 1] && names.questions.count == 1)
    }
  }

  @Test func aResolverThatWasStoppedIsGone() async throws {
    let resolver = try await LabResolver.start(LabNames())
    await resolver.stop()
    await #expect(throws: RawClient.SocketError(code: ECONNREFUSED, call: "recv")) {
      try await RawDatagrams(port: resolver.port).asked(Self.question("a.example"))
    }
    await #expect(throws: RawClient.SocketError(code: ECONNREFUSED, call: "connect")) {
      try await RawClient(port: resolver.port)
    }
  }
}
