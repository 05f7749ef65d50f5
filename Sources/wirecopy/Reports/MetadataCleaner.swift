import Foundation
import News
import Screen

/// Takes the metadata out of a copy, by `mat2`. The writer's own file is never seen here.
///
/// `mat2` goes by a file's name, so the copy is named by what it is. It is asked what there is, told to clean in its
/// thorough way, and asked again: a copy in which something is left is refused.
struct MetadataCleaner: Sendable {
  /// Where programs are looked for: a `PATH`.
  var path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
  /// The most that each of the three questions may take.
  var seconds = 300.0

  struct Cleaned: Sendable {
    /// Of the copy without metadata.
    var path: String
    /// Names of the fields that were found and removed.
    var found: [String]
  }

  /// Cleans the file `name` in a folder of its own.
  /// - Throws: `AttachmentRefusal`, or `CancellationError`.
  func clean(_ name: String, in folder: CleaningFolder) async throws -> Cleaned {
    guard let program = ChildProgram.find("mat2", in: path) else {
      throw AttachmentRefusal(
        "mat2, which removes metadata, is not installed: `sudo apt install mat2`, then attach it again")
    }
    let child = ChildProgram(
      path: program, folder: folder.path,
      // What it makes on its way, temporary files and caches, goes with the folder.
      environment: ["PATH": path, "LANG": "C.UTF-8", "TMPDIR": folder.path, "HOME": folder.path], seconds: seconds)
    let found = try await fields(of: name, by: child)
    let answer = try await ask(child, [name])
    let cleaned = Self.cleanedName(of: name)
    guard answer.status == 0, FileManager.default.fileExists(atPath: folder.file(cleaned)) else {
      throw Self.refusal(answer.output)
    }
    let left = try await fields(of: cleaned, by: child)
    if !left.isEmpty {
      throw AttachmentRefusal(
        "mat2 could not remove everything; still there: \(Self.list(left))", canGoUntouched: true)
    }
    return Cleaned(path: folder.file(cleaned), found: found)
  }

  /// What mat2 calls the copy of `photo.jpg`: `photo.cleaned.jpg`.
  private static func cleanedName(of name: String) -> String {
    let (root, ending) = (name.prefix { $0 != "." }, name.drop { $0 != "." })
    return "\(root).cleaned\(ending)"
  }

  private func fields(of name: String, by child: ChildProgram) async throws -> [String] {
    let answer = try await ask(child, ["--show", name])
    // It ends well also where it could not look: only its lines tell.
    guard answer.status == 0, let fields = Self.fields(in: answer.output) else { throw Self.refusal(answer.output) }
    return fields
  }

  private func ask(_ child: ChildProgram, _ arguments: [String]) async throws -> ChildProgram.Answer {
    do {
      return try await child.run(arguments)
    } catch ChildProgram.Fault.tookTooLong {
      throw AttachmentRefusal(
        "mat2 was not done after \(Int(seconds)) s; a smaller file may go", canGoUntouched: true)
    } catch ChildProgram.Fault.notStarted(let reason) {
      throw AttachmentRefusal("mat2 can't be started: \(reason)")
    }
  }

  // MARK: What mat2 says

  private static let mostFields = 64
  private static let mostCharacters = 64

  /// The names of the fields that `mat2 --show` lists, each once, sorted, at most 64; nil where it could not look.
  ///
  ///     [+] Metadata for copy.jpg:
  ///         GPSLatitude: 37 deg 30' 0.00" N
  ///     [++] Metadata for meta.xml:
  ///           dc:creator: …
  static func fields(in output: String) -> [String]? {
    var names: Set<String> = []
    var hasLooked = false
    for line in output.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("[-]") || line.hasPrefix("Traceback") { return nil }
      if line.hasPrefix("[+") || line.contains("No metadata found in ") {
        hasLooked = true
        continue
      }
      guard line.hasPrefix("    "), let colon = line.firstRange(of: ": ") else { continue }
      let name = line[..<colon.lowerBound].trimmingCharacters(in: .whitespaces)
      if isNoField(name, value: line[colon.upperBound...]) { continue }
      names.insert(String(VisibleText.line(name).prefix(mostCharacters)))
    }
    return hasLooked ? Array(names.sorted().prefix(mostFields)) : nil
  }

  /// A PDF always has a format, and -1 is how its missing dates are told.
  private static func isNoField(_ name: String, value: Substring) -> Bool {
    name.isEmpty || name == "format" && value.hasPrefix("PDF-")
      || (name == "creation-date" || name == "mod-date") && value.trimmingCharacters(in: .whitespaces) == "-1"
  }

  /// In mat2's own words, made visible and short.
  private static func refusal(_ output: String) -> AttachmentRefusal {
    let lines = output.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    let own = lines.first { $0.hasPrefix("[-]") }?.dropFirst(3) ?? lines.last { !$0.isEmpty }?[...] ?? ""
    let said = VisibleText.line(own.trimmingCharacters(in: CharacterSet(charactersIn: " :")))
    if said.contains("find ffmpeg") {
      return AttachmentRefusal(
        "mat2 needs ffmpeg for this kind of file: `sudo apt install ffmpeg`, then attach it again",
        canGoUntouched: true)
    }
    return AttachmentRefusal("mat2 can't clean it: \(String(said.prefix(200)))", canGoUntouched: true)
  }

  static func list(_ names: [String]) -> String {
    names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
  }
}
