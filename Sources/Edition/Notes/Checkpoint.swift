import News
public import Seal

/// A state of the tree as its newsroom signs it (C2SP tlog-checkpoint): origin, size, root hash. No extension lines.
public struct Checkpoint: Hashable, Sendable {
  public let origin: String
  public let point: TreePoint

  public var size: Int { point.size }
  public var hash: TreeHash { point.hash }

  public init(origin: String, point: TreePoint) {
    self.origin = origin
    self.point = point
  }

  /// Reads a note's text.
  public init(text: String) throws(EditionFault) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 4, lines.last == "" else { throw .checkpointMalformed("it has not three lines") }
    guard lines.count == 4 else { throw .checkpointMalformed("it has lines that nothing vouches for") }
    guard NoteKey.isName(String(lines[0])) else { throw .checkpointMalformed("its origin is none") }
    guard let size = Int(lines[1]), String(size) == lines[1], (0...EditionLimits.size).contains(size) else {
      throw .checkpointMalformed("its size is none")
    }
    guard let hash = Base64.read(lines[2].utf8).flatMap({ TreeHash($0) }) else {
      throw .checkpointMalformed("its hash is none")
    }
    guard size > 0 || hash == .empty else { throw .checkpointMalformed("its hash is not that of an empty tree") }
    self.init(origin: String(lines[0]), point: TreePoint(size: size, hash: hash))
  }

  public var text: String { "\(origin)\n\(point.size)\n\(Base64.write(point.hash.bytes))\n" }

  /// Signed twice by the head key: plainly, and with the time.
  public func note(signedBy key: SigningKey, time: UInt64) -> SignedNote {
    SignedNote(text: text, signatures: []).signed(by: key, as: origin).cosigned(by: key, as: origin, time: time)
  }
}

/// A checkpoint whose signatures were checked.
public struct SignedCheckpoint: Hashable, Sendable {
  public let checkpoint: Checkpoint
  /// The note with the signatures that were checked, the plain ones first, and no others: what nobody can check is not
  /// carried on.
  public let note: SignedNote
  /// When the head key signed it, in seconds since 1970.
  public let time: UInt64

  public var point: TreePoint { checkpoint.point }

  /// A checkpoint file that any of a newsroom's root files vouches for; nil for anything else.
  public static func checked(_ bytes: [UInt8], roots: RootChain) -> SignedCheckpoint? {
    roots.files.reversed().lazy.compactMap { try? SignedCheckpoint(reading: bytes, root: $0) }.first
  }

  /// Reads a checkpoint file and checks it against the newest root.
  init(reading bytes: [UInt8], roots: RootChain) throws(EditionFault) {
    guard let root = roots.newest else { throw .unknownSigner }
    do throws(Refusal) {
      try self.init(reading: bytes, root: root)
    } catch {
      switch error {
      case .fault(let fault): throw fault
      case .noKnownSignature(let note):
        throw note.signatures.contains { roots.isRetired($0.name, id: $0.id) } ? .retiredSigner : .unknownSigner
      }
    }
  }

  enum Refusal: Error {
    case fault(EditionFault)
    case noKnownSignature(SignedNote)
  }

  /// Checks a checkpoint file against one root.
  init(reading bytes: [UInt8], root: RootFile) throws(Refusal) {
    let note: SignedNote
    do {
      note = try SignedNote(reading: bytes, most: EditionLimits.checkpoint)
    } catch .tooLarge(let most) {
      throw .fault(.tooLong(.checkpoint, most: most))
    } catch {
      throw .fault(.checkpointMalformed("it is no signed note"))
    }
    do {
      checkpoint = try Checkpoint(text: note.text)
    } catch {
      throw .fault(error)
    }
    guard checkpoint.origin.utf8.elementsEqual(root.origin.utf8) else {
      throw .fault(.checkpointOfAnother(origin: checkpoint.origin))
    }
    let checked: [CheckedSignature]
    do {
      checked = try note.verified(by: root.noteKeys)
    } catch .badSignature {
      throw .fault(.checkpointForged)
    } catch {
      throw .noKnownSignature(note)
    }
    guard Set(checked.filter { $0.key.kind == .plain }.map(\.key.key)).count >= root.head.threshold else {
      throw .noKnownSignature(note)
    }
    guard let time = checked.compactMap(\.time).max() else { throw .fault(.checkpointUntimed) }
    self.time = time
    let known = Set(root.noteKeys.map(\.id))
    var kept = note.signatures.filter { $0.name == root.origin && known.contains($0.id) }
    let plain = Set(root.noteKeys.filter { $0.kind == .plain }.map(\.id))
    kept = kept.filter { plain.contains($0.id) } + kept.filter { !plain.contains($0.id) }
    self.note = SignedNote(
      text: note.text, signatures: kept.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
  }
}
