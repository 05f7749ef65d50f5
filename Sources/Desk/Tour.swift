import News
import Screen

/// The guided tour of the demo: five things to try, one after the other. Each goes on to the next when it was done, by
/// whatever key; the whole can be ended and begun again.
struct Tour: Hashable, Sendable {
  enum Step: Int, CaseIterable, Sendable { case read, search, mirrors, report, help }

  /// There is one: in the demo.
  let isWanted: Bool
  /// What is to be tried next; nil once all is done, or it was ended.
  private(set) var step: Step?

  init(isWanted: Bool) {
    self.isWanted = isWanted
    step = isWanted ? .read : nil
  }

  /// Ends it, or begins it again.
  mutating func toggle() {
    guard isWanted else { return }
    step = step == nil ? .read : nil
  }

  /// What was done may be what the step asked for.
  /// - Returns: whether that was the last one.
  mutating func see(_ page: PageKind, given name: DeskCommand.Name? = nil) -> Bool {
    let isDone =
      switch step {
      case .read: page == .reader
      case .search: page == .search
      case .mirrors: name == .nextFault
      case .report: page == .composer
      case .help: page == .help
      case nil: false
      }
    guard isDone, let step else { return false }
    self.step = Step(rawValue: step.rawValue + 1)
    return self.step == nil
  }

  /// What to try, with the keys as they are now.
  /// - Parameter isWhole: and which one ends it.
  private func phrase(_ common: Common, isWhole: Bool) -> Phrase? {
    guard let step else { return nil }
    let what: Phrase =
      switch step {
      case .read:
        "\(common.key(.down, on: .front)) and \(common.key(.up, on: .front)) go through the list; \(common.key(.open, on: .front)) opens an article, \(common.key(.back, on: .reader)) comes back."
      case .search:
        "\(common.key(.find, on: .front)) on the front page finds words in everything that is kept: try strike."
      case .mirrors:
        "\(common.key(.mirrors, on: .front)) shows the mirrors: one tampers, one lags, one gets blocked; \(common.key(.nextFault, on: .mirrors)) blocks more."
      case .report:
        "\(common.key(.report, on: .front)) on the front page writes a report; nothing is sent before you have seen what would be sent."
      case .help:
        "\(common.key(.help, on: .front)) shows every key of a page, \(common.key(.command, on: .front)) takes any command by its name."
      }
    let (number, all) = (step.rawValue + 1, Step.allCases.count)
    return isWhole
      ? "Tour \(number)/\(all) · \(what) \(common.key(.tour, on: .front)) ends the tour."
      : "Tour \(number)/\(all) · \(what)"
  }

  /// Its lines above the hint line: none where the screen is too low for them.
  func lines(_ common: Common) -> [StyledLine] {
    guard step != nil, common.size.rows >= 8 else { return [] }
    let most = common.size.rows / 3
    let forms = [true, false].compactMap { phrase(common, isWhole: $0) }.map {
      StyledText(common.text($0), style: Style(.bar)).lines(width: max(2, common.size.columns - 2))
    }
    return forms.first { $0.count <= most } ?? Array((forms.last ?? []).prefix(most))
  }

  func rows(of common: Common) -> Int { step == nil ? 0 : lines(common).count }
}
