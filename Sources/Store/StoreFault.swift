public import News

/// Why the store could not do what was asked. Nothing was overwritten, and what was begun was rolled back.
public enum StoreFault: Error, Hashable, Sendable {
  /// The file is no database, or a page of it is damaged. It was left as it is.
  case corrupt(path: String, detail: String)
  /// A sound database that is not Wirecopy's. It was left as it is.
  case foreign(path: String)
  /// Written by a newer Wirecopy: its schema is `found`, and we know up to `known`.
  case newer(path: String, found: Int, known: Int)
  /// No room on the disk, or the file reached its limit.
  case full(path: String)
  /// Another process held it for longer than we wait (5 s).
  case locked(path: String)
  /// It can't be read or written: permissions, a folder in its place, a failing disk.
  case unreadable(path: String, detail: String)
  /// Nothing is stored under this name or number.
  case notFound(String)
  /// The name or address is taken.
  case exists(String)
  /// The search can't be understood; the phrase says where.
  case badQuery(Phrase)
  /// It would lose something, or come too late; the phrase says what and what to do.
  case refused(Phrase)
  /// The task was cancelled before anything was written.
  case cancelled

  /// What happened, to what, and what to do about it.
  public var phrase: Phrase {
    switch self {
    case .corrupt(let path, let detail):
      "The store \(path) is damaged (\(detail)). Nothing was overwritten: move it away, then bring a backup back (`wirecopy restore FILE`) or start anew."
    case .foreign(let path):
      "\(path) is a database, but not Wirecopy's. Nothing was overwritten: choose another WIRECOPY_HOME."
    case .newer(let path, let found, let known):
      "The store \(path) was written by a newer Wirecopy (schema \(found), this one knows \(known)). Update Wirecopy."
    case .full(let path): "No room on the disk for the store \(path). What was stored is safe: free some space."
    case .locked(let path): "The store \(path) is in use by another process. Try again in a moment."
    case .unreadable(let path, let detail):
      "The store \(path) can't be opened or written (\(detail)). Check its permissions and those of its folder."
    case .notFound(let what): "There is no \(what) in the store."
    case .exists(let what): "There is already \(what)."
    case .badQuery(let phrase), .refused(let phrase): phrase
    case .cancelled: "Cancelled; nothing was written."
    }
  }
}
