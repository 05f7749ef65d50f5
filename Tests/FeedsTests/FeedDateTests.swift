import Foundation
import Testing

@testable import Feeds

/// Dates in every shape.
struct FeedDateTests {
  @Test(arguments: [
    ("2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z"), ("2003-12-31T10:14:55+09:00", "2003-12-31T01:14:55Z"),
    ("2003-12-31T10:14:55.25-0800", "2003-12-31T18:14:55Z"), ("2003-12-31T10:14Z", "2003-12-31T10:14:00Z"),
    ("2003-12-31", "2003-12-31T00:00:00Z"),
    ("2003-12", "2003-12-01T00:00:00Z"), ("2003", "2003-01-01T00:00:00Z"), ("20031231", "2003-12-31T00:00:00Z"),
    ("2003-335", "2003-12-01T00:00:00Z"),
    ("2004-W01-1", "2003-12-29T00:00:00Z"), ("2004-07-08 23:56:58.0", "2004-07-08T23:56:58Z"),
    ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"), ("Thu, 1 Jan 04 19:48 EST", "2004-01-02T00:48:00Z"),
    ("01 Jan 2004 19:48:21 +0900", "2004-01-01T10:48:21Z"),
    ("Thursday, 01-Jan-04 19:48:21 GMT", "2004-01-01T19:48:21Z"),
    ("Thu, 01 Jan 2004 19:48:21 GMT+1", "2004-01-01T18:48:21Z"), ("Thu Jan  1 19:48:21 2004", "2004-01-01T19:48:21Z"),
    ("Thu Jan 01 19:48:21 PST 2004", "2004-01-02T03:48:21Z"), ("Jan 1, 2004 7:48 PM", "2004-01-01T19:48:00Z"),
    ("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z"), ("31.12.2003 10:14", "2003-12-31T10:14:00Z"),
    ("12/31/2003", "2003-12-31T00:00:00Z"),
    ("2004년 05월 28일  01:31:15", "2004-05-28T01:31:15Z"), ("2004-05-28 오후 11:31:58", "2004-05-28T23:31:58Z"),
    ("2004-05-28 오전 12:05", "2004-05-28T00:05:00Z"), ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"),
    ("2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z"), ("mer, 16 nov 2022 00:38:15 +0100", "2022-11-15T23:38:15Z"),
    ("mar, 15 mar 2022 10:00:00 GMT", "2022-03-15T10:00:00Z"),
    ("Sun, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z"),
    ("Thu, 01 Jan 2004 24:00:00 GMT", "2004-01-02T00:00:00Z"),
  ])
  func aDateIsRead(text: String, utc: String) {
    #expect(FeedDate.date(text).map { FeedDate.text($0) } == utc)
  }

  @Test(arguments: [
    "", "soon", "yesterday 10:00", "99", "2004-13-01", "0000-00-00", "Thu, 99 Jan 2004", "-----", "٢٠٠٤",
    "2004-01-01T99:99:99Z",
  ])
  func whatIsNoDateIsNone(text: String) {
    #expect(FeedDate.date(text) == nil)
  }

  @Test func dayByDayItAgreesWithFoundation() {
    let formatter = ISO8601DateFormatter()
    for day in stride(from: -80_000, to: 80_000, by: 97) {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400 + 3661)
      let text = formatter.string(from: date)
      #expect(FeedDate.text(date) == text)
      #expect(FeedDate.date(text) == date)
    }
  }
}
