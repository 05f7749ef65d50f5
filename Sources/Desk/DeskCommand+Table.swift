import News

extension DeskCommand {
  private static let articles: Set<PageKind> = [.front, .search, .reader]
  private static let found: Set<PageKind> = [.reader, .search, .mirrors, .log, .help, .review, .outbox]

  /// Every command, in the order in which help shows them; in the hint line, the first ones of a page stand first.
  public static let table: [DeskCommand] = forArticles + forReports + forAll

  /// What the pages of news and of mirrors are for.
  private static let forArticles: [DeskCommand] = [
    .init(
      .open, ["<Enter>", "l", "<Right>"], on: [.front, .search, .outbox], hint: "open",
      "Open what is selected, or go into the list."),
    .init(.nextUnread, ["<Tab>"], on: [.reader], hint: "next unread", "Go to the next unread article."),
    .init(.previousUnread, ["<S-Tab>"], on: [.reader], "Go to the previous unread article."),
    .init(.goToLink, ["f"], on: [.reader], hint: "link", argument: "NUMBER", "Open a link by its number."),
    .init(.copyLink, ["Y"], on: [.reader], argument: "NUMBER", "Copy a link's address by its number."),
    .init(.test, ["t"], on: [.mirrors], hint: "test", "Test this mirror."),
    .init(.testAll, ["T"], on: [.mirrors], hint: "test all", "Test every mirror of this newsroom."),
    .init(.pin, ["p"], on: [.mirrors], hint: "pin", "Pin this mirror, or unpin it: only a pinned one is asked."),
    .init(.disable, ["d"], on: [.mirrors], hint: "disable", "Disable this mirror, or enable it."),
    .init(
      .nextFault, ["B"], on: [.mirrors], hint: "block", argument: "FAULT",
      "Demo: block this mirror, each time in another way."),
    .init(.unblock, ["b"], on: [.mirrors], hint: "unblock", "Demo: unblock this mirror."),
    .init(.addMirror, ["a"], on: [.mirrors], hint: "add", argument: "URL", "Add a mirror to this newsroom."),
    .init(.addRelay, [], on: [.mirrors], argument: "URL", "Add a relay to this newsroom: it takes reports."),
    .init(.removeMirror, ["D"], on: [.mirrors], "Remove this mirror; its articles stay. Asks."),
    .init(.moveUp, ["K"], on: [.mirrors], "Move this mirror up: asked earlier."),
    .init(.moveDown, ["J"], on: [.mirrors], "Move this mirror down: asked later."),
    .init(.accept, ["y"], on: [.mirrors], "Take the address that this mirror moved to."),
    .init(.dismiss, ["X"], on: [.mirrors], "Turn down the address that this mirror moved to."),
    .init(.evidence, ["<Enter>", "e"], on: [.mirrors, .log], "Show or hide what this rests on."),
    .init(.onward, ["<Space>"], on: articles, "Go on: the next screenful, then the next unread article."),
    .init(.revisions, ["v"], on: [.reader], "Show what the revisions changed, one after the other."),
    .init(.source, ["\\"], on: [.reader], "Show the HTML, or the text again."),
    .init(.toggleUnread, ["U"], on: articles, "Mark unread, or read."),
    .init(.star, ["s"], on: articles, "Star, or take the star away."),
    .init(.acknowledge, ["a"], on: [.front], "Put an alert away: it has been seen."),
    .init(.markAll, ["A"], on: [.front], "Mark everything in this list read. Asks; can be undone."),
    .init(.unreadOnly, ["."], on: [.front], "Show only what is unread, or all."),
    .init(.browse, ["o"], on: articles, "Open the article's page in a browser."),
    .init(.copy, ["y"], on: [.front, .search, .reader, .log], "Copy the article's address; in the log, the round."),
    .init(.save, ["w"], on: [.reader], argument: "FILE", "Write the article to a file."),
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
    .init(.nextPane, ["<Tab>"], on: [.front], "To the next pane."),
    .init(.previousPane, ["<S-Tab>", "h", "<Left>"], on: [.front], "To the pane before."),
    .init(
      .find, ["/"], on: [.front, .search, .reader, .mirrors, .log, .help, .review, .outbox], argument: "TEXT",
      "Find: on the front page in all articles, elsewhere on this page."),
    .init(.findNext, ["n"], on: found, "The next place found."),
    .init(.findPrevious, ["N"], on: found, "The place found before."),

    // Everywhere.
    .init(.sync, ["r"], hint: "sync", "Fetch the news of this newsroom."),
    .init(.syncAll, ["R"], "Fetch the news of all newsrooms."),
    .init(.cancel, ["<Esc>", "<C-g>"], "Cancel what is under way."),
    .init(
      .mirrors, ["m"], on: [.front, .reader, .search, .log], hint: "mirrors",
      "The mirrors page: who serves, who does not, and why."),
    .init(.search, ["S"], on: [.front, .reader], argument: "WORDS", "The search page."),
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
    table.filter { $0.isOn(page) && (isDemo || ($0.name != .nextFault && $0.name != .unblock)) }
  }
}
