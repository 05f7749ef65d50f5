/// Pictures that were fetched while the desk is open, in memory alone: bounded, the oldest go first.
struct PictureShelf {
  static let mostBytes = 64 << 20

  private var held: [(url: String, bytes: [UInt8])] = []

  func bytes(of url: String) -> [UInt8]? { held.last { $0.url == url }?.bytes }

  mutating func keep(_ bytes: [UInt8], of url: String) {
    held.removeAll { $0.url == url }
    held.append((url, bytes))
    var sum = held.reduce(0) { $0 + $1.bytes.count }
    while sum > Self.mostBytes, held.count > 1 { sum -= held.removeFirst().bytes.count }
  }
}
