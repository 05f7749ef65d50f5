import News
import Synchronization

/// Values that were read from JSON, by their mirror, so that what did not change is not read again: decoding the verdicts of a
/// thousand mirrors that failed takes longer than all else about them.
final class Shelf<Value: Decodable & Sendable>: Sendable {
  // A class: taken from the shelf, it is not copied.
  private final class Entry: Sendable {
    let text: String
    let value: Value?

    init(_ text: String, _ value: Value?) {
      self.text = text
      self.value = value
    }
  }
  private let entries = Mutex<[Int64: Entry]>([:])

  /// Entries from which on it is emptied: mirrors that are gone stay no longer than that.
  private static var most: Int { 32_768 }

  /// - Parameter text: as it stands in the mirror's row now.
  func value(of mirror: Int64, _ text: String?) -> Value? {
    guard let text else { return nil }
    if let entry = entries.withLock({ $0[mirror] }), entry.text == text { return entry.value }
    let value: Value? = JSONColumn.value(text)
    entries.withLock { entries in
      if entries.count >= Self.most { entries.removeAll() }
      entries[mirror] = Entry(text, value)
    }
    return value
  }
}

/// What is read from JSON of mirrors.
struct MirrorShelves: Sendable {
  let verdicts = Shelf<Verdict>()
  let routes = Shelf<MirrorRoute>()
  let signed = Shelf<SignedMirror>()
}
