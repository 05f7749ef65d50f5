import Foundation

/// A file's name as somebody sent it, made into one under which it can be saved anywhere.
enum SavedName {
  /// Bytes of UTF-8 that a name may have; file systems take 255.
  static let most = 120

  /// One name for each, in their order: plain characters, no folder, nothing hidden, no two alike even where case does not
  /// count.
  static func safe(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.enumerated().map { place, name in
      let plain = safe(name) ?? "file-\(place + 1)"
      var choice = plain
      var number = 1
      while !taken.insert(choice.lowercased()).inserted {
        number += 1
        choice = numbered(plain, number)
      }
      return choice
    }
  }

  /// Nil where nothing of it can stay.
  private static func safe(_ name: String) -> String? {
    let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
    var kept = String.UnicodeScalarView()
    for scalar in last.unicodeScalars where kept.count < most { kept.append(isPlain(scalar) ? scalar : "_") }
    var text = String(kept)[...]
    while let first = text.first, first == "." || first == "-" || first == " " || first == "_" { text.removeFirst() }
    while let end = text.last, end == "." || end == " " { text.removeLast() }
    while text.utf8.count > most { text.removeLast() }
    return text.isEmpty ? nil : String(text)
  }

  /// Letters, marks and digits of any script, and punctuation that no shell or file system reads anything into.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .decimalNumber:
      true
    default: " ._-+,()".unicodeScalars.contains(scalar)
    }
  }

  private static func numbered(_ name: String, _ number: Int) -> String {
    guard let dot = name.lastIndex(of: ".") else { return "\(name)-\(number)" }
    return "\(name[..<dot])-\(number)\(name[dot...])"
  }
}
