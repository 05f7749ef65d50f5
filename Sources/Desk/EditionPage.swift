import News
import Screen

/// A newsroom's signed record: what is wrong with it, its keys, what of it is here.
struct EditionPage: Page {
  static let kind = PageKind.edition
  /// Longest line that is still easy to read.
  static let widest = 96

  let subject: NewsroomID
  private(set) var evidence: [EditionEvidence] = []
  /// The notes and pieces themselves are shown.
  private(set) var isDetailed = false
  private var text = TextView()
  private var width = 0

  init(of newsroom: NewsroomID) { subject = newsroom }

  var title: Phrase { text.percent.map { "signed record, \($0) %" } ?? "signed record" }

  func newsroom(_ common: Common) -> NewsroomID? { subject }

  mutating func appear(_ common: inout Common) {
    common.want(.load(.shelf))
    common.want(.load(.evidence(subject)))
    set(common)
  }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    switch loaded {
    case .shelf: set(common)
    case .evidence(let newsroom, let arrived) where newsroom == subject:
      evidence = arrived
      set(common)
    case .changed: common.want(.load(.evidence(subject)))
    default: break
    }
  }

  private static func width(_ rect: Rect) -> Int { max(1, min(widest, rect.columns - 2)) }

  private func lines(_ width: Int, _ common: Common) -> [StyledLine] {
    guard let newsroom = common.newsroom(subject), let status = common.shelf.editions[subject] else { return [] }
    return EditionText.lines(newsroom, status, evidence, isDetailed: isDetailed, width: width, common)
  }

  private mutating func set(_ common: Common) {
    width = Self.width(common.body)
    text.set(lines(width, common), height: common.body.rows, isSameText: true)
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if text.move(name) { return }
    guard let status = common.shelf.editions[subject] else { return }
    switch name {
    case .redraw: set(common)
    case .cancel: text.look(for: "")
    case .evidence:
      isDetailed.toggle()
      set(common)
      if status.fork == nil, status.tampering.isEmpty { common.say("nothing is wrong, so there is nothing to show") }
    case .acknowledge:
      guard status.hasAlarm else { return common.say("there is no alarm that waits") }
      common.want(.mark(.alarmSeen(subject)))
      common.say(
        status.fork == nil
          ? "put away; it is told again if it goes on for a week"
          : "put away from the other pages; the newsroom stays stopped", .good)
    case .compare:
      if let argument {
        answer(.compare, argument, &common)
      } else {
        common.ask(.compare, "fingerprint, as you have it: ")
      }
    case .exportEvidence:
      guard status.fork != nil || !evidence.isEmpty else {
        return common.say("nothing is wrong, so there is nothing to write")
      }
      if let argument {
        answer(.exportEvidence, argument, &common)
      } else {
        common.ask(.exportEvidence, "write the evidence to file: ")
      }
    case .copy: copyLink(status, &common)
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: text.finder.text) }
    case .findNext:
      text.findNext()
      common.say(finding: text)
    case .findPrevious:
      text.findPrevious()
      common.say(finding: text)
    default: break
    }
  }

  /// Any mirror's address with the fingerprint behind it: what others follow the newsroom by.
  private func copyLink(_ status: EditionStatus, _ common: inout Common) {
    let own = common.shelf.mirrors.filter { $0.mirror.newsroom == subject && $0.mirror.servesNews }
    guard let mirror = own.first(where: { $0.mirror.state == .up }) ?? own.first,
      let fingerprint = status.fingerprint ?? status.wanted
    else { return common.say("no link can be made: no mirror is known", .bad) }
    let url = mirror.mirror.url
    common.want(.world(.copy(url + (url.hasSuffix("/") ? "#" : "/#") + fingerprint)))
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    switch purpose {
    case .compare: compare(text, &common)
    case .exportEvidence:
      if !text.isEmpty { common.want(.mirror(.exportEvidence(path: text, subject))) }
    case .find:
      self.text.look(for: text)
      common.say(finding: self.text)
    default: break
    }
  }

  private func compare(_ heard: String, _ common: inout Common) {
    guard !FingerprintText.plain(heard).isEmpty, let status = common.shelf.editions[subject],
      let fingerprint = status.fingerprint
    else { return }
    let outcome = FingerprintText.compare(heard, with: fingerprint)
    switch outcome {
    case .same:
      common.say(FingerprintText.phrase(outcome), .good)
      if status.wantsComparison { common.want(.mirror(.vouch(subject, fingerprint: fingerprint))) }
    case .begins: common.say(FingerprintText.phrase(outcome))
    case .differs: common.say(FingerprintText.phrase(outcome), .bad)
    }
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    switch mouse.action {
    case .wheelUp: text.scroll(-3)
    case .wheelDown: text.scroll(3)
    case .press, .doublePress: break
    }
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    grid.cursor = Point(column: 1, row: rect.row)
    guard width == Self.width(rect) else {
      var other = text
      other.set(lines(Self.width(rect), common), height: rect.rows, isSameText: true)
      return other.draw(on: &grid, in: rect)
    }
    text.draw(on: &grid, in: rect)
  }
}
