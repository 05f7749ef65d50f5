import Foundation
import NIOCore
import NIOPosix

/// Mirrors of one site on loopback that fail on request.
///
///     let lab = try await Lab.start(mirrors: 4, site: LabSite(["/news.atom": .init(feed)]))
///     lab.mirrors[0].fault = .swallow
///     …
///     await lab.stop()
public final class Lab: Sendable {
  /// In the order in which they were started.
  public let mirrors: [LabMirror]
  private let group: MultiThreadedEventLoopGroup

  /// The loopback addresses that mirrors are spread over. Elsewhere than on Linux only the first exists unasked.
  public static let loopbacks = (1...8).map { "127.0.0.\($0)" }

  private init(_ mirrors: [LabMirror], _ group: MultiThreadedEventLoopGroup) {
    self.mirrors = mirrors
    self.group = group
  }

  /// Starts `count` mirrors of `site`; they listen when this returns. Mirror n stands on `addresses[n % addresses.count]`,
  /// each on its own port: any, or `ports[n]` where that is given and not 0. Throws NIO's `IOError` when a port is taken.
  public static func start(
    mirrors count: Int = 1, site: LabSite, older: LabSite? = nil, addresses: [String] = ["127.0.0.1"],
    ports: [Int] = []
  ) async throws -> Lab {
    try await start(mirrors: count, site: site, older: older, addresses: addresses, ports: ports, layer: nil)
  }

  /// Starts one mirror at each address, all on one port: addresses of one name, or of one host each.
  public static func start(onOnePortOf addresses: [String], site: LabSite, older: LabSite? = nil) async throws -> Lab {
    try await start(onOnePortOf: addresses, site: site, older: older, layer: nil)
  }

  /// The same, with `layer` before the HTTP of each mirror.
  package static func start(
    onOnePortOf addresses: [String], site: LabSite, older: LabSite?, layer: LabLayer?
  ) async throws -> Lab {
    // A port that is free on one address may be taken on another.
    for attempt in 1... {
      let free = try PortHold(address: addresses.first ?? loopbacks[0], port: 0).port
      do {
        return try await start(
          mirrors: addresses.count, site: site, older: older, addresses: addresses,
          ports: addresses.map { _ in free }, layer: layer)
      } catch let error as IOError where error.errnoCode == EADDRINUSE && attempt < 20 {
        continue
      }
    }
    throw IOError(errnoCode: EADDRINUSE, reason: "bind")
  }

  /// The same, with `layer` before the HTTP of each mirror.
  package static func start(
    mirrors count: Int, site: LabSite, older: LabSite?, addresses: [String], ports: [Int], layer: LabLayer?
  ) async throws -> Lab {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let mirrors = try (0..<count).map { place in
        try LabMirror(
          address: addresses[place % addresses.count], port: place < ports.count ? ports[place] : 0, site: site,
          older: older, layer: layer, group: group)
      }
      return Lab(mirrors, group)
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  /// Gives every mirror this site, from the next request on.
  public func serve(_ site: LabSite) {
    for mirror in mirrors { mirror.site = site }
  }

  /// Closes every listener and connection, and ends the thread they ran on. The lab can't be started again.
  public func stop() async {
    for mirror in mirrors { await mirror.stop() }
    try? await group.shutdownGracefully()
  }
}
