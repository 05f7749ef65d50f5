import Foundation
import Glibc
import TestSupport

/// A folder under one of the servers that a carrier would put it on, over loopback, until it is let go of.
final class WebHost {
  enum Kind: String, Sendable { case nginx, wirecopy, python }
  enum Trouble: Error { case noPort(String) }

  private(set) var url = ""
  private let process = Process()
  private let settings: TemporaryFolder

  /// Whether this one is installed.
  static func has(_ kind: Kind) -> Bool {
    switch kind {
    case .nginx: NginxRelay.program != nil
    case .python: Program.has("python3")
    case .wirecopy: true
    }
  }

  /// Listens when this returns.
  init(_ kind: Kind, _ folder: String) async throws {
    settings = try TemporaryFolder()
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    var port: Int?
    switch kind {
    case .wirecopy:
      process.executableURL = URL(filePath: Program.path)
      process.arguments = ["serve", folder, "--listen", "127.0.0.1:0"]
    case .python:
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [
        "python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder,
      ]
    case .nginx:
      let free = try NginxRelay.freePort()
      port = free
      process.executableURL = URL(filePath: NginxRelay.program ?? "/usr/sbin/nginx")
      process.arguments = [
        "-p", settings.path, "-e", settings.file("error.log"), "-c", try configuration(folder, free),
      ]
    }
    try process.run()
    // "serving … on http://127.0.0.1:40123/ …", "Serving HTTP on 127.0.0.1 port 40123 …"
    if port == nil {
      let said = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
      port = said.firstMatch(of: /(?:127\.0\.0\.1:| port )([0-9]+)/).flatMap { Int($0.1) }
      guard port != nil else { throw Trouble.noPort(said) }
    }
    url = "http://127.0.0.1:\(port ?? 0)/"
    let deadline = ContinuousClock.now + .seconds(20)
    while (try? await RawClient(port: port ?? 0)) == nil, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Nothing but a folder of files.
  private func configuration(_ folder: String, _ port: Int) throws -> String {
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
      "\($0)_temp_path \(settings.file("temporary"));"
    }
    let text = """
      \(getuid() == 0 ? "user root;" : "") daemon off; master_process off; pid \(settings.file("pid"));
      error_log \(settings.file("error.log")) emerg;
      events {}
      http { access_log off; \(temporary.joined(separator: " ")) server { listen 127.0.0.1:\(port); root \(folder); } }
      """
    return try settings.write(Array(text.utf8), to: "nginx.conf")
  }

  /// Ends it: nobody is there any more.
  func end() {
    guard process.isRunning else { return }
    // Threads of Dispatch block every other signal, and a child inherits that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  deinit { end() }
}
