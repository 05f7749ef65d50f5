import Foundation
import TestSupport

/// The `openssl` program.
enum OpenSSL {
  /// What it says, on both outputs, when it has read `input`.
  static func run(_ arguments: String..., saying input: String = "") async throws -> String {
    String(decoding: try await output(arguments, Array(input.utf8)), as: UTF8.self)
  }

  /// Base64 of the SHA-256 of a certificate's public key.
  static func pin(of certificate: String) async throws -> String {
    let folder = try TemporaryFolder()
    let key = folder.file("key.pem")
    _ = try await output(["x509", "-pubkey", "-noout", "-out", key], Array(certificate.utf8))
    _ = try await output(["pkey", "-pubin", "-in", key, "-outform", "DER", "-out", folder.file("key.der")])
    return Data(try await output(["dgst", "-sha256", "-binary", folder.file("key.der")])).base64EncodedString()
  }

  static func output(_ arguments: [String], _ input: [UInt8] = []) async throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let words = try folder.write(input, to: "input")
    return try await withCheckedThrowingContinuation { answer in
      Thread.detachNewThread {
        answer.resume(
          with: Result {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            // The input ends long before the mirror has said all.
            process.arguments = ["openssl"] + arguments + (arguments.first == "s_client" ? ["-ign_eof"] : [])
            let pipe = Pipe()
            process.standardInput = try FileHandle(forReadingFrom: URL(filePath: words))
            process.standardOutput = pipe
            process.standardError = pipe
            try process.run()
            let said = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return [UInt8](said)
          })
      }
    }
  }
}
