import News
import TOMLKit

extension Settings {
  /// `[sync]`: what the desk fetches by itself while it is open, and where it waits.
  struct Syncing: Hashable, Sendable {
    /// So often; nil is never.
    var every: Duration? = .seconds(30 * 60)
    /// Of single newsrooms, by their names; nil is never.
    var newsrooms: [String: Duration?] = [:]
    /// On which lines nothing is fetched that nobody asked for.
    var metered = MeteredRule.never
    /// The line that leads out of this machine now is metered. Reads files of the kernel's.
    var isOnMeteredLine: Bool { metered.isMetered(NetworkInterface.outward()) }

    init() {}

    init(_ section: TOMLTable, _ reading: inout Reading) throws(Failure) {
      for key in section.keys.sorted() {
        switch key {
        case "every": every = try reading.interval(section, key, "sync")
        case "metered": metered = try reading.metered(section, key, "sync")
        case "newsrooms":
          guard let table = section[key]?.table else {
            throw reading.fault(key, in: "sync", "newsrooms is a section: [sync.newsrooms], lines \"NAME\" = \"10m\"")
          }
          for name in table.keys.sorted() {
            newsrooms.updateValue(try reading.interval(table, name, "sync.newsrooms"), forKey: name)
          }
        default:
          throw reading.fault(
            key, in: "sync", "unknown setting \(key); [sync] knows every, metered and [sync.newsrooms]")
        }
      }
    }

    /// The interval of a newsroom; nil is never.
    func interval(of name: String) -> Duration? {
      let lowercased = name.lowercased()
      return newsrooms.first { $0.key.lowercased() == lowercased }.map(\.value) ?? every
    }

    /// The desk fetches something by itself.
    var isAutomatic: Bool { every != nil || newsrooms.values.contains { $0 != nil } }
  }
}

extension Settings.Reading {
  /// Shorter would be a burden to mirrors, longer than a week is never.
  private static let intervals = 60...604_800

  /// `"30s"` is too short, `"10m"`, `"2h"`, `"1d"`; `"never"` is nil.
  fileprivate mutating func interval(
    _ table: TOMLTable, _ key: String, _ section: String
  ) throws(Failure) -> Duration? {
    let text = try string(table, key, section).trimmingBlanks
    if text == "never" { return nil }
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast().trimmingBlanks), number > 0,
      number <= 604_800, Self.intervals.contains(number * unit)
    else {
      throw fault(
        key, in: section, "\(key) must be \"never\", or a time of 1 minute to 7 days: \"10m\", \"2h\", \"1d\"")
    }
    return .seconds(number * unit)
  }

  fileprivate mutating func metered(
    _ table: TOMLTable, _ key: String, _ section: String
  ) throws(Failure) -> MeteredRule {
    switch table[key]?.string {
    case "never": return .never
    case "always": return .always
    case "auto": return .auto
    case .some, nil:
      guard table[key]?.string == nil, let array = table[key]?.array, array.count > 0 else {
        throw wrongMetered(key, section)
      }
      var names: [String] = []
      for value in array {
        guard let name = value.string, MeteredRule.isPattern(name) else { throw wrongMetered(key, section) }
        names.append(name)
      }
      return .interfaces(names)
    }
  }

  private func wrongMetered(_ key: String, _ section: String) -> Failure {
    fault(
      key, in: section,
      "\(key) must be \"never\", \"always\", \"auto\" or names of interfaces: [\"wwan0\", \"usb*\"]")
  }
}

extension StringProtocol {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
