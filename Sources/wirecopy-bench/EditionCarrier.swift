import Foundation
import Glibc
import NginxHost

/// nginx with a log of what is asked for: a plain web host as a mirror, and what goes over its line.
final class EditionCarrier {
  /// What was asked for, and what it cost.
  struct Traffic {
    var requests: [Request]
    /// Everything on the loopback interface in both directions, headers of packets included.
    var wireBytes: Int
  }
  struct Request {
    var path: String
    var status: Int
    /// Of the answer, its head included.
    var bytes: Int
  }

  private let server: RelayServer
  private let log: String
  private var seen = 0
  private var wire = 0

  var url: String { server.url }

  init(_ program: String, serving place: String, folder: String) throws {
    log = "\(folder)/access.log"
    let socket = try RawSocket.bound()
    let port = socket.port
    socket.close()
    let arguments = try NginxFrame(folder: folder).arguments(
      http: """
        log_format line "$uri $status $bytes_sent";
        sendfile on;
        tcp_nopush on;
        server { listen 127.0.0.1:\(port); access_log \(log) line; root \(place); }
        """)
    let pid = try RelayServer.start([program] + arguments, log: "\(folder)/carrier.log")
    try RelayServer.wait(pid, program) { (try? RawSocket(port: port))?.close() != nil }
    server = RelayServer(name: "nginx", port: port, pid: pid)
    mark()
  }

  func stop() { server.stop() }

  /// Begins to count.
  func mark() {
    seen = lines.count
    wire = Self.interfaceBytes
  }

  /// What went since the last mark.
  var traffic: Traffic {
    let requests = lines.dropFirst(seen).compactMap { line -> Request? in
      let parts = line.split(separator: " ")
      guard parts.count == 3, let status = Int(parts[1]), let bytes = Int(parts[2]) else { return nil }
      return Request(path: String(parts[0]), status: status, bytes: bytes)
    }
    return Traffic(requests: requests, wireBytes: Self.interfaceBytes - wire)
  }

  private var lines: [Substring] {
    ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n")
  }

  /// What loopback received is what was sent over it.
  private static var interfaceBytes: Int {
    let text = (try? String(contentsOfFile: "/sys/class/net/lo/statistics/rx_bytes", encoding: .utf8)) ?? ""
    return Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }
}
