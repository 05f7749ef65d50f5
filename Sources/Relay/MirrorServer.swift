import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Serves a folder over HTTP, read-only, so that any folder is a mirror; with `DropRules` it takes drops too, and is a relay.
///
///     let server = MirrorServer(root: "/srv/news", host: "127.0.0.1", port: 8080)
///     try await server.run { host, port in print("http://\(host):\(port)/") }
///
/// Static files with strong ETags, conditions and single ranges; an `index.html` stands for its folder. Everything else is
/// 404: hidden files, links that lead outside, devices. Logs nothing and names nobody.
///
/// A relay adds `PUT`, `HEAD` and `GET /drop/<SHA-256>` and the list `GET /drop/`, in the way of nginx with DAV and autoindex.
public struct MirrorServer: Sendable {
  private let root: String
  private let host: String
  private let port: Int
  private let limits: ServeLimits
  private let drops: DropRules?

  /// - Parameters:
  ///   - host: an address or name of this machine; loopback unless it is given
  ///   - port: 0 for any that is free
  ///   - drops: how drops are taken; none are when nil
  public init(
    root: String, host: String = "127.0.0.1", port: Int = 0, limits: ServeLimits = .init(), drops: DropRules? = nil
  ) {
    self.root = root
    self.host = host
    self.port = port
    self.limits = limits
    self.drops = drops
  }

  /// Serves until its task is cancelled; then it takes no more connections, lets the responses in flight finish for
  /// `ServeLimits.stopTime`, closes all and returns.
  ///
  /// - Parameter onReady: told once where it listens, when it does.
  public func run(onReady: @escaping @Sendable (_ host: String, _ port: Int) -> Void) async throws(ServeFault) {
    let disk = NIOThreadPool(numberOfThreads: Self.diskThreads)
    let spool = try drops.map { rules throws(ServeFault) in
      try DropSpool(rules.spool, quota: rules.quota, uploads: limits.uploads)
    }
    let folder = FolderResponder(folder: try ServedFolder(root, hiding: spool?.identity), threads: .singleton)
    let login = drops?.auth.map(DropLogin.init)
    var relay: DropResponder?
    if let drops, let spool {
      relay = DropResponder(spool: spool, rules: drops, login: login, threads: disk)
    }
    let responder = MirrorResponder(folder: folder, drops: relay)
    disk.start()
    let result = await serve(responder, onReady)
    await login?.stop()
    try? await disk.shutdownGracefully()
    spool?.release()
    try result.get()
  }

  /// Files of drops are written and flushed by so many at once.
  private static let diskThreads = 4

  private func serve(
    _ responder: MirrorResponder, _ onReady: @escaping @Sendable (_ host: String, _ port: Int) -> Void
  ) async -> Result<Void, ServeFault> {
    let table = ConnectionTable(limit: limits.connections)
    let stop = StopSwitch()
    // The guard counts a head's bytes; how many fields they make is all one.
    let http = HTTP1Channel(
      responder: { request, writer, channel in
        try await responder.answer(request, writer, on: channel)
      },
      configuration: .init(httpDecoderConfiguration: .init(maxHeaderFieldCount: limits.headBytes)))
    let server = Server(
      childChannelSetup: GuardedChannel(http: http, limits: limits, table: table, takesDrops: drops != nil),
      configuration: ServerConfiguration(address: .hostname(host, port: port)),
      onServerRunning: { channel in
        onReady(host, channel.localAddress?.port ?? port)
        stop.arm()
      },
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
      logger: Logger(label: "wirecopy.relay") { _ in SwiftLogNoOpLogHandler() })
    // In a task of its own: cancelling the server's would cut the responses that are to finish.
    let serving = Task { try await server.run() }
    let limit = limits.stopTime
    stop.onPressed {
      let patience = Task {
        try await Task.sleep(for: limit)
        table.close()
      }
      try? await server.shutdownGracefully()
      patience.cancel()
    }
    do {
      try await withTaskCancellationHandler {
        try await serving.value
      } onCancel: {
        stop.press()
      }
      return .success(())
    } catch {
      return .failure(fault(error))
    }
  }

  private func fault(_ error: any Error) -> ServeFault {
    guard let error = error as? IOError else { return .noSuchAddress(host: host) }
    switch error.errnoCode {
    case EADDRINUSE: return .portInUse(host: host, port: port)
    case EACCES: return .portForbidden(port: port)
    case EADDRNOTAVAIL: return .noSuchAddress(host: host)
    default: return .other(detail: String(cString: strerror(error.errnoCode)))
    }
  }
}
