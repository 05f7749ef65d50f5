import News

extension DeskCommand {
  private static let begins: Set<PageKind> = [.front, .search, .reader, .outbox, .boards]
  private static let articles: Set<PageKind> = [.front, .search, .reader, .boards]

  /// What is written, reviewed, filed and delivered. In the composer, letters are text: its commands have other keys.
  static let forReports: [DeskCommand] = [
    .init(
      .report, ["c"], on: begins, hint: "report", argument: "NEWSROOM", completes: .newsroom,
      "Write a report to a newsroom."),
    .init(
      .alert, [], on: begins, argument: "NEWSROOM", completes: .newsroom, "Write an alert: a report that is urgent."),
    .init(.correction, [], on: begins, argument: "NEWSROOM", completes: .newsroom, "Write a correction."),
    .init(.reply, ["C"], on: articles, "Write a report that answers this article, and quotes it."),
    .init(.correct, [], on: articles, "Write a correction of this article."),
    .init(
      .outbox, ["x"], on: [.front, .search, .reader, .mirrors, .log],
      "The outbox: what is being written, and what is on its way."),

    // The composer.
    .init(
      .review, ["<C-s>", "<F2>"], on: [.composer], hint: "review",
      "Look at what would be sent and who could read it; filing is done there."),
    .init(
      .attach, ["<C-o>", "<F3>"], on: [.composer], hint: "attach", argument: "FILE", completes: .path,
      "Attach a file: a copy of it is cleaned of metadata, the file itself is never changed."),
    .init(.leave, ["<Esc><Esc>"], on: [.composer], hint: "leave", "Leave; the draft is kept."),
    .init(.nextField, ["<Tab>"], on: [.composer], hint: "next field", "To the next field, then to the text."),
    .init(.previousField, ["<S-Tab>"], on: [.composer], "To the field before."),
    .init(.editor, ["<F4>"], on: [.composer], "Write the text in your own editor ($VISUAL); both ways keep it."),
    .init(.urgent, ["<F6>"], on: [.composer], "Mark the report urgent, or take the mark away."),
    .init(
      .untouched, ["<F7>"], on: [.composer], "Attach the file that was refused as it is, its metadata inside. Asks."),
    .init(.detach, ["<F8>"], on: [.composer], "Take the attachment away that the cursor is on. Asks."),
    .init(
      .discard, ["D", "<F9>"], on: [.composer, .outbox],
      "Throw the draft away, or forget a report that was filed. Asks."),

    // Review.
    .init(.file, ["f"], on: [.review], hint: "file", "File it: it leaves as soon as a relay answers."),
    .init(.agree, ["a"], on: [.review], hint: "agree", "Agree that reports to this newsroom are sent unsealed. Asks."),
    .init(.disagree, ["d"], on: [.review], "Take that back: reports wait here, and are not sent."),

    // The outbox.
    .init(.deliver, ["r"], on: [.outbox], hint: "send now", "Try to deliver this report now."),
    .init(.deliverAll, ["R"], on: [.outbox], "Try to deliver all that waits, now."),
    .init(
      .edit, ["e"], on: [.outbox], hint: "edit",
      "Go on writing: a report that was filed becomes a draft of its next version."),
    .init(
      .withdraw, ["w"], on: [.outbox], hint: "withdraw",
      "Take a report back that no relay has yet: it becomes a draft again."),
    .init(.details, ["i"], on: [.outbox], "Show what is known of this report alone, or beside the list."),
    .init(
      .export, ["E"], on: [.outbox], argument: "FILE", completes: .path,
      "Write the report to one file, for a USB stick: another machine can deliver it."),
    .init(
      .importFile, ["I"], on: [.outbox], argument: "FILE", completes: .path,
      "Take in such a file, and deliver it from here."),
  ]
}
