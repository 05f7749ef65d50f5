import NIOCore

/// Finds where a request head ends in bytes that come in pieces of any size: at its first empty line.
struct HeadScan {
  private var isLineEmpty = false

  /// Takes the bytes up to and with the head's end, or all of them, from the front of `buffer`.
  mutating func next(in buffer: inout ByteBuffer) -> ByteBuffer? {
    let view = buffer.readableBytesView
    var count = 0
    for byte in view {
      count += 1
      switch byte {
      case UInt8(ascii: "\n") where isLineEmpty:
        isLineEmpty = false
        return buffer.readSlice(length: count)
      case UInt8(ascii: "\n"): isLineEmpty = true
      case UInt8(ascii: "\r"): break
      default: isLineEmpty = false
      }
    }
    return buffer.readSlice(length: count)
  }
}
