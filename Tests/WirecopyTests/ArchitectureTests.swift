import Foundation
import Testing

/// `docs/architecture.md` is what a newcomer reads first: it names everything that there is.
@Suite struct ArchitectureTests {
  private static let root = URL(filePath: Program.share).deletingLastPathComponent()

  private func page() throws -> String {
    try String(contentsOf: Self.root.appending(path: "docs/architecture.md"), encoding: .utf8)
  }

  @Test func everyTargetIsNamed() throws {
    let page = try page()
    let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    let names = manifest.matches(of: /(?:target|executableTarget|systemLibrary)\(\s*name: "([^"]+)"/).map {
      String($0.output.1)
    }
    #expect(names.count > 20)
    for name in names where !name.hasSuffix("Tests") { #expect(page.contains("`\(name)`"), "\(name) is not named") }
  }

  @Test func everyFolderIsNamed() throws {
    let page = try page()
    let hidden = [".git", ".build", ".swiftpm"]
    for folder in ["", "Sources", "share", "docs"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: folder).path) {
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        let values = try Self.root.appending(path: path).resourceValues(forKeys: [.isDirectoryKey])
        guard values.isDirectory == true, !hidden.contains(where: name.hasPrefix) else { continue }
        #expect(page.contains("`\(path)`") || page.contains("`\(name)`"), "\(path) is not named")
      }
    }
  }

  @Test func everyTechnoteIsInTheirIndex() throws {
    let folder = Self.root.appending(path: "docs/technotes")
    let index = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name != "README.md" {
      #expect(index.contains(name), "\(name) is not in docs/technotes/README.md")
    }
  }
}
