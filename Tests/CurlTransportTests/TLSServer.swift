import Foundation
import Glibc
import TestSupport

/// Certificates made for one test run by the openssl program.
struct Certificates {
  let folder: TemporaryFolder
  /// Trusted in the scenes that say so.
  var authority: String { path("ca.pem") }

  func path(_ name: String) -> String { folder.file(name) }

  init() throws {
    folder = try TemporaryFolder()
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    try run(
      ["req", "-x509"] + key + ["-keyout", path("ca.key"), "-out", path("ca.pem"), "-subj", "/CN=Lab CA", "-days", "2"])
    try leaf("good", name: "localhost", days: "1", key)
    try leaf("expired", name: "localhost", days: "-1", key)
    try leaf("other", name: "other.example", days: "1", key)
    try run(
      ["req", "-x509"] + key + [
        "-keyout", path("self.key"), "-out", path("self.pem"), "-subj", "/CN=localhost", "-days", "2", "-addext",
        "subjectAltName=DNS:localhost",
      ])
  }

  private func leaf(_ file: String, name: String, days: String, _ key: [String]) throws {
    try run(
      ["req"] + key + [
        "-keyout", path("\(file).key"), "-out", path("\(file).csr"), "-subj", "/CN=\(name)", "-addext",
        "subjectAltName=DNS:\(name)",
      ])
    try run([
      "x509", "-req", "-in", path("\(file).csr"), "-CA", path("ca.pem"), "-CAkey", path("ca.key"), "-copy_extensions",
      "copy", "-days", days, "-out", path("\(file).pem"),
    ])
  }

  private func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
  }
}

/// `openssl s_server`: answers each TLS connection with a file that holds a whole HTTP answer.
final class TLSServer: Sendable {
  let port: Int
  private let process: Process

  init(_ certificates: Certificates, _ name: String, files: [String: String], options: [String] = []) throws {
    for (file, answer) in files { try certificates.folder.write(Array(answer.utf8), to: file) }
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.currentDirectoryURL = URL(filePath: certificates.folder.path)
    process.arguments =
      ["openssl", "s_server", "-accept", "127.0.0.1:0", "-HTTP", "-cert", "\(name).pem", "-key", "\(name).key"]
      + options
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    port = try Self.port(from: output)
    // It goes on talking of what it serves: read on, or it blocks. On a thread: `readabilityHandler` was seen to crash in
    // libdispatch when the pipe goes.
    Thread { while !output.fileHandleForReading.availableData.isEmpty {} }.start()
  }

  func stop() {
    // Not SIGTERM: what is started on a thread of the pool inherits its blocked signals.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
  /// Reads on until `openssl s_server` says where it listens.
  static func port(from output: Pipe) throws -> Int {
    var text = ""
    while !text.contains("ACCEPT 127.0.0.1:") || !text.hasSuffix("\n") {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw CocoaError(.executableLoad) }
      text += String(decoding: more, as: UTF8.self)
    }
    let number = text.components(separatedBy: "ACCEPT 127.0.0.1:").last?.prefix { $0.isNumber }
    return number.flatMap { Int($0) } ?? 0
  }
}

/// `openssl s_server` that takes one upload over TLS, and says 201 once these bytes came, all of them and in order.
final class TLSSink: Sendable {
  let port: Int
  private let process: Process

  init(_ certificates: Certificates, _ name: String, until bytes: [UInt8]) throws {
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.currentDirectoryURL = URL(filePath: certificates.folder.path)
    process.arguments = [
      "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "\(name).pem", "-key", "\(name).key",
    ]
    let (output, input) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardInput = input
    process.standardError = FileHandle.nullDevice
    try process.run()
    port = try TLSServer.port(from: output)
    let wanted = Data(bytes)
    Thread {
      var seen = Data()
      var isAnswered = false
      while case let more = output.fileHandleForReading.availableData, !more.isEmpty {
        guard !isAnswered else { continue }
        seen.append(more)
        guard seen.count >= wanted.count, seen.range(of: wanted) != nil else { continue }
        isAnswered = true
        try? input.fileHandleForWriting.write(
          contentsOf: Data("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n".utf8))
      }
    }.start()
  }

  func stop() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
