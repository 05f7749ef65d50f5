import CurlTransport
import Foundation
import Glibc
import Testing
import Wire

/// What a hostile answer costs in memory. It is measured in a process of its own: this very program, told to play one
/// scene of `MemoryScenes` alone.
@Suite(
  "Memory", .timeLimit(.minutes(2)),
  .enabled(if: access("/proc/self/clear_refs", W_OK) == 0, "needs /proc/self/clear_refs; the peak was not measured"))
struct MemoryTests {
  @Test(
    "of a hostile answer is 64 MB at most, and what is within the limits comes whole", arguments: HostileAnswer.allCases
  )
  func growth(answer: HostileAnswer) throws {
    // What this run was told to choose is no affair of the child's.
    let switches = ["--testing-library", "--test-bundle-path"]
    let arguments = CommandLine.arguments
    var kept: [String] = []
    for (place, word) in arguments.enumerated() where switches.contains(word) && place + 1 < arguments.count {
      kept += [word, arguments[place + 1]]
    }
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let child = try ChildProgram(
      ["env", "\(HostileAnswer.variable)=\(answer.rawValue)", program] + kept + ["--filter", "MemoryScenes"])
    let output = String(decoding: try child.output.readToEnd() ?? Data(), as: UTF8.self)
    #expect(child.wait() == 0, "\(output)")
    let line = try #require(output.split(separator: "\n").last { $0.hasPrefix(HostileAnswer.mark) }, "\(output)")
    let words = line.split(separator: " ").map(String.init)
    #expect(try #require(Int(words[1])) * 1024 <= 64_000_000)
    #expect(words[2] == answer.outcome)
  }
}

/// An answer that wants memory.
enum HostileAnswer: String, CaseIterable, Sendable {
  case endless, endlessHead, gzipBomb, zstdBomb, brotliWindow, largest, gzipLargest

  /// By which a process is told to play one, and how the line begins that says what came of it.
  static let (variable, mark) = ("WIRECOPY_MEMORY_SCENE", "wirecopy-memory")
  static let toPlay = ProcessInfo.processInfo.environment[variable].flatMap(HostileAnswer.init)

  /// What becomes of it: the failure, or the size of the body.
  var outcome: String {
    switch self {
    case .largest: "\(32 << 20)"
    case .gzipLargest: "\(48 << 20)"
    default: "tooLarge"
    }
  }

  /// Sent on a connection, until the other side does not take it any more.
  func play(_ peer: RawPeer, packed: [UInt8]) {
    let piece = [UInt8](repeating: 0x2E, count: 1 << 20)
    peer.readHead()
    switch self {
    case .endless:
      peer.write("HTTP/1.1 200 OK\r\n\r\n")
      while peer.write(piece) {}
    case .endlessHead:
      peer.write("HTTP/1.1 200 OK\r\n")
      while peer.write(Array("X: y\r\n".utf8)) {}
    case .gzipBomb, .gzipLargest:
      peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
      peer.write(packed)
    case .zstdBomb:
      peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n")
      peer.write(packed)
    case .brotliWindow:
      // RFC 7932, section 9: a window of 16 MiB, and stored blocks of 1 MiB each without an end.
      peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n")
      peer.write([0xAF, 0xFF, 0xFF, 0x0F])
      while peer.write(piece) { peer.write([0xFA, 0xFF, 0xFF]) }
    case .largest:
      peer.write("HTTP/1.1 200 OK\r\n\r\n")
      for _ in 0..<32 { peer.write(piece) }
    }
  }

  /// What has to be packed for it, by a program.
  var command: String? {
    switch self {
    case .gzipBomb: "head -c 128M /dev/zero | gzip -1"
    case .gzipLargest: "head -c 48M /dev/zero | gzip -1"
    case .zstdBomb: "head -c 128M /dev/zero | zstd -q -1 --long=27"
    default: nil
    }
  }
}

@Suite(.enabled(if: HostileAnswer.toPlay != nil, "plays in a process of its own"))
struct MemoryScenes {
  @Test("One hostile answer")
  func scene() async throws {
    let answer = try #require(HostileAnswer.toPlay)
    var packed: [UInt8] = []
    if let command = answer.command {
      let program = try ChildProgram(["sh", "-c", command])
      packed = Array(try program.output.readToEnd() ?? Data())
      #expect(program.wait() == 0)
    }
    let server = try RawServer { [packed] peer in answer.play(peer, packed: packed) }
    let small = try RawServer { peer in
      peer.readHead()
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews")
    }
    let transport = CurlTransport()
    var limits = WireLimits()
    limits.total = 60_000
    // What is loaded and made once is not the answer's doing.
    _ = try await transport.exchange(WireRequest("http://127.0.0.1:\(small.port)/", limits: limits))
    // proc(5): the peak begins anew with what is there now.
    try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    let before = try Self.kilobytes("VmRSS")
    let outcome: String
    do throws(WireFailure) {
      let response = try await transport.exchange(WireRequest("http://127.0.0.1:\(server.port)/", limits: limits))
      outcome = "\(response.body.count)"
    } catch {
      outcome = error.kind.rawValue
    }
    print("\(HostileAnswer.mark) \(try Self.kilobytes("VmHWM") - before) \(outcome)")
    transport.close()
    server.stop()
    small.stop()
  }

  /// Of `/proc/self/status`.
  private static func kilobytes(_ name: String) throws -> Int {
    let lines = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n")
    let words = lines.first { $0.hasPrefix(name + ":") }?.split { $0 == " " || $0 == "\t" } ?? []
    return try #require(words.dropFirst().first.flatMap { Int($0) })
  }
}
