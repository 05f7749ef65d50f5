import News
import Screen

extension MirrorsPage {
  /// What there is to know of the selected mirror.
  func details(_ shelved: ShelvedMirror, width: Int, _ common: Common) -> [StyledLine] {
    let mirror = shelved.mirror
    let width = max(2, width)
    var lines: [StyledLine] = []
    func add(_ text: String, _ style: Style = .normal) {
      lines += StyledText(text.bounded(lines: 40, width: width), style: style).lines(width: width)
    }
    /// Lines beside the word that says what they are.
    func add(_ label: Phrase, _ texts: [String], _ style: Style = .normal) {
      for (number, text) in texts.enumerated() {
        let text = StyledText(text.bounded(lines: 40, width: width), style: style)
        lines += LabelledText.lines(number == 0 ? common.text(label) : "", text, indent: 10, width: width)
      }
    }
    add(mirror.url, Style(.link))
    if mirror.takesDrops { add(common.text("A relay: reports are left with it, and it has no news.")) }
    if let fault = fault(of: mirror, common) {
      add(common.text("In the demo, it does this now:") + " " + common.text(fault.phrase), Style(.alert))
    }
    if let offer = mirror.offer { add(common.text(sentence(offer, common)), Style(.warning)) }
    if let sentence = shelved.sentence {
      let isBlocked = mirror.verdict?.isBlocked == true
      add(common.text(sentence), Style(isBlocked ? .bad : .warning))
      if isBlocked { add(common.text("Somebody on the way keeps you from it; the mirror itself may be well.")) }
    }
    if mirror.isPinned, mirror.servesNews {
      let (pin, others) = (common.key(.pin), common.key(.askOthers))
      let way: Phrase =
        "Pinned: no other mirror of this newsroom is asked; \(pin) unpins it, \(others) asks the others once."
      add(common.text(way), Style(.warning))
    }
    add("rest", [resting(shelved, common)].compactMap { $0 }.map(common.text))
    add("way", [common.text(way(shelved, common))])
    if let speed = speed(shelved, common) { add("speed", [speed]) }
    if let behind = Self.behind(mirror) { add("behind", [common.text(behind)], Style(.warning)) }
    if let signed = mirror.signed { add("named", [common.text(Self.named(signed, width: width))]) }
    let good =
      mirror.lastGood.map { common.text("last good \(common.times.long($0))") } ?? common.text("never good yet")
    let tried = mirror.lastTried.map { common.text("last asked \(common.times.long($0))") }
    add("seen", [[good, tried].compactMap { $0 }.joined(separator: " · ")])
    add("evidence", shelved.evidence.map(common.text))
    add("why", shelved.why.map(common.text))
    return lines
  }

  /// What the newsroom's record says of it: whose it is, where it stands, from where on it has the news.
  static func named(_ signed: SignedMirror, width: Int) -> Phrase {
    let whose = [signed.operatorName, signed.country].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    let who: Phrase =
      whose.isEmpty ? "by the newsroom itself" : "by the newsroom itself: \(whose.bounded(lines: 2, width: width))"
    return signed.first > 0 ? "\(who); it has the entries from \(signed.first) on" : who
  }

  /// Until when it is left alone, and what ends that.
  private func resting(_ shelved: ShelvedMirror, _ common: Common) -> Phrase? {
    guard let rest = rest(shelved, common) else { return nil }
    let breaker = shelved.mirror.memory.breaker
    if breaker.isHard { return "\(rest), for what does not pass by itself; \(common.key(.test)) tests it now" }
    if breaker.wasAsked { return "\(rest), as it asked for; \(common.key(.retry)) asks it now" }
    return "\(rest), as it failed; \(common.key(.retry)) asks it now"
  }

  /// How it is reached: its own way, or that of all.
  private func way(_ shelved: ShelvedMirror, _ common: Common) -> Phrase {
    let key = common.key(.route)
    if let route = shelved.route { return "\(route) (its own way); \(key) changes it" }
    if let network = common.shelf.network { return "\(network), as all; \(key) changes it" }
    return "directly; \(key) changes it"
  }

  /// Its last good tries.
  private func speed(_ shelved: ShelvedMirror, _ common: Common) -> String? {
    guard let least = shelved.latencies.min(), let most = shelved.latencies.max(), shelved.latencies.count > 1 else {
      return shelved.mirror.latencyMilliseconds.map { "\(common.text($0)) ms" }
    }
    let spark = common.options.isPlain ? nil : Self.spark(shelved.latencies)
    return [spark, "\(common.text(least))–\(common.text(most)) ms"].compactMap { $0 }.joined(separator: " ")
  }

  /// The last tries as a line of bars, the slowest one full; nil where there is nothing to compare.
  static func spark(_ latencies: [Int]) -> String? {
    let last = latencies.suffix(20)
    guard last.count > 1, let most = last.max(), most > 0 else { return nil }
    let bars = Array("▁▂▃▄▅▆▇█")
    return String(last.map { bars[max(0, min($0 * (bars.count - 1) / most, bars.count - 1))] })
  }

  /// The fault that the demo has given it.
  func fault(of mirror: Mirror, _ common: Common) -> DemoFault? {
    common.options.faults.dropFirst().first { $0.name == common.faults[mirror.url] }
  }

  private func sentence(_ offer: MovedOffer, _ common: Common) -> Phrase {
    let (take, leave) = (common.key(.accept), common.key(.dismiss))
    return switch offer.found {
    case .feed(let title, isSame: true):
      "It redirects to \(offer.url), where the same feed stands (\(title)): \(take) takes that address, \(leave) turns it down."
    case .feed(let title, isSame: false):
      "It redirects to \(offer.url), where another feed stands (\(title)): \(take) takes that address, \(leave) turns it down."
    case .other(let what):
      "It redirects to \(offer.url), where no feed stands, but \(what): \(leave) turns it down."
    }
  }
}
