import News

/// What goes with the report: cleaned copies, or after a plain warning a file as it is.
extension ComposerPage {
  /// Something that was to be attached and was not.
  struct Refusal: Hashable, Sendable {
    var path: String
    var phrase: Phrase
    var canGoUntouched: Bool
  }

  mutating func take(attached file: Attachment, _ common: inout Common) {
    header.take(header.attachments.filter { $0.id != file.id } + [file])
    common.say("attached as \(file.name)", .good)
  }

  /// Never asked by itself whether it may go as it is: who is typing would answer without reading.
  mutating func take(_ refusal: Refusal, _ common: inout Common) {
    self.refusal = refusal
    let key = common.key(.untouched, on: .composer)
    common.say(
      refusal.canGoUntouched
        ? "NOT ATTACHED: \(refusal.path): \(refusal.phrase); \(key) attaches it as it is"
        : "NOT ATTACHED: \(refusal.path): \(refusal.phrase)", .bad)
  }

  mutating func attach(_ path: String, untouched: Bool, _ common: inout Common) {
    refusal = nil
    flush(&common)
    common.want(.report(.attach(number, path: path, untouched: untouched)))
  }

  func offerUntouched(_ common: inout Common) {
    guard let refusal, refusal.canGoUntouched else { return common.say("no file waits to be attached as it is") }
    common.question = Question(
      phrase:
        "Attach \(refusal.path) AS IT IS? Nothing can clean it: who made it, where, when and with what may be inside, and everybody who gets the report can read that.",
      effect: .report(.attach(number, path: refusal.path, untouched: true)))
  }

  func detach(_ common: inout Common) {
    guard case .caption(let id) = header.focus, let file = header.attachments.first(where: { $0.id == id }) else {
      return common.say("go to the attachment's caption first", .bad)
    }
    common.question = Question(
      phrase:
        "Take \(file.name) (\(file.originalName)) away? The clean copy here is thrown away; your own file stays as it is.",
      effect: .report(.detach(number, id)))
  }
}
