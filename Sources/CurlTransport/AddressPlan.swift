import Glibc
import Wire

/// The addresses of one host, in the order in which they are tried.
///
/// The resolver's and the given ones take turns: where the resolver is lied to, the second try is an honest one. Its
/// answers in reserved ranges come in when all others have failed, and not beside them: what answers there over plain
/// HTTP is a block page, and answers fast.
struct AddressPlan {
  /// So many of each source at most: a name with thousands of addresses is not an honest one.
  static let most = 8

  private let preferred: String?
  private var answers: ArraySlice<Candidate> = []
  private var given: ArraySlice<Candidate> = []
  private var doubtful: ArraySlice<Candidate> = []
  /// Goes before all others.
  private var first: Candidate?
  private var isGivensTurn = false
  /// Handed out.
  private var begun: Set<String> = []

  /// - Parameters:
  ///   - known: literals that need no resolver, each family in its own order of preference.
  ///   - given: those of the route.
  ///   - preferred: goes first if it is among them: a connection to it may be open still.
  init(known: [String] = [], source: WireTry.Source = .literal, given: [String] = [], preferred: String? = nil) {
    self.preferred = preferred
    self.given = Self.interleaved(given).prefix(Self.most).map { Candidate(address: $0, source: .given) }[...]
    add(known: known, source: source)
  }

  mutating func add(known: [String], source: WireTry.Source) {
    add(known.map { Candidate(address: $0, source: source) })
  }

  /// Takes in what the resolver said, now or late. An address that was given, too, is the resolver's and is tried once.
  mutating func add(_ name: WireName) {
    add(name.answers.map { Candidate(address: $0.address, source: .resolver, isReserved: $0.isReserved) })
  }

  private mutating func add(_ more: [Candidate]) {
    // As a rule there is one, and nothing to arrange.
    if more.count == 1, given.isEmpty, begun.isEmpty, !more[0].isReserved {
      answers += more
      return
    }
    let order = Self.interleaved(more.map(\.address)).filter { !begun.contains($0) }.prefix(Self.most)
    let candidates = order.compactMap { address in more.first { $0.address == address } }
    given.removeAll { order.contains($0.address) }
    answers += candidates.filter { !$0.isReserved }
    doubtful += candidates.filter(\.isReserved)
    prefer()
  }

  private mutating func prefer() {
    guard let preferred, !begun.contains(preferred), first == nil,
      let candidate = (answers + given).first(where: { $0.address == preferred })
    else { return }
    answers.removeAll { $0 == candidate }
    given.removeAll { $0 == candidate }
    first = candidate
  }

  /// Whether `next` has none; reserved ones may wait still.
  var isEmpty: Bool { first == nil && answers.isEmpty && given.isEmpty }

  mutating func next() -> Candidate? {
    let candidate: Candidate?
    if first != nil {
      candidate = first
      first = nil
    } else if (isGivensTurn && !given.isEmpty) || answers.isEmpty {
      candidate = given.popFirst()
    } else {
      candidate = answers.popFirst()
    }
    guard let candidate else { return nil }
    isGivensTurn = candidate.source != .given
    begun.insert(candidate.address)
    return candidate
  }

  /// Takes one back, to be the next.
  mutating func again(_ candidate: Candidate) { first = candidate }

  /// Lets those in reserved ranges in, for want of others.
  /// - Returns: whether there are any.
  mutating func admitDoubtful() -> Bool {
    guard isEmpty, !doubtful.isEmpty else { return false }
    answers = doubtful
    doubtful = []
    prefer()
    return true
  }

  /// One of each family in turn, beginning with the first one's (RFC 8305, section 4), each address once.
  static func interleaved(_ addresses: [String]) -> [String] {
    guard addresses.count > 1 else { return addresses }
    var seen: Set<String> = []
    let all = addresses.filter { seen.insert($0).inserted }
    let isSix = all.first?.contains(":") ?? false
    let first = all.filter { $0.contains(":") == isSix }
    let second = all.filter { $0.contains(":") != isSix }
    var order: [String] = []
    for place in 0..<max(first.count, second.count) {
      if place < first.count { order.append(first[place]) }
      if place < second.count { order.append(second[place]) }
    }
    return order
  }

  /// What needs no resolver: a literal, or this machine's own name (RFC 6761, section 6.3). IPv4 first for the latter:
  /// what people start by hand listens there.
  static func known(_ host: String) -> [String]? {
    if host == "localhost" || host.hasSuffix(".localhost") { return ["127.0.0.1", "::1"] }
    return WireAddress.isLiteral(host) ? [host] : nil
  }

  /// A literal as resolvers write it, so that one address is one text; nil for what is none.
  static func normal(_ text: String) -> String? {
    guard WireAddress.isLiteral(text) else { return nil }
    guard text.contains(":") else { return text }
    let zone = text.drop { $0 != "%" }
    var number = in6_addr()
    var bytes = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_pton(AF_INET6, String(text.prefix { $0 != "%" }), &number) == 1,
      let made = inet_ntop(AF_INET6, &number, &bytes, socklen_t(bytes.count))
    else { return nil }
    return String(cString: made) + zone
  }
}
