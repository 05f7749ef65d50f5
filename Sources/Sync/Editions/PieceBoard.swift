import Edition
import News

/// Who is asked for which piece of an edition. Pure.
///
/// The best mirror gets everything as long as little is wanted; where much is, up to `mostAtOnce` are asked side by side. A mirror
/// that does not have a piece is not asked for it again; one that gave a false one, or failed twice, is asked for nothing more.
struct PieceBoard {
  struct Key: Hashable {
    var path: TreePath
    var from = 0
  }
  enum Choice: Hashable {
    case ask(MirrorID)
    /// Those who may be asked have enough to do.
    case wait
    /// Nobody is left. `isMissing`: all that were asked say that it is not there.
    case exhausted(isMissing: Bool)
  }
  enum Refusal: Hashable { case missing, failed, tampered }

  static let mostAtOnce = 3
  static let perMirror = 4
  static let most = 8
  /// Pieces from which on others than the best mirror are asked, too.
  static let much = 6

  /// The best first.
  private(set) var order: [MirrorID]
  private(set) var running: [Key: MirrorID] = [:]
  private var refusals: [Key: [MirrorID: Refusal]] = [:]
  private var failures: [MirrorID: Int] = [:]
  private(set) var dead: Set<MirrorID> = []
  /// Those that were slow while others may be faster: asked for what nobody else has.
  private var tardy: Set<MirrorID> = []

  init(_ order: [MirrorID]) { self.order = order }

  /// - Parameter isMuch: so many pieces are wanted that several mirrors are faster than one.
  func choice(for key: Key, isMuch: Bool) -> Choice {
    let refused = refusals[key] ?? [:]
    let all = order.filter { !dead.contains($0) && refused[$0] == nil }
    let quick = all.filter { !tardy.contains($0) }
    let able = quick.isEmpty ? all : quick
    guard !able.isEmpty else {
      return .exhausted(isMissing: !refused.isEmpty && refused.values.allSatisfy { $0 == .missing })
    }
    guard running.count < Self.most else { return .wait }
    for mirror in able.prefix(isMuch ? Self.mostAtOnce : 1)
    where running.values.count(where: { $0 == mirror }) < Self.perMirror { return .ask(mirror) }
    return .wait
  }

  func isRunning(_ key: Key) -> Bool { running[key] != nil }
  func wasRefused(_ key: Key) -> Bool { refusals[key] != nil }

  mutating func start(_ key: Key, at mirror: MirrorID) { running[key] = mirror }

  mutating func end(_ key: Key) { running[key] = nil }

  /// It gave no good answer for this piece.
  mutating func refuse(_ key: Key, by mirror: MirrorID, _ refusal: Refusal) {
    refusals[key, default: [:]][mirror] = refusal
    switch refusal {
    case .missing: break
    case .tampered: dead.insert(mirror)
    case .failed:
      failures[mirror, default: 0] += 1
      if failures[mirror, default: 0] >= 2 { dead.insert(mirror) }
    }
  }

  /// Whether somebody else may be asked for a piece who was not slow yet.
  func hasFaster(than mirror: MirrorID, for key: Key) -> Bool {
    order.contains { $0 != mirror && !dead.contains($0) && !tardy.contains($0) && refusals[key]?[$0] == nil }
  }

  mutating func slow(_ mirror: MirrorID) { tardy.insert(mirror) }

  /// It is asked for nothing more.
  mutating func bury(_ mirror: MirrorID) { dead.insert(mirror) }

  /// Whoever serves best from now on.
  mutating func prefer(_ mirror: MirrorID) {
    order.removeAll { $0 == mirror }
    order.insert(mirror, at: 0)
  }
}
