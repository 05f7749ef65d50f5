import News

@testable import Desk

/// A board of three threads, one of them with answers to answers; and what is kept.
extension Fixture {
  struct Board {
    var threads: [ThreadRow]
    var messages: [ThreadID: [MessageRow]]
  }

  private static func message(
    _ id: Int64, _ title: String, _ who: String, _ age: Int, depth: Int = 0, parent: Int64? = nil, answers: Int = 0,
    read: Bool = false
  ) -> MessageRow {
    var head = headline(id, title, age, "Board", "en", read: read)
    head.byline = who
    return MessageRow(headline: head, depth: depth, parent: parent.map(ArticleID.init(rawValue:)), answers: answers)
  }

  static let board = Board(
    threads: [
      ThreadRow(
        id: .init(rawValue: 2), newsroom: newsroom.id, first: .init(rawValue: 2), title: "Where is the rally tonight?",
        byline: "Min", latest: minutes(5), messages: 5, unread: 3),
      ThreadRow(
        id: .init(rawValue: 20), newsroom: newsroom.id, first: .init(rawValue: 20), title: "현장 물품이 부족합니다",
        byline: "지원팀", latest: minutes(400), messages: 1, unread: 0),
      ThreadRow(
        id: .init(rawValue: 30), newsroom: newsroom.id, first: .init(rawValue: 30), title: "A lawyer answers",
        byline: "Cho", latest: minutes(3_000), messages: 2, unread: 1),
    ],
    messages: [
      .init(rawValue: 2): [
        message(2, "Where is the rally tonight?", "Min", 90, answers: 4, read: true),
        message(11, "Where is the rally tonight?", "Haru", 60, depth: 1, parent: 2, answers: 2, read: true),
        message(12, "Not there, police", "Jin", 30, depth: 2, parent: 11, answers: 1),
        message(13, "Where is the rally tonight?", "Haru", 20, depth: 3, parent: 12),
        message(14, "Myeongdong, seven", "Sora", 5, depth: 1, parent: 2),
      ],
      .init(rawValue: 20): [message(20, "현장 물품이 부족합니다", "지원팀", 400, read: true)],
      .init(rawValue: 30): [
        message(30, "A lawyer answers", "Cho", 3_100, answers: 1, read: true),
        message(31, "A lawyer answers", "Min", 3_000, depth: 1, parent: 30),
      ],
    ])

  static let mutes = [
    MuteRow(
      Mute(id: .init(rawValue: 3), subject: .word("baseball"), added: minutes(900), hidden: 1_204),
      subject: "word baseball"),
    MuteRow(
      Mute(
        id: .init(rawValue: 2), subject: .author("Kim Haru"), newsroom: newsroom.id, added: minutes(2_000),
        until: minutes(-8_000), hidden: 1), subject: "author Kim Haru"),
    MuteRow(
      Mute(
        id: .init(rawValue: 1), subject: .thread(.init(rawValue: 20)), newsroom: newsroom.id, added: minutes(9_000),
        hidden: 3),
      subject: "thread 현장 물품이 부족합니다"),
  ]

  static let keeping = [
    KeepingRow(
      newsroom: nil, name: "", policy: KeepingPolicy(days: 90, totalBytes: 500_000_000), articles: 800,
      articleBytes: 4_200_000, files: 31, fileBytes: 9_000_000,
      goes: Leaving(articles: 100, articleBytes: 540_000, files: 0, fileBytes: 0)),
    KeepingRow(
      newsroom: newsroom.id, name: "Sori", policy: nil, articles: 300, articleBytes: 1_500_000, files: 30,
      fileBytes: 8_900_000, goes: Leaving()),
    KeepingRow(
      newsroom: other.id, name: "Hyeonjang", policy: KeepingPolicy(articles: 400, pictureBytes: 50_000_000),
      articles: 500,
      articleBytes: 2_700_000, files: 1, fileBytes: 100_000,
      goes: Leaving(articles: 100, articleBytes: 540_000, files: 0, fileBytes: 0)),
  ]

  /// The shelf with folders of the reader's own, a tag, and a board.
  static var richShelf: Shelf {
    var shelf = shelf
    shelf.scopes.insert(
      .init(scope: .savedSearch(.init(rawValue: 1)), title: "Strike in Seoul", unread: 12, total: 40), at: 2)
    shelf.scopes.insert(.init(scope: .tag(.init(rawValue: 1)), title: "court", unread: 2, total: 9), at: 3)
    let place = shelf.scopes.firstIndex { $0.scope == .newsroom(newsroom.id) } ?? 0
    shelf.scopes.insert(.init(scope: .board(newsroom.id), title: "Board", unread: 6, total: 60), at: place + 1)
    return shelf
  }
}
