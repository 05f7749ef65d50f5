import News

/// Asked only before something that can't be undone, or that touches much.
struct Question: Hashable, Sendable {
  /// An answer: its key, and what it does.
  struct Choice: Hashable, Sendable {
    var key: Character
    var effects: [DeskEffect]
  }

  var phrase: Phrase
  /// Any other answer leaves all as it is.
  var choices: [Choice]

  init(phrase: Phrase, choices: [Choice]) {
    self.phrase = phrase
    self.choices = choices
  }

  /// Yes or no.
  init(phrase: Phrase, effect: DeskEffect) {
    self.init(phrase: phrase, choices: [Choice(key: "y", effects: [effect])])
  }

  /// The answer that a key gives, in either case.
  func choice(_ key: Character) -> Choice? {
    choices.first { String($0.key) == key.lowercased() }
  }

  /// How it can be answered, as it stands behind the question: `[y/n]`.
  var ending: String { " [" + (choices.map { String($0.key) } + ["n"]).joined(separator: "/") + "]" }
}
