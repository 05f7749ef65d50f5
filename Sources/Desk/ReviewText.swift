import News
import Screen

/// A review in lines: the danger first, then to whom, then what.
struct ReviewText {
  /// Of a text that is longer than anybody reads again, about so many lines are shown.
  static let mostLines = 1_000

  private(set) var lines: [StyledLine] = []
  private let sheet: ReviewSheet
  private let width: Int
  private let common: Common
  /// Columns of the labels on the left.
  private let indent: Int

  static func lines(_ sheet: ReviewSheet, width: Int, _ common: Common) -> [StyledLine] {
    var text = ReviewText(sheet, width: width, common)
    text.setLetters()
    text.setWay()
    text.setGaps()
    text.setReport()
    text.setAttachments()
    text.setBody()
    return text.lines
  }

  private init(_ sheet: ReviewSheet, width: Int, _ common: Common) {
    (self.sheet, self.width, self.common) = (sheet, width, common)
    indent = width < 60 ? 10 : 14
  }

  // MARK: What the desk answered

  private mutating func setLetters() {
    for letter in sheet.letters.reversed() {
      add("LETTER of the desk, \(common.times.long(letter.time))", Style(.good, bold: true))
      lines += StyledText(letter.text.bounded(lines: Self.mostLines, width: width)).lines(width: width)
      gap()
    }
  }

  // MARK: The way

  /// Whose keys they are, and what is to be known of them.
  private mutating func setKeys() {
    switch sheet.keys {
    case .none: break
    case .waiting: add("Its keys are not here yet: it waits for a sync, and is sealed then.", Style(.warning))
    case .stopped:
      add(
        "STOPPED: two editions of this newsroom exclude each other. Nothing is sent until its editors sign new keys.",
        Style(.alert, bold: true))
    case .nobody(let origin): add("The keys of \(origin) name nobody to seal a report to.", Style(.warning))
    case .desk(let editors, let origin, let fingerprint, let isFirstSeen):
      let words = Phrase(editors, one: "sealed for %1 editor", many: "sealed for %1 editors")
      add("\(words) of \(origin): \(fingerprint)", Style(.good))
      if isFirstSeen {
        add("Nobody has vouched for these keys: compare the fingerprint with the newsroom's own.", Style(.warning))
      }
    }
  }

  private mutating func setWay() {
    let step = UnsealedStep(sheet: sheet)
    switch sheet.keys {
    case .waiting, .stopped: break
    case _ where sheet.isSealed:
      add("SEALED to the keys of the desk: nobody else can read it.", Style(.good, bold: true))
    case _ where step.isOpenOnTheWay:
      add(
        "NOT SEALED: anybody on the way, and whoever runs a relay below, can read all of it.", Style(.alert, bold: true)
      )
    default:
      add("NOT SEALED: whoever runs a relay below, or seizes it, can read all of it.", Style(.alert, bold: true))
    }
    setKeys()
    gap()
    add("To", Phrase(verbatim: sheet.newsroomName), Style(bold: true))
    if sheet.relays.isEmpty {
      add("", "No relay is known: it is filed to wait. :add-relay URL on the mirrors page adds one.", Style(.warning))
    }
    for relay in sheet.relays {
      let way: Phrase =
        switch (relay.isPrivate, step.isReached(relay)) {
        case (true, _) where sheet.isSealed: "\(relay.url)"
        case (false, _) where sheet.isSealed && sheet.relays.contains(where: \.isPrivate) && sheet.consent != .inClear:
          "\(relay.url) · PLAIN HTTP: left out, as anybody on the way would see that something is sent"
        case (false, _) where sheet.isSealed:
          "\(relay.url) · PLAIN HTTP: anybody on the way sees that something is sent, and can't read it"
        // Loopback, or an onion address.
        case (true, true) where !relay.url.lowercased().hasPrefix("https:"):
          "\(relay.url) · nobody on the way reads it; who runs it can"
        case (true, true): "\(relay.url) · over TLS: who runs it can read it"
        case (true, false): "\(relay.url) · over TLS: who runs it could read it; left out until you agree"
        case (false, true): "\(relay.url) · PLAIN HTTP: anybody on the way can read it"
        case (false, false): "\(relay.url) · PLAIN HTTP: anybody on the way could read it; left out until you agree"
        }
      add("", way, relay.isPrivate ? .normal : Style(.warning))
    }
    guard !sheet.isSealed else { return }
    let agreed: Phrase =
      switch sheet.consent {
      case .none: "to nothing yet: unsealed reports wait here, and are not sent"
      case .overTLS: "that reports to \(sheet.newsroomName) go unsealed over TLS"
      case .inClear: "that reports to \(sheet.newsroomName) go unsealed, and over plain http"
      }
    add("Agreed", agreed, sheet.consent == .none ? Style(.warning) : .normal)
  }

