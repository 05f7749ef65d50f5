import Foundation
import News
import Testing

@testable import Store

struct BoardTests {
  private func message(_ id: String, _ parent: String? = nil, at minute: Int) -> Article {
    var message = article("m\(id)", id: id, text: "text \(id)", published: minute)
    message.inReplyTo = parent
    return message
  }

  private func page() -> [Article] {
    [
      message("1", at: -90), message("2", "1", at: -80), message("3", "1", at: -70), message("4", "2", at: -60),
      message("5", at: -50), message("6", "gone", at: -40), message("7", "6", at: -30),
    ]
  }

  private func outline(_ scene: borrowing Scene) async throws -> [String] {
    var lines: [String] = []
    for thread in try await scene.store.threads(of: scene.newsroom.id, limit: 50) {
      lines.append("\(thread.title) \(thread.messages)/\(thread.unread)")
      for row in try await scene.store.messages(of: thread.id) {
        lines.append(String(repeating: "  ", count: row.depth + 1) + row.headline.title + " \(row.answers)")
      }
    }
    return lines
  }

  private let expected = [
    "m6 2/2", "  m6 1", "    m7 0", "m1 4/4", "  m1 3", "    m2 1", "      m4 0", "    m3 0", "m5 1/1", "  m5 0",
  ]
  // By latest: 7 at -30, 4 at -60, 5 at -50.
  private var inOrder: [String] { [0, 1, 2, 8, 9, 3, 4, 5, 6, 7].map { expected[$0] } }

  @Test(arguments: [0, 1, 2, 3, 4, 5] as [UInt64])
  func threadsAreTheSameInWhateverOrderMessagesCome(seed: UInt64) async throws {
    let scene = try await Scene()
    var messages = page()
    switch seed {
    case 0: break
    case 1: messages.reverse()
    default:
      var state = seed
      for place in messages.indices.dropFirst() {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        messages.swapAt(place, Int(state >> 33) % (place + 1))
      }
    }
    // One at a time and in pages.
    try await scene.deliver(Array(messages.prefix(3)))
    for (minute, message) in messages.dropFirst(3).enumerated() {
      try await scene.deliver([message], minute: minute + 1)
    }
    #expect(try await outline(scene) == inOrder)
    #expect(try await scene.store.threadCount(of: scene.newsroom.id) == 3)
    #expect(try await scene.store.scopes().contains { $0.scope == .board(scene.newsroom.id) })
  }

  @Test func messagesThatAnswerEachOtherOrThemselvesAreLostNowhere() async throws {
    let scene = try await Scene()
    try await scene.deliver([message("1", "2", at: -90), message("2", "1", at: -80), message("3", "3", at: -70)])
    #expect(try await outline(scene) == ["m3 1/1", "  m3 0", "m1 2/2", "  m1 1", "    m2 0"])
  }

  @Test func theBoardsListAndCountAreOfWhatIsAnsweredAndAnswers() async throws {
    let scene = try await Scene()
    try await scene.deliver(page())
    let board = Scope.board(scene.newsroom.id)
    // m5 is news that nobody spoke of; m6 answers what is not here.
    let listed = try await scene.store.headlines(board, limit: 50)
    #expect(listed.map(\.title) == ["m7", "m6", "m4", "m3", "m2", "m1"])
    func unread() async throws -> Int? { try await scene.store.scopes().first { $0.scope == board }?.unread }
    #expect(try await unread() == 6)
    #expect(try await scene.store.count(.newsroom(scene.newsroom.id), unreadOnly: true) == 7)
    try await scene.store.setRead([listed[0].id, listed[5].id], true)
    #expect(try await unread() == 4)
    #expect(try await scene.store.headlines(board, unreadOnly: true, limit: 50).count == 4)
    _ = try await scene.store.markAllRead(board)
    #expect(try await unread() == 0)
    #expect(try await scene.store.count(.newsroom(scene.newsroom.id), unreadOnly: true) == 1)
  }

  @Test func catchingUpReadsAThreadAndIsTakenBack() async throws {
    let scene = try await Scene()
    try await scene.deliver(page())
    let thread = try await scene.store.threads(of: scene.newsroom.id, offset: 2, limit: 1)[0]
    #expect(try await scene.store.position(of: thread.id) == 2)
    #expect(try await scene.store.markRead(thread.id) == 4)
    #expect(try await scene.store.threads(of: scene.newsroom.id, limit: 9).map(\.unread) == [2, 1, 0])
    #expect(try await scene.store.count(.all, unreadOnly: true) == 3)
    #expect(try await scene.store.undo()?.count == 4)
    #expect(try await scene.store.threads(of: scene.newsroom.id, limit: 9).map(\.unread) == [2, 1, 4])
  }

  @Test func aMutedThreadIsGoneWithWhatComesIntoItUntilItsEnd() async throws {
    let scene = try await Scene()
    try await scene.deliver(page())
    let threads = try await scene.store.threads(of: scene.newsroom.id, limit: 9)
    let mute = try await scene.store.mute(.thread(threads[0].id), now: Scene.noon)
    #expect(mute.hidden == 2)
    try await scene.deliver([message("8", "7", at: -20)], minute: 1)
    // What it all answered comes at last: the talk stays muted.
    try await scene.deliver([message("gone", at: -95), message("9", "gone", at: -10)], minute: 2)
    #expect(try await scene.store.threads(of: scene.newsroom.id, limit: 9).map(\.title) == ["m5", "m1"])
    #expect(try await scene.titles() == ["m5", "m4", "m3", "m2", "m1"])
    #expect(try await scene.store.count(.all) == 5)
    #expect(try await scene.store.undo() == "the mute is taken back")
    #expect(try await scene.store.threads(of: scene.newsroom.id, limit: 9).map(\.messages) == [5, 1, 4])
    #expect(try await scene.store.count(.all) == 10)
  }

  @Test func aThreadAsDeepAsItIsLongIsLaidOut() {
    let chain: [(id: Int64, parent: Int64?)] = (1...20_000).map { ($0, $0 == 1 ? nil : $0 - 1) }
    let tree = ThreadTree(chain)
    #expect(tree.places.count == 20_000 && tree.places.last?.depth == 19_999 && tree.places[0].answers == 19_999)
    let loop = ThreadTree([(1, 2), (2, 1), (3, 1)])
    #expect(loop.places.map(\.id) == [1, 2, 3] && loop.places.map(\.answers) == [2, 0, 0])
  }
}
