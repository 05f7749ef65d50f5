import Foundation

/// A value kept as JSON in a column of text. What can't be read any more (a word of a newer version) is nil.
enum JSONColumn {
  static func text(_ value: (some Encodable)?) -> String? {
    guard let value, let json = try? JSONEncoder().encode(value) else { return nil }
    return String(decoding: json, as: UTF8.self)
  }

  static func value<Value: Decodable>(_ text: String?) -> Value? {
    text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
  }
}
