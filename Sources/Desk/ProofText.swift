import News
import Screen

/// What vouches for an article, in a line below its title and in full.
enum ProofText {
  /// `✓ signed by sample.example/news · entry 42 of 609 · text checked · i more`
  static func line(_ proof: ArticleProof, width: Int, _ common: Common) -> [StyledLine] {
    var parts: [Phrase] = []
    if let signer = proof.signer { parts.append("signed by \(signer.bounded(lines: 2, width: width))") }
    parts.append("entry \(proof.place + 1) of \(proof.size)")
    parts.append(proof.lacksText ? "its text is not here yet" : "text checked")
    if common.shelf.editions[proof.newsroom]?.fork != nil { parts.append("this newsroom is stopped") }
    if proof.wantsComparison { parts.append("keys not compared yet") }
    parts.append("\(common.key(.proof, on: .reader)) more")
    let isWarning = proof.wantsComparison || common.shelf.editions[proof.newsroom]?.fork != nil
    let text = parts.map(common.text).joined(separator: " · ")
    return StyledText("✓ " + text, style: Style(isWarning ? .warning : .good)).lines(width: width)
  }

  /// All of it.
  static func lines(_ proof: ArticleProof, _ headline: Headline, width: Int, _ common: Common) -> [StyledLine] {
    var text = LabelledLines(width: width, common)
    let times = common.times
    let edition = common.shelf.editions[proof.newsroom]
    text.heading("What vouches for this article")
    text.say(
      "Every mirror serves the same signed record. A mirror can withhold or delay it; it can't change a letter of it without being found out."
    )
    text.gap()
    text.fact("signed by", proof.signer ?? "", isFromOutside: true)
    if let signed = proof.signed {
      text.fact("signed", "\(times.long(signed)), \(common.text(TimeText.ago(signed, now: common.now)))")
    }
    text.fact("entry", common.text("\(proof.place + 1) of \(proof.size) in the newsroom's record"))
    if let time = proof.time { text.fact("written", times.long(time)) }
    if let mirror = headline.mirror { text.fact("came from", mirror, isFromOutside: true) }
    let checked: Phrase =
      proof.lacksText
      ? "its title and what stands beside it; its text is not here yet"
      : "its title, its text, and that both stand in the record that was signed"
    text.fact("checked", common.text(checked), Style(proof.lacksText ? .warning : .good))
    if let hash = proof.textHash { text.fact("SHA-256", grouped(hash)) }
    text.fact("id", proof.entry, isFromOutside: true)
    if let place = proof.location { text.fact("place", place, isFromOutside: true) }
    if let note = proof.correction, !note.isEmpty { text.fact("corrected", note, isFromOutside: true) }
    if let withdrawn = proof.withdrawn {
      let words = [times.long(withdrawn), proof.withdrawal].compactMap { $0 }.joined(separator: " · ")
      text.fact("withdrawn", words, Style(.warning), isFromOutside: true)
    }
    for file in proof.files.prefix(64) {
      text.fact("a file", "\(file.type), \(SizeText.text(file.size)), \(grouped(file.sha256))", isFromOutside: true)
    }
    if let fingerprint = proof.fingerprint {
      text.gap()
      text.heading("The newsroom's keys")
      if let edition { text.say(AlarmText.keys(edition), Style(edition.wantsComparison ? .warning : .normal)) }
      text.lines += FingerprintText.lines(fingerprint, width: width, common)
    }
    if edition?.fork != nil {
      text.gap()
      text.say(
        "This newsroom is stopped: two different editions of it are signed; \(common.key(.edition, on: .reader)) says more.",
        Style(.bad, bold: true))
    }
    return text.lines
  }

  /// In place of an article that its newsroom removed.
  static func lines(_ removal: SignedRemoval, width: Int, _ common: Common) -> [StyledLine] {
    var text = LabelledLines(width: width, common)
    let times = common.times
    text.heading("The newsroom has removed this article")
    text.say("It does so for somebody's safety, or because a court wants it. What was kept of it here is erased.")
    text.gap()
    if let time = removal.time { text.fact("removed", times.long(time)) }
    if let note = removal.note, !note.isEmpty { text.fact("note", note, isFromOutside: true) }
    text.fact("entry", "\(removal.place + 1)")
    return text.lines
  }

  /// Eight digits at a time: a line of 64 can't be read.
  static func grouped(_ hash: String) -> String {
    var groups: [Substring] = []
    var rest = hash.prefix(128)
    while !rest.isEmpty {
      groups.append(rest.prefix(8))
      rest = rest.dropFirst(8)
    }
    return groups.joined(separator: " ")
  }
}
