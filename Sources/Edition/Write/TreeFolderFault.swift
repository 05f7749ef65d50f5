public import News

/// What stands in the way of reading or writing a tree on a disk.
public enum TreeFolderFault: Error, Hashable, Sendable {
  /// `reason`: what the system says of it.
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  case full(path: String)
  /// Another process is writing there.
  case busy(path: String)
  /// What is there is no edition's tree, or another's, or damaged.
  case foreign(path: String, why: Phrase)
  /// An entry, body or file that an edition can't hold.
  case tooLong(Phrase)
  /// The pieces to be copied are not those of the signed tree.
  case notProven(Phrase)

  public var phrase: Phrase {
    switch self {
    case .unreadable(let path, let reason): "\(path) can't be read: \(reason)"
    case .unwritable(let path, let reason): "\(path) can't be written: \(reason)"
    case .full(let path): "no room is left on the disk for \(path)"
    case .busy(let path): "another process is writing to \(path): wait until it is done"
    case .foreign(let path, let why): "\(path) is left alone: \(why)"
    case .tooLong(let what): what
    case .notProven(let what): what
    }
  }
}
