import CAres
import CCurl
import Glibc

/// Names to addresses by c-ares, on the curl thread: never waits, can be left at any time.
///
/// Each family is asked by itself, so that a resolver that keeps silent about one does not hold the other back: 50 ms
/// after the first address (RFC 8305, section 3) what is known is the answer. A name is asked for once, however many
/// wait for it.
final class Resolver {
  private static let patience = 50
  /// Answers are kept as long as they allow, within these seconds: a sync asks one name many times.
  private static let shortestKept = 5
  private static let longestKept = 60
  private static let mostKept = 1000
  private static let mostAddresses = 64

  /// One name, asked in both families. Each of the two calls holds it until it is answered.
  private final class Question {
    let name: String
    weak var resolver: Resolver?
    var waiting: [UInt64] = []
    var left = 2
    var addresses: [String] = []
    var statuses: [Int32] = []
    var keptFor = longestKept
    var due: Moment?
    init(name: String, resolver: Resolver) {
      self.name = name
      self.resolver = resolver
    }
  }
  private struct Kept {
    var addresses: [String]
    var until: Moment
  }

  private let servers: String?
  private var channel: ares_channel?
  private var made = Moment.now
  private var open: [String: Question] = [:]
  /// Calls that c-ares has not answered yet, those of names that were answered early among them.
  private var pending = 0
  private var kept: [String: Kept] = [:]
  private var answers: [(id: UInt64, answer: NameAnswer)] = []
  private var sockets = [ares_socket_t](repeating: -1, count: Int(ARES_GETSOCK_MAXNUM))

  /// - Parameter servers: `host:port`, comma separated; nil for the system's.
  init(servers: String?) {
    self.servers = servers
    channel = Self.makeChannel(servers)
  }

  deinit { if let channel { ares_destroy(channel) } }

  private static func makeChannel(_ servers: String?) -> ares_channel? {
    var options = ares_options()
    // No search list: what is asked for is the name in the URL and no other.
    options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES
    options.timeout = 700
    options.tries = 2
    var lookups = Array("fb".utf8CString)
    return lookups.withUnsafeMutableBufferPointer { lookups in
      options.lookups = lookups.baseAddress
      var channel: ares_channel?
      let mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS
      guard ares_init_options(&channel, &options, mask) == ARES_SUCCESS else { return nil }
      if let servers { ares_set_servers_ports_csv(channel, servers) }
      return channel
    }
  }

  /// Asks for a name. The answer comes by `takeAnswers`, perhaps at once.
  func ask(_ name: String, for id: UInt64, now: Moment) {
    if let known = kept[name], now < known.until {
      answers.append((id, .addresses(known.addresses)))
      return
    }
    if let question = open[name] {
      question.waiting.append(id)
      return
    }
    renew(now)
    guard let channel else {
      answers.append((id, .joined([], statuses: [ARES_ENOTINITIALIZED])))
      return
    }
    let question = Question(name: name, resolver: self)
    question.waiting = [id]
    open[name] = question
    for family in [AF_INET6, AF_INET] {
      var hints = ares_addrinfo_hints()
      hints.ai_family = family
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
      pending += 1
      ares_getaddrinfo(
        channel, name, nil, &hints,
        { context, status, _, result in
          guard let context else { return }
          let question = Unmanaged<Question>.fromOpaque(context).takeRetainedValue()
          question.resolver?.answered(question, status: status, result: result)
          if let result { ares_freeaddrinfo(result) }
        }, Unmanaged.passRetained(question).toOpaque())
    }
  }

  /// Nobody waits for that answer any more on behalf of this transfer.
  func leave(_ name: String, id: UInt64) {
    open[name]?.waiting.removeAll { $0 == id }
  }

  /// What is known is forgotten, and what is asked for is asked again, of the resolvers that this machine has now.
  func networkChanged(_ now: Moment) {
    let asked = open
    (kept, open) = ([:], [:])
    // The old calls are answered by it; their questions are nobody's any more.
    if let channel { ares_destroy(channel) }
    channel = Self.makeChannel(servers)
    made = now
    for question in asked.values { for id in question.waiting { ask(question.name, for: id, now: now) } }
  }

