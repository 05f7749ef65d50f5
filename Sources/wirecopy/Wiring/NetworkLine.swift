import CurlTransport
import News
import Store
import Sync
import Wire

/// The network as the settings want it used, and the engine on it. The one place where a transport is made: nothing goes
/// out beside the user's proxy.
struct NetworkLine: Sendable {
  let transport: CurlTransport
  let engine: SyncEngine

  /// - Parameter route: of the settings; where it says nothing, everything goes directly.
  init(to store: NewsStore, route: WireRoute, credentials: Netrc) {
    transport = Self.transport(route)
    engine = SyncEngine(store: store, transport: transport, route: route, credentials: credentials)
  }

  static func transport(_ route: WireRoute) -> CurlTransport {
    let transport = CurlTransport()
    transport.setRoute(route)
    return transport
  }

  /// Ends what is under way.
  func close() { transport.close() }
}

extension Session {
  /// A line by these settings. Whoever opens it closes it.
  func line(to store: NewsStore, _ settings: Settings, credentials: Netrc = Netrc()) -> NetworkLine {
    NetworkLine(to: store, route: settings.network, credentials: credentials)
  }

  /// A line by the settings file.
  /// - Throws: `Failure` about settings, before anything is asked: what they say of the way must not be guessed.
  func line(to store: NewsStore, credentials: Netrc = Netrc()) throws(Failure) -> NetworkLine {
    line(to: store, try settings(), credentials: credentials)
  }
}
