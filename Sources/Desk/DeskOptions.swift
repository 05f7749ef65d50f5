public import News
public import Screen

/// What the desk is told once, when it opens.
public struct DeskOptions: Sendable {
  public var phrasebook = Phrasebook.english
  /// What times are shown in.
  public var zone: TimeText.Zone = { _ in 0 }
  /// No lines are drawn: for screen readers.
  public var isPlain = false
  /// In the demo: the faults that a mirror can be given, the first being none.
  public var faults: [DemoFault] = []
  /// The themes that there are, and the one that is in use.
  public var themes: [ThemeChoice] = []
  public var theme = ""
  /// Colours that the terminal shows; 0 where it has none, or none are wanted.
  public var colours = 0
  public var showsPictures = true
  /// The guided tour of the demo.
  public var hasTour = false
  public init() {}
}

/// A theme by its name.
public struct ThemeChoice: Hashable, Sendable {
  public var name: String
  public var theme: Theme
  public init(name: String, theme: Theme) {
    self.name = name
    self.theme = theme
  }
}

/// A way for a mirror of the demo to fail.
public struct DemoFault: Hashable, Sendable {
  public var name: String
  public var phrase: Phrase
  public init(name: String, phrase: Phrase) {
    self.name = name
    self.phrase = phrase
  }
}
