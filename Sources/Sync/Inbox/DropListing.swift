import Foundation
import News

/// What a relay lists: the JSON form of nginx's autoindex, from whoever wants to be one.
struct DropListing: Hashable {
  /// Names that a drop can have, each once, in their order.
  var names: [String] = []
  /// Bytes of each, where the listing says so.
  var sizes: [String: Int] = [:]
  /// It goes on beyond what is read of it.
  var isCut = false

  static let mostBytes = 4 << 20
  static let mostNames = 10_000
  /// Entries that are looked at, drops or not.
  static let mostEntries = 2 * mostNames

  private struct Entry: Decodable {
    var name: String?
    var size: Int?

    enum CodingKeys: CodingKey { case name, size }
    init(from decoder: any Decoder) throws {
      guard let entry = try? decoder.container(keyedBy: CodingKeys.self) else { return }
      name = try? entry.decode(String.self, forKey: .name)
      size = try? entry.decode(Int.self, forKey: .size)
    }
  }

  private struct Entries: Decodable {
    var listing = DropListing()

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      var seen: Set<String> = []
      var looked = 0
      while !list.isAtEnd {
        looked += 1
        guard looked <= DropListing.mostEntries else {
          listing.isCut = true
          return
        }
        let entry = try list.decode(Entry.self)
        guard let name = entry.name, PackedReport.isDropName(name), seen.insert(name).inserted else { continue }
        guard listing.names.count < DropListing.mostNames else {
          listing.isCut = true
          return
        }
        listing.names.append(name)
        listing.sizes[name] = entry.size
      }
    }
  }

  /// Nil for what is no listing.
  static func read(_ body: [UInt8]) -> DropListing? {
    guard body.count <= mostBytes else { return nil }
    return try? JSONDecoder().decode(Entries.self, from: Data(body)).listing
  }
}
