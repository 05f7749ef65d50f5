import Edition
import Foundation
import Markup
import News
import Seal
import Wire

/// What a mirror's checkpoint is worth, beside what is held.
enum HeadReading {
  /// When the head key signed it, by the note's own word; nil where it does not say.
  static func time(_ bytes: [UInt8]) -> UInt64? {
    guard let note = try? SignedNote(reading: bytes, most: EditionLimits.checkpoint) else { return nil }
    // C2SP tlog-cosignature: eight bytes of time, big-endian, then the signature.
    return note.signatures.filter { $0.bytes.count == 72 }.map { $0.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
      .max()
  }

  /// Seconds by which its signature is older than the newest one held; nil where it is not.
  static func behind(_ bytes: [UInt8], held: UInt64?) -> Int? {
    guard let time = time(bytes), let held, time < held else { return nil }
    return Int(clamping: held - time)
  }

  /// A web page stands where the checkpoint should.
  static func isPage(_ bytes: [UInt8]) -> Bool {
    let beginning = bytes.prefix(512).drop { $0 <= 0x20 || $0 >= 0x80 }
    return beginning.first == UInt8(ascii: "<")
  }

  /// A web page stands where a file of the tree should. Of those that are not text, one may begin with the same sign by chance: what pages
  /// begin with is looked for.
  static func isPage(_ bytes: [UInt8], for path: TreePath) -> Bool {
    if path == .checkpoint || isRoot(path) { return isPage(bytes) }
    let start = bytes.prefix(512).drop { $0 <= 0x20 || $0 >= 0x80 }.prefix(32)
    let words = String(decoding: start, as: UTF8.self).lowercased()
    return ["<!doctype html", "<html", "<head", "<title", "<body", "<script", "<meta"].contains(where: words.hasPrefix)
  }

  /// The verdict on what a mirror gave and the newsroom did not sign.
  static func verdict(_ fault: EditionFault, _ bytes: [UInt8], path: TreePath, _ response: WireResponse?) -> Verdict {
    var evidence = response.map { Verdict.Evidence($0) } ?? Verdict.Evidence()
    evidence.firstBytes = Verdict.Evidence.beginning(of: bytes)
    if isPage(bytes, for: path) {
      evidence.found = PageReader.read(bytes, contentType: response?.header("Content-Type"), base: "")?.title ?? ""
      return Verdict(.notAFeed, weight: .hard, confidence: .likely, evidence: evidence)
    }
    evidence.found = Phrasebook.english(fault.phrase)
    evidence.fault = fault.phrase
    evidence.detail = path.text
    return switch fault.weight {
    case .alarm: Verdict(.fork, weight: .hard, confidence: .confirmed, evidence: evidence)
    case .behind: Verdict(.stale, weight: .none, evidence: evidence)
    case .tampering: Verdict(.tampered, weight: .hard, confidence: .confirmed, evidence: evidence)
    }
  }

  /// The verdict on who gave the state that excludes ours.
  static func verdict(_ fork: ForkEvidence, _ response: WireResponse?) -> Verdict {
    var evidence = response.map { Verdict.Evidence($0) } ?? Verdict.Evidence()
    evidence.firstBytes = Verdict.Evidence.beginning(of: fork.other.bytes)
    return Verdict(.fork, weight: .hard, confidence: .confirmed, evidence: evidence)
  }

  /// What a head says, whoever signed it; nil where it is none.
  static func checkpoint(_ bytes: [UInt8]) -> Checkpoint? {
    (try? SignedNote(reading: bytes, most: EditionLimits.checkpoint)).flatMap(checkpoint)
  }

  static func checkpoint(_ note: SignedNote) -> Checkpoint? { try? Checkpoint(text: note.text) }

  static func isRoot(_ path: TreePath) -> Bool { if case .root = path { true } else { false } }
}
