import Foundation

/// One line, as the store keeps it: quick to read, since there may be twenty thousand of them.
///
///     11101 240.5 81920.0                                  tries (1 good), usual ms, bytes/s; "-" is none
///     000 - - 3 1760000000123 22.5 1 s- 0                  failures, opened (ms since 1970), rest, times, hard, asked,
///                                                          successes: where the breaker is not as new
extension MirrorMemory: LosslessStringConvertible {
  public var description: String {
    let tries = tries.isEmpty ? "-" : String(tries.map { $0 ? "1" : "0" })
    let words = [tries, Self.word(usualMilliseconds), Self.word(bytesPerSecond)]
    return (breaker == Breaker() ? words : words + [breaker.words]).joined(separator: " ")
  }

  /// nil for what is no such line. Further words, of a newer version, are passed over.
  public init?(_ description: String) {
    let words = description.utf8.split(separator: UInt8(ascii: " "))
    guard words.count >= 3, words[0].count <= Self.mostTries else { return nil }
    self.init()
    if !words[0].elementsEqual("-".utf8) {
      guard words[0].allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }) else { return nil }
      tries = words[0].map { $0 == UInt8(ascii: "1") }
    }
    usualMilliseconds = Self.number(words[1])
    bytesPerSecond = Self.number(words[2])
    guard words.count > 3 else { return }
    guard let breaker = Breaker(words: words[3...]) else { return nil }
    self.breaker = breaker
  }

  private static func word(_ number: Double?) -> String { number.map { "\($0)" } ?? "-" }

  private static func number(_ word: Substring.UTF8View) -> Double? {
    Double(Substring(word)).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
  }
}

extension Breaker {
  fileprivate var words: String {
    let time = opened.map { "\(Int(($0.timeIntervalSince1970 * 1_000).rounded()))" } ?? "-"
    return "\(failures) \(time) \(rest) \(times) \(isHard ? "h" : "s")\(wasAsked ? "a" : "-") \(successes)"
  }

  fileprivate init?(words: ArraySlice<Substring.UTF8View>) {
    let words = words.map { Substring($0) }
    guard words.count >= 6, let failures = Int(words[0]), let rest = Double(words[2]), let times = Int(words[3]),
      let successes = Int(words[5]), (0...Self.mostRest).contains(rest), failures >= 0, times >= 0, successes >= 0,
      words[1] == "-" || Int(words[1]) != nil
    else { return nil }
    self.init()
    self.failures = failures
    opened = Int(words[1]).map { Date(timeIntervalSince1970: Double($0) / 1_000) }
    self.rest = rest
    self.times = times
    isHard = words[4].first == "h"
    wasAsked = words[4].last == "a"
    self.successes = successes
  }
}
