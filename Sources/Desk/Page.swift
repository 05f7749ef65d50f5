import News
import Screen

/// One full view of the desk: its state, what it does on a command, and its picture are together in one file.
protocol Page: Sendable {
  static var kind: PageKind { get }
  /// What stands after the newsroom's name in the first line.
  var title: Phrase { get }
  /// The newsroom that the page speaks of, where it is not that of the list.
  func newsroom(_ common: Common) -> NewsroomID?
  /// Once, when the page comes up or comes back.
  mutating func appear(_ common: inout Common)
  /// A command of the table. `argument` is what followed its name after `:`.
  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common)
  /// What was typed at a prompt that this page asked for.
  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common)
  /// What nobody saw, typed at a prompt that this page asked for.
  mutating func answer(_ purpose: Common.Prompt.Purpose, hidden: HiddenLine, _ common: inout Common)
  /// A prompt was left without an answer.
  mutating func leavePrompt(_ common: inout Common)
  /// One step back within the page. False where there is none: the page goes.
  mutating func stepBack(_ common: inout Common) -> Bool
  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common)
  mutating func take(_ news: ReportNews, _ common: inout Common)
  mutating func take(_ news: PictureNews, _ common: inout Common)
  mutating func point(_ mouse: Mouse, _ common: inout Common)
  /// A key that gives no command here. False when the page has no use for it.
  mutating func type(_ key: Key, _ common: inout Common) -> Bool
  /// A paste where nothing is asked. False when the page has no use for it.
  mutating func paste(_ text: String, _ common: inout Common) -> Bool
  /// A question that this page asked was answered so; what the answer does is on its way.
  mutating func answered(_ choice: Question.Choice, _ common: inout Common)
  /// Right before the page goes, or another one comes before it, or the program ends or stops.
  mutating func part(_ common: inout Common)
  func render(on grid: inout Grid, in rect: Rect, _ common: Common)
}

extension Page {
  func newsroom(_ common: Common) -> NewsroomID? { common.newsroomInScope }
  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {}
  mutating func answer(_ purpose: Common.Prompt.Purpose, hidden: HiddenLine, _ common: inout Common) {}
  mutating func leavePrompt(_ common: inout Common) { perform(.cancel, argument: nil, &common) }
  mutating func stepBack(_ common: inout Common) -> Bool { false }
  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {}
  mutating func take(_ news: ReportNews, _ common: inout Common) {}
  mutating func take(_ news: PictureNews, _ common: inout Common) {}
  mutating func point(_ mouse: Mouse, _ common: inout Common) {}
  mutating func type(_ key: Key, _ common: inout Common) -> Bool { false }
  mutating func paste(_ text: String, _ common: inout Common) -> Bool { false }
  mutating func answered(_ choice: Question.Choice, _ common: inout Common) {}
  mutating func part(_ common: inout Common) {}
}
