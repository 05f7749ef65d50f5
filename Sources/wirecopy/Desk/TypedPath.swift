import Foundation

/// A path as it comes from a keyboard, or from a file that was dragged onto the terminal: with `~`, quotes, backslashes.
enum TypedPath {
  /// Away from the loop: whether a name is there, a disk is asked that may be slow.
  static func read(_ text: String) async -> String { await SlowWork.run { meant(by: text) } }

  private static func meant(by text: String) -> String {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let plain = NSString(string: text).expandingTildeInPath
    // A name may really hold a quote or a backslash.
    if FileManager.default.fileExists(atPath: plain) { return plain }
    guard let words = CommandWords.split(text), words.count == 1, let word = words.first else { return plain }
    return NSString(string: word).expandingTildeInPath
  }
}
