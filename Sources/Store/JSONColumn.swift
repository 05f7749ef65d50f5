import Foundation

/// A value kept as JSON in a column of text.
enum JSONColumn {
  static func text(_ value: (some Encodable)?) -> String? {
    guard let value, let json = try? JSONEncoder().encode(value) else { return nil }
    return String(decoding: json, as: UTF8.self)
  }

  /// What can't be read any more (a word of a newer version) is nil.
  static func value<Value: Decodable>(_ text: String?) -> Value? {
    text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
  }

  // What the writer wrote is never passed over in silence.

  static func sureText(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  static func sure<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }
}
