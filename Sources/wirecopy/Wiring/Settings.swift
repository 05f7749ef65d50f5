import Foundation
import Glibc
import News
import TOMLKit
import Wire

/// The settings file: `config.toml`. Absent is fine; wrong is an error with its line.
struct Settings: Hashable, Sendable {
  /// Name of a file in `share/wirecopy/themes`, without `.toml`.
  var theme: String?
  var hasMouse = true
  /// Draws no lines: for screen readers.
  var isPlain = false
  /// Pictures are drawn; false shows their words alone.
  var showsPictures = true
  /// Sync when the desk opens.
  var syncsAtStart = true
  /// Opens links: program and arguments, the URL is appended.
  var opener = ["xdg-open"]
  /// Prints an article: program and arguments, its text is on standard input.
  var printer = ["lp"]
  /// What the desk fetches by itself.
  var sync = Syncing()
  /// How an alert calls for its reader.
  var alerts = Alerting()
  /// What reports begin with.
  var report = Reporting()
  /// Page to key notation to command name.
  var bindings: [String: [String: String]] = [:]
  /// Writes a log of what each command did (never a secret) to the state folder.
  var isLogging = false
  /// How everything is reached that says nothing itself; nil parts are the usual ones.
  var network = WireRoute()

  /// `[report]`.
  struct Reporting: Hashable, Sendable {
    /// The last line of each report.
    var signature = ""
    /// What the writer signs with.
    var byline = ""
    /// BCP 47.
    var language = ""
  }

  private static let sections =
    "[desk], [sync], [alerts], [network], [open], [print], [report], [log] and [keys.PAGE]"

  /// The file's text, for the lines of what is found wrong later.
  var text = ""

  init() {}

  /// - Throws: `Failure` naming the file, the line, what is wrong and what is allowed.
  init(path: String) throws(Failure) {
    if try Self.isAbsent(path) {
      self.init()
      return
    }
    let bytes: [UInt8]
    do throws(Failure) {
      bytes = try InputFile.read(path, for: "settings", most: 1 << 20)
    } catch {
      throw Failure(error.phrase, status: .usage)
    }
    guard let text = String(data: Data(bytes), encoding: .utf8) else {
      throw Failure("settings: \(path) is not a UTF-8 text of at most 1 MiB", status: .usage)
    }
    try self.init(text: text, path: path)
  }

  /// Whether nothing at all is there. A file that can't be reached may say that everything goes through Tor: that it says nothing is
  /// not concluded from an error, nor from a link that leads nowhere, its own or a folder's.
  private static func isAbsent(_ path: String) throws(Failure) -> Bool {
    var status = stat()
    var place = path
    while true {
      if stat(place, &status) == 0 { return place != path }
      // What is wrong with the file itself is said when it is read.
      guard errno == ENOENT else { return false }
      if lstat(place, &status) == 0 {
        throw Failure("settings: \(path) can't be reached: \(place) is a link to what is not there", status: .usage)
      }
      let folder = URL(filePath: place).deletingLastPathComponent().path
      guard folder != place, !folder.isEmpty else { return true }
      place = folder
    }
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
          name, in: nil,
          "unknown setting \(name); sections are \(Self.sections)")
      }
      switch name {
      case "desk":
        for key in section.keys.sorted() {
          switch key {
          case "theme": theme = try reading.string(section, key, name)
          case "mouse": hasMouse = try reading.bool(section, key, name)
          case "pictures": showsPictures = try reading.bool(section, key, name)
          case "plain": isPlain = try reading.bool(section, key, name)
          case "sync-at-start": syncsAtStart = try reading.bool(section, key, name)
          default:
            throw reading.fault(
              key, in: name, "unknown setting \(key); [desk] knows theme, mouse, pictures, plain, sync-at-start")
          }
        }
      case "network":
        for key in section.keys.sorted() {
          switch key {
          case "proxy": network.proxy = try reading.proxy(section, key, name)
          case "resolver": network.names = try reading.resolver(section, key, name)
          default:
            throw reading.fault(key, in: name, "unknown setting \(key); [network] knows proxy, resolver")
          }
        }
      case "open":
        for key in section.keys.sorted() {
          guard key == "command" else {
            throw reading.fault(key, in: name, "unknown setting \(key); [open] knows command")
          }
          opener = try reading.strings(section, key, name)
        }
      case "print":
        for key in section.keys.sorted() {
          guard key == "command" else {
            throw reading.fault(key, in: name, "unknown setting \(key); [print] knows command")
          }
          printer = try reading.strings(section, key, name)
        }
      case "sync": sync = try Syncing(section, &reading)
      case "alerts": alerts = try Alerting(section, &reading)
      case "report":
        for key in section.keys.sorted() {
          switch key {
          case "signature": report.signature = try reading.string(section, key, name)
          case "byline": report.byline = try reading.string(section, key, name)
          case "language": report.language = try reading.language(section, key, name)
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
          name, in: nil,
          "unknown section [\(name)]; known are \(Self.sections)")
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
}
