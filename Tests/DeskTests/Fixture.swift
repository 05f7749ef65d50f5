import Foundation
import News
import Screen

@testable import Desk

/// A small newsroom with four mirrors, one of them blocked, and eight articles in Korean and English.
enum Fixture {
  /// 2026-03-04 09:30 in Seoul.
  static let now = Date(timeIntervalSince1970: 1_772_584_200)
  static let seoul = 32_400

  static func minutes(_ count: Int) -> Date { now.addingTimeInterval(-60 * Double(count)) }

  static let newsroom = Newsroom(
    id: .init(rawValue: 1), name: "Sori", title: "Sori News", added: minutes(90_000), lastServed: minutes(2))
  static let other = Newsroom(id: .init(rawValue: 2), name: "Hyeonjang", added: minutes(80_000), lastServed: minutes(7))

  static func headline(
    _ id: Int64, _ title: String, _ age: Int, _ section: String, _ language: String, room: Newsroom = newsroom,
    read: Bool = false, starred: Bool = false, urgent: Bool = false, revisions: Int = 1, pictures: Int = 0
  ) -> Headline {
    Headline(
      id: .init(rawValue: id), newsroom: room.id, newsroomName: room.name, title: title,
      link: "https://sori.example/a/\(id)", published: minutes(age), arrived: minutes(age - 1), sections: [section],
      language: language, byline: "Kim Haru", isRead: read, isStarred: starred, isUrgent: urgent, revisions: revisions,
      pictures: pictures, mirror: "de1")
  }

  static let headlines: [Headline] = [
    headline(1, "경찰, 호스팅 업체에 파업 사이트 폐쇄 요구", 18, "노동", "ko", urgent: true),
    headline(2, "Workers scatter across Seoul after the cathedral", 50, "Labor", "en"),
    headline(3, "Photo: the march at Myeongdong", 88, "Photo", "en", starred: true, pictures: 3),
    headline(4, "Correction: numbers at the rally", 95, "Labor", "en", read: true, revisions: 2),
    headline(5, "발전 노조 \"민영화 철회까지 현장에 돌아가지 않는다\" 결의문 채택", 200, "노동", "ko"),
    headline(6, "Green groups back the walk-out", 1_500, "World", "en", read: true),
    headline(7, "현장에서: 가족들의 밤", 2_000, "사회", "ko", room: other),
    headline(
      8, "A year of the power line dispute in ten pictures, with what was said at the time", 300_000, "Photo", "en",
      read: true, pictures: 10),
  ]

  static func mirror(_ id: Int64, _ url: String, _ position: Int, good: Int?, latency: Int? = nil) -> Mirror {
    Mirror(
      id: .init(rawValue: id), newsroom: newsroom.id, url: url, position: position, lastTried: minutes(2),
      lastGood: good.map(minutes), latencyMilliseconds: latency)
  }

  static var mirrors: [ShelvedMirror] {
    var kr1 = mirror(1, "https://kr1.sori.example/feed", 0, good: 130, latency: 90)
    var evidence = Verdict.Evidence()
    evidence.code = 35
    kr1.verdict = Verdict(.resetInHello, confidence: .likely, evidence: evidence)
    var us1 = mirror(3, "https://us1.sori.example/feed", 2, good: 60, latency: 410)
    us1.behindSeconds = 5_400
    var old = mirror(4, "https://old.sori.example/feed", 3, good: nil)
    old.offer = MovedOffer(url: "https://jp1.sori.example/feed", found: .feed(title: "Sori News", isSame: true))
    var elsewhere = mirror(5, "https://hyeonjang.example/rss", 0, good: 7, latency: 180)
    elsewhere = Mirror(
      id: elsewhere.id, newsroom: other.id, url: elsewhere.url, lastTried: minutes(7), lastGood: minutes(7),
      latencyMilliseconds: 180)
    return [
      ShelvedMirror(
        kr1, name: "kr1", sentence: "kr1: reset after the TLS hello",
        evidence: ["libcurl 35, errno 104", "address 203.0.113.7"],
        latencies: [80, 95, 90, 240, 400, 90]),
      ShelvedMirror(mirror(2, "https://de1.sori.example/feed", 1, good: 2, latency: 240), name: "de1"),
      ShelvedMirror(us1, name: "us1"), ShelvedMirror(old, name: "old"),
      ShelvedMirror(elsewhere, name: "hyeonjang.example"),
    ]
  }

  static var shelf: Shelf {
    Shelf(
      newsrooms: [newsroom, other],
      scopes: [
        .init(scope: .all, title: "All", unread: 128, total: 800),
        .init(scope: .starred, title: "Starred", unread: 0, total: 1),
        .init(scope: .newsroom(newsroom.id), title: "Sori", unread: 41, total: 300),
        .init(scope: .section(newsroom.id, "Labor"), title: "Labor", unread: 17, total: 90),
        .init(scope: .section(newsroom.id, "노동"), title: "노동", unread: 9, total: 80),
        .init(scope: .section(newsroom.id, "Photo"), title: "Photo", unread: 0, total: 30),
        .init(scope: .newsroom(other.id), title: "Hyeonjang", unread: 87, total: 500),
        .init(scope: .section(other.id, "사회"), title: "사회", unread: 87, total: 500),
      ], mirrors: mirrors)
  }

  static let document = Document(
    blocks: [
      .paragraph([
        .init("After "), .init("sixteen nights", style: .strong),
        .init(" at the cathedral, the workers left in small groups. "),
        .init("The union's statement", link: 1), .init(" says that "), .init("nobody goes back", style: .emphasis),
        .init(" until the plan is withdrawn."),
      ]),
      .heading(level: 2, [.init("What they ask for")]),
      .list(
        start: 1,
        items: [
          [.paragraph([.init("No sale of the power stations.")])],
          [.paragraph([.init("발전소 매각 철회와 대화 재개, 그리고 연행자의 즉각 석방.")])],
        ]),
      .quote([.paragraph([.init("우리는 흩어져도 끊어지지 않는다. We scatter, but nothing is cut.")])]),
      .table(
        .init(
          header: [[.init("City")], [.init("People")]],
          rows: [[[.init("서울")], [.init("5,600")]], [[.init("Incheon")], [.init("310")]]])),
      .figure(.init(source: "https://sori.example/p/1.jpg", alt: "The march at night", caption: [.init("명동, 화요일 밤")])),
      .code("curl -O mirror/feed.xml"),
    ], links: [.init(url: "https://union.example/statement")])

  /// Of a cell of a picture.
  static var painted: Style {
    var style = Style.normal
    style.paint = Paint(foreground: 0xCC3300, background: 0x003366)
    return style
  }

  static func opened(_ headline: Headline) -> OpenedArticle {
    var revisions: [Revision] = []
    if headline.revisions > 1 {
      revisions = [
        Revision(
          number: 2, title: headline.title, updated: minutes(40), arrived: minutes(39), mirror: "de1",
          text: "Police counted 300, the union 900 people at the gate."),
        Revision(
          number: 1, title: headline.title, updated: minutes(95), arrived: minutes(94), mirror: "kr1",
          text: "Police counted 300 people at the gate."),
      ]
    }
    let article = StoredArticle(
      headline: headline, html: "<p>After <b>sixteen nights</b> at the cathedral</p>", text: "After sixteen nights",
      revisions: revisions)
    return OpenedArticle(article: article, document: document)
  }
}
