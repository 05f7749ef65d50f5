import CAres
import Wire

/// Names to addresses by DNS over HTTPS (RFC 8484), as a value: it says what is to be asked, and is told what came.
///
/// Each family is asked by itself, and a name once, however many wait for it, as `Resolver` does.
struct SecureNames {
  private static let patience = 50
  /// Seconds.
  private static let shortestKept = 5
  private static let longestKept = 300
  private static let mostKept = 1000

  struct Name: Hashable {
    var server: WireRoute.Names
    var host: String
  }
  /// One question to be sent.
  struct Query: Hashable {
    var name: Name
    var isSix: Bool
    var network = 0
  }
  /// What came of it.
  enum Outcome {
    case answer(DNSMessage.Answer)
    case silence
    /// With the reason.
    case refusal(String)
  }
  private struct Asked {
    var waiting: [UInt64]
    var left = 2
    var addresses: [String] = []
    var statuses: [Int32] = []
    var reason: String?
    var keptFor = longestKept
    var due: Moment?
  }
  private struct Kept {
    var addresses: [String]
    var until: Moment
  }
  private var open: [Name: Asked] = [:]
  private var kept: [Name: Kept] = [:]
  private var answers: [(id: UInt64, answer: NameAnswer)] = []
  /// Counted, so that an answer from an earlier one is told from this one's.
  private var network = 0

  /// - Returns: what has to be sent for it, nothing where it is known or asked for already.
  mutating func ask(_ name: Name, for id: UInt64, now: Moment) -> [Query] {
    if let known = kept[name], now < known.until {
      answers.append((id, .addresses(known.addresses)))
      return []
    }
    guard open[name] == nil else {
      open[name]?.waiting.append(id)
      return []
    }
    open[name] = Asked(waiting: [id])
    return queries(name)
  }

  private func queries(_ name: Name) -> [Query] {
    [true, false].map { Query(name: name, isSix: $0, network: network) }
  }

  /// What is known is forgotten.
  /// - Returns: what has to be sent again, as somebody waits for it.
  mutating func networkChanged() -> [Query] {
    network += 1
    kept = [:]
    open = open.filter { !$0.value.waiting.isEmpty }.mapValues { Asked(waiting: $0.waiting) }
    return open.keys.flatMap(queries)
  }

  /// Nobody waits for that answer any more on behalf of this transfer.
  mutating func leave(_ name: Name, id: UInt64) { open[name]?.waiting.removeAll { $0 == id } }

  /// No address of that name worked: the next one who asks gets a new answer.
  mutating func forget(_ name: Name) { kept[name] = nil }

  mutating func came(_ outcome: Outcome, to query: Query, now: Moment) {
    guard query.network == network, var asked = open[query.name] else { return }
    asked.left -= 1
    switch outcome {
    case .answer(let answer):
      switch answer.code {
      case 0: asked.statuses.append(answer.addresses.isEmpty ? ARES_ENODATA : ARES_SUCCESS)
      case 3: asked.statuses.append(ARES_ENOTFOUND)
      case let code:
        asked.statuses.append(ARES_ESERVFAIL)
        asked.reason = "the name server answered with code \(code)"
      }
      asked.addresses += answer.addresses
      if !answer.addresses.isEmpty { asked.keptFor = min(asked.keptFor, max(Self.shortestKept, answer.life ?? 0)) }
    case .silence: asked.statuses.append(ARES_ETIMEOUT)
    case .refusal(let reason):
      asked.statuses.append(ARES_EREFUSED)
      asked.reason = reason
    }
    if asked.left > 0, !asked.addresses.isEmpty { asked.due = now.after(milliseconds: Self.patience) }
    open[query.name] = asked
    if asked.left == 0 { close(query.name, now: now) }
  }

  /// Whether `takeAnswers` has any at once.
  var hasAnswers: Bool { !answers.isEmpty }

  /// When it will have some though nothing comes.
  var deadline: Moment? { open.values.compactMap(\.due).min() }

  /// What was answered since the last call.
  mutating func takeAnswers(now: Moment) -> [(id: UInt64, answer: NameAnswer)] {
    for (name, asked) in open where asked.due.map({ $0 <= now }) ?? false { close(name, now: now) }
    defer { answers = [] }
    return answers
  }

  private mutating func close(_ name: Name, now: Moment) {
    guard let asked = open.removeValue(forKey: name) else { return }
    // IPv6 first, whichever came first.
    let addresses = asked.addresses.filter { $0.contains(":") } + asked.addresses.filter { !$0.contains(":") }
    if !addresses.isEmpty {
      if kept.count >= Self.mostKept { kept = [:] }
      kept[name] = Kept(addresses: addresses, until: now.after(milliseconds: asked.keptFor * 1000))
    }
    var answer = NameAnswer.joined(addresses, statuses: asked.statuses)
    if case .failure(.resolverRefused, _) = answer, let reason = asked.reason {
      answer = .failure(.resolverRefused, detail: reason)
    }
    answers += asked.waiting.map { ($0, answer) }
  }
}
