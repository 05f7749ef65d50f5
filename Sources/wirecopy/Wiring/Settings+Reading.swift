import Foundation
import News
import Sync
import TOMLKit
import Wire

extension Settings {
  /// Reads values and names the line of a wrong one.
  struct Reading {
    let text: String
    let path: String

    mutating func string(_ table: TOMLTable, _ key: String, _ section: String) throws(Failure) -> String {
      guard let value = table[key]?.string else { throw fault(key, in: section, "\(key) must be a text in quotes") }
      return value
    }

    mutating func bool(_ table: TOMLTable, _ key: String, _ section: String) throws(Failure) -> Bool {
      guard let value = table[key]?.bool else { throw fault(key, in: section, "\(key) must be true or false") }
      return value
    }

    mutating func strings(_ table: TOMLTable, _ key: String, _ section: String) throws(Failure) -> [String] {
      guard let array = table[key]?.array, array.count > 0 else {
        throw fault(key, in: section, "\(key) must be a list of texts: [\"xdg-open\"]")
      }
      var strings: [String] = []
      for value in array {
        guard let string = value.string else {
          throw fault(key, in: section, "\(key) must be a list of texts: [\"xdg-open\"]")
        }
        strings.append(string)
      }
      return strings
    }

    mutating func proxy(_ table: TOMLTable, _ key: String, _ section: String) throws(Failure) -> WireRoute.Proxy {
      let text = try string(table, key, section)
      guard let proxy = WireRoute.Proxy(text == "tor" ? RouteWords.tor : text) else {
        throw fault(key, in: section, "\(key) must be \"direct\", \"tor\" or \"socks5h://host:port\"")
      }
      return proxy
    }

    mutating func resolver(_ table: TOMLTable, _ key: String, _ section: String) throws(Failure) -> WireRoute.Names {
      guard let names = WireRoute.Names(try string(table, key, section)) else {
        throw fault(
          key, in: section,
          "\(key) must be \"system\", or a server of DNS over HTTPS and its addresses: \"https://dns.example/query 192.0.2.53\""
        )
      }
      return names
    }

    func fault(_ key: String, in section: String?, _ reason: Phrase) -> Failure {
      // The reason is a phrase of its own; it is joined here, untranslated parts stay English.
      let line = line(of: key, in: section)
      return Failure("settings: \(path), line \(line): \(Phrasebook.english(reason))", status: .usage)
    }

    /// The parser keeps no places of values: the line is looked up by section header and key.
    func line(of key: String, in section: String?) -> Int {
      var current: String?
      var best: Int?
      for (index, raw) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        let line = String(raw).trimmingCharacters(in: .whitespacesAndNewlines)
        if line.hasPrefix("[") {
          current = String(line.drop { $0 == "[" }.prefix { $0 != "]" })
          if current == key || current == section.map({ "\($0).\(key)" }) { return index + 1 }
          if current == section { best = best ?? index + 1 }
          continue
        }
        guard current == section else { continue }
        let name = line.prefix { $0 != "=" }.trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'"))
        if name == key { return index + 1 }
      }
      return best ?? 1
    }
  }
}
