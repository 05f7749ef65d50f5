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
    guard try ChildProgram(["openssl"] + arguments).wait() == 0 else { throw CocoaError(.executableLoad) }
  }
}

/// `openssl s_server`: answers each TLS connection with a file that holds a whole HTTP answer.
final class TLSServer: Sendable {
  let port: Int
  private let program: ChildProgram

  init(_ certificates: Certificates, _ name: String, files: [String: String], options: [String] = []) throws {
    for (file, answer) in files { try certificates.folder.write(Array(answer.utf8), to: file) }
    program = try ChildProgram(
      ["openssl", "s_server", "-accept", "127.0.0.1:0", "-HTTP", "-cert", "\(name).pem", "-key", "\(name).key"]
        + options, in: certificates.folder.path)
    port = try Self.port(from: program.output)
    // It goes on talking of what it serves: read on, or it blocks. On a thread: `readabilityHandler` was seen to crash in
    // libdispatch when the pipe goes.
    Thread { [program] in while !program.output.availableData.isEmpty {} }.start()
  }

  func stop() { program.stop() }

  /// Reads on until `openssl s_server` says where it listens.
  static func port(from output: FileHandle) throws -> Int {
    var text = ""
    while !text.contains("ACCEPT 127.0.0.1:") || !text.hasSuffix("\n") {
      let more = output.availableData
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
  private let program: ChildProgram

  init(_ certificates: Certificates, _ name: String, until bytes: [UInt8]) throws {
    program = try ChildProgram(
      ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "\(name).pem", "-key", "\(name).key"],
      in: certificates.folder.path)
    port = try TLSServer.port(from: program.output)
    let wanted = Data(bytes)
    Thread { [program] in
      var seen = Data()
      var isAnswered = false
      while case let more = program.output.availableData, !more.isEmpty {
        guard !isAnswered else { continue }
        seen.append(more)
        guard seen.count >= wanted.count, seen.range(of: wanted) != nil else { continue }
        isAnswered = true
        try? program.input.write(contentsOf: Data("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n".utf8))
      }
    }.start()
  }

  func stop() { program.stop() }
}
