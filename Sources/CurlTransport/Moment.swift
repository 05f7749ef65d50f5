import Glibc

/// A point on the monotonic clock, which libcurl's own times are measured with, too.
struct Moment: Comparable {
  var microseconds: Int64

  static var now: Moment {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  static func < (a: Moment, b: Moment) -> Bool { a.microseconds < b.microseconds }

  func after(milliseconds: Int) -> Moment { after(microseconds: Int64(clamping: milliseconds) * 1000) }

  func after(microseconds: Int64) -> Moment {
    let (sum, isOver) = self.microseconds.addingReportingOverflow(microseconds)
    return Moment(microseconds: isOver ? .max : sum)
  }

  /// Whole milliseconds, rounded down; never below 0.
  func milliseconds(since start: Moment) -> Int { Int(max(0, microseconds - start.microseconds) / 1000) }

  /// How long a poll may sleep: rounded up, so that it does not wake just before.
  func pollMilliseconds(from now: Moment, atMost most: Int) -> Int {
    let left = max(0, microseconds - now.microseconds)
    return min(most, Int((left + 999) / 1000))
  }
}
