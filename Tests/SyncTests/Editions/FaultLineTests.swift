import Foundation
import News
import Seal
import Testing

@testable import Edition
@testable import Sync

/// Each way to attack an edition has its line on the screen: on the mirrors page, in `mirrors why`, in the evidence.
@Suite struct FaultLineTests {
  private static let path = TreePath.entries(index: 3, width: 256)
  private static let blob = BlobName(of: [1])

  /// One of each. Whoever adds a case is stopped by `name`, and adds it here.
  private static let all: [EditionFault] = [
    .wrongFingerprint, .rootMalformed("it has no keys"), .rootWrongNumber(expected: 2, found: 4),
    .rootUnsigned(by: .old, signers: 1, needed: 2), .rootUnsigned(by: .new, signers: 1, needed: 2), .rootBadSignature,
    .rootSignedTwice, .rootOfAnother(origin: "b.example"), .tooManyRoots, .checkpointMalformed("its size is none"),
    .checkpointOfAnother(origin: "b.example"), .checkpointForged, .checkpointUntimed, .unknownSigner, .retiredSigner,
    .stale(size: 3, held: 5), .belowTrunk(size: 3, trunk: 5), .fork(size: 5), .tooLong(path, most: 9),
    .wrongLength(path), .treeMismatch(size: 5), .tileMismatch(path), .entriesCut(bundle: 3),
    .entriesMismatch(bundle: 3), .hiddenEntry(41), .missing(path), .bodyOutOfPlace(segment: 1, offset: 2),
    .bodyCut(segment: 1, offset: 2), .bodyNoGzip(segment: 1, offset: 2), .bodyTooLong(segment: 1, offset: 2),
    .bodyMismatch(segment: 1, offset: 2), .blobMismatch(blob),
  ]

  private static func name(_ fault: EditionFault) -> String {
    switch fault {
    case .wrongFingerprint, .rootMalformed, .rootWrongNumber, .rootUnsigned, .rootBadSignature, .rootSignedTwice,
      .rootOfAnother, .tooManyRoots, .checkpointMalformed, .checkpointOfAnother, .checkpointForged, .checkpointUntimed,
      .unknownSigner, .retiredSigner, .stale, .belowTrunk, .fork, .tooLong, .wrongLength, .treeMismatch, .tileMismatch,
      .entriesCut, .entriesMismatch, .hiddenEntry, .missing, .bodyOutOfPlace, .bodyCut, .bodyNoGzip, .bodyTooLong,
      .bodyMismatch, .blobMismatch:
      return String("\(fault)".prefix { $0 != "(" })
    }
  }

  /// Words of the trade, which tell a reader nothing.
  private static let jargon = [
    "checkpoint", "tile", "leaf", "merkle", "hash", "cosignature", "root file", "tree", "gzip",
  ]

  @Test func `one of each is tested`() { #expect(Set(Self.all.map(Self.name)).count == 31) }

  @Test(arguments: all) func `each fault has a line that is understood, and it reaches the mirrors page`(
    _ fault: EditionFault
  ) throws {
    let line = Phrasebook.english(fault.phrase)
    // The name of a file may stand in it.
    let words = line.replacing(Self.path.text, with: "").lowercased()
    #expect(words.count > 10 && Self.jargon.allSatisfy { !words.contains($0) }, "\(line)")
    let verdict = HeadReading.verdict(fault, Array("not what was signed".utf8), path: Self.path, nil)
    let shown = Phrasebook.english(VerdictSentence.phrase(verdict, url: "https://m.example/", kind: .edition))
    switch fault.weight {
    case .tampering:
      #expect(verdict.symptom == .tampered && verdict.weight == .hard && shown.contains(line), "\(shown)")
      #expect(
        VerdictEvidence.lines(verdict).map(Phrasebook.english.callAsFunction).contains("the piece: \(Self.path.text)"))
    case .alarm: #expect(verdict.symptom == .fork && verdict.weight == .hard && shown.contains("fork"), "\(shown)")
    case .behind: #expect(verdict.symptom == .stale && verdict.weight == .none && shown.contains("behind"), "\(shown)")
    }
  }

  @Test(arguments: all) func `its words are kept so that they can be said in the reader's language`(
    _ fault: EditionFault
  ) throws {
    let verdict = HeadReading.verdict(fault, [], path: Self.path, nil)
    let kept = try JSONDecoder().decode(Verdict.self, from: JSONEncoder().encode(verdict))
    #expect(kept == verdict && kept.evidence.fault == fault.phrase)
    let shouting = Phrasebook { one, _, _ in one.uppercased() }
    let sentence = VerdictSentence.phrase(kept, url: "https://m.example/", kind: .edition)
    if fault.weight == .tampering { #expect(shouting(sentence).contains(shouting(fault.phrase))) }
  }

  @Test func `the evidence has the notes, the piece and its fault, and nobody's control characters`() {
    var status = EditionStatus()
    status.origin = "a.example/\u{1B}[31m"
    status.fork = EditionStatus.Fork(held: "held note\n", other: "other note\n", seen: .distantPast)
    let piece = EditionEvidence(
      mirror: "https://m.example/", path: "checkpoint", seen: .distantPast, fault: EditionFault.checkpointForged.phrase,
      bytes: [1, 2, 3])
    let text = EvidenceFile.text(
      of: Newsroom(id: NewsroomID(rawValue: 1), name: "A", added: .distantPast), status, [piece], now: .distantPast)
    for wanted in ["FORK", "held note", "other note", "https://m.example/", "AQID", "forged signature"] {
      #expect(text.contains(wanted), "\(wanted)")
    }
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }
}
