public import News

extension EditionFault {
  /// What kind of trouble it is: what is made of it.
  public enum Weight: Hashable, Sendable {
    /// The mirror has only what is older. No fault of anybody's.
    case behind
    /// The mirror, or somebody on the way, altered, cut or withheld something: ask another.
    case tampering
    /// The newsroom's own keys or words contradict themselves: an alarm, and nothing goes on.
    case alarm
  }

  public var weight: Weight {
    switch self {
    case .stale, .belowTrunk, .retiredSigner, .missing: .behind
    case .fork: .alarm
    default: .tampering
    }
  }

  /// The line on the screen.
  public var phrase: Phrase {
    switch self {
    case .wrongFingerprint:
      "its keys are not those of the fingerprint that you were given: it may be another newsroom under the same name"
    case .rootMalformed(let why): "its list of keys is broken: \(why)"
    case .rootWrongNumber(let expected, let found): "it gives list of keys \(found) where number \(expected) is due"
    case .rootUnsigned(.old, let signers, let needed):
      "its new list of keys is signed by \(signers) of the \(needed) editors that the one before asks for"
    case .rootUnsigned(.new, let signers, let needed):
      "its list of keys is signed by \(signers) of the \(needed) editors that it asks for itself"
    case .rootBadSignature: "its list of keys has a signature that none of the editors made"
    case .rootSignedTwice: "its list of keys counts one editor's signature twice"
    case .rootOfAnother(let origin): "its list of keys is that of another newsroom, \(origin)"
    case .tooManyRoots: "it has more lists of keys than anybody makes"
    case .checkpointMalformed(let why): "its signed state is broken: \(why)"
    case .checkpointOfAnother(let origin): "its signed state is that of another newsroom, \(origin)"
    case .checkpointForged: "its signed state has a forged signature"
    case .checkpointUntimed: "its signed state does not say when it was signed"
    case .unknownSigner: "its state is signed by somebody whom the newsroom's keys don't know"
    case .retiredSigner: "its state is signed with a key that the newsroom has replaced"
    case .stale(let size, let held): "it is behind: \(size) entries, and \(held) are here already"
    case .belowTrunk(let size, let trunk):
      "it is behind: \(size) entries, and the newsroom's keys vouch for \(trunk)"
    case .fork(let size): "two different editions of this newsroom are signed at \(size) entries"
    case .tooLong(let path, let most): "\(path.text) is longer than the \(most) bytes that it may have"
    case .wrongLength(let path): "\(path.text) was cut, or has something added"
    case .treeMismatch(let size): "what should prove its \(size) entries does not fit what was signed"
    case .tileMismatch(let path): "\(path.text), which should prove its entries, was altered"
    case .entriesCut(let bundle): "a part of its entries was cut (bundle \(bundle))"
    case .entriesMismatch(let bundle): "a part of its entries was altered (bundle \(bundle))"
    case .hiddenEntry(let index): "it withholds entry \(index + 1), which the newsroom has not removed"
    case .missing(let path): "it does not have \(path.text)"
    case .bodyOutOfPlace(let segment, let offset), .bodyNoGzip(let segment, let offset),
      .bodyMismatch(let segment, let offset):
      "the text of an article was altered (segment \(segment), byte \(offset))"
    case .bodyCut(let segment, let offset): "the text of an article was cut (segment \(segment), byte \(offset))"
    case .bodyTooLong(let segment, let offset): "the text of an article has no end (segment \(segment), byte \(offset))"
    case .blobMismatch(let name): "a picture or file was altered: \(name.text)"
    }
  }
}
