public import Edition
public import News
public import Seal

/// Why the newsroom's side can't do what was asked.
public enum PressFault: Error, Hashable, Sendable {
  /// What is wrong with an article's file.
  case article(Phrase)
  /// What is wrong with the newsroom's folder, or with what was asked of it.
  case newsroom(Phrase)
  case tree(TreeFolderFault)
  case key(name: String, KeyFile.Fault)

  public var phrase: Phrase {
    switch self {
    case .article(let why): why
    case .newsroom(let why): why
    case .tree(let fault): fault.phrase
    case .key(let name, .age(.wrongPassphrase)): "the passphrase of \(name) is another"
    case .key(let name, .noPassphrase): "\(name) needs a passphrase: an empty one seals nothing"
    case .key(let name, .age(.noMemory)): "there is not enough memory to open \(name): it takes 256 MiB"
    case .key(let name, _): "\(name) is no key file, or is damaged"
    }
  }
}
