import Foundation

/// The corpora and vectors that lie beside the repository, in `../shared`. They may be absent: a test that needs them says so
/// aloud with `.enabled(if: SharedFiles.has("corpora/captured"), SharedFiles.why)`.
public enum SharedFiles {
  public static let why = "needs ../shared beside the repository; it is not there"

  /// Absolute path of something in `../shared`.
  public static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath)  // Tests/TestSupport/SharedFiles.swift
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("shared/" + name).standardizedFileURL.path
  }

  public static func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  public static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// Names of the files in a folder of it, sorted; without those in folders below.
  public static func files(in folder: String, endingIn endings: [String] = []) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted().filter { name in
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: path(folder) + "/" + name, isDirectory: &isFolder)
      guard isThere, !isFolder.boolValue else { return false }
      return endings.isEmpty || endings.contains { name.hasSuffix($0) }
    }
  }
}
