import Edition
import Foundation
import Seal
import TestSupport
import Testing

/// What we write is read by others, and what they write is read by us.
@Suite struct OtherProgramsTests {
  /// What a program said, and whether it was content.
  private static func run(_ program: String, _ arguments: [String]) -> (output: String, status: Int32)? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (output, process.terminationStatus)
  }

  static let checker = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "check_edition.py").path
  static let hasPython = run("python3", ["-c", ""])?.status == 0

  @Test(
    "A checker in Python, made from the design page, accepts what we publish, and sees a byte that was changed",
    .enabled(if: hasPython, "python3 is not installed"))
  func checker() throws {
    let publisher = try Publisher()
    try publisher.publish(articles: 520, picture: true)
    try publisher.rotate()
    try publisher.publish(articles: 20) {
      try $0.add(.root(number: 2, time: .now))
      try $0.remove(30, note: nil, time: .now)
    }
    let fingerprint = try #require(publisher.fingerprint).text
    let said = try #require(Self.run("python3", [Self.checker, publisher.path, fingerprint]))
    #expect(said.status == 0, "\(said.output)")
    #expect(said.output.contains("\"size\": 542") && said.output.contains("\"root\": 2"))
    let path = publisher.path + "/tile/entries/001"
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    bytes[5_000] ^= 4
    try Data(bytes).write(to: URL(filePath: path))
    #expect(Self.run("python3", [Self.checker, publisher.path, fingerprint])?.status == 1)
  }

  static let pythonWithTUF = [ProcessInfo.processInfo.environment["WIRECOPY_TUF_PYTHON"], "python3"].compactMap { $0 }
    .first { run($0, ["-c", "import tuf.api.metadata, securesystemslib"])?.status == 0 }

  @Test(
    "python-tuf accepts our root files one after another",
    .enabled(if: pythonWithTUF != nil, "python-tuf is not installed: set WIRECOPY_TUF_PYTHON to a Python that has it"))
  func ourRoots() throws {
    let publisher = try Publisher()
    try publisher.rotate(trunk: TreePoint(size: 3, hash: .leaf([1])))
    try publisher.rotate()
    for root in publisher.roots.files { try publisher.folder.write(root.bytes, to: "\(root.number).json") }
    let script = """
      import sys
      from tuf.api.metadata import Metadata, Root
      before = None
      for number in (1, 2, 3):
          root = Metadata[Root].from_file(f"{sys.argv[1]}/{number}.json")
          assert root.signed.version == number
          (before or root).verify_delegate("root", root)
          root.verify_delegate("root", root)
          before = root
      print("accepted")
      """
    let said = try #require(Self.run(Self.pythonWithTUF ?? "", ["-c", script, publisher.folder.path]))
    #expect(said.output.hasPrefix("accepted"), "\(said.output)")
  }

  @Test(
    "We accept root files that python-tuf made, and refuse them with one signature too few",
    .enabled(if: pythonWithTUF != nil, "python-tuf is not installed: set WIRECOPY_TUF_PYTHON to a Python that has it"))
  func theirRoots() throws {
    let folder = try TemporaryFolder()
    let script = """
      import datetime, sys
      from securesystemslib.signer import CryptoSigner
      from tuf.api.metadata import Metadata, Root
      editors = [CryptoSigner.generate_ed25519() for _ in range(3)]
      for number in (1, 2):
          root = Root(version=number, expires=datetime.datetime(2036, 1, 1, tzinfo=datetime.timezone.utc), consistent_snapshot=True)
          for one in editors: root.add_key(one.public_key, "root")
          root.roles["root"].threshold = 2
          head = CryptoSigner.generate_ed25519()
          for role in ("timestamp", "snapshot", "targets"): root.add_key(head.public_key, role)
          root.unrecognized_fields["x-wirecopy"] = {"origin": "test.example/tuf", "title": "파업 \\"quoted\\" \\\\\\\\", "languages": [], "recipients": []}
          for signers, name in ((editors[:2], ""), (editors[:1], "few")):
              metadata = Metadata(root)
              for one in signers: metadata.sign(one, append=True)
              metadata.to_file(f"{sys.argv[1]}/{number}{name}.json")
          editors = editors[:2] + [CryptoSigner.generate_ed25519()]
      """
    let said = try #require(Self.run(Self.pythonWithTUF ?? "", ["-c", script, folder.path]))
    try #require(said.status == 0)
    func file(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: folder.file(name)))) }
    var roots = RootChain()
    #expect(throws: EditionFault.rootUnsigned(by: .new, signers: 1, needed: 2)) {
      try roots.append(try file("1few.json"))
    }
    try roots.append(try file("1.json"))
    #expect(throws: EditionFault.rootUnsigned(by: .old, signers: 1, needed: 2)) {
      try roots.append(try file("2few.json"))
    }
    try roots.append(try file("2.json"))
    #expect(roots.newest?.origin == "test.example/tuf" && roots.newest?.editors.keys.count == 3)
  }
}
