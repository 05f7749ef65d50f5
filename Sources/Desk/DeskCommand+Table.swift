import News

extension DeskCommand {
  private static let articles: Set<PageKind> = [.front, .search, .reader]
  private static let found: Set<PageKind> = [
    .reader, .search, .mirrors, .log, .help, .review, .outbox, .pictures, .themes, .boards, .keeping, .edition,
    .mutes,
  ]

  /// Every command, in the order in which help shows them; in the hint line, the first ones of a page stand first.
  public static let table: [DeskCommand] = forArticles + forReports + forPages + forEditions + forAll

  /// What the pages of news and of mirrors are for.
  private static let forArticles: [DeskCommand] = [
    .init(
      .open, ["<Enter>", "l", "<Right>"], on: [.front, .search, .outbox, .pictures, .boards], hint: "open",
      "Open what is selected, or go into the list."),
    .init(.nextUnread, ["<Tab>"], on: [.reader], hint: "next unread", "Go to the next unread article."),
    .init(.previousUnread, ["<S-Tab>"], on: [.reader], "Go to the previous unread article."),
    .init(.goToLink, ["f"], on: [.reader], hint: "link", argument: "NUMBER", "Open a link by its number."),
    .init(.copyLink, ["Y"], on: [.reader], argument: "NUMBER", "Copy a link's address by its number."),
    .init(.test, ["t"], on: [.mirrors], hint: "test", "Test this mirror."),
    .init(.testAll, ["T"], on: [.mirrors], hint: "test all", "Test every mirror of this newsroom."),
    .init(
      .retry, ["!"], on: [.mirrors], hint: "retry",
      "Ask now, those too that are left alone because they failed: another network, a block that was lifted."),
    .init(.pin, ["p"], on: [.mirrors], hint: "pin", "Pin this mirror, or unpin it: only a pinned one is asked."),
    .init(
      .route, ["o"], on: [.mirrors], hint: "route", argument: "WORDS",
      "How this mirror is reached: direct, tor, doh URL ADDRESS, address ADDRESS, pin KEY, settings."),
    .init(.disable, ["d"], on: [.mirrors], hint: "disable", "Disable this mirror, or enable it."),
    .init(
      .nextFault, ["B"], on: [.mirrors], hint: "block", argument: "FAULT", completes: .fault,
      "Demo: block this mirror, each time in another way."),
    .init(.unblock, ["b"], on: [.mirrors], hint: "unblock", "Demo: unblock this mirror."),
    .init(
      .addMirror, ["a"], on: [.mirrors], hint: "add", argument: "URL",
      "Add a mirror to this newsroom; a list is pasted."),
    .init(.addRelay, [], on: [.mirrors], argument: "URL", "Add a relay to this newsroom: it takes reports."),
    .init(
      .importMirrors, ["I"], on: [.mirrors], argument: "FILE", completes: .path,
      "Add the mirrors of a list to this newsroom, without asking them: one address a line."),
    .init(
      .exportMirrors, ["E"], on: [.mirrors], argument: "FILE", completes: .path,
      "Write this newsroom's mirrors to a file, as a list."),
    .init(.removeMirror, ["D"], on: [.mirrors], "Remove this mirror; its articles stay. Asks."),
    .init(.moveUp, ["K"], on: [.mirrors], "Move this mirror up: asked earlier, where no other is known to be better."),
    .init(.moveDown, ["J"], on: [.mirrors], "Move this mirror down: asked later, where none is known to be better."),
    .init(.accept, ["y"], on: [.mirrors], "Take the address that this mirror moved to."),
    .init(.dismiss, ["X"], on: [.mirrors], "Turn down the address that this mirror moved to."),
    .init(.evidence, ["<Enter>", "e"], on: [.mirrors, .log, .edition], "Show or hide what this rests on."),
    .init(
      .onward, ["<Space>"], on: articles.union([.boards]), "Go on: the next screenful, then the next unread article."),
    .init(.revisions, ["v"], on: [.reader], "Show what the revisions changed, one after the other."),
    .init(.source, ["\\"], on: [.reader], "Show the HTML, or the text again."),
    .init(.toggleUnread, ["U"], on: articles.union([.boards]), "Mark unread, or read."),
    .init(.star, ["s"], on: articles.union([.boards]), "Star, or take the star away."),
    .init(.acknowledge, ["a"], on: [.front, .edition], "Put an alert, or an alarm, away: it has been seen."),
    .init(.markAll, ["A"], on: [.front], "Mark everything in this list read. Asks; can be undone."),
    .init(.unreadOnly, ["."], on: [.front], "Show only what is unread, or all."),
    .init(.browse, ["o"], on: articles.union([.boards]), "Open the article's page in a browser."),
    .init(
      .copy, ["y"], on: [.front, .search, .reader, .log, .pictures, .boards, .edition],
      "Copy the article's address; in the log, the round; of a signed newsroom, its link with the fingerprint."),
    .init(
      .save, ["w"], on: [.reader, .log], argument: "FILE", completes: .path,
      "Write the article to a file; in the log, all rounds that it shows."),
    .init(
      .pipe, ["|"], on: [.reader], argument: "PROGRAM",
      "Give the article's text to a program, with its arguments; no shell is asked."),
    .init(.print, ["P"], on: [.reader], "Print the article, by the program of the settings (lp)."),
    .init(
      .fullText, ["e"], on: [.front, .reader], argument: "again, always, ask",
      "The full text of this article, from its page on the mirrors; where it is kept, the feed's own words, and back."),
    .init(
      .comments, ["E"], on: [.front, .reader],
      "What readers wrote about this article, from the mirrors: messages of its newsroom's board, below it."),
    .init(.older, ["H"], on: [.front], "Fetch older articles of this newsroom, from where it stopped the last time."),
    .init(
      .askOthers, ["F"], on: PageKind.askingOthers, "Though one mirror is pinned, ask the newsroom's others, once."),
    .init(
      .network, [], on: [.front, .mirrors], argument: "WORDS",
      "How all mirrors are reached that have no way of their own: direct, tor, socks5h://HOST:PORT, doh URL ADDRESS, system."
    ),
  ]

