import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// One mirror of the lab: a port on a loopback address that serves a site, with a fault. It is a relay, too: it takes
/// `PUT /drop/<name>`, and gives its drops back.
public final class LabMirror: Sendable {
  /// A loopback address, as a literal.
  public var address: String { listener.address }
  public var port: Int { listener.port }

  /// How many requests `requests` keeps: the latest.
  static let logged = 1000

  /// A request, and what it meets.
  struct Seen {
    var request: LabRequest
    /// Counts all requests of this mirror.
    var number: Int
    /// In place of the mirror's fault.
    var fault: Fault?
  }

  struct State {
    var fault: Fault
    var nextFaults: [Fault] = []
    var uploadFault = UploadFault.none
    var login: LabLogin?
    var names: LabNames?
    var filteredNames: Set<String>?
    var heedsExpect = true
    var drops = LabDrops()
    var puts: [String: Int] = [:]
    var bodyBytes = 0
    var site: LabSite
    var older: LabSite?
    var requestCount = 0
    var requests: [LabRequest] = []
    /// Of the next request that is seen.
    var number = 0
    var hellos: [String?] = []
  }
  let state: Mutex<State>
  let layer: LabLayer?
  /// Held while the listener is opened or closed, so that two changes don't cross. Never taken on the event loop.
  private let changing = Mutex<Void>(())
  private let listener: LabListener

  /// Listens when this returns.
  init(
    address: String, port: Int, site: LabSite, older: LabSite?, layer: LabLayer?, group: any EventLoopGroup
  ) throws {
    self.layer = layer
    listener = try LabListener(address: address, port: port, group: group)
    state = Mutex(State(fault: .none, site: site, older: older))
    try listen()
  }

  /// `http://address:port`, with this path behind it; `https` where it speaks TLS. With `host`, this name instead of the address.
  public func url(_ path: String = "/", host: String? = nil) -> String {
    "\(layer?.scheme ?? "http")://\(host ?? address):\(port)\(path)"
  }

  /// What is wrong with it. When setting returns, the listener is closed or open as it should be, and connections that the
  /// new fault breaks are reset. Reads `refuse` should reopening have failed.
  public var fault: Fault {
    get { state.withLock(\.fault) }
    set { changing.withLock { _ in change(to: newValue) } }
  }

  /// What the coming requests meet, the first one first, before `fault` counts again. Those that act before a request is
  /// read (`refuse`, and on a hello) are not for this list.
  public var nextFaults: [Fault] {
    get { state.withLock(\.nextFaults) }
    set { state.withLock { $0.nextFaults = newValue } }
  }

  /// The names, in small letters, whose TLS hellos meet the faults that act on hellos; every hello, and whatever else a
  /// connection begins with, when nil.
  public var filteredNames: Set<String>? {
    get { state.withLock(\.filteredNames) }
    set { state.withLock { $0.filteredNames = newValue } }
  }

  /// What it serves, from the next request on.
  public var site: LabSite {
    get { state.withLock(\.site) }
    set { state.withLock { $0.site = newValue } }
  }

  /// What it serves under `Fault.oldSnapshot`.
  public var older: LabSite? {
    get { state.withLock(\.older) }
    set { state.withLock { $0.older = newValue } }
  }

  /// Connections accepted so far.
  public var connections: Int { listener.connections }
  /// Connections open now.
  public var openConnections: Int { listener.channels.count }
  /// Requests whose head was read so far, also those that were not answered.
  public var requestCount: Int { state.withLock(\.requestCount) }
  /// The last 1,000 requests, oldest first.
  public var requests: [LabRequest] { state.withLock(\.requests) }
  /// The names that the last 1,000 TLS hellos asked for, oldest first; nil for one that asked for none.
  public var hellos: [String?] { state.withLock(\.hellos) }

  /// Starts counting anew.
  public func forgetRequests() {
    listener.forgetConnections()
    state.withLock {
      $0.requests = []
      $0.requestCount = 0
      $0.hellos = []
      $0.puts = [:]
      $0.bodyBytes = 0
    }
  }

  /// Closes the listener and every connection, for good. Its port stays taken as long as there is this object.
  public func stop() async { await listener.stop() }

  private func change(to fault: Fault) {
    state.withLock { $0.fault = fault }
    do {
      if fault == .refuse { try listener.close() } else { try listen() }
    } catch {
      state.withLock { $0.fault = .refuse }
    }
    if fault.breaksConnections { listener.resetConnections() }
  }

  private func listen() throws {
    try listener.open { channel in
      let pipeline = channel.pipeline.syncOperations
      try pipeline.addHandler(LabGate(self))
      try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
      try pipeline.addHandler(LabConnection(self))
    }
  }
}

/// What a connection tells its mirror, and asks of it.
extension LabMirror {
  func sawHello(naming name: String?) {
    state.withLock { state in
      if state.hellos.count >= Self.logged { state.hellos.removeFirst() }
      state.hellos.append(name)
    }
  }

  /// The fault that a connection meets which begins with a hello of this name, or with none.
  func helloFault(naming name: String?) -> Fault {
    state.withLock { state in
      guard state.fault.actsOnHello, let filtered = state.filteredNames else { return state.fault }
      return name.map(filtered.contains) == true ? state.fault : .none
    }
  }

  func saw(_ request: LabRequest) -> Seen {
    state.withLock { state in
      defer { state.number += 1 }
      state.requestCount += 1
      if state.requests.count >= Self.logged { state.requests.removeFirst() }
      state.requests.append(request)
      return Seen(
        request: request, number: state.number, fault: state.nextFaults.isEmpty ? nil : state.nextFaults.removeFirst())
    }
  }

  /// So many more bytes of body went out in answer to a request.
  func served(_ count: Int, to number: Int) {
    guard count > 0 else { return }
    state.withLock { state in
      let place = state.requests.count - (state.number - number)
      if state.requests.indices.contains(place) { state.requests[place].servedBytes += count }
    }
  }
}
