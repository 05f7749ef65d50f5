import CZlib
import Foundation

/// A signed body as it stands in a row: the gzip member as it came, and behind it what its text and safe HTML have that the member
/// has not, deflated with the member's own words as dictionary (a few dozen bytes of them in a usual article).
///
///     3 · length of the member, four bytes, big-endian · the member · deflated: text, safe HTML
///
/// So a body that must be passed on byte for byte is not kept twice, and reading it parses no HTML.
enum MemberBody {
  static let form: UInt8 = 3
  /// Bytes before the member.
  static let head = 5
  /// How far back zlib looks.
  private static let window = 32 << 10
  /// Bytes in a member; more is refused before it is stored.
  private static let mostContent = 8 << 20

  /// - Parameter content: what is in the member.
  static func pack(text: String, html: String, member: [UInt8], content: [UInt8]) -> Data {
    var blob: [UInt8] = [form]
    for shift in [24, 16, 8, 0] { blob.append(UInt8(truncatingIfNeeded: member.count >> shift)) }
    blob += member
    blob += deflated(Array(text.utf8) + Array(html.utf8), dictionary: content.suffix(window))
    return Data(blob)
  }

  /// The member in a blob; nil where it is none of this form.
  static func member(_ blob: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard blob.count >= head, blob[0] == form else { return nil }
    let length = blob[1..<head].reduce(0) { $0 << 8 | Int($1) }
    guard blob.count - head >= length else { return nil }
    return UnsafeRawBufferPointer(rebasing: blob[head..<(head + length)])
  }

  /// The first `length` bytes of text and HTML.
  static func unpack(_ blob: UnsafeRawBufferPointer, upTo length: Int) -> [UInt8]? {
    guard let member = member(blob), let content = content(member), length >= 0, length <= 1 << 30 else { return nil }
    let rest = UnsafeRawBufferPointer(rebasing: blob[(head + member.count)...])
    return inflated(rest, windowBits: -15, size: length, dictionary: content.suffix(window))
  }

  /// What is in a gzip member.
  static func content(_ member: UnsafeRawBufferPointer) -> [UInt8]? {
    guard member.count >= 18 else { return nil }
    let size = member.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard size <= mostContent else { return nil }
    let bytes = inflated(member, windowBits: 31, size: size, dictionary: [])
    return bytes?.count == size ? bytes : nil
  }

  private static func deflated(_ bytes: [UInt8], dictionary: ArraySlice<UInt8>) -> [UInt8] {
    var stream = z_stream()
    guard wirecopy_deflate_init(&stream, 6, -15, 8) == Z_OK else { return [] }
    defer { deflateEnd(&stream) }
    dictionary.withUnsafeBufferPointer { _ = deflateSetDictionary(&stream, $0.baseAddress, UInt32($0.count)) }
    var input = bytes
    return input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      let bound = Int(deflateBound(&stream, UInt(input.count))) + 64
      return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        _ = deflate(&stream, Z_FINISH)
        count = output.count - Int(stream.avail_out)
      }
    }
  }

  private static func inflated(
    _ bytes: UnsafeRawBufferPointer, windowBits: Int32, size: Int, dictionary: ArraySlice<UInt8>
  ) -> [UInt8]? {
    guard size > 0 else { return [] }
    var stream = z_stream()
    guard wirecopy_inflate_init(&stream, windowBits) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    if !dictionary.isEmpty {
      dictionary.withUnsafeBufferPointer { _ = inflateSetDictionary(&stream, $0.baseAddress, UInt32($0.count)) }
    }
    return [UInt8](unsafeUninitializedCapacity: size) { output, count in
      stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
      stream.avail_in = UInt32(bytes.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(size)
      _ = inflate(&stream, Z_SYNC_FLUSH)
      count = size - Int(stream.avail_out)
    }
  }
}
