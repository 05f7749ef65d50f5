/// How far the upload of one try is. Time comes in.
///
/// What libcurl has handed to the kernel may lie there for long, by megabytes: what counts as progress, and is told, is
/// what the other side has confirmed, which is what was handed on less what the kernel still holds.
struct Sending {
  /// Between two tellings.
  private static let pause = 50

  let size: Int
  /// Bytes that have left.
  private(set) var gone = 0
  /// When more left for the last time; in the beginning, when the first could.
  private(set) var moved: Moment
  /// When the last byte left.
  private(set) var ended: Moment?
  private var told = 0
  private var toldAt: Moment?

  init(size: Int, start: Moment) {
    self.size = size
    moved = start
    if size == 0 { ended = start }
  }

  /// - Parameters:
  ///   - handed: bytes of the file that the kernel took.
  ///   - queued: bytes that it still holds, those of the head and of TLS included.
  mutating func saw(handed: Int, queued: Int, now: Moment) {
    let count = min(size, handed - queued)
    guard count > gone else { return }
    gone = count
    moved = now
    if gone == size { ended = now }
  }

  /// What to tell now, if anything: not too often, but at the end always.
  mutating func news(isLast: Bool = false, now: Moment) -> Int? {
    guard gone > told else { return nil }
    if !isLast, gone < size, let toldAt, toldAt.after(milliseconds: Self.pause) > now { return nil }
    (told, toldAt) = (gone, now)
    return gone
  }
}
