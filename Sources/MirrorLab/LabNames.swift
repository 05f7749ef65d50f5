import Foundation
import Synchronization

/// The names that a resolver of the lab knows, and what it says of each. It can be changed while the resolver runs, and
/// several resolvers can share it.
///
///     let names = LabNames(["news.example": .addresses(["127.0.0.3"])])
///     let resolver = try await LabResolver.start(names)
///     names["news.example"] = .noSuchName
public final class LabNames: Sendable {
  /// What is said to a question for one name.
  public indirect enum Answer: Sendable, Hashable {
    /// Those of the family that is asked for; a censor's false answer is one of these, too.
    case addresses([String], ttl: Int = 60)
    /// The name exists and has no address.
    case noAddress
    /// NXDOMAIN.
    case noSuchName
    /// SERVFAIL.
    case serverFailure
    /// REFUSED.
    case refused
    /// No answer ever.
    case silence
    /// An answer that says of itself that it was truncated; over TCP and HTTPS, the one given here.
    case truncated(Answer)
    /// Bytes that are no DNS message.
    case noise
    /// Over UDP the first of these at once and the second right behind, as where a censor's answer comes before the true
    /// one; elsewhere the second.
    case injected(Answer, before: Answer)
    /// The answer, this much later.
    case late(Answer, milliseconds: Int)
  }

  /// A question as it came.
  public struct Question: Sendable, Hashable {
    /// In small letters, without a dot at its end.
    public var name: String
    public var type: Kind
    public var way: Way
    public enum Kind: String, Sendable, Hashable { case a = "A", aaaa = "AAAA", other }
    public enum Way: String, Sendable, Hashable { case udp, tcp, https }
  }

  /// One of each range that no public name has its address in (RFC 6890), as censors' resolvers give them.
  public static let reserved = [
    "10.10.34.35", "127.0.0.53", "169.254.1.1", "172.16.5.5", "192.168.1.1", "100.64.0.1", "0.0.0.0",
  ]

  /// The longest question that is read.
  static let mostBytes = 4096
  /// How many questions are kept: the latest.
  static let logged = 1000

  private struct State {
    var answers: [String: Answer]
    var otherwise: Answer
    var counts: [String: Int] = [:]
    var questions: [Question] = []
  }
  private let state: Mutex<State>

  /// - Parameter otherwise: what is said of all other names. With addresses, unrelated names have the same one.
  public init(_ answers: [String: Answer] = [:], otherwise: Answer = .noSuchName) {
    state = Mutex(
      State(
        answers: Dictionary(answers.map { ($0.lowercased(), $1) }, uniquingKeysWith: { $1 }), otherwise: otherwise))
  }

  /// Whatever the name's case.
  public subscript(name: String) -> Answer? {
    get { state.withLock { $0.answers[name.lowercased()] } }
    set { state.withLock { $0.answers[name.lowercased()] = newValue } }
  }

  /// What is said of names that have no answer of their own.
  public var otherwise: Answer {
    get { state.withLock(\.otherwise) }
    set { state.withLock { $0.otherwise = newValue } }
  }

  /// How many times a name was asked for, in either family and on each way. At most 10,000 names are counted.
  public func count(of name: String) -> Int { state.withLock { $0.counts[name.lowercased()] ?? 0 } }
  /// The last 1,000 questions, oldest first.
  public var questions: [Question] { state.withLock(\.questions) }

  /// Starts counting anew.
  public func forgetQuestions() {
    state.withLock {
      $0.counts = [:]
      $0.questions = []
    }
  }

  /// What to send for a message that came: nothing at all where it is no question.
  func reply(to message: [UInt8], by way: Question.Way) -> NameReply {
    guard let query = NameQuery(message) else { return NameReply() }
    let question = Question(name: query.name, type: query.kind, way: way)
    let answer = state.withLock { state in
      if state.counts.count < 10_000 || state.counts[query.name] != nil { state.counts[query.name, default: 0] += 1 }
      if state.questions.count >= Self.logged { state.questions.removeFirst() }
      state.questions.append(question)
      return state.answers[query.name] ?? state.otherwise
    }
    return query.reply(answer, by: way)
  }
}

/// What a resolver sends for one question.
struct NameReply: Equatable {
  var milliseconds = 0
  var messages: [[UInt8]] = []
}
