import News
import Testing
import Wire

@testable import Sync

/// Bytes of one document from several answers.
@Suite struct ResumeJoinTests {
  private static let total = 100_000
  private static let bytes: [UInt8] = {
    var draw = SeededNumbers(seed: 3)
    return (0..<total).map { _ in UInt8.random(in: .min ... .max, using: &draw) }
  }()

  private func document(_ etag: String = "\"1\"", total: Int = Self.total) throws -> ResumeDocument {
    let head = WireHead(
      status: 200,
      headers: [
        WireHeader("ETag", etag), WireHeader("Accept-Ranges", "bytes"), WireHeader("Content-Length", "\(total)"),
      ])
    let way = try #require(ResumeDocument.Way("https://kr1.example/", WireRoute()))
    return try #require(ResumeDocument(head, way: way))
  }

  /// Wherever it broke, and however much more came until it was given up: the bytes are exact, and few came twice.
  @Test func joinedBytesAreExactWhereverItBroke() throws {
    var draw = SeededNumbers(seed: 11)
    let document = try document()
    for _ in 0..<40 {
      let asked = Int.random(in: BodyResume.least..<Self.total, using: &draw)
      let came = min(Self.total, asked + Int.random(in: 0...60_000, using: &draw))
      let resume = try #require(BodyResume(document, bytes: asked))
      let joined = resume.join(Array(Self.bytes[..<came]), Array(Self.bytes[resume.from...]))
      #expect(joined == Self.bytes)
      #expect(asked - resume.from == BodyResume.overlap)
    }
  }

  @Test func aByteThatDiffersInTheOverlapAByteTooFewOrTooManyAndNothingIsJoined() throws {
    let resume = try #require(BodyResume(try document(), bytes: 50_000))
    let (beginning, rest) = (Array(Self.bytes[..<50_000]), Array(Self.bytes[resume.from...]))
    for place in [0, 1, 2_048, BodyResume.overlap - 1] {
      var altered = rest
      altered[place] ^= 1
      #expect(resume.join(beginning, altered) == nil)
    }
    #expect(resume.join(beginning, rest.dropLast()) == nil)
    #expect(resume.join(beginning, rest + [0]) == nil)
    #expect(resume.join(beginning, []) == nil)
    #expect(resume.join(Array(beginning[..<49_999]), rest) == nil, "less came than was told")
    #expect(resume.join([], rest) == nil)
    #expect(resume.join(Self.bytes + [0], rest) == nil)
    #expect(resume.join(Self.bytes, rest) == Self.bytes)
  }

  private let mirrors = (1...12).map { MirrorID(rawValue: Int64($0)) }

  /// Transfers that begin where the parts say, in any order, some of them lying: what is joined in the end is the document
  /// or nothing, and never more is kept than one document may have.
  @Test func partsOfHonestTransfersMakeTheDocumentAndOfLiarsNothingElse() throws {
    var draw = SeededNumbers(seed: 5)
    let document = try document()
    var whole = 0
    for _ in 0..<40 {
      var parts = ResumeParts()
      let isHostile = Bool.random(using: &draw)
      for transfer in 1...8 {
        let (resume, after) = parts.resume(document.way) ?? (nil, [])
        let from = resume?.from ?? 0
        let mirror = mirrors[transfer]
        parts.begin(transfer, of: mirror, document, from: from)
        var came = Array(Self.bytes[from...].prefix(Int.random(in: 0...40_000, using: &draw)))
        parts.take(transfer, bytes: came.count)
        if isHostile, let place = came.indices.randomElement(using: &draw) { came[place] ^= 1 }
        if let resume, from + came.count == Self.total, let beginning = parts.beginning(after) {
          let joined = resume.join(beginning.bytes, came)
          #expect(isHostile || joined == Self.bytes)
          if let joined { #expect(joined.count == Self.total) }
          whole += joined == Self.bytes ? 1 : 0
        }
        parts.end(transfer, bytes: Bool.random(using: &draw) || !isHostile ? came : nil)
        #expect(parts.held <= ResumeDocument.mostBytes)
        let reach = parts.reach(document)
        if let all = parts.beginning(reach.transfers), !isHostile {
          #expect(all.bytes[...] == Self.bytes[..<reach.end])
        }
      }
    }
    #expect(whole > 5)
  }

  @Test func whatIsStillComingCountsAsFarAsWasToldAndIsWaitedFor() async throws {
    let shelf = ResumeShelf()
    let document = try document()
    shelf.begin(1, of: mirrors[0], document, from: 0)
    shelf.take(1, bytes: 30_000)
    let ticket = shelf.ticket(for: 2, document.way)
    #expect(ticket.resume?.from == 30_000 - BodyResume.overlap)
    #expect(ticket.mirrors == [mirrors[0]] && ticket.after == [1])
    #expect(ticket.place == 30_000 - BodyResume.overlap)
    async let beginning = shelf.beginning(ticket.after)
    shelf.end(1, bytes: Array(Self.bytes[..<31_000]))
    let came = try #require(await beginning)
    #expect(came.bytes.count == 31_000)
    #expect(came.isOf == mirrors[0])
  }

  @Test func whatEndsWithoutAnythingLetsNobodyWait() async throws {
    let shelf = ResumeShelf()
    shelf.begin(1, of: mirrors[0], try document(), from: 0)
    shelf.take(1, bytes: 30_000)
    shelf.end(1, bytes: nil)
    #expect(await shelf.beginning([1]) == nil)
    #expect(await shelf.beginning([7]) == nil, "nor one that never began")
  }

  @Test func manyHostileBeginningsDoNotFillTheMemory() throws {
    var parts = ResumeParts()
    for transfer in 0..<12 {
      let document = try document("\"\(transfer)\"", total: 6 << 20)
      parts.begin(transfer, of: mirrors[transfer], document, from: 0)
      parts.end(transfer, bytes: [UInt8](repeating: 0, count: 5 << 20))
      #expect(parts.held <= ResumeDocument.mostBytes)
    }
    parts.end(3, bytes: [UInt8](repeating: 0, count: 7 << 20))
    #expect(parts.held <= ResumeDocument.mostBytes)
  }

  @Test func aBodyThatIsLongerThanItSaidIsNoPart() throws {
    var parts = ResumeParts()
    let document = try document()
    parts.begin(1, of: mirrors[0], document, from: 90_000)
    parts.take(1, bytes: .max)
    parts.end(1, bytes: [UInt8](repeating: 0, count: 20_000))
    #expect(parts.held == 0)
    #expect(parts.reach(document).end == 0)
  }
}
