import Foundation
import News
import Screen
import Testing

@testable import Desk

/// Times without a calendar's locale.
@Suite struct TimeTextTests {
  private static let zones = [0, 32_400, -18_000, 20_700, -34_200, 50_400, -43_200]

  @Test func `dates are those of the Gregorian calendar in every zone, from antiquity to far ahead`() throws {
    var calendar = Calendar(identifier: .gregorian)
    var dice = Dice(state: 3)
    for _ in 0..<2_000 {
      // Years 1600 to 3400: before 1582 Foundation counts as Julius Caesar did.
      let date = Date(timeIntervalSince1970: Double.random(in: -11_600_000_000...45_000_000_000, using: &dice))
      let zone = Self.zones.randomElement(using: &dice) ?? 0
      calendar.timeZone = try #require(TimeZone(secondsFromGMT: zone))
      let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
      let wanted = String(
        format: "%d-%02d-%02d %02d:%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0, parts.hour ?? 0,
        parts.minute ?? 0)
      #expect(TimeText(secondsFromUTC: zone).long(date) == wanted)
    }
  }

  @Test(arguments: [
    (0.0, 0, "1970-01-01 00:00"), (951_782_400, 0, "2000-02-29 00:00"), (-1, 0, "1969-12-31 23:59"),
    (1_772_584_200, 32_400, "2026-03-04 09:30"), (1_772_584_200, -18_000, "2026-03-03 19:30"),
    (4_107_542_399, 0, "2100-02-28 23:59"), (4_107_542_400, 0, "2100-03-01 00:00"),
  ])
  func `known moments`(_ seconds: Double, _ zone: Int, _ text: String) {
    #expect(TimeText(secondsFromUTC: zone).long(Date(timeIntervalSince1970: seconds)) == text)
  }

  @Test func `today is told by the clock, this year by the day, all else by the year, in five columns at most`() {
    let times = TimeText(secondsFromUTC: Fixture.seoul)
    #expect(times.short(Fixture.minutes(30), now: Fixture.now) == "09:00")
    // Half past nine in the morning: ten hours ago was yesterday.
    #expect(times.short(Fixture.minutes(600), now: Fixture.now) == "03-03")
    #expect(times.short(Fixture.minutes(60 * 24 * 80), now: Fixture.now) == "2025")
    for seconds in [-1e300, -1e12, 0, 1e12, 1e300, .infinity, -.infinity, .nan] {
      #expect(times.short(Date(timeIntervalSince1970: seconds), now: Fixture.now).count <= 5)
    }
  }

  @Test func `a language has its own order and words, and weekdays are right in every zone`() throws {
    let korean = TimeText(secondsFromUTC: Fixture.seoul, in: try LanguageTests.phrasebook("ko"))
    #expect(korean.long(Fixture.now) == "2026년 3월 4일 (수) 09:30")
    #expect(korean.date(Fixture.now) == "2026.03.04.")
    #expect(korean.short(Fixture.minutes(600), now: Fixture.now) == "03.03")
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: Fixture.seoul))
    for day in stride(from: -40_000.0, to: 40_000, by: 977) {
      let date = Date(timeIntervalSince1970: day * 86_400 - 1)
      let weekday = calendar.component(.weekday, from: date) - 1
      #expect(korean.long(date).contains("(\(Array("일월화수목금토")[weekday]))"))
    }
  }

  @Test(arguments: LanguageTests.languages)
  func `in every language a date is short enough for its column, and those of a table are of one width`(
    _ language: String
  )
    throws
  {
    let times = TimeText(secondsFromUTC: 0, in: try LanguageTests.phrasebook(language))
    var widths: Set<Int> = []
    for day in 0..<365 {
      let date = Date(timeIntervalSince1970: 1_767_225_600 + 86_400 * Double(day))
      let short = times.short(
        date, now: Date(timeIntervalSince1970: 1_767_225_600 + 86_400 * Double((day + 100) % 365)))
      #expect(TextWidth.columns(of: short) <= TimeText.shortColumns && short.count == TextWidth.columns(of: short))
      widths.insert(TextWidth.columns(of: times.date(date)))
      #expect(times.long(date).contains { $0.isNumber } && !times.long(date).contains("{"))
    }
    #expect(widths.count == 1)
  }

  @Test func `a moment in summer is told in summer time, also in winter`() {
    let zone: TimeText.Zone = { $0 < Fixture.now ? 3_600 : 7_200 }
    let times = TimeText(zone: zone)
    #expect(times.clock(Fixture.minutes(1)) == "01:29")
    #expect(times.clock(Fixture.minutes(-1)) == "02:31")
  }

  @Test(arguments: [
    (0.0, "just now"), (-500, "just now"), (59, "just now"), (60, "1 min old"), (3_599, "59 min old"),
    (3_600, "1 h old"), (86_399, "23 h old"), (86_400, "1 day old"), (200_000, "2 days old"),
    (.infinity, "11,574,074 days old"), (.nan, "just now"),
  ])
  func `how old something is`(_ seconds: Double, _ text: String) {
    let then = Date(timeIntervalSinceReferenceDate: 0)
    let now = Date(timeIntervalSinceReferenceDate: seconds)
    #expect(Phrasebook.english(TimeText.age(then, now: now)) == text)
  }
}
