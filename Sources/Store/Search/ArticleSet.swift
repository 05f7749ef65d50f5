import GRDB

/// Numbers of articles, a bit each.
struct ArticleSet {
  private var words: [UInt64] = []
  private(set) var count = 0

  init() {}

  /// - Parameter sql: gives one column of numbers.
  init(_ db: Database, sql: String, arguments: StatementArguments) throws {
    let ids = try Int64.fetchCursor(db, sql: sql, arguments: arguments)
    while let id = try ids.next() { insert(id) }
  }

  func contains(_ id: Int64) -> Bool {
    let place = Int(id >> 6)
    return id >= 0 && place < words.count && words[place] & (1 << UInt64(id & 63)) != 0
  }

  mutating func insert(_ id: Int64) {
    guard id >= 0, !contains(id) else { return }
    let place = Int(id >> 6)
    if place >= words.count { words.append(contentsOf: repeatElement(0, count: place + 1 - words.count)) }
    words[place] |= 1 << UInt64(id & 63)
    count += 1
  }

  mutating func keep(_ other: ArticleSet) {
    for place in words.indices { words[place] &= place < other.words.count ? other.words[place] : 0 }
    recount()
  }

  mutating func add(_ other: ArticleSet) {
    if words.count < other.words.count {
      words.append(contentsOf: repeatElement(0, count: other.words.count - words.count))
    }
    for place in other.words.indices { words[place] |= other.words[place] }
    recount()
  }

  private mutating func recount() { count = words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// In their order.
  var ids: [Int64] {
    var ids: [Int64] = []
    ids.reserveCapacity(count)
    for (place, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        ids.append(Int64(place << 6 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return ids
  }
}
