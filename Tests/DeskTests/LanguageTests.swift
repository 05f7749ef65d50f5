import Foundation
import News
import Screen
import Testing

@testable import Desk

/// Every language fits where English does: hints, first lines, prompts, column heads at 80 columns; and nothing on the
/// screen speaks past the catalogues.
@Suite struct LanguageTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardizedFileURL

  /// English, and each catalogue of `share/locale`.
  static let languages: [String] = {
    let folder = root.appending(path: "share/locale").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return ["en"] + names.filter { FileManager.default.fileExists(atPath: path(of: $0)) }.sorted()
  }()

  private static func path(of language: String) -> String {
    root.appending(path: "share/locale/\(language)/LC_MESSAGES/wirecopy.po").path
  }

  /// Reads a catalogue as gettext does, its plurals by the last form: that is the one of many.
  static func phrasebook(_ language: String) throws -> Phrasebook {
    guard language != "en" else { return .english }
    let texts = try catalogue(language)
    return Phrasebook { one, many, count in
      texts[one].map { count == 1 ? $0.first ?? one : $0.last ?? one } ?? (count == 1 ? one : many ?? one)
    }
  }

  /// Phrase to its translations.
  private static func catalogue(_ language: String) throws -> [String: [String]] {
    var texts: [String: [String]] = [:]
    var key = ""
    var field = ""
    let text = try String(contentsOfFile: path(of: language), encoding: .utf8)
    for line in text.split(separator: "\n") {
      guard let quote = line.firstIndex(of: "\""), line.last == "\"" else { continue }
      let name = line[..<quote].trimmingCharacters(in: .whitespaces)
      let piece = line[line.index(after: quote)...].dropLast().replacing("\\\"", with: "\"").replacing(
        "\\n", with: "\n"
      )
      .replacing("\\\\", with: "\\")
      if !name.isEmpty { field = name }
      switch (field, name.isEmpty) {
      case ("msgid", false): key = String(piece)
      case ("msgid", true): key += piece
      case (_, false) where field.hasPrefix("msgstr"): texts[key, default: []].append(String(piece))
      case (_, true) where field.hasPrefix("msgstr"):
        let whole = (texts[key]?.last ?? "") + piece
        texts[key] = (texts[key]?.dropLast() ?? []) + [whole]
      default: break
      }
    }
    return texts
  }

  private static let themes = ThemeScenes.names.compactMap { name in
    (try? ThemeScenes.theme(name)).map { ThemeChoice(name: name, theme: $0) }
  }

  private static func scene(_ language: String, _ keys: String, columns: Int = 80) throws -> Scene {
    let book = try phrasebook(language)
    var scene = Scene(columns, 24, shelf: Fixture.shelf(Fixture.edition, Fixture.richShelf)) {
      $0.phrasebook = book
      $0.themes = themes
    }
    try scene.press(keys)
    return scene
  }

  static let pages: [(kind: PageKind, keys: String)] = [
    (.front, ""), (.reader, "j<Enter>"), (.mirrors, "m"), (.search, "Sword<Enter>"), (.log, "L"), (.help, "?"),
    (.outbox, "x"), (.composer, "j<Enter>c"), (.boards, "b<Enter>"), (.pictures, "jjp"), (.keeping, "K"),
    (.themes, "T"), (.mutes, ":mutes<Enter>"), (.edition, "V"),
  ]

  @Test(arguments: languages) func `hints are words, and a page's first ones stand in the last line`(_ language: String)
    throws
  {
    let book = try Self.phrasebook(language)
    for row in DeskCommand.table {
      guard let hint = row.hint else { continue }
      #expect(TextWidth.columns(of: book(hint)) <= 14, "\(language): the hint “\(book(hint))” of \(row.name.rawValue)")
    }
    for (kind, keys) in Self.pages {
      let scene = try Self.scene(language, keys)
      #expect(scene.model.page == kind)
      let last = scene.grid.text.components(separatedBy: "\n").last ?? ""
      let hints = DeskCommand.rows(on: kind, isDemo: false).compactMap { row in
        row.hint.map { hint in row.keys.map { "\($0) \(book(hint))" } }
      }
      let shown = hints.filter { $0.contains(where: last.contains) }
      #expect(shown.count >= min(4, hints.count), "\(language), \(kind): only \(shown) of \(hints) in “\(last)”")
    }
  }

  @Test(arguments: languages) func `the first line has the page's whole name beside how old the news is`(
    _ language: String
  ) throws {
    for (kind, keys) in Self.pages {
      let scene = try Self.scene(language, keys)
      let title = try Self.phrasebook(language)(scene.model.front.title)
      let first = scene.grid.text.components(separatedBy: "\n").first ?? ""
      #expect(first.contains(title), "\(language), \(kind): “\(title)” is cut in “\(first)”")
      #expect(TextWidth.columns(of: title) <= 32, "\(language), \(kind): “\(title)”")
    }
  }

  /// What the sources ask with: `common.ask(.save, "write to file: ")`.
  @Test(arguments: languages) func `a prompt leaves half of the line to what is typed`(_ language: String) throws {
    let texts = language == "en" ? [:] : try Self.catalogue(language)
    let labels = try Self.matches(of: #"\.ask\(\s*[^"]*?,\s*"((?:[^"\\]|\\[^(])+)""#)
    #expect(labels.count >= 8, "found \(labels)")
    for (file, label) in labels where label.contains(where: \.isLetter) {
      let shown = language == "en" ? label : texts[label]?.first ?? ""
      #expect(!shown.isEmpty, "\(file): “\(label)” is not translated")
      #expect(TextWidth.columns(of: shown) <= 40, "\(file): “\(shown)”")
      #expect(shown.hasSuffix(" ") == label.hasSuffix(" "), "\(file): “\(shown)”")
    }
  }

  @Test(arguments: languages) func `each step of the tour is read whole on the lowest screen`(_ language: String) throws
  {
    let book = try Self.phrasebook(language)
    for (step, keys) in ["", "j<Enter>", "q/a<Enter>", "qmB", "qjc<Enter>"].enumerated() {
      var scene = Scene(40, 10) {
        $0.phrasebook = book
        $0.hasTour = true
        $0.faults = PageTests.faults
      }
      for keys in ["", "j<Enter>", "q/a<Enter>", "qmB", "qjc<Enter>"].prefix(step + 1) { try scene.press(keys) }
      let text = scene.model.common.tour.lines(scene.model.common).map(\.text).joined()
      #expect(text.hasSuffix(".") && text.contains("\(step + 1)/5"), "\(language), after \(keys): \(text)")
    }
  }

  @Test(arguments: languages) func `every row is as wide as the screen, whatever a word's width`(_ language: String)
    throws
  {
    for columns in [40, 80, 140] {
      for (kind, keys) in Self.pages {
        let grid = try Self.scene(language, keys, columns: columns).grid
        for row in 0..<grid.size.rows {
          let width = (0..<columns).reduce(0) { $0 + grid[$1, row].width }
          #expect(width == columns, "\(language), \(kind): row \(row) at \(columns)")
        }
      }
    }
  }

  @Test func `nothing with letters is drawn but a phrase or text from outside`() throws {
    // Literal text in the places that draw: `put("…")`, `putCut("…")`, `StyledText("…")`.
    let drawn = try Self.matches(
      of: #"(?:\.put|\.putCut|StyledText|LabelledText\.lines)\(\s*"((?:[^"\\]|\\\([^)]*\)|\\.)*)""#)
    for (file, text) in drawn {
      let plain = text.replacing(/\\\([^)]*\)+/, with: "")
      #expect(plain.firstMatch(of: /[A-Za-z]{2}/) == nil, "\(file) draws “\(text)” past the catalogues")
    }
    #expect(drawn.count > 5)
  }

  @Test func `numbers of things are phrases with a plural, not one with a number in it`() throws {
    // English: "1 articles" is what comes of it.
    let counted = try Self.matches(of: #""([^"]*\\\([^)]*count\) [a-z]+s\b[^"]*)""#)
    #expect(counted.isEmpty, "\(counted)")
  }

  /// The first group of each match in the sources of the desk, with the file's name.
  private static func matches(of pattern: String) throws -> [(file: String, text: String)] {
    let regex = try Regex(pattern, as: (Substring, Substring).self)
    let folder = root.appending(path: "Sources/Desk")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var found: [(file: String, text: String)] = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      for match in try String(contentsOf: file, encoding: .utf8).matches(of: regex) {
        found.append((file.lastPathComponent, String(match.output.1)))
      }
    }
    return found
  }
}
