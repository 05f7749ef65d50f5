import News
import Screen

/// A newsroom's fingerprint as two people compare it, over the telephone or side by side: short groups with their numbers, each
/// letter by its word.
enum FingerprintText {
  /// `wc1`, then groups of four.
  static func groups(_ fingerprint: String) -> [String] {
    let text = plain(fingerprint)
    var groups = [String(text.prefix(3))]
    var rest = text.dropFirst(3)
    while !rest.isEmpty {
      groups.append(String(rest.prefix(4)))
      rest = rest.dropFirst(4)
    }
    return groups
  }

  /// As it is written, whoever wrote it: in groups, in capitals, behind a link.
  static func plain(_ text: String) -> String {
    let fragment = text.lastIndex(of: "#").map { String(text[text.index(after: $0)...]) } ?? text
    return String(fragment.lowercased().filter { !$0.isWhitespace && $0 != "-" }.prefix(200))
  }

  /// What a comparison comes to.
  enum Outcome: Hashable {
    case same
    /// As far as it goes; so many groups are still to be compared.
    case begins(left: Int)
    /// The first group that is another, from 1; the three letters before the groups are 0.
    case differs(group: Int, here: String, there: String)
  }

  static func compare(_ heard: String, with fingerprint: String) -> Outcome {
    let heard = plain(heard)
    // Who reads it aloud may leave out what all begin with.
    let (mine, theirs) = (groups(fingerprint), groups(heard.hasPrefix("wc1") ? heard : "wc1" + heard))
    for (place, group) in theirs.enumerated() {
      guard place < mine.count else { return .differs(group: place, here: "", there: group) }
      if group == mine[place] { continue }
      let isLast = place == theirs.count - 1
      if isLast, mine[place].hasPrefix(group) { return .begins(left: mine.count - place) }
      return .differs(group: place, here: mine[place], there: group)
    }
    return theirs.count == mine.count ? .same : .begins(left: mine.count - theirs.count)
  }

  static func phrase(_ outcome: Outcome) -> Phrase {
    switch outcome {
    case .same: "the same: these are the keys that you were given"
    case .begins(let left): "the same so far; groups still to be compared: \(left)"
    case .differs(let group, let here, let there):
      "NOT the same: group \(group) is \(here) here, and \(there) there. Ask again; if it stays so, this is another newsroom"
    }
  }

  /// `1  bcpq  Bravo Charlie Papa Quebec`
  static func lines(_ fingerprint: String, width: Int, _ common: Common) -> [StyledLine] {
    let groups = groups(fingerprint)
    return groups.enumerated().flatMap { place, group -> [StyledLine] in
      let words = group.map { common.text(word($0)) }.joined(separator: " ")
      let number = place == 0 ? "  " : place < 10 ? " \(place)" : "\(place)"
      return LabelledText.lines("\(number)  \(group)", StyledText(words, style: Style(.dim)), indent: 10, width: width)
    }
  }

  /// The letters' words of aviation and radio (ICAO, ITU), known all over the world; digits by their names.
  static func word(_ letter: Character) -> Phrase {
    switch letter {
    case "a": "Alfa"
    case "b": "Bravo"
    case "c": "Charlie"
    case "d": "Delta"
    case "e": "Echo"
    case "f": "Foxtrot"
    case "g": "Golf"
    case "h": "Hotel"
    case "i": "India"
    case "j": "Juliett"
    case "k": "Kilo"
    case "l": "Lima"
    case "m": "Mike"
    case "n": "November"
    case "o": "Oscar"
    case "p": "Papa"
    case "q": "Quebec"
    case "r": "Romeo"
    case "s": "Sierra"
    case "t": "Tango"
    case "u": "Uniform"
    case "v": "Victor"
    case "w": "Whiskey"
    case "x": "X-ray"
    case "y": "Yankee"
    case "z": "Zulu"
    case "0": "zero"
    case "1": "one"
    case "2": "two"
    case "3": "three"
    case "4": "four"
    case "5": "five"
    case "6": "six"
    case "7": "seven"
    case "8": "eight"
    case "9": "nine"
    default: Phrase(verbatim: String(letter))
    }
  }
}
