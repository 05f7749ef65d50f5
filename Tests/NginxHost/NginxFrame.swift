import Foundation
import Glibc

/// What a private nginx has around its servers, for the tests and the bench: it stays in the foreground, and all that it writes lies
/// in one folder.
public struct NginxFrame: Sendable {
  public var folder: String
  /// As nginx takes it: a number, or `auto`.
  public var workers = "1"
  /// Of each worker.
  public var connections = 512
  /// One process, so that killing it leaves nobody.
  public var isAlone = false

  public init(folder: String) { self.folder = folder }

  /// Nil where it is not installed.
  public static let program = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"].first { (path: String) in
    access(path, X_OK) == 0
  }

  /// Writes `nginx.conf`, and says what nginx is to be started with.
  ///
  /// - Parameter http: what stands in the block `http`.
  public func arguments(http: String) throws -> [String] {
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    try FileManager.default.createDirectory(atPath: "\(folder)/temporary", withIntermediateDirectories: true)
    let configuration = """
      \(getuid() == 0 ? "user root;" : "") daemon off; \(isAlone ? "master_process off;" : "")
      worker_processes \(workers); pid \(folder)/nginx.pid; error_log \(errors) crit;
      events { worker_connections \(connections); }
      http {
      \(temporary.map { "\($0)_temp_path \(folder)/temporary/\($0);" }.joined(separator: "\n"))
      \(http)
      }
      """
    let path = "\(folder)/nginx.conf"
    try configuration.write(toFile: path, atomically: true, encoding: .utf8)
    return ["-p", folder, "-e", errors, "-c", path]
  }

  private var errors: String { "\(folder)/error.log" }
}
