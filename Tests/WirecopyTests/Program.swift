import Foundation
import Testing

/// The built program, run as its user would, in a home of its own.
struct Program: Sendable {
  struct Answer {
    var status: Int32
    var output: String
    var complaint: String
  }

  let home: String

  /// The executable that was built with these tests.
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "wirecopy").path
  }()

  /// The repository's own `share`.
  static let share = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../share")
    .standardizedFileURL.path

  init() throws {
    home = FileManager.default.temporaryDirectory.appending(path: "wirecopy-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
  }

  func clear() { try? FileManager.default.removeItem(atPath: home) }

  var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["WIRECOPY_HOME"] = home
    environment["WIRECOPY_SHARE"] = Self.share
    environment["LANG"] = "C.UTF-8"
    environment["TZ"] = "UTC"
    for name in ["LC_ALL", "LANGUAGE", "NO_COLOR", "http_proxy", "https_proxy"] { environment[name] = nil }
    return environment
  }

  /// Runs a command to its end.
  func run(_ arguments: String..., input: String? = nil, environment more: [String: String] = [:]) throws -> Answer {
    try run(arguments, input: input, environment: more)
  }

  func run(_ arguments: [String], input: String? = nil, environment more: [String: String] = [:]) throws -> Answer {
    let process = Process()
    process.executableURL = URL(filePath: Self.path)
    process.arguments = arguments
    process.environment = environment.merging(more) { $1 }
    // Files, not pipes: nothing can fill up and block.
    let folder = FileManager.default.temporaryDirectory.appending(path: "wirecopy-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try ["in", "out", "err"].map { name in
      let url = folder.appending(path: name)
      try Data((name == "in" ? input ?? "" : "").utf8).write(to: url)
      return try FileHandle(forUpdating: url)
    }
    (process.standardInput, process.standardOutput, process.standardError) = (files[0], files[1], files[2])
    try process.run()
    process.waitUntilExit()
    let text = { (name: String) in
      String(decoding: (try? Data(contentsOf: folder.appending(path: name))) ?? Data(), as: UTF8.self)
    }
    return Answer(status: process.terminationStatus, output: text("out"), complaint: text("err"))
  }

  /// Starts a command and leaves it running.
  func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Self.path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}

/// A JSON object read back, for a look at one member.
func object(_ text: String) throws -> [String: Any] {
  try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}
