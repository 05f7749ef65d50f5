import Foundation

/// A folder of one test's own, removed with it.
public final class TemporaryFolder: Sendable {
  /// Absolute, without a slash at its end.
  public let path: String

  public init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("wirecopy-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Path of a file in it.
  public func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file in it, with the folders that lead there, and returns its path.
  @discardableResult public func write(_ bytes: [UInt8], to name: String) throws -> String {
    let url = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }
}
