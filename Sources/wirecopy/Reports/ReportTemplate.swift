import Foundation
import Glibc
import News

/// What a report begins with: head lines `key: value`, an empty line, then the body.
///
///     title: Correction:
///     urgent: no
///
///     What was wrong:
struct ReportTemplate: Hashable, Sendable {
  var title = ""
  var section = ""
  var language = ""
  var place = ""
  var byline = ""
  var isUrgent = false
  var body = ""

  struct Fault: Error, Hashable, Sendable {
    /// The file, the line, what is wrong and what is allowed.
    var phrase: Phrase
  }

  static let mostBytes = 64 << 10

  /// - Parameter path: for what is said of a wrong line.
  init(text: String, path: String) throws(Fault) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var index = 0
    while index < lines.count {
      let line = lines[index].trimmingCharacters(in: .whitespaces)
      index += 1
      if line.isEmpty { break }
      if line.hasPrefix("#") { continue }
      guard let colon = line.firstIndex(of: ":") else {
        throw Fault(phrase: "\(path), line \(index): not “key: value”; an empty line ends the head")
      }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      switch line[..<colon].trimmingCharacters(in: .whitespaces).lowercased() {
      case "title": title = value
      case "section": section = value
      case "language": language = value
      case "place": place = value
      case "byline": byline = value
      case "urgent":
        guard ["yes", "no", ""].contains(value) else {
          throw Fault(phrase: "\(path), line \(index): urgent must be yes or no")
        }
        isUrgent = value == "yes"
      case let key:
        throw Fault(
          phrase:
            "\(path), line \(index): unknown key \(key); known are title, section, language, place, byline, urgent")
      }
    }
    body = lines[min(index, lines.count)...].joined(separator: "\n").trimmingCharacters(in: .newlines)
  }

  init() {}
}

/// Where templates are: the user's own folder first, then those that came with Wirecopy.
struct ReportTemplates: Sendable {
  /// `<config>/templates`.
  let own: String
  /// `share/wirecopy/templates`; nil where `share` is not found.
  let shared: String?

  /// The template of a kind in a language, else in that language without its region, else in English; a file of the
  /// user's own may also be without a language. Empty where there is none.
  /// - Parameter language: BCP 47.
  func read(_ kind: Report.Kind, language: String) throws(ReportTemplate.Fault) -> ReportTemplate {
    let language = language.lowercased()
    let plain = language.prefix { $0 != "-" && $0 != "_" }
    var names = [language, String(plain)].filter(Self.isLanguage).map { "\(kind.rawValue).\($0).txt" }
    let mine = names.map { "\(own)/\($0)" } + ["\(own)/\(kind.rawValue).txt"]
    names.append("\(kind.rawValue).en.txt")
    for path in mine + (shared.map { folder in names.map { "\(folder)/\($0)" } } ?? []) {
      if let text = try Self.text(path) { return try ReportTemplate(text: text, path: path) }
    }
    return ReportTemplate()
  }

  private static func isLanguage(_ text: String) -> Bool {
    !text.isEmpty && text.count <= 35 && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }

  /// Nil where there is no such file.
  private static func text(_ path: String) throws(ReportTemplate.Fault) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .init(phrase: "the template \(path) can't be read: \(String(cString: strerror(errno)))")
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    guard let bytes = try? handle.read(upToCount: ReportTemplate.mostBytes + 1) ?? Data() else {
      throw .init(phrase: "the template \(path) can't be read: it is no plain file")
    }
    guard bytes.count <= ReportTemplate.mostBytes, let text = String(data: bytes, encoding: .utf8) else {
      throw .init(phrase: "the template \(path) is not a UTF-8 text of at most 64 KiB")
    }
    return text
  }
}
