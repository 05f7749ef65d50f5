import Foundation

/// A path as it comes from a keyboard, or from a file that was dragged onto the terminal: with `~`, quotes, backslashes.
enum TypedPath {
  static func read(_ text: String) -> String {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let plain = NSString(string: text).expandingTildeInPath
    // A name may really hold a quote or a backslash.
    if FileManager.default.fileExists(atPath: plain) { return plain }
    guard let words = CommandWords.split(text), words.count == 1, let word = words.first else { return plain }
    return NSString(string: word).expandingTildeInPath
  }
}
