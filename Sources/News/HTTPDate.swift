import Foundation

/// Dates in HTTP (RFC 9110, 5.6.7), as whole seconds since 1970.
public enum HTTPDate {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// `Sun, 06 Nov 1994 08:49:37 GMT`
  public static func text(_ seconds: Int) -> String {
    var time = time_t(seconds)
    var parts = tm()
    gmtime_r(&time, &parts)
    let day = "\(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900)"
    let clock = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    return "\(days[Int(parts.tm_wday)]), \(day) \(clock) GMT"
  }

  /// Reads that form and the two obsolete ones: `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
  public static func seconds(_ text: String) -> Int? {
    let words = text.split { " ,-".contains($0) }
    let order: (day: Int, month: Int, year: Int, clock: Int)
    if words.count == 6, words[5] == "GMT" {
      order = (1, 2, 3, 4)
    } else if words.count == 5 {
      order = (2, 1, 4, 3)
    } else {
      return nil
    }
    let clock = words[order.clock].split(separator: ":").compactMap { Int32($0) }
    guard let day = Int32(words[order.day]), (1...31).contains(day), clock.count == 3,
      let month = months.firstIndex(of: String(words[order.month])),
      var year = Int32(words[order.year]), (0...9999).contains(year),
      (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2])
    else { return nil }
    if year < 100 { year += year < 70 ? 2000 : 1900 }
    var parts = tm()
    (parts.tm_mday, parts.tm_mon, parts.tm_year) = (day, Int32(month), year - 1900)
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (clock[0], clock[1], clock[2])
    return Int(timegm(&parts))
  }

  private static func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
