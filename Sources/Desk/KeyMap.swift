public import News
import Screen

/// Why the settings' keys can't be used: which page, key and command.
public struct KeyMapFault: Error, Hashable, Sendable {
  public var page: String
  public var key: String
  public var phrase: Phrase
}

/// Which keys give which command on which page: the table, with the user's own keys over it.
public struct KeyMap: Sendable {
  /// What a run of keys means so far.
  enum Reading: Equatable {
    case command(DeskCommand.Name)
    /// The beginning of a longer one.
    case more
    case nothing
  }

  private var keys: [PageKind: [[Key]: DeskCommand.Name]] = [:]

  /// - Parameter bindings: page name (or `everywhere`) to key notation to command name, or to `nothing`.
  public init(_ bindings: [String: [String: String]] = [:]) throws(KeyMapFault) {
    for page in PageKind.allCases { keys[page] = Self.standard(on: page) }
    for (page, entries) in bindings.sorted(by: { $0.key < $1.key }) {
      for (notation, command) in entries.sorted(by: { $0.key < $1.key }) { try bind(page, notation, command) }
    }
    for (page, entries) in bindings.sorted(by: { $0.key < $1.key }) {
      for notation in entries.keys.sorted() { try checkBeginnings(page, notation) }
    }
  }

  /// The table's own keys.
  public static let standard = (try? KeyMap()) ?? KeyMap(keys: [:])
  private init(keys: [PageKind: [[Key]: DeskCommand.Name]]) { self.keys = keys }

  /// What the table gives a page. Rows that are for everywhere give way to those of the page, and to what the page's own
  /// text is edited with.
  private static func standard(on page: PageKind) -> [[Key]: DeskCommand.Name] {
    var map: [[Key]: DeskCommand.Name] = [:]
    var own: [[Key]] = []
    for row in DeskCommand.table.reversed() where row.isOn(page) {
      for notation in row.keys {
        guard let run = try? KeyNotation.keys(notation), !writes(run, on: page) else { continue }
        // Elsewhere it copies what is selected: here it must not end the program.
        if page == .composer, run == [.control("c")] { continue }
        if map[run] == nil || !row.pages.isEmpty { map[run] = row.name }
        if !row.pages.isEmpty { own.append(run) }
      }
    }
    return map.filter { run, _ in !own.contains { $0.count > run.count && $0.starts(with: run) } }
  }

  /// Whether a run begins with a key that writes on this page.
  private static func writes(_ run: [Key], on page: PageKind) -> Bool {
    guard page == .composer else { return false }
    switch run.first {
    case .character, .enter, .backspace: return true
    default: return false
    }
  }

  private mutating func bind(_ page: String, _ notation: String, _ command: String) throws(KeyMapFault) {
    let pages: [PageKind]
    if page == "everywhere" {
      pages = PageKind.allCases
    } else if let kind = PageKind(rawValue: page) {
      pages = [kind]
    } else {
      let known = (PageKind.allCases.map(\.rawValue) + ["everywhere"]).joined(separator: ", ")
      throw KeyMapFault(page: page, key: notation, phrase: "there is no page \(page); pages are \(known)")
    }
    if command == Self.nothing { return try unbind(pages, page, notation) }
    guard let name = DeskCommand.Name(rawValue: command), let row = DeskCommand.row(name) else {
      throw KeyMapFault(
        page: page, key: notation, phrase: "there is no command \(command); the help page (?) lists them")
    }
    if page != "everywhere", !pages.allSatisfy(row.isOn) {
      throw KeyMapFault(page: page, key: notation, phrase: "the command \(command) does nothing on the page \(page)")
    }
    let run = try Self.run(notation, page)
    if page != "everywhere", pages.contains(where: { Self.writes(run, on: $0) }) {
      throw KeyMapFault(
        page: page, key: notation,
        phrase:
          "\(notation) writes on the page \(page); a key with Control or Alt, or a function key, can be bound there")
    }
    for kind in pages where row.isOn(kind) && !Self.writes(run, on: kind) { keys[kind, default: [:]][run] = name }
  }

  /// The command that takes a key away from what it did.
  static let nothing = "nothing"

  private mutating func unbind(_ pages: [PageKind], _ page: String, _ notation: String) throws(KeyMapFault) {
    let run = try Self.run(notation, page)
    for kind in pages { keys[kind]?[run] = nil }
  }

  private static func run(_ notation: String, _ page: String) throws(KeyMapFault) -> [Key] {
    let run: [Key]
    do throws(KeyNotationFault) {
      run = try KeyNotation.keys(notation)
    } catch {
      throw KeyMapFault(page: page, key: notation, phrase: "\(notation) is no key; write j, <C-d>, <Enter>, <F5>")
    }
    guard !run.isEmpty else { throw KeyMapFault(page: page, key: notation, phrase: "an empty key") }
    return run
  }

  /// A sequence can't be typed where its beginning is a command of its own.
  private func checkBeginnings(_ page: String, _ notation: String) throws(KeyMapFault) {
    let run = try Self.run(notation, page)
    for map in keys.values where map[run] != nil {
      for other in map.keys where other != run {
        let (short, long) = other.count < run.count ? (other, run) : (run, other)
        guard short.count < long.count, long.starts(with: short) else { continue }
        let (first, second) = (KeyNotation.text(short), KeyNotation.text(long))
        throw KeyMapFault(
          page: page, key: notation,
          phrase: "\(second) can't be typed, as \(first) alone is a command; bind \(first) to nothing first")
      }
    }
  }

  func reading(of run: [Key], on page: PageKind) -> Reading {
    let map = keys[page] ?? [:]
    if let name = map[run] { return .command(name) }
    return map.keys.contains { $0.count > run.count && $0.starts(with: run) } ? .more : .nothing
  }

  /// The keys of a command as the user would type them now.
  func notations(of name: DeskCommand.Name, on page: PageKind) -> [String] {
    let own = (keys[page] ?? [:]).filter { $0.value == name }.map { KeyNotation.text($0.key) }
    let standard = DeskCommand.row(name)?.keys ?? []
    // The table's order first, then the user's.
    return standard.filter(own.contains) + own.filter { !standard.contains($0) }.sorted()
  }
}
