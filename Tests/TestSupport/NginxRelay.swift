import Foundation
import Glibc
import NginxHost

/// A private nginx on loopback, by the very configuration that `docs/relay.md` prints, with its folders in one of its own.
public struct NginxRelay: Sendable {
  public let folder: TemporaryFolder
  public let port: Int
  public var url: String { "http://127.0.0.1:\(port)/" }

  /// Nil where it is not installed.
  public static let program = NginxFrame.program
  public static let why = "nginx is not installed (Debian package nginx): its configuration was not tried"

  enum Trouble: Error { case notInstalled, notDocumented, noPort, noAnswer }

  /// - Parameter passwords: the lines of its file, `user:hash`.
  public static func play(passwords: String, _ scene: (NginxRelay) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    for name in ["public", "drop", "incoming"] {
      try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: false)
    }
    try folder.write(Array("<feed/>".utf8), to: "public/news.atom")
    try folder.write(Array(passwords.utf8), to: "desk.passwords")
    let port = try freePort()
    let block = try documented().replacing("127.0.0.1:8080", with: "127.0.0.1:\(port)")
      .replacing("/srv/relay", with: folder.path)
    let process = Process()
    guard let program else { throw Trouble.notInstalled }
    process.executableURL = URL(filePath: program)
    process.arguments = try NginxFrame(folder: folder.path).arguments(http: block)
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      // Its master takes its worker with it.
      process.terminate()
      process.waitUntilExit()
    }
    let nginx = NginxRelay(folder: folder, port: port)
    let deadline = ContinuousClock.now + .seconds(10)
    while (try? await RawClient(port: port)) == nil {
      guard ContinuousClock.now < deadline, process.isRunning else { throw Trouble.noAnswer }
      try await Task.sleep(for: .milliseconds(20))
    }
    try await scene(nginx)
  }

  /// The one block of nginx's configuration in the document.
  private static func documented() throws -> String {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/relay.md")
    let text = try String(contentsOf: path.standardizedFileURL, encoding: .utf8)
    let blocks = text.split(separator: "```nginx\n", omittingEmptySubsequences: false).dropFirst()
    guard blocks.count == 1, let block = blocks.last?.split(separator: "```").first else { throw Trouble.notDocumented }
    return String(block)
  }

  /// One that nobody listens on at this moment.
  public static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isBound else { throw Trouble.noPort }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
