import Foundation
import News

/// How a signed newsroom's record stands here.
struct EditionShape: Encodable {
  var fingerprint: String?
  /// Nothing but the first sight vouches for the keys.
  var firstSeen: Bool
  var origin: String?
  var root: Int
  var expires: String?
  /// When the newest state was signed.
  var signed: String?
  var size: Int
  var held: Int
  var first: Int
  var complete: Bool
  var missingTexts: Int
  var missingFiles: Int
  var unknown: Int
  var removed: Int
  var bytes: Int
  var fork: Bool
  var title: String?
  /// The reader compared the keys, or was given them.
  var vouched: Bool
  /// Key IDs, hex.
  var editors: [String]
  var threshold: Int
  var heads: [String]
  /// The two signed notes, where they exclude each other.
  var notes: ForkShape?
  var tampering: [TamperingShape]?
  /// Nobody has put away what is wrong.
  var alarm: Bool

  struct ForkShape: Encodable {
    var held: String
    var other: String
    var mirror: String?
    var seen: String
  }

  struct TamperingShape: Encodable {
    var mirror: String
    var path: String
    var seen: String
    var fault: String
  }

  init(_ status: EditionStatus) {
    title = status.title
    vouched = !status.wantsComparison
    editors = status.editors
    threshold = status.threshold
    heads = status.heads
    notes = status.fork.map {
      ForkShape(held: $0.held, other: $0.other, mirror: $0.mirror, seen: $0.seen.rfc3339)
    }
    tampering =
      status.tampering.isEmpty
      ? nil
      : status.tampering.map {
        TamperingShape(
          mirror: $0.mirror, path: $0.path, seen: $0.seen.rfc3339, fault: Phrasebook.english($0.fault))
      }
    alarm = status.hasAlarm

    fingerprint = status.fingerprint ?? status.wanted
    firstSeen = status.isFirstSeen
    origin = status.origin
    root = status.root
    expires = status.expires?.rfc3339
    signed = status.signed?.rfc3339
    size = status.size
    held = status.held
    first = status.first
    complete = status.isWhole
    missingTexts = status.missingTexts
    missingFiles = status.missingFiles
    unknown = status.unknown
    removed = status.removed
    bytes = status.bytes
    fork = status.fork != nil
  }
}

/// What vouches for an article of a signed newsroom.
struct ProofShape: Encodable {
  /// From 0.
  var place: Int
  var size: Int
  var entry: String
  var time: String?
  var signer: String?
  var fingerprint: String?
  var signed: String?
  /// SHA-256, hex.
  var textHash: String?
  var lacksText: Bool
  var correction: String?
  var withdrawal: String?

  init(_ proof: ArticleProof) {
    place = proof.place
    size = proof.size
    entry = proof.entry
    time = proof.time?.rfc3339
    signer = proof.signer
    fingerprint = proof.fingerprint
    signed = proof.signed?.rfc3339
    textHash = proof.textHash
    lacksText = proof.lacksText
    correction = proof.correction
    withdrawal = proof.withdrawal
  }
}
