import CIntl
import Foundation
import News

/// The reader's language by the C library's gettext. Set once at the start, before any thread.
enum Catalogue {
  private static let domain = "wirecopy"

  /// Takes the locale from the environment and opens its catalogue.
  static func open(share: ShareFolder?) -> Phrasebook {
    chooseLocale()
    guard let share else { return .english }
    bindtextdomain(domain, share.locale)
    bind_textdomain_codeset(domain, "UTF-8")
    return Phrasebook { one, many, count in
      // To gettext, the empty phrase is a catalogue's header.
      guard !one.isEmpty else { return one }
      // What is in no catalogue comes back as the pointer that was given: it must live until the answer is read.
      return one.withCString { single in
        guard let many else { return dgettext(domain, single).map { String(cString: $0) } ?? one }
        return many.withCString { plural in
          let number = UInt(max(0, count))
          return dngettext(domain, single, plural, number).map { String(cString: $0) } ?? (count == 1 ? one : many)
        }
      }
    }
  }

  /// A locale that was not generated falls back to `C.UTF-8`, which every system has, and the language asked for goes to
  /// `LANGUAGE`: gettext finds no catalogue under the plain C locale.
  private static func chooseLocale() {
    if let taken = setlocale(LC_ALL, ""), isUTF8(), String(cString: taken) != "C" { return }
    let environment = ProcessInfo.processInfo.environment
    let asked = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    setlocale(LC_ALL, "C.UTF-8")
    let language = asked.prefix { $0 != "." && $0 != "@" }
    if environment["LANGUAGE"] == nil, !language.isEmpty, language != "C", language != "POSIX" {
      setenv("LANGUAGE", String(language), 1)
    }
  }

  private static func isUTF8() -> Bool {
    nl_langinfo(Int32(CODESET)).map { String(cString: $0) == "UTF-8" } ?? false
  }
}
