import News

/// The drops that a mirror of the lab keeps as a relay, in memory.
struct LabDrops {
  /// Of all drops of one mirror together.
  static let mostBytes = 64 << 20

  private struct Drop {
    var bytes: [UInt8]
    /// Seconds since 1970.
    var time: Int
  }
  private var drops: [String: Drop] = [:]

  /// Each drop's bytes by its name.
  var files: [String: [UInt8]] { drops.mapValues(\.bytes) }
  /// How many bytes it can still take.
  private(set) var room = Self.mostBytes

  /// The name of the drop that a request's target means: letters, digits, `.`, `_` and `-`, at most 128 of them; nil when
  /// it means something else, and empty for the list of drops.
  static func name(in target: String) -> String? {
    guard target.hasPrefix("/drop/") else { return nil }
    let name = target.dropFirst("/drop/".count).prefix { $0 != "?" }
    guard name.utf8.count <= 128, !name.hasPrefix(".") else { return nil }
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) } ? String(name) : nil
  }

  /// - Returns: 201 new, 200 the same again, 409 another of that name, 507 no room; only the first changes anything.
  mutating func put(_ bytes: [UInt8], as name: String, at time: Int) -> Int {
    if let drop = drops[name] { return drop.bytes == bytes ? 200 : 409 }
    guard bytes.count <= room else { return 507 }
    drops[name] = Drop(bytes: bytes, time: time)
    room -= bytes.count
    return 201
  }

  /// Takes these for all that there are; what has no room is left out.
  mutating func replace(by files: [String: [UInt8]], at time: Int) {
    self = LabDrops()
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { _ = put(bytes, as: name, at: time) }
  }

  /// What stands at `/drop/` and below, as a site: the list in the JSON form of nginx's autoindex, and each drop.
  var site: LabSite {
    var site = LabSite()
    let lines = drops.sorted { $0.key < $1.key }.map { name, drop in
      #"{ "name":"\#(name)", "type":"file", "mtime":"\#(HTTPDate.text(drop.time))", "size":\#(drop.bytes.count) }"#
    }
    site["/drop/"] = .init("[\r\n" + lines.joined(separator: ",\r\n") + "\r\n]", type: "application/json")
    for (name, drop) in drops {
      site["/drop/" + name] = .init(
        bytes: drop.bytes, type: "application/octet-stream", lastModified: HTTPDate.text(drop.time))
    }
    return site
  }
}
