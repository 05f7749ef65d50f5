import Foundation
import Glibc
import NginxHost

/// A server under measure, on loopback.
final class RelayServer {
  let name: String
  let port: Int
  private let pid: pid_t

  var isOurs: Bool { name == "wirecopy" }
  var url: String { "http://127.0.0.1:\(port)/" }

  init(name: String, port: Int, pid: pid_t) {
    self.name = name
    self.port = port
    self.pid = pid
  }

  static func wirecopy(_ program: String, _ site: RelaySite) throws -> RelayServer {
    let log = "\(site.folder)/serve.log"
    unlink(log)
    let pid = try start(
      [
        program, "serve", "\(site.folder)/public", "--drop", "\(site.folder)/spool", "--listen", "127.0.0.1:0",
        "--connections", "256", "--drop-quota", "4096",
      ], log: log)
    var port: Int?
    try wait(pid, program) {
      let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
      port = text.firstMatch(of: /http:\/\/127\.0\.0\.1:([0-9]+)\//).flatMap { Int($0.1) }
      return port != nil
    }
    return RelayServer(name: "wirecopy", port: port ?? 0, pid: pid)
  }

  static func findNginx() -> String? { Child.find("nginx") ?? NginxFrame.program }

  /// The same folder and a spool of its own, in the way that the manual of running a relay tells.
  static func nginx(_ program: String, _ site: RelaySite) throws -> RelayServer {
    let socket = try RawSocket.bound()
    let port = socket.port
    socket.close()
    var frame = NginxFrame(folder: site.folder)
    (frame.workers, frame.connections) = ("auto", 1_024)
    let arguments = try frame.arguments(
      http: """
        sendfile on;
        tcp_nopush on;
        server {
          listen 127.0.0.1:\(port);
          access_log off;
          root \(site.folder)/public;
          client_max_body_size 32m;
          client_body_temp_path \(site.folder)/incoming;
          location ~ "^/drop/[0-9a-f]{64}$" {
            root \(site.folder);
            dav_methods PUT;
            dav_access user:rw;
          }
        }
        """)
    let pid = try start([program] + arguments, log: "\(site.folder)/nginx.log")
    try wait(pid, program) { (try? RawSocket(port: port))?.close() != nil }
    return RelayServer(name: "nginx", port: port, pid: pid)
  }

  /// Of all its processes, MiB (`VmRSS`).
  var residentMiB: Double {
    let children = (try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)) ?? ""
    let all = ["\(pid)"] + children.split(separator: " ").map(String.init)
    let sizes = all.compactMap { process -> Int? in
      let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
      return status.firstMatch(of: /VmRSS:\s+([0-9]+) kB/).flatMap { Int($0.1) }
    }
    return Double(sizes.reduce(0, +)) / 1_024
  }

  func stop() { end(SIGTERM) }

  func end(_ signal: Int32) {
    kill(pid, signal)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
  }

  static func start(_ arguments: [String], log: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    return try Child.spawn(arguments[0], arguments, [:], &actions, nil)
  }

  static func wait(_ pid: pid_t, _ program: String, until isReady: () -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while !isReady() {
      guard ContinuousClock.now < deadline else {
        kill(pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        throw Child.Fault(description: "\(program) does not serve")
      }
      usleep(5_000)
    }
  }
}
