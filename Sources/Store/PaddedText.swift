import Foundation

/// A body as a blob whose size seldom changes: its length in 8 bytes (big-endian), its UTF-8, and zeros up to a step.
///
/// SQLite overwrites a row of the same size in its place, and logs only those of its pages that differ: a key at the end of a text of
/// 1 MB costs three pages and not all of them twice, and the words before are not left about on free pages.
enum PaddedText {
  /// Bytes; half a page of the store.
  static let step = 4096
  private static let head = MemoryLayout<UInt64>.size

  static func pack(_ text: String) -> Data {
    let count = text.utf8.count
    let size = (head + count + step - 1) / step * step
    var blob = Data(capacity: size)
    withUnsafeBytes(of: UInt64(count).bigEndian) { blob.append(contentsOf: $0) }
    blob.append(contentsOf: text.utf8)
    blob.append(Data(count: size - blob.count))
    return blob
  }

  /// Nil where the blob is not what was packed.
  static func text(_ blob: Data) -> String? {
    guard blob.count >= head else { return nil }
    let count = blob.prefix(head).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard count <= UInt64(blob.count - head) else { return nil }
    return String(decoding: blob.dropFirst(head).prefix(Int(count)), as: UTF8.self)
  }
}
