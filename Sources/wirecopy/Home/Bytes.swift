import Glibc

extension Int64 {
  /// The sum of two sizes, or the greatest there is: a file with a hole may claim any size.
  func plus(_ other: Int64) -> Int64 {
    let (sum, isTooLarge) = addingReportingOverflow(other)
    return isTooLarge ? .max : sum
  }
}

/// Bytes to and from files, however many calls that takes.
enum Bytes {
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32, path: String) throws(BackupFault) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .writing(path) }
      rest = rest.dropFirst(count)
    }
  }

  /// - Returns: how many came, 0 at the end.
  static func read(_ descriptor: Int32, into room: inout [UInt8], most: Int, path: String) throws(BackupFault) -> Int {
    while true {
      let count = Glibc.read(descriptor, &room, min(most, room.count))
      if count >= 0 { return count }
      guard errno == EINTR else { throw .reading(path) }
    }
  }
}
