import Foundation

/// Clients that take or bring a little at a time.
final class SlowClients {
  enum Work: CaseIterable {
    case reading, bringing

    var words: String { self == .reading ? "readers of 64 MiB" : "drops coming in" }
  }

  private let work: Work
  private let sockets: [RawSocket]
  private let name: String

  init(_ count: Int, _ work: Work, _ server: RelayServer) throws {
    self.work = work
    name = server.name
    sockets = try (0..<count).map { number in
      let socket = try RawSocket(port: server.port, receiveBuffer: 4_096)
      let name = String(format: "%064x", number)
      let head =
        work == .reading
        ? "GET /\(RelaySite.large.name) HTTP/1.1\r\nHost: localhost\r\n\r\n"
        : "PUT /drop/\(name) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(32 << 20)\r\n\r\n"
      guard socket.send(Array(head.utf8)) else { throw Child.Fault(description: "\(server.name) takes no request") }
      return socket
    }
  }

  deinit { sockets.forEach { $0.close() } }

  /// 4 KB each, twenty times a second.
  func dribble(for seconds: Double, _ look: () -> Void) throws {
    let piece = [UInt8](repeating: 0x78, count: 4_096)
    let deadline = ContinuousClock.now + .seconds(seconds)
    var got = 0
    while ContinuousClock.now < deadline {
      for socket in sockets {
        switch work {
        case .reading: got += socket.receive(piece.count, waits: false).count
        case .bringing: socket.sendSome(piece)
        }
      }
      look()
      usleep(50_000)
    }
    // None may have been turned away: then it would be no figure.
    switch work {
    case .reading:
      guard got > sockets.count * piece.count else { throw Child.Fault(description: "\(name): nothing came") }
    case .bringing:
      let answer = sockets.lazy.map { $0.receive(32, waits: false) }.first { !$0.isEmpty }
      if let answer {
        throw Child.Fault(description: "\(name) said \(String(decoding: answer, as: UTF8.self)) before a drop's end")
      }
    }
  }
}
