import MirrorLab

/// Servers on several addresses, all on one port.
enum Row {
  /// Starts one at each address. The port is the first one's; where it is taken on another address, all begin anew.
  /// - Parameters:
  ///   - start: at an address, on one of these ports, or on any where there are none.
  ///   - stop: one that was in vain.
  static func start<Server>(
    _ addresses: [String], port: (Server) -> Int, start: (String, [Int]) async throws -> Server,
    stop: (Server) async -> Void
  ) async throws -> [Server] {
    for _ in 0..<20 {
      var row: [Server] = []
      do {
        for address in addresses { row.append(try await start(address, row.first.map { [port($0)] } ?? [])) }
        return row
      } catch {
        for server in row { await stop(server) }
        if row.isEmpty { throw error }
      }
    }
    throw NoPort()
  }

  /// No port was free on all addresses.
  struct NoPort: Error {}

  static func mirrors(_ site: LabSite, _ addresses: [String]) async throws -> [Lab] {
    try await start(addresses, port: { $0.mirrors[0].port }) {
      try await Lab.start(site: site, addresses: [$0], ports: $1)
    } stop: {
      await $0.stop()
    }
  }
}
