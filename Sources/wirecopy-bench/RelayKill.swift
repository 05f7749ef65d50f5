import Foundation
import Seal
import Synchronization

/// A relay that is killed in the middle of a hundred uploads: what it had said yes to must be there.
struct RelayKill {
  let program: String
  let site: RelaySite

  private static let uploads = 100
  private static let size = 256 << 10
  private static let clients = 16

  func run(into figures: inout Figures) throws {
    let server = try RelayServer.wirecopy(program, site)
    let run = Progress(drops: Self.uploads)
    let done = DispatchGroup()
    for _ in 0..<Self.clients {
      done.enter()
      Thread.detachNewThread { [port = server.port] in
        while let number = run.next() {
          let bytes = Self.bytes(number)
          if Self.bring(bytes, port) { run.answered(Digest.of(bytes).hex) }
        }
        done.leave()
      }
    }
    // In the middle: half were answered, and others are on their way.
    let deadline = ContinuousClock.now + .seconds(20)
    while run.names.count < Self.uploads / 2, ContinuousClock.now < deadline { usleep(200) }
    server.end(SIGKILL)
    done.wait()
    let kept = try names()
    let half = try kept.filter { name in
      let bytes = try Data(contentsOf: URL(filePath: "\(site.folder)/spool/\(name)"))
      return !name.hasPrefix(".") && Digest.of(bytes).hex != name
    }
    let lost = run.names.subtracting(kept)
    // Started again, it clears what was half.
    let again = try RelayServer.wirecopy(program, site)
    let left = try names().count { $0.hasPrefix(".") }
    again.stop()
    let command = "kill -9 in the middle of \(Self.uploads) uploads of 256 KiB from \(Self.clients) clients"
    figures.add("answered 201 before the kill", Double(run.names.count), "drops", command: command)
    figures.add("of them lost", Double(lost.count), "drops", budget: "0", isMet: lost.isEmpty, command: command)
    figures.add("half under a name", Double(half.count), "drops", budget: "0", isMet: half.isEmpty, command: command)
    figures.add("leftovers of the kill", Double(kept.count { $0.hasPrefix(".") }), "files", command: command)
    figures.add("leftovers after a start", Double(left), "files", budget: "0", isMet: left == 0, command: command)
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(site.folder)/spool")
  }

  private static func bytes(_ number: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0x6b, count: size)
    bytes[0] = UInt8(truncatingIfNeeded: number)
    return bytes
  }

  private static func bring(_ bytes: [UInt8], _ port: Int) -> Bool {
    guard let socket = try? RawSocket(port: port) else { return false }
    defer { socket.close() }
    let head = """
      PUT /drop/\(Digest.of(bytes).hex) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(bytes.count)\r\n\r\n
      """
    guard socket.send(Array(head.utf8) + bytes) else { return false }
    return String(decoding: socket.receive(12, waits: true), as: UTF8.self) == "HTTP/1.1 201"
  }

  /// What the clients have done.
  private final class Progress: Sendable {
    private struct State {
      var begun = 0
      var names: Set<String> = []
    }
    private let state = Mutex(State())
    private let drops: Int

    init(drops: Int) { self.drops = drops }

    var names: Set<String> { state.withLock { $0.names } }

    func next() -> Int? {
      state.withLock { state in
        guard state.begun < drops else { return nil }
        state.begun += 1
        return state.begun
      }
    }

    func answered(_ name: String) { state.withLock { _ = $0.names.insert(name) } }
  }
}
