import Foundation
public import News
public import Store
import Wire

/// A newsroom's mirrors as text, to be passed on: one address a line, and after it what others need to reach it.
///
///     # Base21, November
///     https://kr1.example/news.atom
///     https://de1.example/news.atom address=192.0.2.7 pin=sha256//…
///     https://relay.example/ relay
///
/// The user's own proxy and resolver are never in it, and none is taken from one. A list comes from outside.
public struct MirrorList: Sendable {
  public static let mostBytes = 1 << 20
  public static let mostLines = 10_000
  public static let mostEntries = 1_000
  /// Bytes of an address.
  static let mostURL = 2_000
  /// Scalars of a refused line that are repeated.
  static let mostShown = 120

  /// Lines that are refused, numbered from 1, hinder no other; an address that comes again is passed over.
  public static func read(
    _ text: String
  ) -> (entries: [NewMirror], refused: [(line: Int, text: String, reason: Phrase)]) {
    var entries: [NewMirror] = []
    var refused: [(line: Int, text: String, reason: Phrase)] = []
    var seen: Set<String> = []
    guard text.utf8.count <= mostBytes else {
      return ([], [(1, "", "the list is longer than \(mostBytes >> 20) MiB; nothing of it was taken")])
    }
    let lines = text.split(maxSplits: mostLines, omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      guard index < mostLines else {
        refused.append((index + 1, "", "the list has more than \(mostLines) lines; the rest was not read"))
        break
      }
      guard let reading = reading(line) else { continue }
      switch reading {
      case .success(let entry):
        guard seen.insert("\(entry.kind) \(entry.url)").inserted else { continue }
        guard entries.count < mostEntries else {
          refused.append((index + 1, "", "the list has more than \(mostEntries) addresses; the rest was not taken"))
          return (entries, refused)
        }
        entries.append(entry)
      case .failure(let refusal): refused.append((index + 1, refusal.text, refusal.reason))
      }
    }
    return (entries, refused)
  }

  /// The list of these mirrors, in their order. One whose address holds a user and a password is left out, and said so.
  public static func write(_ mirrors: [Mirror]) -> String {
    mirrors.map { mirror in
      guard WireURL(mirror.url).userInfo == nil else {
        return "# \(MirrorName(mirror.url)): left out, its address holds a user and a password\n"
      }
      var words = [mirror.url]
      if mirror.takesDrops { words.append("relay") }
      if !mirror.route.addresses.isEmpty { words.append("address=" + mirror.route.addresses.joined(separator: ",")) }
      if !mirror.route.pins.isEmpty { words.append("pin=" + mirror.route.pins.joined(separator: ",")) }
      return words.joined(separator: " ") + "\n"
    }.joined()
  }

  private struct Refusal: Error {
    var text: String
    var reason: Phrase
  }

  /// What stands before an @ is not repeated: there may be a password in it.
  private static func shown(_ text: Substring, _ most: Int) -> String {
    text.contains("@") ? "" : String(text.unicodeScalars.prefix(most))
  }

  /// Nil for a line that says nothing.
  private static func reading(_ line: Substring) -> Result<NewMirror, Refusal>? {
    let words = line.split(whereSeparator: { $0.isWhitespace || $0 == "\u{FEFF}" }).prefix { !$0.hasPrefix("#") }
    guard let first = words.first.map(String.init) else { return nil }
    let beginning = shown(line, mostShown)
    func refuse(_ reason: Phrase) -> Result<NewMirror, Refusal> { .failure(Refusal(text: beginning, reason: reason)) }
    guard first.utf8.count <= mostURL, let url = AskedAddress.candidates(first).first else {
      return refuse("this is no web address")
    }
    guard WireURL(url).userInfo == nil else {
      return refuse("user and password don't belong into a list of mirrors")
    }
    var entry = NewMirror(url: url, kind: .feed, route: MirrorRoute())
    for word in words.dropFirst() {
      switch word.split(separator: "=", maxSplits: 1).map(String.init) {
      case ["relay"]: entry.kind = .relay
      case let parts where parts.count == 2 && parts[0] == "address":
        guard let literals = RouteWords.literals(parts[1]), literals.count <= RouteWords.mostAddresses else {
          return refuse("address= wants addresses in numbers, at most \(RouteWords.mostAddresses)")
        }
        entry.route.addresses = literals
      case let parts where parts.count == 2 && parts[0] == "pin":
        guard let pins = RouteWords.pins(parts[1]), pins.count <= RouteWords.mostPins else {
          return refuse("pin= wants keys: sha256// and 44 characters")
        }
        entry.route.pins = pins
      default: return refuse("“\(shown(word, 60))” is none of relay, address=… and pin=…")
      }
    }
    if entry.kind == .relay, RelayAddress.checked(url) == nil {
      return refuse("a relay's address has no question mark")
    }
    return .success(entry)
  }
}

/// What came of a list of mirrors that was brought in.
public struct MirrorListReport: Hashable, Sendable {
  /// A line that was not taken.
  public struct Refused: Hashable, Sendable {
    /// From 1.
    public var line: Int
    /// Its beginning; from outside, not yet made visible. Empty where it may hold a password.
    public var text: String
    public var reason: Phrase
  }
  public var added: [Mirror] = []
  /// Addresses that were there already.
  public var known: [String] = []
  public var refused: [Refused] = []

  /// In one line, in pieces.
  public var sentences: [Phrase] {
    var sentences = [Phrase(added.count, one: "%1 mirror added", many: "%1 mirrors added")]
    if !known.isEmpty {
      sentences.append(Phrase(known.count, one: "%1 was there already", many: "%1 were there already"))
    }
    sentences += refused.prefix(3).map { "line \($0.line): \($0.reason)" }
    if refused.count > 3 {
      sentences.append(Phrase(refused.count - 3, one: "%1 more line not taken", many: "%1 more lines not taken"))
    }
    return sentences
  }
}
