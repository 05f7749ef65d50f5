public import News

/// What the desk asks to be done outside of it. Answers come back as events; nothing is waited for.
public enum DeskEffect: Hashable, Sendable {
  case load(Load)
  case mark(Mark)
  case sync(SyncWish)
  case mirror(MirrorWish)
  case report(ReportWish)
  case world(World)

  public enum Load: Hashable, Sendable {
    case shelf
    /// A window that holds this article if it is still in the list, else one that begins at `offset`.
    case headlines(Scope, unreadOnly: Bool, around: ArticleID?, offset: Int, limit: Int)
    case article(ArticleID)
    /// The next (or previous) unread article of a list after this one.
    case nextUnread(after: ArticleID, Scope, backwards: Bool)
    case search(String, Scope)
    case rounds
    case outbox
  }

  public enum Mark: Hashable, Sendable {
    case read([ArticleID], Bool)
    case starred([ArticleID], Bool)
    case allRead(Scope)
    case acknowledged(ArticleID)
    case undo
  }

  public enum SyncWish: Hashable, Sendable {
    /// All newsrooms, or this one.
    case start(NewsroomID?)
    case cancel
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
    case bell
    case suspend
    case repaint
    case quit
  }
}
