/// Says what to fetch next of an edition, and what of it is accepted. Pure: bytes in, wishes and events out; it knows no
/// network, no disk and no clock.
///
///     var verifier = EditionVerifier(state: kept, fingerprint: link.fingerprint)
///     verifier.begin(looksForRoot: aDayHasPassed)
///     while let wish = verifier.wishes.first {
///       // from the store if it has the file, else from a mirror of the rota
///       let events = verifier.take(bytes, for: wish.path, from: 0)
///     }
///
/// Several wishes may be fetched at once, from several mirrors, and answered in any order; an answer to what is no longer
/// wished changes nothing. Checkpoints of several mirrors may be given one after another.
///
/// Invariants: `state` holds nothing unproven. A piece either leads to events that were proven, or to a fault, and then
/// `state` is as it was. Nothing that is asked for comes from a stranger's words: paths are numbers of the signed tree.
public struct EditionVerifier: Sendable {
  public internal(set) var state: EditionState
  /// Entries before this index are not asked for: a partial copy.
  public var oldestWanted = 0
  /// How many bundles are wished for at once.
  public var breadth = 8

  let fingerprint: Fingerprint?
  /// The next root file is wished for.
  var wantsRoot = false
  /// The checkpoint is wished for: no mirror's was accepted yet in this round.
  var wantsCheckpoint = false
  /// Checkpoints that no known key signed: a newer root may know it. `miss` of that root tells what each of them is, in this order.
  public internal(set) var strangers: [[UInt8]] = []
  /// A checkpoint that is signed, and whose tree is not proven yet.
  var candidate: Candidate?
  /// Smaller ones that are newer than ours, should the candidate's pieces be withheld.
  var runnersUp: [SignedCheckpoint] = []
  /// A smaller signed tree that must be the beginning of ours.
  var comparison: Comparison?
  /// Bundles with entries of length zero, until it is known whether a removal names them.
  var parked: [Int: ParkedBundle] = [:]
  /// Bundles that a removed entry makes us ask the leaves of.
  var leafTiles: Set<Int> = []
  /// Files that the mirrors do not have as partial ones: the full one is asked for.
  var replaced: Set<TreePath> = []
  /// Files that nobody has: asked for no more in this round.
  var absent: Set<TreePath> = []

  /// - Parameter fingerprint: what the first root must be; without it the first that is seen is trusted.
  public init(state: EditionState = EditionState(), fingerprint: Fingerprint? = nil) {
    self.state = state
    self.fingerprint = fingerprint
  }

  /// Begins a round.
  /// - Parameter looksForRoot: also asks whether there is a newer root file: once a day, and by hand.
  public mutating func begin(looksForRoot: Bool = false) {
    wantsRoot = looksForRoot || state.roots.files.isEmpty
    wantsCheckpoint = state.fork == nil
    strangers = []
    candidate = nil
    runnersUp = []
    comparison = nil
    parked = [:]
    leafTiles = []
    replaced = []
    absent = []
  }

  /// What to fetch now, the most urgent first.
  public var wishes: [EditionWish] {
    var wishes: [EditionWish] = []
    if wantsRoot { wishes.append(EditionWish(.root(state.roots.next))) }
    guard state.fork == nil, !state.roots.files.isEmpty else { return wishes }
    if wantsCheckpoint { wishes.append(EditionWish(.checkpoint)) }
    if let candidate {
      wishes += candidateWishes(candidate)
    } else if !wantsCheckpoint || state.checkpoint != nil {
      wishes += fillingWishes
    }
    if let comparison { wishes += comparisonWishes(comparison) }
    return wishes.reduce(into: []) { list, wish in
      guard !absent.contains(wish.path) else { return }
      var wish = wish
      if replaced.contains(wish.path), let full = wish.path.full { wish = EditionWish(full, from: wish.from) }
      if !list.contains(wish) { list.append(wish) }
    }
  }

  /// Nothing more is to be fetched in this round.
  public var isDone: Bool { wishes.isEmpty }

  /// Takes a file, or the rest of one.
  /// - Parameter from: how many bytes of the file stand before these: 0 for a whole file (an answer of 200), the wish's own
  ///   number for the answer to a `Range` (206).
  public mutating func take(_ bytes: [UInt8], for path: TreePath, from: Int = 0) -> [EditionEvent] {
    guard bytes.count <= path.mostBytes else {
      return [.fault(.tooLong(path, most: path.mostBytes), pieces: [path])]
    }
    guard state.fork == nil || isRoot(path) else { return [] }
    switch path {
    case .root(let number): return takeRoot(bytes, number: number)
    case .checkpoint: return takeCheckpoint(bytes)
    case .tile(let level, let index, _): return takeTile(bytes, level: level, index: index, path: path)
    case .entries(let index, _): return takeBundle(bytes, index: index, path: path, from: from)
    case .segment, .blob: return []
    }
  }

  /// A file is not there (404), at any mirror that was asked. A partial file's full one is wished for then.
  public mutating func miss(_ path: TreePath) -> [EditionEvent] {
    if case .root = path {
      wantsRoot = false
      guard !strangers.isEmpty else { return state.roots.files.isEmpty ? [.fault(.missing(path), pieces: [path])] : [] }
      let events = strangers.map { bytes in
        EditionEvent.fault(fault(of: bytes) ?? .unknownSigner, pieces: [.checkpoint])
      }
      strangers = []
      return events
    }
    guard isWished(path) else { return [] }
    if path.full != nil, !replaced.contains(path) {
      replaced.insert(path)
      return []
    }
    absent.insert(path)
    let isOfCandidate =
      candidate.map { candidateWishes($0).contains { $0.path == path || $0.path.full == path } } == true
    for partial in replaced where partial.full == path { absent.insert(partial) }
    return [.fault(.missing(path), pieces: [path])] + (isOfCandidate ? giveUp() : [])
  }

  /// The candidate's pieces are withheld: the next largest checkpoint is tried.
  private mutating func giveUp() -> [EditionEvent] {
    candidate = nil
    guard let next = runnersUp.max(by: { $0.point.size < $1.point.size }) else { return [] }
    runnersUp.removeAll { $0 == next }
    return propose(next)
  }

  private func isRoot(_ path: TreePath) -> Bool { if case .root = path { true } else { false } }

  private func fault(of bytes: [UInt8]) -> EditionFault? {
    do {
      _ = try SignedCheckpoint(reading: bytes, roots: state.roots)
      return nil
    } catch {
      return error
    }
  }
}
