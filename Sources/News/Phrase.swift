/// A sentence that can still be translated: its English pattern and what goes into it.
///
///     let line: Phrase = "now on \(host) (\(240) ms)"
///     line.pattern        // "now on %1 (%2 ms)"
///     phrasebook(line)    // in the reader's language
public struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// English, with `%1` … `%9` for the arguments; the key of the catalogues in `share/locale`.
  public var pattern: String
  /// The plural pattern, where the number `count` decides.
  public var plural: String?
  public var count: Int
  public var arguments: [String]
  /// Arguments that are phrases themselves, by their place from 0; `arguments` has their English.
  public var phrases: [Int: Phrase] = [:]

  public init(stringLiteral value: String) { self.init(pattern: value, arguments: []) }
  public init(stringInterpolation: Interpolation) {
    self.init(pattern: stringInterpolation.pattern, arguments: stringInterpolation.arguments)
    phrases = stringInterpolation.phrases
  }

  /// One pattern for one, one for many: `Phrase(1, one: "%1 new article", many: "%1 new articles")`; `%1` is the count.
  public init(_ count: Int, one: String, many: String) {
    self.init(pattern: one, plural: many, count: count, arguments: [String(count)])
  }

  /// Text that is nobody's to translate: a name, a URL.
  public init(verbatim text: String) { self.init(pattern: "%1", arguments: [text]) }

  init(pattern: String, plural: String? = nil, count: Int = 1, arguments: [String]) {
    self.pattern = pattern
    self.plural = plural
    self.count = count
    self.arguments = arguments
  }

  public struct Interpolation: StringInterpolationProtocol {
    var pattern = ""
    var arguments: [String] = []
    var phrases: [Int: Phrase] = [:]
    public init(literalCapacity: Int, interpolationCount: Int) {}
    public mutating func appendLiteral(_ literal: String) { pattern += literal }
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      arguments.append(value.description)
      pattern += "%\(arguments.count)"
    }
    /// A phrase within a phrase: each is translated by itself.
    public mutating func appendInterpolation(_ phrase: Phrase) {
      phrases[arguments.count] = phrase
      arguments.append(Phrasebook.english(phrase))
      pattern += "%\(arguments.count)"
    }
  }
}

/// Finds phrases in one language. English needs no catalogue.
public struct Phrasebook: Sendable {
  /// (English, English plural or nil, count) to the reader's pattern.
  let find: @Sendable (String, String?, Int) -> String

  public init(find: @escaping @Sendable (String, String?, Int) -> String) { self.find = find }

  public static let english = Phrasebook { one, many, count in count == 1 ? one : many ?? one }

  /// The phrase in this language, its arguments in their places.
  public func callAsFunction(_ phrase: Phrase) -> String {
    let pattern = phrase.pattern == "%1" ? "%1" : find(phrase.pattern, phrase.plural, phrase.count)
    var text = ""
    var rest = pattern[...]
    while let mark = rest.firstIndex(of: "%") {
      text += rest[..<mark]
      let next = rest.index(after: mark)
      guard next < rest.endIndex else {
        text += "%"
        return text
      }
      if let digit = rest[next].wholeNumberValue, digit >= 1, digit <= phrase.arguments.count {
        text += phrase.phrases[digit - 1].map(callAsFunction) ?? phrase.arguments[digit - 1]
        rest = rest[rest.index(after: next)...]
      } else {
        text += "%"
        rest = rest[next...]
      }
    }
    return text + rest
  }
}
