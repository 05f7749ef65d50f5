import Foundation

/// Reads a tar archive that comes piece by piece, and tells what is in it. It holds no more than a block and what came last.
///
/// Heads, content, padding follow each other until two blocks of zeros; after them only zeros may come.
struct TarReader {
  enum Event: Hashable {
    case began(TarEntry)
    /// A part of its content.
    case came(ArraySlice<UInt8>)
    case ended
  }

  private enum State {
    case head
    case content(left: Int64, padding: Int)
    case records(left: Int, padding: Int)
    case padding(Int)
    /// A block of zeros came.
    case halfOver
    case over
  }

  /// Bytes that records about one entry may have.
  private static let mostRecords = 8_192

  private var state = State.head
  private var held: [UInt8] = []
  private var records: [UInt8] = []
  /// What records said of the next entry.
  private var path: String?
  private var size: Int64?

  /// - Parameter tell: called for each thing in its order.
  mutating func take(_ bytes: [UInt8], _ tell: (Event) throws -> Void) throws {
    held += bytes
    var start = 0
    defer { held.removeFirst(start) }
    while start < held.count {
      switch state {
      case .head, .halfOver:
        guard held.count - start >= TarEntry.block else { return }
        let block = held[start..<(start + TarEntry.block)]
        start += TarEntry.block
        try take(head: block, tell)
      case .content(let left, let padding):
        let count = min(Int(min(left, Int64(Int.max))), held.count - start)
        try tell(.came(held[start..<(start + count)]))
        start += count
        try go(on: left - Int64(count), padding, tell)
      case .records(let left, let padding):
        let count = min(left, held.count - start)
        records += held[start..<(start + count)]
        start += count
        state = count == left ? .padding(padding) : .records(left: left - count, padding: padding)
        if count == left { try readRecords() }
      case .padding(let left):
        let count = min(left, held.count - start)
        start += count
        state = count == left ? .head : .padding(left - count)
      case .over:
        guard held[start...].allSatisfy({ $0 == 0 }) else { throw TarFault.malformed }
        start = held.count
      }
    }
  }

  /// - Throws: `TarFault.cut` where the archive has no end.
  func finish() throws(TarFault) {
    guard case .over = state, held.isEmpty else { throw .cut }
  }

  private mutating func take(head block: ArraySlice<UInt8>, _ tell: (Event) throws -> Void) throws {
    guard var entry = try TarEntry(reading: block) else {
      if case .halfOver = state { state = .over } else { state = .halfOver }
      return
    }
    guard case .head = state else { throw TarFault.malformed }
    switch entry.kind {
    case .extended:
      guard entry.size <= Self.mostRecords else { throw TarFault.longName }
      guard entry.size > 0 else { throw TarFault.malformed }
      records = []
      state = .records(left: Int(entry.size), padding: TarEntry.padding(entry.size))
    case .global, .other: throw TarFault.unusual(String(entry.name.prefix(200)))
    case .file, .folder:
      entry.name = path ?? entry.name
      entry.size = size ?? entry.size
      (path, size) = (nil, nil)
      guard entry.kind == .file || entry.size == 0 else { throw TarFault.malformed }
      try check(entry)
      try tell(.began(entry))
      try go(on: entry.size, TarEntry.padding(entry.size), tell)
    }
  }

  private mutating func go(on left: Int64, _ padding: Int, _ tell: (Event) throws -> Void) throws {
    guard left == 0 else { return state = .content(left: left, padding: padding) }
    try tell(.ended)
    state = padding > 0 ? .padding(padding) : .head
  }

  private func check(_ entry: TarEntry) throws(TarFault) {
    guard entry.name.utf8.count <= TarEntry.longestName else { throw .longName }
    var parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
    if entry.kind == .folder, parts.last == "" { parts.removeLast() }
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part != "." && part != ".."
        && part.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0xFFFD }
    }
    guard isPlain, !parts.isEmpty else { throw .badName(String(entry.name.prefix(200))) }
    guard parts.allSatisfy({ $0.utf8.count <= 255 }) else { throw .longName }
  }

  /// `LENGTH KEY=VALUE\n`, again and again. Times and owners are nobody's business; what would change how content is read is.
  private mutating func readRecords() throws(TarFault) {
    var rest = records[...]
    while !rest.isEmpty {
      guard let blank = rest.prefix(8).firstIndex(of: 0x20),
        let length = Int(String(decoding: rest[..<blank], as: UTF8.self)), length > blank - rest.startIndex + 1,
        length <= rest.count, rest[rest.startIndex + length - 1] == 0x0A,
        let text = String(bytes: rest[(blank + 1)..<(rest.startIndex + length - 1)], encoding: .utf8),
        let equals = text.firstIndex(of: "=")
      else { throw .malformed }
      let value = String(text[text.index(after: equals)...])
      switch text[..<equals] {
      case "path": path = value
      case "size":
        guard let number = Int64(value), number >= 0 else { throw .malformed }
        size = number
      case let key where key.hasPrefix("GNU.sparse"): throw .unusual(path ?? "?")
      default: break
      }
      rest = rest.dropFirst(length)
    }
  }
}
