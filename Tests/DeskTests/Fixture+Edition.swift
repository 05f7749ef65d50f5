import Foundation
import News

@testable import Desk

/// The newsroom of the fixture as a signed one, and all that can be wrong with it.
extension Fixture {
  static let fingerprint = "wc1bcpqnu6ck6hwwlthlpcsfckbzgsjrjcgnrl2nutskbdufutmn4ua"

  static var edition: EditionStatus {
    var status = EditionStatus()
    (status.wanted, status.fingerprint) = (fingerprint, fingerprint)
    (status.title, status.origin) = ("Sori News", "sori.example/news")
    (status.root, status.threshold) = (2, 2)
    status.expires = minutes(-400_000)
    status.editors = ["1f2e", "3d4c", "5b6a"].map { String(repeating: $0, count: 16) }
    status.heads = [String(repeating: "77aa", count: 16)]
    status.recipients = ["age1x", "age1y"]
    (status.size, status.held, status.isComplete) = (609, 609, true)
    status.signed = minutes(150)
    status.compared = EditionStatus.Comparison(mirror: "https://us1.sori.example/feed", at: minutes(200))
    (status.removed, status.unknown, status.bytes) = (1, 200, 900_000)
    return status
  }

  static func note(_ hash: Character, size: Int = 609) -> String {
    let hash = String(repeating: hash, count: 43) + "="
    return "sori.example/news\n\(size)\n\(hash)\n\n— sori.example/news q83vAAAA=\n"
  }

  static var forked: EditionStatus {
    var status = edition
    status.fork = EditionStatus.Fork(
      held: note("A"), other: note("B"), seen: minutes(3), mirror: "https://us1.sori.example/feed")
    return status
  }

  static var tampered: EditionStatus {
    var status = edition
    status.tampering = [
      EditionStatus.Tampering(
        mirror: "https://kr1.sori.example/feed", path: "segment/000003", seen: minutes(8),
        fault: "the text of an article was altered (segment \(3), byte \(4096))")
    ]
    return status
  }

  static let pieces = [
    EditionEvidence(
      mirror: "https://kr1.sori.example/feed", path: "segment/000003", seen: minutes(8),
      fault: "the text of an article was altered (segment \(3), byte \(4096))", bytes: [0x1F, 0x8B, 8, 0, 0xFF, 0x80])
  ]

  static func shelf(_ status: EditionStatus, _ shelf: Shelf = shelf) -> Shelf {
    var shelf = shelf
    shelf.editions[newsroom.id] = status
    return shelf
  }

  static var proof: ArticleProof {
    var proof = ArticleProof(
      newsroom: newsroom.id, place: 41, size: 609, entry: "urn:uuid:8a6f3c1e-0000-4000-8000-000000000029")
    (proof.signer, proof.fingerprint) = ("sori.example/news", fingerprint)
    (proof.signed, proof.time) = (minutes(150), minutes(160))
    proof.textHash = String(repeating: "0123abcd", count: 8)
    proof.location = "Seoul"
    proof.files = [SignedFile(sha256: String(repeating: "9f", count: 32), type: "image/png", size: 20_480)]
    return proof
  }
}

extension Fixture {
  /// Trusted because its keys came first, and only its newest news is here.
  static var firstSeen: EditionStatus {
    var status = edition
    (status.wanted, status.isFirstSeen) = (nil, true)
    (status.held, status.first, status.isComplete) = (200, 409, false)
    (status.missingTexts, status.missingFiles) = (12, 3)
    status.compared = nil
    status.expires = minutes(5_000)
    return status
  }
}

extension Scene {
  /// The second article was taken back by its newsroom, and its text is not here yet.
  mutating func takeBack() {
    headlines[1].withdrawn = Fixture.minutes(10)
    var proof = Fixture.proof
    (proof.withdrawn, proof.withdrawal) = (Fixture.minutes(10), "It was another hall.")
    (proof.lacksText, proof.wantsComparison) = (true, true)
    proofs[headlines[1].id] = proof
  }
}
