import News

/// An alert as it calls for its reader.
struct AlertWord: Hashable, Sendable {
  var title: String
  var newsroom: String
}

/// How often alerts may call: whoever marks everything urgent, or floods a feed with alerts, is heard once in a while and
/// not more. Pure: the time is of a clock that only goes forward.
struct AlertPace: Sendable {
  struct Call: Hashable, Sendable {
    var word: AlertWord
    /// So many more came with it, which are not called out one by one.
    var others = 0
  }

  /// So many are called out one by one …
  static let singly = 3
  /// … and then there is quiet for so long.
  static let calm = Duration.seconds(30)
  /// What waits is counted; so many of their words are kept.
  private static let mostWords = 16

  private var waiting: [AlertWord] = []
  private var count = 0
  private var quiet: Duration?

  mutating func add(_ words: [AlertWord]) {
    waiting += words.prefix(max(0, Self.mostWords - waiting.count))
    count += words.count
  }

  /// What is to be called out now; nothing while it is quiet.
  mutating func calls(at now: Duration) -> [Call] {
    guard count > 0, quiet.map({ $0 <= now }) ?? true, let first = waiting.first else { return [] }
    let calls =
      count <= Self.singly ? waiting.map { Call(word: $0) } : [Call(word: first, others: count - 1)]
    waiting = []
    count = 0
    quiet = now + Self.calm
    return calls
  }

  /// When the next call may be, while something waits.
  var due: Duration? { count > 0 ? quiet ?? .zero : nil }
}
