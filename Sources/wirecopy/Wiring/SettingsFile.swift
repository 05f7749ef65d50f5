import Foundation
import Glibc
import News

/// Changes the settings file where it stands: one line of it, nothing else. Comments, order and line ends stay.
struct SettingsFile {
  let path: String

  /// Puts `key = "value"` into a section that is made where there is none, and writes the file anew (0600) in one step:
  /// a kill leaves the old one or the new one.
  ///
  /// - Parameter change: the same change to what the file says: whatever else would change refuses the whole.
  /// - Throws: `Failure` when the file is wrong already, can't be written, or is written in a way that we can't change.
  func set(
    _ values: [(key: String, value: String)], in section: String, meaning change: (inout Settings) -> Void
  ) throws(Failure) {
    let before = try Settings(path: path)
    var text = before.text
    for (key, value) in values { text = Self.text(text, setting: key, to: value, in: section) }
    var wanted = before
    change(&wanted)
    wanted.text = text
    guard let after = try? Settings(text: text, path: path), after == wanted else {
      let lines = values.map { "\($0.key) = \(Self.quoted($0.value))" }.joined(separator: ", ")
      throw Failure("settings: \(path) can't be changed by itself: write \(lines) into [\(section)] by hand")
    }
    try write(text)
  }

  /// The text with that line changed or added. Pure; it knows tables and strings of one line, as people write them.
  static func text(_ old: String, setting key: String, to value: String, in section: String) -> String {
    let lineEnd = old.utf8.contains(UInt8(ascii: "\r")) ? "\r" : ""
    let line = "\(key) = \(quoted(value))"
    var lines = old.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // The last one is what follows the last line end: nothing, usually.
    if lines.last?.isEmpty == true { lines.removeLast() }
    var isInside = false
    var lastOfSection: Int?
    for (place, raw) in lines.enumerated() {
      let trimmed = raw.trimmingCharacters(in: .whitespacesAndNewlines)
      if trimmed.hasPrefix("[") {
        isInside = trimmed.dropFirst().prefix { $0 != "]" }.trimmingCharacters(in: .whitespaces) == section
        if isInside { lastOfSection = place }
        continue
      }
      guard isInside, !trimmed.isEmpty, !trimmed.hasPrefix("#") else { continue }
      lastOfSection = place
      let name = trimmed.prefix { $0 != "=" }.trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'"))
      guard name == key else { continue }
      lines[place] = raw.prefix { $0 == " " || $0 == "\t" } + line + comment(after: trimmed) + lineEnd
      return lines.joined(separator: "\n") + "\n"
    }
    if let lastOfSection {
      // A header without a line end was the last line.
      if lastOfSection == lines.count - 1, !lines[lastOfSection].hasSuffix(lineEnd) { lines[lastOfSection] += lineEnd }
      lines.insert(line + lineEnd, at: lastOfSection + 1)
    } else {
      if let last = lines.last, !last.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty { lines.append(lineEnd) }
      lines += ["[\(section)]\(lineEnd)", line + lineEnd]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A basic string of TOML.
  static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// What follows the value of `key = "value"  # why`, with the blanks before it.
  private static func comment(after line: String) -> String {
    var rest = line[(line.firstIndex(of: "=") ?? line.startIndex)...].dropFirst()
    rest = rest.drop { $0 == " " || $0 == "\t" }
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return "" }
    rest = rest.dropFirst()
    while let character = rest.popFirst() {
      if character == quote { break }
      if character == "\\", quote == "\"" { _ = rest.popFirst() }
    }
    return rest.contains("#") ? String(rest) : ""
  }

  /// Beside the file, flushed, then in its place; a link to it stays a link.
  private func write(_ text: String) throws(Failure) {
    let place = URL(filePath: path).resolvingSymlinksInPath()
    let folder = place.deletingLastPathComponent().path
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let beside = "\(place.path).\(UUID().uuidString.prefix(8))"
    let refusal = { (reason: String) in Failure("settings: can't write \(place.path): \(reason)") }
    let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw refusal(String(cString: strerror(errno))) }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(text.utf8))
      try handle.synchronize()
    } catch {
      unlink(beside)
      throw refusal("the disk may be full")
    }
    guard rename(beside, place.path) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(beside)
      throw refusal(reason)
    }
    // The folder's own entry, too: else a power cut could bring the old file back, and with it the old way.
    let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if opened >= 0 {
      fsync(opened)
      close(opened)
    }
  }
}
