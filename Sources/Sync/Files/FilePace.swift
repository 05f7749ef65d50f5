/// How long files are waited for: a while, and longer for what comes meanwhile. Who sends a byte now and then holds nobody up; a slow line
/// brings what it can, and the rest another time.
struct FilePace: Hashable, Sendable {
  /// Milliseconds for one file at one place, and for the files of a newsroom.
  static let (file, newsroom) = (60_000, 180_000)
  /// Bytes that are worth another second.
  static let worth: Int64 = 16 << 10

  let began: Int
  let patience: Int
  /// What came.
  var bytes: Int64 = 0

  func isOver(_ now: Int) -> Bool { Int64(now - began) > Int64(patience) + bytes * 1000 / Self.worth }
}
