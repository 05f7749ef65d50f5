public import News
public import Screen

/// What the desk asks to be done outside of it. Answers come back as events; nothing is waited for.
public enum DeskEffect: Hashable, Sendable {
  case load(Load)
  case mark(Mark)
  case sync(SyncWish)
  case further(FurtherWish)
  case mirror(MirrorWish)
  case report(ReportWish)
  case picture(PictureWish)
  case world(World)

  public enum Load: Hashable, Sendable {
    case shelf
    /// A window that holds this article if it is still in the list, else one that begins at `offset`.
    case headlines(Scope, unreadOnly: Bool, order: ListOrder, around: ArticleID?, offset: Int, limit: Int)
    case article(ArticleID)
    /// The next (or previous) unread article of a list after this one.
    case nextUnread(after: ArticleID, Scope, order: ListOrder, backwards: Bool)
    case search(String, Scope)
    case rounds
    case outbox
    /// What the disk has that begins with this path, as it was typed.
    case names(String)
    /// The pictures of a list of articles, or of one.
    case pictures(Scope)
    case picturesOf(ArticleID)
    /// A window of a newsroom's threads; the messages of one; the thread that an article belongs to.
    case threads(NewsroomID, offset: Int, limit: Int)
    case messages(ThreadID)
    case thread(of: ArticleID)
    /// What is kept, and what would go by the rules as they are, or by one that is not yet set.
    case keeping
    case leaving(KeepingPolicy?, NewsroomID?)
    case mutes
    /// What vouches for an article; that the newsroom removed it, by its place in the record.
    case proof(ArticleID)
    case removal(ArticleID, NewsroomID, place: Int)
    /// Pieces that mirrors of a newsroom gave and that it did not sign.
    case evidence(NewsroomID)
  }

  public enum Mark: Hashable, Sendable {
    case read([ArticleID], Bool)
    case starred([ArticleID], Bool)
    case allRead(Scope)
    case acknowledged(ArticleID)
    case tagged([ArticleID], String, Bool)
    case muted(MuteWish)
    /// What was muted by a text that holds these words.
    case unmuted(String)
    case lifted(MuteID)
    case searchSaved(name: String, query: String)
    case searchRemoved(SavedSearchID)
    case threadRead(ThreadID)
    case kept(KeepingPolicy?, NewsroomID?)
    /// Let go of what the rules no longer keep.
    case letGo
    /// What is wrong with a newsroom was seen.
    case alarmSeen(NewsroomID)
    case undo
  }

  public enum SyncWish: Hashable, Sendable {
    /// All newsrooms, or this one.
    case start(NewsroomID?)
    /// Rounds and tests of mirrors.
    case cancel
  }

  /// What is fetched beside the feeds.
  public enum FurtherWish: Hashable, Sendable {
    case older(NewsroomID)
    case fullText(ArticleID)
    case comments(ArticleID)
    /// Whether full texts are fetched with the news of a newsroom, from now on.
    case always(NewsroomID, Bool)
  }

  public enum MirrorWish: Hashable, Sendable {
    case test([MirrorID])
    case pin(MirrorID, Bool)
    case disable(MirrorID, Bool)
    case add(String, NewsroomID)
    case addRelay(String, NewsroomID)
    case remove(MirrorID)
    case move(MirrorID, to: Int)
    case acceptOffer(MirrorID)
    case dismissOffer(MirrorID)
    /// Forget the rests of mirrors that failed softly, of this newsroom or all, and sync now.
    case retry(NewsroomID?)
    /// Ask this newsroom's other mirrors once, though one is pinned.
    case askOthers(NewsroomID)
    /// How a mirror is reached, in the words of `route`: `direct`, `tor`, `address 192.0.2.1`, … , or `settings`.
    case setRoute(MirrorID, String)
    /// How everything is reached that says nothing itself: in the settings file, and from now on.
    case setNetwork(String)
    /// Lines of a mirror list, as they were pasted.
    case addList(String, NewsroomID)
    case importList(path: String, NewsroomID)
    case exportList(path: String, NewsroomID)
    /// The newsroom's keys were compared by other means, and are these.
    case vouch(NewsroomID, fingerprint: String)
    case exportEvidence(path: String, NewsroomID)
    /// Demo alone: give the mirror at this URL the fault of this name.
    case fault(url: String, name: String)
  }

  public enum World: Hashable, Sendable {
    /// Follow a newsroom: its mirrors' URLs, parted by spaces.
    case follow([String])
    case forget(NewsroomID)
    case browse(String)
    case copy(String)
    /// Write the article as text to a file.
    case save(ArticleID, path: String)
    /// Give the article's text to a program, with its arguments as they were typed.
    case pipe(ArticleID, command: String)
    /// Give the article's text to the program of the settings that prints.
    case print(ArticleID)
    /// Write a text to a new file.
    case write(String, path: String)
    /// Follow what a subscription list (OPML) names.
    case subscriptions(path: String)
    /// Open a backup, and make this empty home what is in it.
    case restore(path: String, passphrase: HiddenLine)
    /// Show the demo, until it is left.
    case demo
    /// Use these colours from now on; with a name, also from the next start on.
    case theme(Theme)
    case keepTheme(String)
    case bell
    case suspend
    case repaint
    case quit
  }
}
