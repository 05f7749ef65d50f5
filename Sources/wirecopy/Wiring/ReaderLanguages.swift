import Foundation

/// The languages that the reader reads, by the environment (gettext, `LANGUAGE`): what a newsroom says in several is shown in one.
enum ReaderLanguages {
  /// BCP 47 in lower case, the best first; English last.
  static let all = read(ProcessInfo.processInfo.environment)

  static func read(_ environment: [String: String]) -> [String] {
    let asked = ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    var languages: [String] = []
    for one in (asked ?? "").split(separator: ":") {
      let tag = one.prefix { $0 != "." && $0 != "@" }.replacing("_", with: "-").lowercased()
      for form in [tag, String(tag.prefix { $0 != "-" })] where !["c", "posix", ""].contains(form) {
        if !languages.contains(form) { languages.append(form) }
      }
    }
    return languages.contains("en") ? languages : languages + ["en"]
  }

  /// The text in the best of the languages; any, where none of them is there.
  static func choose(_ texts: [String: String], for languages: [String]) -> String? {
    let known = texts.filter { !$0.value.isEmpty }
    for language in languages {
      if let text = known.first(where: { $0.key.lowercased() == language })?.value { return text }
      let alike = known.filter { $0.key.lowercased().hasPrefix(language + "-") }
      if let text = alike.min(by: { $0.key < $1.key })?.value { return text }
    }
    return known.min { $0.key < $1.key }?.value
  }
}
