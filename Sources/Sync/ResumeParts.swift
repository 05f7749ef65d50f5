import News

/// What came of a round's bodies that were not whole, or not yet: which parts of which document, and how far they reach
/// together. Pure; it is told what transfers do.
struct ResumeParts: Sendable {
  /// Of one transfer.
  private struct Part {
    var mirror: MirrorID
    var document: ResumeDocument
    /// Where in the document it begins.
    var from: Int
    /// Bytes that came, as far as was told.
    var count = 0
    /// Nil while it comes.
    var bytes: [UInt8]?
    var end: Int { from + count }
  }

  /// A chain of parts that reaches from the document's first byte to some place without a hole.
  struct Reach: Hashable, Sendable {
    /// The transfers, in the document's order.
    var transfers: [Int] = []
    /// How many bytes.
    var end = 0
  }

  private var parts: [Int: Part] = [:]

  init() {}

  /// Bytes that are kept. At most as many as one document may have.
  var held: Int { parts.values.reduce(0) { $0 + ($1.bytes?.count ?? 0) } }

  /// A transfer's answer begins.
  mutating func begin(_ transfer: Int, of mirror: MirrorID, _ document: ResumeDocument, from: Int) {
    parts[transfer] = Part(mirror: mirror, document: document, from: from)
  }

  /// So many bytes of it have come.
  mutating func take(_ transfer: Int, bytes: Int) {
    guard let part = parts[transfer], part.bytes == nil, bytes > part.count else { return }
    parts[transfer]?.count = min(bytes, part.document.total - part.from)
  }

  /// It is over. - Parameter bytes: what came; nil where that is of no use.
  mutating func end(_ transfer: Int, bytes: [UInt8]?) {
    guard let part = parts[transfer], part.bytes == nil, let bytes, part.from + bytes.count <= part.document.total
    else {
      parts[transfer] = nil
      return
    }
    parts[transfer]?.count = bytes.count
    parts[transfer]?.bytes = bytes
    tidy()
  }

  /// Whether its bytes are here, or never will be.
  func isOver(_ transfer: Int) -> Bool { parts[transfer].map { $0.bytes != nil } ?? true }

  /// Whose transfer it is, while there is something of it.
  func mirror(of transfer: Int) -> MirrorID? { parts[transfer]?.mirror }

  /// Where in its document a transfer's body begins.
  func start(of transfer: Int) -> Int? { parts[transfer]?.from }

  /// Up to where the document is here, or on its way.
  func reach(_ document: ResumeDocument) -> Reach {
    var reach = Reach()
    while true {
      let next = parts.filter { _, part in
        part.document == document && part.end > reach.end
          && (reach.transfers.isEmpty ? part.from == 0 : part.from + BodyResume.overlap <= reach.end)
      }.max { ($0.value.end, $1.key) < ($1.value.end, $0.key) }
      guard let next else { return reach }
      reach.transfers.append(next.key)
      reach.end = next.value.end
    }
  }

  /// What to ask a mirror for that is reached that way, and whose transfers that goes on from; nil where nothing has come
  /// that is worth it. Of several documents the one that has come farthest.
  func resume(_ way: ResumeDocument.Way) -> (resume: BodyResume, after: [Int])? {
    let documents = Set(parts.values.map(\.document)).filter { $0.way == way }
    let farthest = documents.map { ($0, reach($0)) }.max { ($0.1.end, $1.0.etag) < ($1.1.end, $0.0.etag) }
    guard let (document, reach) = farthest, let resume = BodyResume(document, bytes: reach.end) else { return nil }
    return (resume, reach.transfers)
  }

  /// The bytes of these parts, one behind the other; nil where one is missing, or where two that should be the same differ.
  /// `isOf`: the mirror that sent all of them, if it was one.
  func beginning(_ transfers: [Int]) -> (bytes: [UInt8], isOf: MirrorID?)? {
    var joined: [UInt8] = []
    var mirrors: Set<MirrorID> = []
    for transfer in transfers {
      guard let part = parts[transfer], let bytes = part.bytes, part.from <= joined.count else { return nil }
      let both = min(joined.count, part.end) - part.from
      guard joined[part.from..<part.from + both].elementsEqual(bytes.prefix(both)) else { return nil }
      joined.append(contentsOf: bytes.dropFirst(both))
      mirrors.insert(part.mirror)
    }
    return joined.isEmpty ? nil : (joined, mirrors.count == 1 ? mirrors.first : nil)
  }

  /// Lets go of what nobody can go on from, so that hostile mirrors can't fill the memory with beginnings.
  private mutating func tidy() {
    guard held > ResumeDocument.mostBytes else { return }
    let documents = Set(parts.values.map(\.document))
    let best = documents.map(reach).max { ($0.end, $1.transfers.count) < ($1.end, $0.transfers.count) } ?? Reach()
    for (transfer, part) in parts where part.bytes != nil && !best.transfers.contains(transfer) {
      parts[transfer] = nil
    }
    guard held > ResumeDocument.mostBytes else { return }
    for (transfer, part) in parts where part.bytes != nil { parts[transfer] = nil }
  }
}
