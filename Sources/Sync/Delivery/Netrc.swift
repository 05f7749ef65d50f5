import Foundation
public import News

/// Users and passwords by host, in the form of netrc(5): `machine HOST login USER password SECRET`.
///
/// Passwords show in no description, dump or mirror of a value.
public struct Netrc: Sendable {
  private struct Entry: Sendable {
    /// Lower case; nil for `default`.
    var host: String?
    var user = ""
    var password = ""
  }
  private var entries: [Entry] = []

  static let mostBytes = 1 << 20

  /// Nobody's.
  public init() {}

  /// Hosts that it has a login for; `default` is not among them.
  public var hosts: [String] { entries.compactMap(\.host) }

  /// For a host as it stands in a URL, without brackets and port: the first entry that names it, else `default`.
  ///
  /// - Parameter byName: only an entry that names the host counts.
  public func login(for host: String, byName: Bool = false) -> (user: String, password: String)? {
    let host = host.lowercased()
    let entry = entries.first { $0.host == host } ?? (byName ? nil : entries.first { $0.host == nil })
    return entry.map { ($0.user, $0.password) }
  }

  /// Reads the file's text. What it throws names the line, and nothing that stands in it.
  public static func read(text: String) throws(NetrcFault) -> Netrc {
    guard text.utf8.count <= mostBytes else { throw NetrcFault(line: 1, reason: "the file is too long") }
    var netrc = Netrc()
    var words = NetrcWords(text)
    while let word = try words.next() {
      switch word.text {
      case "machine": netrc.entries.append(Entry(host: try words.value(after: word).lowercased()))
      case "default": netrc.entries.append(Entry())
      case "login", "password", "account":
        let value = try words.value(after: word)
        guard let last = netrc.entries.indices.last else {
          throw NetrcFault(line: word.line, reason: "`\(word.text)` stands before any `machine`")
        }
        // RFC 7617, section 2: the colon ends the user.
        if word.text == "login", value.contains(":") {
          throw NetrcFault(line: word.line, reason: "a login can't have a colon in it")
        }
        if word.text == "login" { netrc.entries[last].user = value }
        if word.text == "password" { netrc.entries[last].password = value }
      case "macdef": words.skipMacro()
      default: throw NetrcFault(line: word.line, reason: "a word stands there that is none of netrc's")
      }
    }
    return netrc
  }

  /// Reads the file, which nobody but its owner may be able to read.
  public static func read(path: String) throws(NetrcFault) -> Netrc {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw NetrcFault(line: 0, reason: "\(String(cString: strerror(errno)))") }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw NetrcFault(line: 0, reason: "it is no plain file")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw NetrcFault(line: 0, reason: "others may read or write it: chmod 600 \(path)")
    }
    guard let bytes = try? handle.read(upToCount: mostBytes + 1) ?? Data(),
      let text = String(data: bytes, encoding: .utf8)
    else { throw NetrcFault(line: 0, reason: "it is no text in UTF-8") }
    return try read(text: text)
  }
}

extension Netrc: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "logins for \(entries.count) hosts" }
  public var debugDescription: String { description }
  public var customMirror: Swift.Mirror { Swift.Mirror(self, children: ["hosts": hosts], displayStyle: .struct) }
}

/// What is wrong with a netrc file, without a word of what stands in it.
public struct NetrcFault: Error, Hashable, Sendable {
  /// From 1; 0 where it is the file itself.
  public var line: Int
  public var reason: Phrase

  public var phrase: Phrase { line == 0 ? reason : "line \(line): \(reason)" }
}

/// The words of a netrc file with their lines: parted by white space, in quotes where they hold some.
struct NetrcWords {
  struct Word {
    var text: String
    var line: Int
  }
  private var rest: Substring.UnicodeScalarView
  private var line = 1

  init(_ text: String) { rest = text[...].unicodeScalars }

  /// The next keyword; nil at the end. `#` begins a comment where a keyword may stand, and only there.
  mutating func next() throws(NetrcFault) -> Word? {
    while true {
      skipSpace()
      guard rest.first == "#" else { return try word() }
      while let scalar = rest.first, scalar != "\n" { rest.removeFirst() }
    }
  }

  /// The word that belongs to a keyword.
  mutating func value(after keyword: Word) throws(NetrcFault) -> String {
    skipSpace()
    guard let word = try word() else {
      throw NetrcFault(line: keyword.line, reason: "nothing follows `\(keyword.text)`")
    }
    return word.text
  }

  /// A macro ends at an empty line, or at the end.
  mutating func skipMacro() {
    var isEmpty = false
    while let scalar = rest.popFirst() {
      if scalar == "\n" {
        line += 1
        if isEmpty { return }
        isEmpty = true
      } else if !scalar.properties.isWhitespace {
        isEmpty = false
      }
    }
  }

  private mutating func skipSpace() {
    while let scalar = rest.first, scalar.properties.isWhitespace {
      if scalar == "\n" { line += 1 }
      rest.removeFirst()
    }
  }

  private mutating func word() throws(NetrcFault) -> Word? {
    guard let first = rest.first else { return nil }
    var text = String.UnicodeScalarView()
    let start = line
    guard first == "\"" else {
      while let scalar = rest.first, !scalar.properties.isWhitespace { text.append(rest.removeFirst()) }
      return Word(text: String(text), line: start)
    }
    rest.removeFirst()
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return Word(text: String(text), line: start)
      case "\n": throw NetrcFault(line: start, reason: "a quotation mark is not closed")
      case "\\":
        guard let escaped = rest.popFirst() else { break }
        text.append(escaped == "n" ? "\n" : escaped == "t" ? "\t" : escaped == "r" ? "\r" : escaped)
      default: text.append(scalar)
      }
    }
    throw NetrcFault(line: start, reason: "a quotation mark is not closed")
  }
}