  private mutating func setGaps() {
    guard !sheet.missing.isEmpty, !sheet.isFiled else { return }
    gap()
    var label: Phrase = "Missing"
    for item in sheet.missing.filter(\.isBlocking) + sheet.missing.filter({ !$0.isBlocking }) {
      if item.isBlocking {
        add(label, "✗ \(item.phrase) (it can't be filed so)", Style(.bad, bold: true))
      } else {
        add(label, "· \(item.phrase)", Style(.warning))
      }
      label = ""
    }
  }

  // MARK: The report

  private mutating func setReport() {
    let report = sheet.draft.report
    gap()
    add("Title", Phrase(verbatim: report.title), Style(.title, bold: true))
    add("Kind", DraftLine.kind(report), .normal)
    if report.isUrgent { add("Urgent", "! yes: readers get it as an alert", Style(.alert, bold: true)) }
    let fields: [(Phrase, String)] = [
      ("Section", report.section), ("Language", report.language), ("Place", report.place),
      ("Byline", report.byline), ("Answers", report.inReplyTo ?? ""),
    ]
    for (label, text) in fields where !text.isEmpty { add(label, Phrase(verbatim: text), .normal) }
    add("Length", Phrase(WordCount.words(in: report.body), one: "%1 word", many: "%1 words"), .normal)
    add("Size", "\(SizeText.text(sheet.size)) as it is sent, padding included", .normal)
  }

  private mutating func setAttachments() {
    for file in sheet.draft.report.attachments {
      gap()
      add("File", "\(file.name) · \(file.type) · \(SizeText.text(file.size))", Style(bold: true))
      add("", "here it was \(file.originalName); that name is not sent", Style(.dim))
      switch file.cleaning {
      case .cleaned(let found) where found.isEmpty: add("", "no metadata was found in it", Style(.good))
      case .cleaned(let found):
        add("", "metadata found and removed: \(found.joined(separator: ", "))", Style(.good))
      case .untouched:
        add(
          "", "WARNING: sent as it is: metadata is still inside (who, where, when, with what)",
          Style(.alert, bold: true))
      }
      if !file.caption.isEmpty { add("", "caption: \(file.caption)", .normal) }
    }
  }

  private mutating func setBody() {
    gap()
    let body = sheet.draft.report.body
    let bounded = body.bounded(lines: Self.mostLines, width: width)
    lines += StyledText(bounded).lines(width: width)
    if bounded.utf8.count < body.utf8.count { add("… and so on: it is sent whole.", Style(.dim)) }
  }

  // MARK: Lines

  private mutating func gap() { if !lines.isEmpty { lines.append(StyledLine()) } }

  private mutating func add(_ phrase: Phrase, _ style: Style) {
    lines += StyledText(common.text(phrase), style: style).lines(width: width)
  }

  private mutating func add(_ label: Phrase, _ phrase: Phrase, _ style: Style) {
    let text = StyledText(common.text(phrase).bounded(lines: 40, width: width), style: style)
    lines += LabelledText.lines(common.text(label), text, indent: indent, width: width)
  }
}