  /// No address of that name worked: the next one who asks gets a new answer.
  func forget(_ name: String) { kept[name] = nil }

  /// What was answered since the last call.
  func takeAnswers(now: Moment) -> [(id: UInt64, answer: NameAnswer)] {
    for question in open.values where question.due.map({ $0 <= now }) ?? false { close(question, now: now) }
    defer { answers = [] }
    return answers
  }

  /// When to look again though no socket stirs; nil when nothing is asked.
  func deadline(now: Moment) -> Moment? {
    guard let channel, pending > 0 else { return nil }
    var time = timeval()
    var next = open.values.compactMap(\.due).min()
    if ares_timeout(channel, nil, &time) != nil {
      let retry = now.after(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_usec))
      next = next.map { min($0, retry) } ?? retry
    }
    return next
  }

  /// The sockets to poll beside libcurl's own.
  func waits() -> [curl_waitfd] {
    guard let channel else { return [] }
    let bits = ares_getsock(channel, &sockets, Int32(sockets.count))
    guard bits != 0 else { return [] }
    return sockets.indices.compactMap { place in
      let reads = wirecopy_ares_wants_read(bits, Int32(place)) != 0
      let writes = wirecopy_ares_wants_write(bits, Int32(place)) != 0
      guard reads || writes else { return nil }
      let events = (reads ? CURL_WAIT_POLLIN : 0) | (writes ? CURL_WAIT_POLLOUT : 0)
      return curl_waitfd(fd: sockets[place], events: Int16(events), revents: 0)
    }
  }

  /// Reads what came, and sends again what went unanswered.
  func work(_ waits: [curl_waitfd]) {
    guard let channel else { return }
    for wait in waits where wait.revents != 0 { ares_process_fd(channel, wait.fd, wait.fd) }
    if pending > 0 { ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD) }
  }

  private func answered(_ question: Question, status: Int32, result: UnsafeMutablePointer<ares_addrinfo>?) {
    pending -= 1
    let now = Moment.now
    question.left -= 1
    question.statuses.append(status)
    var node = result?.pointee.nodes
    while let current = node {
      if question.addresses.count < Self.mostAddresses, let literal = Self.literal(current.pointee.ai_addr) {
        question.addresses.append(literal)
        question.keptFor = min(question.keptFor, max(Self.shortestKept, Int(current.pointee.ai_ttl)))
      }
      node = current.pointee.ai_next
    }
    if question.left == 0 {
      close(question, now: now)
    } else if !question.addresses.isEmpty {
      question.due = now.after(milliseconds: Self.patience)
    }
  }

  private func close(_ question: Question, now: Moment) {
    guard open[question.name] === question else { return }
    open[question.name] = nil
    // IPv6 first, whichever came first.
    let addresses = question.addresses.filter { $0.contains(":") } + question.addresses.filter { !$0.contains(":") }
    if !addresses.isEmpty {
      if kept.count >= Self.mostKept { kept = [:] }
      kept[question.name] = Kept(
        addresses: addresses, until: now.after(milliseconds: question.keptFor * 1000))
    }
    let answer = NameAnswer.joined(addresses, statuses: question.statuses)
    answers += question.waiting.map { ($0, answer) }
  }

  /// c-ares reads the system's settings once. They change with the network, so a channel at rest is made anew.
  private func renew(_ now: Moment) {
    guard pending == 0, now.milliseconds(since: made) > 10_000 || channel == nil else { return }
    if let channel { ares_destroy(channel) }
    channel = Self.makeChannel(servers)
    made = now
  }

  private static func literal(_ address: UnsafeMutablePointer<sockaddr>?) -> String? {
    guard let address else { return nil }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = Int32(address.pointee.sa_family)
    let raw = UnsafeRawPointer(address)
    let made: UnsafePointer<CChar>?
    if family == AF_INET {
      var number = raw.load(as: sockaddr_in.self).sin_addr
      made = inet_ntop(AF_INET, &number, &text, socklen_t(text.count))
    } else if family == AF_INET6 {
      var number = raw.load(as: sockaddr_in6.self).sin6_addr
      made = inet_ntop(AF_INET6, &number, &text, socklen_t(text.count))
    } else {
      return nil
    }
    return made.map { String(cString: $0) }
  }
}
