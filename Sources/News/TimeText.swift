public import Foundation

/// Times as they are shown: in the reader's zone, by the forms of the reader's language, without a calendar's locale.
///
/// A form is a phrase of a catalogue with fields in braces: year, month and day, month2 and day2 of two digits, weekday,
/// clock.
public struct TimeText: Sendable {
  /// Seconds east of UTC at a moment: not the same in summer and in winter.
  public typealias Zone = @Sendable (Date) -> Int

  /// The most columns of `short`.
  public static let shortColumns = 5

  private let zone: Zone
  private let day: [Piece]
  private let table: [Piece]
  private let moment: [Piece]
  private let weekdays: [String]

  public init(in phrasebook: Phrasebook = .english, zone: @escaping Zone = { _ in 0 }) {
    self.zone = zone
    let forms: [Phrase] = ["{month2}-{day2}", "{year}-{month2}-{day2}", "{year}-{month2}-{day2} {clock}"]
    let pieces = forms.map { Piece.all(phrasebook($0)) }
    (day, table, moment) = (pieces[0], pieces[1], pieces[2])
    let names: [Phrase] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    weekdays = names.map { phrasebook($0) }
  }

  public init(secondsFromUTC: Int, in phrasebook: Phrasebook = .english) {
    self.init(in: phrasebook) { _ in secondsFromUTC }
  }

  /// Today `09:12`, this year `03-04`, another year `2002`: at most 5 columns.
  public func short(_ date: Date, now: Date) -> String {
    let then = fields(date)
    let today = fields(now)
    guard then.year == today.year else { return "\(then.year)" }
    return then.day == today.day && then.month == today.month ? then.clock : text(day, then)
  }

  /// `2026-03-04 09:12`, in Korean `2026년 3월 4일 (수) 09:12`.
  public func long(_ date: Date) -> String { text(moment, fields(date)) }

  /// `2026-03-04`, in Korean `2026.03.04.`: of one width, for tables.
  public func date(_ date: Date) -> String { text(table, fields(date)) }

  /// `09:12`
  public func clock(_ date: Date) -> String { fields(date).clock }

  /// `09:12:03`
  public func seconds(_ date: Date) -> String {
    let then = fields(date)
    return "\(then.clock):\(Self.two(then.second))"
  }

  /// How old: `now`, `2 min old`, `3 h old`, `5 days old`.
  public static func age(_ date: Date, now: Date) -> Phrase {
    let seconds = Int(max(0, min(now.timeIntervalSince(date), 1e12)))
    switch seconds {
    case ..<60: return "just now"
    case ..<3_600: return "\(seconds / 60) min old"
    case ..<86_400: return "\(seconds / 3_600) h old"
    default: return Phrase(seconds / 86_400, one: "%1 day old", many: "%1 days old")
    }
  }

  /// How long ago: `just now`, `2 min ago`, `3 h ago`, `5 days ago`.
  public static func ago(_ date: Date, now: Date) -> Phrase {
    let seconds = Int(max(0, min(now.timeIntervalSince(date), 1e12)))
    switch seconds {
    case ..<60: return "just now"
    case ..<3_600: return "\(seconds / 60) min ago"
    case ..<86_400: return "\(seconds / 3_600) h ago"
    default: return Phrase(seconds / 86_400, one: "%1 day ago", many: "%1 days ago")
    }
  }

  // MARK: Forms

  private enum Field: String { case year, month, month2, day, day2, weekday, clock }

  private enum Piece {
    case text(String)
    case field(Field)

    /// What stands in braces and is no field is text.
    static func all(_ form: String) -> [Piece] {
      var pieces: [Piece] = []
      var rest = form[...]
      while let open = rest.firstIndex(of: "{"), let end = rest[open...].firstIndex(of: "}") {
        if let field = Field(rawValue: String(rest[rest.index(after: open)..<end])) {
          pieces += [.text(String(rest[..<open])), .field(field)]
        } else {
          pieces.append(.text(String(rest[...end])))
        }
        rest = rest[rest.index(after: end)...]
      }
      return pieces + [.text(String(rest))]
    }
  }

  private func text(_ form: [Piece], _ fields: Fields) -> String {
    form.reduce(into: "") { text, piece in
      switch piece {
      case .text(let piece): text += piece
      case .field(.year): text += String(fields.year)
      case .field(.month): text += String(fields.month)
      case .field(.month2): text += Self.two(fields.month)
      case .field(.day): text += String(fields.day)
      case .field(.day2): text += Self.two(fields.day)
      case .field(.weekday): text += weekdays[fields.weekday]
      case .field(.clock): text += fields.clock
      }
    }
  }

  // MARK: Calendar

  private struct Fields {
    var year = 1970
    var month = 1
    var day = 1
    /// 0 is Sunday.
    var weekday = 4
    var hour = 0
    var minute = 0
    var second = 0
    var clock: String { "\(TimeText.two(hour)):\(TimeText.two(minute))" }
  }

  /// Civil date from days since 1970 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  private func fields(_ date: Date) -> Fields {
    let bounded = max(-60_000_000_000, min(200_000_000_000, date.timeIntervalSince1970))
    let seconds = Int(bounded.rounded(.down)) + zone(Date(timeIntervalSince1970: bounded))
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let rest = seconds - days * 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return Fields(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, weekday: ((days + 4) % 7 + 7) % 7, hour: rest / 3_600,
      minute: rest % 3_600 / 60, second: rest % 60)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
