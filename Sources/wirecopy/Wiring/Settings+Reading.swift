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

    /// A name of a language in the form of BCP 47, or nothing.
    mutating func language(_ table: TOMLTable, _ key: String, _ section: String) throws(Failure) -> String {
      let text = try string(table, key, section)
      guard text.isEmpty || Self.isLanguage(text) else {
        throw fault(key, in: section, "\(key) must name a language as in BCP 47: \"ko\", \"en\", \"pt-BR\"")
      }
      return text
    }

    private static func isLanguage(_ text: String) -> Bool {
      let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Array($0.utf8) }
      guard parts.count <= 8, let first = parts.first, first.count >= 2, first.allSatisfy(isLetter) else {
        return false
      }
      return parts.allSatisfy { part in
        (1...8).contains(part.count) && part.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
      }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

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
