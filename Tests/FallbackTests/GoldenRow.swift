import News
import Sync
import Testing
import Wire

/// A row of the table of verdicts: a fault, how it is made in the lab, what is said of it, and what the round did then.
struct GoldenRow: Sendable, CustomTestStringConvertible {
  /// What is said of a mirror.
  struct Word: Sendable, Hashable {
    var symptom: Verdict.Symptom
    var weight: Verdict.Weight
    var confidence: Verdict.Confidence
    init(
      _ symptom: Verdict.Symptom, _ weight: Verdict.Weight = .soft, _ confidence: Verdict.Confidence = .observed
    ) {
      (self.symptom, self.weight, self.confidence) = (symptom, weight, confidence)
    }
    init(_ verdict: Verdict) { self.init(verdict.symptom, verdict.weight, verdict.confidence) }
    static let offline = Word(.offline, .none)
  }

  /// What a round does whose first mirror has the fault, and whose second is honest.
  enum Then: Sendable {
    /// The first failed, and the second was asked at once.
    case next
    /// The first went on being silent, or slow; the second was asked beside it and won.
    case overtaken
    /// The first served all the same.
    case itself
    /// The first served what it has, and the second was asked for what it lacks.
    case newer
  }

  var name: String
  var isSecure = true
  var limits: @Sendable (inout WireLimits) -> Void = { _ in }
  /// How the first mirror is reached.
  var route: @Sendable (Stage) -> MirrorRoute = { _ in MirrorRoute() }
  /// A round is made while the mirror is honest.
  var isKnown = false
  /// Makes the fault of mirror 0.
  var make: @Sendable (Stage) async throws -> Void
  /// What is said of the mirror that is the only one; nil: nothing, it serves.
  var alone: Word?
  /// And again, when another mirror was verified a moment ago.
  var witnessed: Word?
  /// And when it is tested by itself, where that is something else.
  var tested: Word?
  /// What is said with a witness is that it is blocked.
  var isBlocked = false
  var then = Then.next
  /// Whether the verdict holds what shows it.
  var shows: @Sendable (Verdict.Evidence) -> Bool = { $0.total != nil }
  /// Stands in the sentence; that it is blocked is said in other words.
  var words: String
  /// What is said of the round where all its mirrors are alike so, in place of each one's sentence.
  var common: String?

  var testDescription: String { name }

  /// A row in which the mirror fails.
  init(
    _ name: String, _ word: Word, words: String, isSecure: Bool = true, isBlocked: Bool = false, then: Then = .next,
    make: @escaping @Sendable (Stage) async throws -> Void
  ) {
    (self.name, alone, witnessed, self.words) = (name, word, word, words)
    (self.isSecure, self.isBlocked, self.then, self.make) = (isSecure, isBlocked, then, make)
  }

  func with(_ change: (inout GoldenRow) -> Void) -> GoldenRow {
    var row = self
    change(&row)
    return row
  }
}
