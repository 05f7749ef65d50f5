public import News

/// A row of the one table that feeds the keys, `:`, the hint line, `?` and the manual.
public struct DeskCommand: Hashable, Sendable {
  public enum Name: String, Hashable, Sendable, CaseIterable {
    case down, up, first, last
    case pageDown = "page-down"
    case pageUp = "page-up"
    case halfDown = "half-down"
    case halfUp = "half-up"
    case onward, open, back, quit
    case nextPane = "next-pane"
    case previousPane = "previous-pane"
    case nextUnread = "next-unread"
    case previousUnread = "previous-unread"
    case toggleUnread = "toggle-unread"
    case star, undo, acknowledge
    case markAll = "mark-all-read"
    case unreadOnly = "unread-only"
    case sync
    case syncAll = "sync-all"
    case older
    case fullText = "full-text"
    case comments
    case cancel
    case browse, copy, save, pipe, print, revisions, source
    case goToLink = "link"
    case copyLink = "copy-link"
    case mirrors, log, help, search
    case find
    case findNext = "find-next"
    case findPrevious = "find-previous"
    case command
    case add, forget
    case addMirror = "add-mirror"
    case removeMirror = "remove-mirror"
    case pin, disable, test
    case testAll = "test-all"
    case moveUp = "move-up"
    case moveDown = "move-down"
    case accept, dismiss
    case report, alert, correction, reply, correct, outbox
    case nextField = "next-field"
    case previousField = "previous-field"
    case review, file, agree, disagree, attach, untouched, detach, urgent, editor, discard, leave
    case edit, details, deliver, withdraw, export
    case deliverAll = "deliver-all"
    case importFile = "import"
    case addRelay = "add-relay"
    case retry, route, network
    case askOthers = "ask-others"
    case importMirrors = "import-mirrors"
    case exportMirrors = "export-mirrors"
    case nextFault = "next-fault"
    case unblock
    case evidence
    case suspend, redraw
    case themes, choose, pictures, tour
    case fetchPicture = "fetch-picture"
    case togglePictures = "toggle-pictures"
    case boards, fold, tag, mute, unmute, mutes, lift, sort, keeping
    case foldAll = "fold-all"
    case catchUp = "catch-up"
    case saveSearch = "save-search"
    case searchScope = "search-scope"
    case letGo = "let-go"
    case edition, proof, alarm, compare
    case exportEvidence = "export-evidence"
  }

  /// What can be put after the name, where what there is can be listed: what `Tab` completes.
  public enum Argument: Hashable, Sendable { case newsroom, theme, tag, query, order, path, fault }

  public let name: Name
  /// Key notation (`Screen.KeyNotation`), the first one shown in hints.
  public let keys: [String]
  /// Where it can be given; empty for everywhere.
  public let pages: Set<PageKind>
  /// A word for the hint line, where it is worth one there.
  public let hint: Phrase?
  public let help: Phrase
  /// What `:NAME` takes after it, for the help page.
  public let argument: Phrase?
  /// What `Tab` completes behind the name.
  public let completes: Argument?

  init(
    _ name: Name, _ keys: [String], on pages: Set<PageKind> = [], hint: Phrase? = nil, argument: Phrase? = nil,
    completes: Argument? = nil, _ help: Phrase
  ) {
    self.name = name
    self.keys = keys
    self.pages = pages
    self.hint = hint
    self.argument = argument
    self.help = help
    self.completes = completes
  }

  /// What is for everywhere is for every page where it means something: in a text, the keys that move are the editor's.
  func isOn(_ page: PageKind) -> Bool {
    pages.isEmpty ? page != .composer || !Self.notInText.contains(name) : pages.contains(page)
  }
}
