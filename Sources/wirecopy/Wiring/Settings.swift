import Foundation
import News
import TOMLKit

/// The settings file: `config.toml`. Absent is fine; wrong is an error with its line.
struct Settings: Sendable {
  /// Name of a file in `share/wirecopy/themes`, without `.toml`.
  var theme: String?
  var hasMouse = true
  /// Draws no lines: for screen readers.
  var isPlain = false
  /// Sync when the desk opens.
  var syncsAtStart = true
  /// Opens links: program and arguments, the URL is appended.
  var opener = ["xdg-open"]
  /// What reports begin with.
  var report = Reporting()
  /// Page to key notation to command name.
  var bindings: [String: [String: String]] = [:]
  /// Writes a log of what each command did (never a secret) to the state folder.
  var isLogging = false

  /// `[report]`.
  struct Reporting: Hashable, Sendable {
    /// The last line of each report.
    var signature = ""
    /// What the writer signs with.
    var byline = ""
    /// BCP 47.
    var language = ""
  }

  /// The file's text, for the lines of what is found wrong later.
  private var text = ""

  init() {}

  /// - Throws: `Failure` naming the file, the line, what is wrong and what is allowed.
  init(path: String) throws(Failure) {
    guard FileManager.default.fileExists(atPath: path) else {
      self.init()
      return
    }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Failure("settings: can't read \(path): check its permissions", status: .usage)
    }
    guard bytes.count <= 1 << 20, let text = String(data: bytes, encoding: .utf8) else {
      throw Failure("settings: \(path) is not a UTF-8 text of at most 1 MiB", status: .usage)
    }
    try self.init(text: text, path: path)
  }

  init(text: String, path: String) throws(Failure) {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let fault as TOMLParseError {
      throw Failure("settings: \(path), line \(fault.source.begin.line): \(fault.description)", status: .usage)
    } catch {
      throw Failure("settings: \(path): \(String(describing: error))", status: .usage)
    }
    self.text = text
    var reading = Reading(text: text, path: path)
    for name in table.keys.sorted() {
      guard let section = table[name]?.table else {
        throw reading.fault(
          name, in: nil, "unknown setting \(name); sections are [desk], [open], [report], [log] and [keys.PAGE]")
      }
      switch name {
      case "desk":
        for key in section.keys.sorted() {
          switch key {
          case "theme": theme = try reading.string(section, key, name)
          case "mouse": hasMouse = try reading.bool(section, key, name)
          case "plain": isPlain = try reading.bool(section, key, name)
          case "sync-at-start": syncsAtStart = try reading.bool(section, key, name)
          default:
            throw reading.fault(
              key, in: name, "unknown setting \(key); [desk] knows theme, mouse, plain, sync-at-start")
          }
        }
      case "open":
        for key in section.keys.sorted() {
          guard key == "command" else {
            throw reading.fault(key, in: name, "unknown setting \(key); [open] knows command")
          }
          opener = try reading.strings(section, key, name)
        }
      case "report":
        for key in section.keys.sorted() {
          switch key {
          case "signature": report.signature = try reading.string(section, key, name)
          case "byline": report.byline = try reading.string(section, key, name)
          case "language": report.language = try reading.string(section, key, name)
          default:
            throw reading.fault(
              key, in: name, "unknown setting \(key); [report] knows signature, byline, language")
          }
        }
      case "log":
        for key in section.keys.sorted() {
          guard key == "enabled" else {
            throw reading.fault(key, in: name, "unknown setting \(key); [log] knows enabled")
          }
          isLogging = try reading.bool(section, key, name)
        }
      case "keys":
        for page in section.keys.sorted() {
          guard let keys = section[page]?.table else {
            throw reading.fault(page, in: name, "keys belong to a page: [keys.front], [keys.everywhere]")
          }
          for key in keys.keys.sorted() {
            bindings[page, default: [:]][key] = try reading.string(keys, key, "keys.\(page)")
          }
        }
      default:
        throw reading.fault(
          name, in: nil, "unknown section [\(name)]; known are [desk], [open], [report], [log] and [keys.PAGE]")
      }
    }
  }

  /// What is wrong with a key, found by those who know what it means.
  func fault(key: String, section: String, _ reason: Phrase, path: String) -> Failure {
    Reading(text: text, path: path).fault(key, in: section, reason)
  }

  /// A TOML file of `name = "text"` lines alone: a theme.
  static func plainTable(_ text: String, path: String) throws(Failure) -> [String: String] {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let fault as TOMLParseError {
      throw Failure("settings: \(path), line \(fault.source.begin.line): \(fault.description)", status: .usage)
    } catch {
      throw Failure("settings: \(path): \(String(describing: error))", status: .usage)
    }
    var plain: [String: String] = [:]
    for name in table.keys {
      guard let value = table[name]?.string else {
        throw Failure("settings: \(path): \(name) must be a text in quotes", status: .usage)
      }
      plain[name] = value
    }
    return plain
  }

  /// Reads values and names the line of a wrong one.
  struct Reading {
    let text: String
    let path: String

    mutating func string(_ table: TOMLTable, _ key: String, _ section: String) throws(Failure) -> String {
      guard let value = table[key]?.string else { throw fault(key, in: section, "\(key) must be a text in quotes") }
      return value
    }

    mutating func bool(_ table: TOMLTable, _ key: String, _ section: String) throws(Failure) -> Bool {
      guard let value = table[key]?.bool else { throw fault(key, in: section, "\(key) must be true or false") }
      return value
    }

    mutating func strings(_ table: TOMLTable, _ key: String, _ section: String) throws(Failure) -> [String] {
      guard let array = table[key]?.array, array.count > 0 else {
        throw fault(key, in: section, "\(key) must be a list of texts: [\"xdg-open\"]")
      }
      var strings: [String] = []
      for value in array {
        guard let string = value.string else {
          throw fault(key, in: section, "\(key) must be a list of texts: [\"xdg-open\"]")
        }
        strings.append(string)
      }
      return strings
    }

    func fault(_ key: String, in section: String?, _ reason: Phrase) -> Failure {
      // The reason is a phrase of its own; it is joined here, untranslated parts stay English.
      let line = line(of: key, in: section)
      return Failure("settings: \(path), line \(line): \(Phrasebook.english(reason))", status: .usage)
    }

    /// The parser keeps no places of values: the line is looked up by section header and key.
    func line(of key: String, in section: String?) -> Int {
      var current: String?
      var best: Int?
      for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let line = raw.trimmingCharacters(in: .whitespaces)
        if line.hasPrefix("[") {
          current = String(line.drop { $0 == "[" }.prefix { $0 != "]" })
          if current == key || current == section.map({ "\($0).\(key)" }) { return index + 1 }
          if current == section { best = best ?? index + 1 }
          continue
        }
        guard current == section else { continue }
        let name = line.prefix { $0 != "=" }.trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'"))
        if name == key { return index + 1 }
      }
      return best ?? 1
    }
  }
}
