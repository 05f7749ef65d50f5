/// Who may go next: so many in flight in all, so many to one host and port, and the hosts take turns.
struct WaitingLine {
  typealias ID = UInt64

  private struct Host {
    var waiting: [ID] = []
    var running = 0
  }
  private let most: Int
  private let mostPerHost: Int
  private var hosts: [String: Host] = [:]
  /// Hosts with someone waiting, in the order of their turns.
  private var turns: [String] = []
  private var running = 0

  init(most: Int, mostPerHost: Int) {
    self.most = max(1, most)
    self.mostPerHost = max(1, mostPerHost)
  }

  mutating func enter(_ id: ID, host: String) {
    let hadNobody = hosts[host, default: Host()].waiting.isEmpty
    hosts[host, default: Host()].waiting.append(id)
    if hadNobody { turns.append(host) }
  }

  /// The next one, which holds a place from now on; nil when every place that it could have is taken.
  mutating func next() -> ID? {
    guard running < most, let turn = turns.firstIndex(where: { hosts[$0, default: Host()].running < mostPerHost })
    else { return nil }
    let name = turns.remove(at: turn)
    guard var host = hosts.removeValue(forKey: name) else { return nil }
    let id = host.waiting.removeFirst()
    host.running += 1
    running += 1
    if !host.waiting.isEmpty { turns.append(name) }
    hosts[name] = host
    return id
  }

  /// Gives a place back.
  mutating func leave(host name: String) {
    running -= 1
    hosts[name]?.running -= 1
    forget(name)
  }

  /// Takes out one that has no place yet.
  mutating func give(up id: ID, host name: String) {
    hosts[name]?.waiting.removeAll { $0 == id }
    if hosts[name]?.waiting.isEmpty == true { turns.removeAll { $0 == name } }
    forget(name)
  }

  private mutating func forget(_ name: String) {
    if let host = hosts[name], host.waiting.isEmpty, host.running == 0 { hosts[name] = nil }
  }
}
