import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Serves a folder over HTTP, read-only, so that any folder is a mirror.
///
///     let server = MirrorServer(root: "/srv/news", host: "127.0.0.1", port: 8080)
///     try await server.run { host, port in print("http://\(host):\(port)/") }
///
/// Static files with strong ETags, conditions and single ranges; an `index.html` stands for its folder. Everything else is
/// 404: hidden files, links that lead outside, devices. Logs nothing and names nobody.
public struct MirrorServer: Sendable {
  private let root: String
  private let host: String
  private let port: Int
  private let limits: ServeLimits

  /// - Parameters:
  ///   - host: an address or name of this machine; loopback unless it is given
  ///   - port: 0 for any that is free
  public init(root: String, host: String = "127.0.0.1", port: Int = 0, limits: ServeLimits = .init()) {
    self.root = root
    self.host = host
    self.port = port
    self.limits = limits
  }

  /// Serves until its task is cancelled; then it takes no more connections, lets the responses in flight finish for
  /// `ServeLimits.stopTime`, closes all and returns.
  ///
  /// - Parameter onReady: told once where it listens, when it does.
  public func run(onReady: @escaping @Sendable (_ host: String, _ port: Int) -> Void) async throws(ServeFault) {
    let responder = FolderResponder(folder: try ServedFolder(root), threads: .singleton)
    let table = ConnectionTable(limit: limits.connections)
    let stop = StopSwitch()
    // The guard counts a head's bytes; how many fields they make is all one.
    let http = HTTP1Channel(
      responder: { request, writer, channel in
        let response = await responder.response(to: request, on: channel)
        try await writer.write(response: response.head, body: response.body)
      },
      configuration: .init(httpDecoderConfiguration: .init(maxHeaderFieldCount: limits.headBytes)))
    let server = Server(
      childChannelSetup: GuardedChannel(http: http, limits: limits, table: table),
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
    } catch {
      throw fault(error)
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
