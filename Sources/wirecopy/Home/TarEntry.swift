import Foundation

/// One entry's head in a tar archive: a block of 512 bytes as POSIX has it (ustar; pax for what does not fit in there).
///
/// No owner, no group, no machine is in it: all files are 0600, all of one time.
struct TarEntry: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case file, folder
    /// Records about the next entry.
    case extended
    /// Records about all that follow.
    case global
    /// Links, devices, pipes, and what programs added later.
    case other
  }

  static let block = 512
  /// The most that a name has, in bytes.
  static let longestName = 1_024

  /// As it stands in the head: `data/store.sqlite`.
  var name: String
  /// Bytes that follow.
  var size: Int64
  var kind = Kind.file

  /// How much is added to so many bytes, so that the next head stands at the beginning of a block.
  static func padding(_ size: Int64) -> Int { Int((Int64(block) - size % Int64(block)) % Int64(block)) }

  /// What ends an archive.
  static let end = [UInt8](repeating: 0, count: 2 * block)

  init(name: String, size: Int64) {
    self.name = name
    self.size = size
  }

  // MARK: Writing

  /// The head of a file, with records before it where the name or the size needs them.
  func bytes(time: Date) -> [UInt8] {
    let isLong = name.utf8.count > 100
    let isLarge = size >= 1 << 33
    let seconds = max(0, Int64(time.timeIntervalSince1970))
    guard isLong || isLarge else { return Self.head(name, size: size, type: "0", seconds: seconds) }
    var records: [UInt8] = []
    if isLong { records += Self.record("path", name) }
    if isLarge { records += Self.record("size", String(size)) }
    let padding = [UInt8](repeating: 0, count: Self.padding(Int64(records.count)))
    return Self.head("pax", size: Int64(records.count), type: "x", seconds: seconds) + records + padding
      + Self.head("long", size: isLarge ? 0 : size, type: "0", seconds: seconds)
  }

  /// `LENGTH KEY=VALUE\n`, the length with itself.
  static func record(_ key: String, _ value: String) -> [UInt8] {
    let rest = " \(key)=\(value)\n"
    var length = rest.utf8.count + 1
    while String(length).utf8.count + rest.utf8.count != length { length = String(length).utf8.count + rest.utf8.count }
    return Array((String(length) + rest).utf8)
  }

  private static func head(_ name: String, size: Int64, type: Character, seconds: Int64) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: Self.block)
    let lay = { (text: String, place: Int) in block.replaceSubrange(place..<place + text.utf8.count, with: text.utf8) }
    lay(name, 0)
    lay("0000600", 100)
    lay("0000000", 108)
    lay("0000000", 116)
    lay(octal(size, digits: 11), 124)
    lay(octal(seconds, digits: 11), 136)
    lay(String(type), 156)
    lay("ustar", 257)
    lay("00", 263)
    lay(octal(Int64(checksum(block[...])), digits: 6) + "\0 ", 148)
    return block
  }

  private static func octal(_ number: Int64, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// The sum of the block's bytes, its own field taken as blanks.
  private static func checksum(_ block: ArraySlice<UInt8>) -> Int {
    block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 0x20 : Int($1.element)) }
  }

  // MARK: Reading

  /// Reads a block. Nil for one of zeros.
  init?(reading block: ArraySlice<UInt8>) throws(TarFault) {
    let block = Array(block)
    if block.allSatisfy({ $0 == 0 }) { return nil }
    guard block.count == Self.block, try Self.number(block[148..<156]) == Int64(Self.checksum(block[...])),
      block[257..<262].elementsEqual("ustar".utf8)
    else { throw .malformed }
    // A name that is cut within a letter, as records before it have the whole: what is no UTF-8 shows as a replacement.
    let text = { (field: ArraySlice<UInt8>) in String(decoding: field.prefix { $0 != 0 }, as: UTF8.self) }
    let last = text(block[0..<100])
    // GNU's own form keeps other things where POSIX has the first part of a long name.
    let isPosix = block[262] == 0
    let first = isPosix ? text(block[345..<500]) : ""
    name = first.isEmpty ? last : first + "/" + last
    size = try Self.number(block[124..<136])
    kind =
      switch block[156] {
      case 0, UInt8(ascii: "0"): .file
      case UInt8(ascii: "5"): .folder
      case UInt8(ascii: "x"): .extended
      case UInt8(ascii: "g"): .global
      default: .other
      }
  }

  /// Octal digits between blanks, or, where the first bit is set, a number in bytes as GNU writes large ones.
  private static func number(_ field: ArraySlice<UInt8>) throws(TarFault) -> Int64 {
    if field.first == 0x80 {
      guard field.dropFirst().dropLast(7).allSatisfy({ $0 == 0 }) else { throw .malformed }
      return field.suffix(7).reduce(0) { $0 << 8 | Int64($1) }
    }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
    guard !digits.isEmpty, digits.count <= 12, digits.allSatisfy({ (0x30...0x37).contains($0) }) else {
      throw .malformed
    }
    return digits.reduce(0) { $0 << 3 | Int64($1 - 0x30) }
  }
}
