/// A sentence that can still be translated: its English pattern and what goes into it.
///
///     let line: Phrase = "now on \(host) (\(240) ms)"
///     line.pattern        // "now on %1 (%2 ms)"
///     phrasebook(line)    // in the reader's language
public struct Phrase: Hashable, Sendable, Codable, ExpressibleByStringInterpolation {
  /// English, with `%1` … `%9` for the arguments; the key of the catalogues in `share/locale`.
  public var pattern: String
  /// The plural pattern, where the number `count` decides.
  public var plural: String?
  public var count: Int
  public var arguments: [String]
  /// Arguments that are phrases themselves, by their place from 0; `arguments` has their English.
  public var phrases: [Int: Phrase] = [:]
  /// Places of arguments that are numbers of things: a phrasebook writes them as its language does (`12,345`). What is no
  /// number of things, a port, a number that is typed again, goes in as a `String`.
  public var numbers: Set<Int> = []

  private enum CodingKeys: String, CodingKey { case pattern, plural, count, arguments, phrases, numbers }

  public init(stringLiteral value: String) { self.init(pattern: value, arguments: []) }
  public init(stringInterpolation: Interpolation) {
    self.init(pattern: stringInterpolation.pattern, arguments: stringInterpolation.arguments)
    phrases = stringInterpolation.phrases
    numbers = stringInterpolation.numbers
  }

  /// One pattern for one, one for many: `Phrase(1, one: "%1 new article", many: "%1 new articles")`; `%1` is the count.
  public init(_ count: Int, one: String, many: String) {
    self.init(pattern: one, plural: many, count: count, arguments: [String(count)])
    numbers = [0]
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
    var numbers: Set<Int> = []
    public init(literalCapacity: Int, interpolationCount: Int) {}
    public mutating func appendLiteral(_ literal: String) { pattern += literal }
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      arguments.append(value.description)
      pattern += "%\(arguments.count)"
    }
    public mutating func appendInterpolation(_ value: Int) {
      numbers.insert(arguments.count)
      arguments.append(String(value))
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
        text += argument(digit - 1, of: phrase)
        rest = rest[rest.index(after: next)...]
      } else {
        text += "%"
        rest = rest[next...]
      }
    }
    return text + rest
  }

  private func argument(_ place: Int, of phrase: Phrase) -> String {
    if let inner = phrase.phrases[place] { return self(inner) }
    let argument = phrase.arguments[place]
    return phrase.numbers.contains(place) ? grouped(argument) : argument
  }

  /// A number of things as the language writes it: `12,345`.
  public func number(_ number: Int) -> String { grouped(String(number)) }

  /// Digits in groups of three, from four digits on.
  private func grouped(_ digits: String) -> String {
    let sign = digits.hasPrefix("-") ? "-" : ""
    let plain = digits.dropFirst(sign.count)
    guard plain.utf8.count > 3 else { return digits }
    let mark = mark
    var text = ""
    for (place, digit) in plain.enumerated() {
      if place > 0, (plain.utf8.count - place) % 3 == 0 { text += mark }
      text.append(digit)
    }
    return sign + text
  }

  /// What stands between groups of digits, by the example that the catalogue gives.
  private var mark: String {
    let example: Phrase = "1,234 (how numbers are written)"
    let text = find(example.pattern, nil, 1)
    guard let start = text.firstIndex(of: "1"), let end = text.firstRange(of: "234")?.lowerBound,
      text.index(after: start) <= end
    else { return "," }
    return String(text[text.index(after: start)..<end])
  }
}
