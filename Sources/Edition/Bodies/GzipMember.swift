import CZlib

/// One gzip member (RFC 1952), as strict as it can be: a header without name, time or comment, one deflated stream, its sums,
/// nothing more. What could be written in two ways would let a mirror mark its copies.
enum GzipMember {
  enum Fault: Error { case noGzip, cut, tooLong }

  /// The header of ours: no flags, no time, best compression, no system.
  private static let head: [UInt8] = [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0x02, 0xFF]
  private static let tail = 8

  static func pack(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard wirecopy_deflate_init(&stream, 9, -15, 9) == Z_OK else { fatalError("no memory to deflate") }
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    var deflated = [UInt8](repeating: 0, count: bound)
    var input = bytes
    let made = input.withUnsafeMutableBufferPointer { input in
      deflated.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        _ = deflate(&stream, Z_FINISH)
        return output.count - Int(stream.avail_out)
      }
    }
    let sum = UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
    return head + deflated[..<made] + littleEndian(sum) + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
  }

  /// What is in a member, at most `most` bytes.
  static func unpack(_ member: ArraySlice<UInt8>, most: Int) throws(Fault) -> [UInt8] {
    let head = Array(member.prefix(10))
    guard head.count == 10, member.count >= 18, head[..<3] == [0x1F, 0x8B, 0x08], head[3..<8].allSatisfy({ $0 == 0 }),
      [0, 2, 4].contains(head[8]), [3, 255].contains(head[9])
    else { throw .noGzip }
    let sums = Array(member.suffix(tail))
    let size = Int(sums[4]) | Int(sums[5]) << 8 | Int(sums[6]) << 16 | Int(sums[7]) << 24
    guard size <= most else { throw .tooLong }
    let bytes = try inflate(Array(member.dropFirst(10).dropLast(tail)), size: size)
    guard littleEndian(UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))) == Array(sums[..<4]) else {
      throw .noGzip
    }
    return bytes
  }

  /// Exactly `size` bytes, from all of the deflated ones.
  private static func inflate(_ deflated: [UInt8], size: Int) throws(Fault) -> [UInt8] {
    var stream = z_stream()
    guard wirecopy_inflate_init(&stream, -15) == Z_OK else { throw .noGzip }
    defer { inflateEnd(&stream) }
    var input = deflated
    // A byte more than it may have, to see whether there is more.
    var output = [UInt8](repeating: 0, count: size + 1)
    var isWhole = false
    var isCut = false
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        var answer = CZlib.inflate(&stream, Z_BLOCK)
        var isPlain = false
        while answer == Z_OK, stream.avail_in > 0 || stream.data_type & 192 == 192, stream.avail_out > 0 {
          if stream.data_type & 192 == 192 {
            // Behind the last block. The bits of the last byte that say nothing must be zero: they could say anything.
            let spare = UInt8(stream.data_type & 7)
            isPlain = spare == 0 || (input.last ?? 0) >> (8 - spare) == 0
            answer = CZlib.inflate(&stream, Z_SYNC_FLUSH)
            break
          }
          answer = CZlib.inflate(&stream, Z_BLOCK)
        }
        isWhole = answer == Z_STREAM_END && stream.avail_in == 0 && Int(stream.total_out) == size && isPlain
        isCut = answer == Z_OK && stream.avail_in == 0 && stream.avail_out > 0
      }
    }
    guard isWhole else { throw isCut ? .cut : .noGzip }
    output.removeLast()
    return output
  }

  private static func littleEndian(_ number: UInt32) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
  }
}
