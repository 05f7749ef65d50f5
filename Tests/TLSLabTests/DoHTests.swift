import Foundation
import MirrorLab
import TLSLab
import TestSupport
import Testing

/// Questions over HTTPS (RFC 8484), as a client without any cleverness asks them.
@Suite(.timeLimit(.minutes(1)))
struct DoHTests {
  /// `news.example`, type A, recursion desired, id 0.
  static let question: [UInt8] =
    [0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 4] + Array("news".utf8) + [7] + Array("example".utf8) + [0, 0, 1, 0, 1]

  /// What comes back for a POST, as text of single bytes.
  func asked(_ doh: LabDoH, _ body: [UInt8], type: String = "application/dns-message") async throws -> String {
    let head =
      "POST /dns-query HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: \(type)\r\n"
      + "Content-Length: \(body.count)\r\n\r\n"
    let said = try await OpenSSL.output(
      [
        "s_client", "-quiet", "-connect", "\(doh.mirror.address):\(doh.mirror.port)", "-verify_return_error", "-CAfile",
        doh.authority.root,
      ], Array(head.utf8) + body)
    return String(said.map { Character(UnicodeScalar($0)) })
  }

  @Test func aQuestionIsAnsweredFromTheNamesAndCounted() async throws {
    let names = LabNames(["news.example": .addresses(["192.0.2.7"])])
    let doh = try await LabDoH.start(names)
    let good = try await asked(doh, Self.question)
    #expect(good.contains("HTTP/1.1 200 OK") && good.contains("Content-Type: application/dns-message"))
    #expect(good.hasSuffix("\u{0}\u{4}\u{C0}\u{0}\u{2}\u{7}"), "four bytes of address at the end")
    names["news.example"] = .noSuchName
    let none = try await asked(doh, Self.question)
    #expect(none.contains("\u{81}\u{83}"), "NXDOMAIN")
    #expect(names.count(of: "news.example") == 2 && names.questions.map(\.way) == [.https, .https])
    #expect(doh.url == "https://127.0.0.1:\(doh.mirror.port)/dns-query")
    await doh.stop()
  }

  @Test func whatIsNoQuestionIsRefused() async throws {
    let names = LabNames()
    let doh = try await LabDoH.start(names)
    let wrongType = try await asked(doh, Self.question, type: "text/plain")
    let noMessage = try await asked(doh, [1, 2, 3])
    #expect(wrongType.contains("HTTP/1.1 415") && noMessage.contains("HTTP/1.1 400") && names.questions.isEmpty)
    await doh.stop()
  }

  @Test func itFailsAsItsMirrorDoes() async throws {
    let names = LabNames(["news.example": .addresses(["192.0.2.7"])])
    let doh = try await LabDoH.start(names)
    doh.mirror.fault = .status(503)
    let broken = try await asked(doh, Self.question)
    doh.mirror.fault = .certificate(.unknownIssuer)
    let untrusted = try await asked(doh, Self.question)
    doh.mirror.fault = .blockPage
    let blocked = try await asked(doh, Self.question)
    #expect(broken.contains("HTTP/1.1 503") && blocked.contains("<html>"))
    #expect(!untrusted.contains("HTTP/1.1") && names.questions.isEmpty)
    await doh.stop()
  }
}
