import News

extension DeskCommand {
  private static let articles: Set<PageKind> = [.front, .search, .reader, .boards]

  /// What the further pages are for: folders and marks, boards, pictures, keeping, themes, the tour.
  static let forPages: [DeskCommand] = [
    .init(
      .tag, ["t"], on: articles, argument: "TAG", completes: .tag,
      "Put a tag on this article; -TAG takes it away. A tag is a folder on the left."),
    .init(
      .mute, ["M"], on: articles, argument: "WORDS",
      "Hide what is like this: author, word WORDS, thread; for how long: for 7 days."),
    .init(.unmute, [], on: articles, argument: "WORDS", "Show again what was muted by these words."),
    .init(.mutes, [], on: articles, "What is muted, and until when; each mute can be lifted."),
    .init(
      .lift, ["D", "<Enter>"], on: [.mutes], hint: "lift",
      "Lift this mute: what it hides is shown again. Can be undone."),
    .init(
      .sort, ["O"], on: [.front], argument: "ORDER", completes: .order,
      "Another order of this list: newest, oldest, title, newsroom."),
    .init(.saveSearch, ["w"], on: [.search], argument: "NAME", "Keep this search as a folder on the left."),
    .init(.searchScope, ["<Tab>"], on: [.search], "Search in everything, or in the list of before alone."),
    .init(
      .boards, ["b"], on: [.front, .reader, .search],
      "The boards: threads with their answers; on an article, the thread that it belongs to."),
    .init(.fold, ["z"], on: [.boards], hint: "fold", "Fold the answers below this message, or unfold them."),
    .init(.foldAll, ["Z"], on: [.boards], "Fold all answers of this thread, or unfold them."),
    .init(.catchUp, ["K"], on: [.boards], hint: "catch up", "Mark this whole thread read; can be undone."),
    .init(.keeping, ["K"], on: [.front], "What is kept offline, for how long, and what would go."),
    .init(.letGo, ["D"], on: [.keeping], hint: "let go", "Let go now of what the rules no longer keep. Asks."),
    .init(
      .pictures, ["p"], on: [.front, .reader, .search],
      "The pictures of this article; beside the left column, those of the list."),
    .init(
      .fetchPicture, ["f"], on: [.pictures], hint: "fetch",
      "Fetch this picture now, from the newsroom's mirrors and from nowhere else."),
    .init(
      .togglePictures, ["P"], on: [.pictures], hint: "words only",
      "Show pictures by their words alone, or as pictures again."),
    .init(
      .themes, ["T"], on: [.front], argument: "THEME", completes: .theme, "The colours: choose a theme, see each role."),
    .init(
      .choose, ["<Enter>"], on: [.themes, .keeping], hint: "choose",
      "Take the selected theme, also from the next start on; change the selected rule."),
    .init(.tour, ["<C-t>"], on: [.front, .reader, .search, .mirrors], "Demo: end the guided tour, or begin it again."),
  ]
}
