/// The footnotes of clean HTML: marks that lead down to a block which leads back to them, as Markdown, WordPress, Substack,
/// word processors and people write them.
struct FootnoteFinder {
  private static let mostLinks = 1000
  private static let longestMark = 12
  private static let longestNote = 32 * 1024

  /// Number of the note, from 1, by the offset of the `a` that is its mark.
  private(set) var marks: [Int: Int] = [:]
  /// The same by the offset of the block that is the note.
  private(set) var notes: [Int: Int] = [:]
  /// Offsets of the links that lead back.
  private(set) var backs: Set<Int> = []
  private(set) var count = 0

  private struct Block {
    var element: HTMLElement
    var range: Range<Int>
  }
  private struct Link {
    var offset: Int
    var target: UInt64
    var block: Int
    var length: Int
    var isRaised: Bool
  }

  private var blocks: [Block] = []
  private var links: [Link] = []
  /// Of the notes found so far.
  private var ranges: [Range<Int>] = []
  /// Block in which, and offset at which, an id stands.
  private var places: [UInt64: (block: Int, offset: Int)] = [:]

  init(_ bytes: Bytes) {
    guard bytes.first(UInt8(ascii: "#"), from: 0) != nil else { return }
    read(bytes)
    join()
  }

  // MARK: Reading

  private mutating func read(_ bytes: Bytes) {
    var tokens = HTMLTokens(bytes)
    blocks = [Block(element: .body, range: 0..<bytes.count)]
    var open = [0]
    var raised = 0
    var isInLink = false
    while true {
      let offset = tokens.offset
      guard let token = tokens.next() else { break }
      switch token {
      case .text(let range), .section(let range): if isInLink { links[links.count - 1].length += range.count }
      case .start(_, let hash, _):
        guard let element = HTMLElement.named(hash), let around = open.last else { continue }
        if element.traits.contains(.isBlock) || element == .td, !element.traits.contains(.isVoid) {
          open.append(blocks.count)
          blocks.append(Block(element: element, range: offset..<bytes.count))
        }
        if element == .sup { raised += 1 }
        guard !tokens.attributes.isEmpty else { continue }
        let attributes = HTMLAttributes(tokens.attributes, of: bytes)
        if let id = attributes.raw("id"), places[id.hash] == nil { places[id.hash] = (open.last ?? around, offset) }
        guard element == .a, links.count < Self.mostLinks, let href = attributes.raw("href"),
          let mark = href.lastIndex(of: UInt8(ascii: "#"))
        else { continue }
        let target = href[at: mark + 1..<href.count].hash
        links.append(Link(offset: offset, target: target, block: around, length: 0, isRaised: raised > 0))
        isInLink = true
      case .end(_, let hash):
        guard let element = HTMLElement.named(hash) else { continue }
        if element == .a { isInLink = false }
        if element == .sup { raised = max(0, raised - 1) }
        if let last = open.last, open.count > 1, blocks[last].element == element {
          blocks[last].range = blocks[last].range.lowerBound..<tokens.offset
          open.removeLast()
        }
      }
    }
  }

  // MARK: Joining

  private mutating func join() {
    var backsOf: [Int: [Link]] = [:]
    for link in links { backsOf[link.block, default: []].append(link) }
    var taken: [Int: UInt64] = [:]
    for link in links where (1...Self.longestMark).contains(link.length) {
      guard let place = places[link.target], place.offset > link.offset, isNote(place.block, below: link) else {
        continue
      }
      if let other = taken[place.block] {
        // Two notes in one block are no notes that could be told apart.
        guard other == link.target, let number = notes[blocks[place.block].range.lowerBound] else { continue }
        marks[link.offset] = number
        continue
      }
      let inside = place.block..<endOfBlocks(from: place.block)
      let within = inside.flatMap { backsOf[$0] ?? [] }
      guard within.contains(where: { leadsBack($0, to: link) }) || link.isRaised && blocks[place.block].element == .li
      else { continue }
      taken[place.block] = link.target
      count += 1
      ranges.append(blocks[place.block].range)
      marks[link.offset] = count
      notes[blocks[place.block].range.lowerBound] = count
      for link in within where isAbove(link, blocks[place.block]) {
        backs.insert(link.offset)
      }
    }
  }

  private func isNote(_ block: Int, below link: Link) -> Bool {
    switch blocks[block].element {
    case .p, .li, .div, .aside, .dd: break
    default: return false
    }
    let range = blocks[block].range
    guard range.lowerBound > link.offset, range.count <= Self.longestNote, block != link.block else { return false }
    return !ranges.contains { $0.lowerBound != range.lowerBound && $0.overlaps(range) }
  }

  /// Index behind the last block inside of one.
  private func endOfBlocks(from block: Int) -> Int {
    var end = block + 1
    while end < blocks.count, blocks[end].range.lowerBound < blocks[block].range.upperBound { end += 1 }
    return end
  }

  /// To the block in which the mark stands.
  private func leadsBack(_ back: Link, to link: Link) -> Bool {
    places[back.target].map { $0.block == link.block && $0.offset < back.offset } == true
  }

  /// A short link out of a note to what stands before it.
  private func isAbove(_ link: Link, _ note: Block) -> Bool {
    guard link.length <= Self.longestMark * 2, let place = places[link.target] else { return false }
    return place.offset < note.range.lowerBound
  }
}
