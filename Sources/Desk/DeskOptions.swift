public import News

/// What the desk is told once, when it opens.
public struct DeskOptions: Sendable {
  public var phrasebook = Phrasebook.english
  /// Seconds east of UTC: what times are shown in.
  public var secondsFromUTC = 0
  /// No lines are drawn: for screen readers.
  public var isPlain = false
  /// In the demo: the faults that a mirror can be given, the first being none.
  public var faults: [DemoFault] = []
  public init() {}
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
