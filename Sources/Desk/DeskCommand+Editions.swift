import News

extension DeskCommand {
  /// What a signed newsroom is known by: who vouches for an article, its keys, what is wrong with it.
  static let forEditions: [DeskCommand] = [
    .init(
      .proof, ["i"], on: [.reader],
      "Who signed this article, when, where it stands in the newsroom's record, and what of it was checked."),
    .init(
      .edition, ["V"], on: [.front, .reader, .search, .mirrors, .log, .boards],
      "The newsroom's signed record: its keys to be compared, what of it is here, what is wrong with it."),
    .init(.alarm, ["<F5>"], "What is wrong: a newsroom signed in two ways, a mirror that altered something."),
    .init(
      .compare, ["c"], on: [.edition], hint: "compare", argument: "FINGERPRINT",
      "Compare the newsroom's keys with a fingerprint that you have from elsewhere."),
    .init(
      .exportEvidence, ["E"], on: [.edition], hint: "export", argument: "FILE", completes: .path,
      "Write what proves a fork or a tampering to a file, to be shown to others."),
  ]
}
