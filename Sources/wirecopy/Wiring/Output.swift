import Foundation
import Glibc
import News
import Screen

/// Standard output and standard error of a command. What came from outside is made visible first.
enum Output {
  /// A line of text for people, safe for a terminal.
  static func line(_ text: String) {
    write(VisibleText.lines(text) + "\n", to: STDOUT_FILENO)
  }

  /// Text that is data for a program: JSON, OPML, HTML. Not changed.
  static func raw(_ text: String) {
    write(text, to: STDOUT_FILENO)
  }

  /// One line on standard error.
  static func complaint(_ text: String) {
    write("wirecopy: " + VisibleText.line(text) + "\n", to: STDERR_FILENO)
  }

  /// A line about what is being done, beside what standard output has for programs.
  static func remark(_ text: String) {
    write(VisibleText.line(text) + "\n", to: STDERR_FILENO)
  }

  /// One JSON document, keys sorted: the shape is documented in `docs/commands.md`.
  static func json(_ value: some Encodable) throws(Failure) { raw(try jsonText(value)) }

  /// The same document as text, with its line end.
  static func jsonText(_ value: some Encodable) throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(value), let text = String(data: bytes, encoding: .utf8) else {
      throw Failure("can't write the answer as JSON")
    }
    return escaped(text) + "\n"
  }

  /// JSON may carry C1 controls and direction overrides as they are; as escapes they are the same data and harm no terminal.
  private static func escaped(_ json: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      switch scalar.value {
      case 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        let hex = String(scalar.value, radix: 16)
        text.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).unicodeScalars)
      default: text.append(scalar)
      }
    }
    return String(text)
  }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// What comes and goes on one line of a terminal: progress. The caller made it visible.
  static func passing(_ text: String) {
    write("\r\u{1B}[K" + text, to: STDERR_FILENO)
  }

  /// A reader that went away (`| head`) ends the program quietly, as it does for `cat`; no room for the answer, aloud.
  private static func write(_ text: String, to file: Int32) {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        let reason = errno
        guard file == STDOUT_FILENO else { return }
        if reason == EPIPE { exit(0) }
        // An answer that is not whole must not pass for one: `opml export > backup` on a full disk.
        complaint("can't write the answer: \(String(cString: strerror(reason)))")
        exit(Failure.Status.failed.rawValue)
      }
    }
  }
}

extension Date {
  /// RFC 3339 in UTC, whole seconds: `2026-03-04T05:06:07Z`.
  var rfc3339: String { formatted(.iso8601) }
}
