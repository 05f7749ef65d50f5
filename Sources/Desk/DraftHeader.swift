import News
import Screen

/// The composer's fields above the text, and which of them the keys go to.
struct DraftHeader: Sendable {
  enum Field: Hashable, Sendable {
    case title, section, language, place, byline, urgent
    case caption(AttachmentID)
    case body
  }

  var focus: Field
  var isUrgent: Bool
  private(set) var attachments: [Attachment] = []
  private var lines: [Field: LineEditor] = [:]

  init(_ report: Report) {
    focus = report.title.isEmpty ? .title : .body
    isUrgent = report.isUrgent
    lines[.title] = LineEditor(report.title)
    lines[.section] = LineEditor(report.section)
    lines[.language] = LineEditor(report.language)
    lines[.place] = LineEditor(report.place)
    lines[.byline] = LineEditor(report.byline)
    take(report.attachments)
  }

  /// In the order of `Tab`, the text last.
  var fields: [Field] {
    [.title, .section, .language, .place, .byline, .urgent] + attachments.map { .caption($0.id) } + [.body]
  }

  subscript(_ field: Field) -> LineEditor? {
    get { lines[field] }
    set { lines[field] = newValue }
  }

  func text(_ field: Field) -> String { lines[field]?.text ?? "" }

  /// The attachments as the disk has them; a caption that is being written stays as it stands.
  mutating func take(_ attachments: [Attachment]) {
    let known = Set(self.attachments.map(\.id))
    for file in attachments where !known.contains(file.id) { lines[.caption(file.id)] = LineEditor(file.caption) }
    self.attachments = attachments
    if !fields.contains(focus) { focus = .body }
  }

  /// Every caption is on the disk.
  var hasKeptCaptions: Bool { attachments.allSatisfy { text(.caption($0.id)) == $0.caption } }

  /// To the field after (1) or before (−1), round and round.
  mutating func move(_ step: Int) {
    let fields = fields
    let place = fields.firstIndex(of: focus) ?? 0
    focus = fields[(place + step + fields.count) % fields.count]
  }

  /// Presses a key in the field in focus, which is not the text. False when it means nothing there.
  mutating func press(_ key: Key, sections: [String]) -> Bool {
    switch (key, focus) {
    case (.character(" "), .urgent), (.left, .urgent), (.right, .urgent):
      isUrgent.toggle()
      return true
    case (.right, .section) where complete(sections), (.end, .section) where complete(sections): return true
    default: return lines[focus]?.press(key) ?? false
    }
  }

  // MARK: Sections

  /// The newsroom's sections that the one being written could become.
  func offers(_ sections: [String]) -> [String] {
    let written = text(.section).lowercased()
    return sections.filter { $0.lowercased().hasPrefix(written) && $0.lowercased() != written }
  }

  /// At the end of the line: the first section that begins so; after a whole one, the next.
  private mutating func complete(_ sections: [String]) -> Bool {
    guard let line = lines[.section], line.cursor == line.characters.count else { return false }
    if let place = sections.firstIndex(of: line.text) {
      lines[.section] = LineEditor(sections[(place + 1) % sections.count])
    } else if let offer = offers(sections).first {
      lines[.section] = LineEditor(offer)
    } else {
      return false
    }
    return true
  }
}
