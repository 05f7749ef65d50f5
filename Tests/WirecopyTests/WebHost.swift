import Foundation
import Glibc
import NginxHost
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
      var frame = NginxFrame(folder: settings.path)
      frame.isAlone = true
      // Nothing but a folder of files.
      process.arguments = try frame.arguments(
        http: "access_log off; server { listen 127.0.0.1:\(free); root \(folder); }")
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

  /// Ends it: nobody is there any more.
  func end() {
    guard process.isRunning else { return }
    // Threads of Dispatch block every other signal, and a child inherits that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  deinit { end() }
}
