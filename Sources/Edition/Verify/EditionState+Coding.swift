import Seal

/// How the store keeps it: JSON, a few KiB, some tens of KiB for 100,000 entries.
extension EditionState {
  public var encoded: [UInt8] {
    var members: [JSONValue.Member] = [
      .of("v", .integer(1)), .of("roots", .array(roots.files.map { .string(Base64.write($0.bytes)) })),
      .of("firstSeen", .bool(isFirstSeen)),
      .of("edge", Self.value(edge)), .of("held", Self.value(held)), .of("tail", .integer(tailBytes)),
      .of(
        "removals",
        .array(removals.sorted { $0.key < $1.key }.map { Self.value(TreePoint(size: $0.key, hash: $0.value)) })),
      .of("recent", .array(recent.map(Self.value))),
      .of("tiles", Self.value(shelf)),
    ]
    if let checkpoint { members.append(.of("checkpoint", .string(Base64.write(checkpoint.note.bytes)))) }
    if let trunk { members.append(.of("trunk", Self.value(trunk))) }
    if let former {
      members.append(
        .of(
          "former",
          .object([
            .of("size", .integer(former.edge.size)), .of("edge", Self.value(former.edge)),
            .of("held", Self.value(former.held)), .of("tiles", Self.value(former.shelf)),
          ])))
    }
    if let fork {
      members.append(
        .of("fork", .array([fork.held, fork.other].map { .string(Base64.write($0.bytes)) })))
    }
    return JSONValue.object(members).bytes
  }

  /// Nil where these are not the bytes that were kept.
  public init?(decoding bytes: [UInt8], fingerprint: Fingerprint? = nil) {
    guard let value = JSONValue(reading: bytes), value["v"]?.integer == 1 else { return nil }
    for root in value["roots"]?.strings ?? [] {
      guard let bytes = Base64.read(root.utf8), (try? roots.append(bytes, fingerprint: fingerprint)) != nil else {
        return nil
      }
    }
    isFirstSeen = value["firstSeen"]?.bool ?? false
    if let note = value["checkpoint"]?.string.flatMap({ Base64.read($0.utf8) }) {
      // It may be signed by the key of an older root.
      guard
        let signed = roots.files.reversed().lazy.compactMap({ try? SignedCheckpoint(reading: note, root: $0) }).first
      else { return nil }
      checkpoint = signed
    }
    guard let tree = Self.tree(value, size: size), checkpoint == nil || tree.edge.root == checkpoint?.point.hash else {
      return nil
    }
    (edge, held, shelf) = (tree.edge, tree.held, tree.shelf)
    tailBytes = value["tail"]?.integer ?? 0
    for removal in (value["removals"]?.array ?? []).compactMap(Self.point) { removals[removal.size] = removal.hash }
    recent = (value["recent"]?.array ?? []).compactMap(Self.point)
    trunk = value["trunk"].flatMap(Self.point)
    if let kept = value["former"] {
      guard let size = kept["size"]?.integer, let tree = Self.tree(kept, size: size) else { return nil }
      former = tree
    }
    if let notes = value["fork"]?.strings.compactMap({ Base64.read($0.utf8) }), notes.count == 2,
      let held = try? SignedNote(reading: notes[0]), let other = try? SignedNote(reading: notes[1])
    {
      fork = ForkEvidence(held: held, other: other)
    }
  }

  private static func value(_ edge: TreeEdge) -> JSONValue {
    .array(edge.levels.map { .string(Base64.write($0.tileBytes)) })
  }

  private static func value(_ held: IndexRanges) -> JSONValue {
    .array(held.ranges.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) })
  }

  private static func value(_ shelf: TileShelf) -> JSONValue {
    .array(
      shelf.withoutLeaves.tiles.sorted { ($0.key.level, $0.key.index) < ($1.key.level, $1.key.index) }.map {
        .array([.integer($0.key.level), .integer($0.key.index), .string(Base64.write($0.value.tileBytes))])
      })
  }

  /// The members `edge`, `held` and `tiles`.
  private static func tree(_ value: JSONValue, size: Int) -> FormerTree? {
    let levels = (value["edge"]?.strings ?? []).compactMap { Base64.read($0.utf8).flatMap { TreeHash.list($0) } }
    guard let edge = TreeEdge(size: size, levels: levels) else { return nil }
    var tree = FormerTree(edge: edge, shelf: TileShelf(), held: IndexRanges())
    for range in value["held"]?.array ?? [] {
      guard let ends = range.array?.compactMap(\.integer), ends.count == 2, ends[0] >= 0, ends[0] <= ends[1],
        ends[1] <= size
      else { return nil }
      tree.held.insert(ends[0]..<ends[1])
    }
    for tile in value["tiles"]?.array ?? [] {
      guard let parts = tile.array, parts.count == 3, let level = parts[0].integer, let index = parts[1].integer,
        let hashes = parts[2].string.flatMap({ Base64.read($0.utf8) }).flatMap({ TreeHash.list($0) }),
        hashes.count == EditionLimits.width
      else { return nil }
      tree.shelf.keep(hashes, level: level, index: index)
    }
    return tree
  }

  private static func value(_ point: TreePoint) -> JSONValue {
    .object([.of("size", .integer(point.size)), .of("hash", .string(point.hash.hex))])
  }

  private static func point(_ value: JSONValue) -> TreePoint? {
    guard let size = value["size"]?.integer, size >= 0, let hash = value["hash"]?.string.flatMap({ TreeHash(hex: $0) })
    else { return nil }
    return TreePoint(size: size, hash: hash)
  }
}