  private static let forAll: [DeskCommand] = [
    // Moving.
    .init(.down, ["j", "<Down>"], "Down."),
    .init(.up, ["k", "<Up>"], "Up."),
    .init(.pageDown, ["<C-f>", "<PageDown>"], "A screenful down."),
    .init(.pageUp, ["<C-b>", "<PageUp>"], "A screenful up."),
    .init(.halfDown, ["<C-d>"], "Half a screenful down."),
    .init(.halfUp, ["<C-u>"], "Half a screenful up."),
    .init(.first, ["g", "<Home>"], "To the top."),
    .init(.last, ["G", "<End>"], "To the end."),
    .init(.nextPane, ["<Tab>"], on: [.front, .mirrors, .pictures, .boards], "To the next pane."),
    .init(
      .previousPane, ["<S-Tab>", "h", "<Left>"], on: [.front, .mirrors, .pictures, .boards], "To the pane before."),
    .init(
      .find, ["/"], on: found.union([.front]), argument: "TEXT",
      "Find: on the front page in all articles, elsewhere on this page."),
    .init(.findNext, ["n"], on: found, "The next place found."),
    .init(.findPrevious, ["N"], on: found, "The place found before."),

    // Everywhere.
    .init(.sync, ["r"], hint: "sync", "Fetch the news of this newsroom."),
    .init(.syncAll, ["R"], "Fetch the news of all newsrooms."),
    .init(.cancel, ["<Esc>", "<C-g>"], "Cancel what is under way."),
    .init(
      .mirrors, ["m"], on: [.front, .reader, .search, .log, .edition], hint: "mirrors",
      "The mirrors page: who serves, who does not, and why."),
    .init(.search, ["S"], on: [.front, .reader], argument: "WORDS", completes: .query, "The search page."),
    .init(.log, ["L"], on: [.front, .reader, .mirrors, .search], "The log: what each round did."),
    .init(.undo, ["u"], "Take the last change of marks back."),
    .init(.add, [], argument: "URL…", "Follow a newsroom: the addresses of its mirrors."),
    .init(.forget, [], "Forget the selected newsroom with its articles. Asks."),
    .init(.command, [":", "<A-x>"], hint: "command", "Give a command by its name."),
    .init(.help, ["?", "<F1>"], hint: "help", "Every key and command of this page."),
    .init(.suspend, ["<C-z>"], "Stop, back to the shell; `fg` comes back."),
    .init(.redraw, ["<C-l>"], "Draw the screen again."),
    .init(.back, ["q"], hint: "back", "Back; from the front page, quit."),
    .init(.quit, ["Q", "<C-c>", "<C-q>"], "Quit."),
  ]

  /// What moves within a page and does nothing else.
  static let moves: Set<Name> = [.down, .up, .pageDown, .pageUp, .halfDown, .halfUp, .first, .last]

  /// What means nothing where a text is written.
  static let notInText: Set<Name> = moves.union([.undo, .back])

  static func row(_ name: Name) -> DeskCommand? { table.first { $0.name == name } }

  /// Those that can be given on a page; the demo's only in the demo.
  static func rows(on page: PageKind, isDemo: Bool) -> [DeskCommand] {
    table.filter { $0.isOn(page) && (isDemo || ![.nextFault, .unblock, .tour].contains($0.name)) }
  }
}
