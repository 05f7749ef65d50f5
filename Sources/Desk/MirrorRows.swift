import News

/// The mirrors page's rows: each newsroom's name, and its mirrors below it. Made once for a shelf: with a thousand mirrors,
/// a key must not sort them.
struct MirrorRows: Sendable {
  enum Row: Hashable, Sendable {
    /// Places in the shelf's newsrooms and mirrors.
    case newsroom(Int)
    case mirror(Int)
  }

  private(set) var rows: [Row] = []
  /// The mirrors in the order of their rows, by their place in the shelf, and the row of each.
  private(set) var mirrors: [(place: Int, row: Int)] = []
  /// Where each stands in `mirrors`.
  private var places: [MirrorID: Int] = [:]

  init() {}

  init(_ shelf: Shelf) {
    let byNewsroom = Dictionary(grouping: shelf.mirrors.indices) { shelf.mirrors[$0].mirror.newsroom }
    for (number, newsroom) in shelf.newsrooms.enumerated() {
      rows.append(.newsroom(number))
      for place in byNewsroom[newsroom.id] ?? [] {
        places[shelf.mirrors[place].id] = mirrors.count
        mirrors.append((place, rows.count))
        rows.append(.mirror(place))
      }
    }
  }

  /// Where a mirror stands among the mirrors.
  func place(of mirror: MirrorID?) -> Int? { mirror.flatMap { places[$0] } }
  /// The row that a mirror has.
  func row(of mirror: MirrorID?) -> Int? { place(of: mirror).map { mirrors[$0].row } }
}
