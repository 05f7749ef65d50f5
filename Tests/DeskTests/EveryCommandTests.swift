import News
import Screen
import Testing

@testable import Desk

/// Every command of the table is given once, by keys or by its name, and does something that is seen or asked for.
@Suite struct EveryCommandTests {
  /// What is pressed to come to where a command means something, and what gives it.
  private static let scenes: [DeskCommand.Name: (before: String, keys: String)] = [
    .down: ("", "j"), .up: ("j", "k"), .first: ("jj", "g"), .last: ("", "G"), .pageDown: ("", "<C-f>"),
    .pageUp: ("G", "<C-b>"), .halfDown: ("", "<C-d>"), .halfUp: ("G", "<C-u>"),
    .onward: ("", "<Space>"), .open: ("", "<Enter>"), .back: ("m", "q"), .quit: ("", "Q"),
    .nextPane: ("", "<Tab>"), .previousPane: ("", "<S-Tab>"),
    .nextUnread: ("j<Enter>", "<Tab>"), .previousUnread: ("jj<Enter>", "<S-Tab>"), .toggleUnread: ("", "U"),
    .star: ("", "s"), .undo: ("", "u"), .acknowledge: ("", "a"), .markAll: ("", "A"), .unreadOnly: ("", "."),
    .sync: ("", "r"), .syncAll: ("", "R"), .cancel: ("jjj<Enter>v", "<Esc>"), .browse: ("", "o"), .copy: ("", "y"),
    .save: ("j<Enter>", "wnews.txt<Enter>"), .revisions: ("jjj<Enter>", "v"), .source: ("j<Enter>", "\\"),
    .goToLink: ("j<Enter>", "f1<Enter>"), .copyLink: ("j<Enter>", "Y1<Enter>"), .mirrors: ("", "m"), .log: ("", "L"),
    .help: ("", "?"), .search: ("", "S"), .find: ("", "/"), .findNext: ("j<Enter>/the<Enter>", "n"),
    .findPrevious: ("j<Enter>/the<Enter>", "N"), .command: ("", ":"), .add: ("", ":add https://a.example<Enter>"),
    .forget: ("<S-Tab>jjjj", ":forget<Enter>"), .addMirror: ("m", "ahttps://x.example<Enter>"),
    .addRelay: ("m", ":add-relay https://r.example<Enter>"), .removeMirror: ("m", "D"), .pin: ("m", "p"),
    .disable: ("m", "d"), .test: ("m", "t"), .testAll: ("m", "T"), .moveUp: ("mj", "K"), .moveDown: ("m", "J"),
    .accept: ("mjjj", "y"), .dismiss: ("mjjj", "X"), .retry: ("m", "!"), .route: ("m", "o"),
    .network: ("", ":network tor<Enter>"), .askOthers: ("", "F"), .importMirrors: ("m", "If<Enter>"),
    .exportMirrors: ("m", "Ef<Enter>"), .nextFault: ("m", "B"), .unblock: ("m", "b"), .evidence: ("m", "<Enter>"),
    .suspend: ("", "<C-z>"), .redraw: ("", "<C-l>"),
    .report: ("j<Enter>", "c"), .alert: ("j<Enter>", ":alert<Enter>"), .correction: ("j<Enter>", ":correction<Enter>"),
    .reply: ("j", "C"), .correct: ("j", ":correct<Enter>"), .outbox: ("", "x"),
    .nextField: ("j<Enter>c", "<Tab>"), .previousField: ("j<Enter>c", "<S-Tab>"), .review: ("j<Enter>cx", "<C-s>"),
    .file: ("j<Enter>cx<C-s>", "f"), .agree: ("j<Enter>cx<C-s>", "a"), .disagree: ("j<Enter>cx<C-s>", "d"),
    .attach: ("j<Enter>c", "<C-o>a.jpg<Enter>"), .untouched: ("j<Enter>c", "<F7>"), .detach: ("j<Enter>c", "<F8>"),
    .urgent: ("j<Enter>c", "<F6>"), .editor: ("j<Enter>c", "<F4>"), .discard: ("j<Enter>cx", "<F9>"),
    .leave: ("j<Enter>c", "<Esc><Esc>"), .edit: ("j<Enter>cx<Esc><Esc>x", "e"),
    .details: ("j<Enter>cx<Esc><Esc>x", "i"),
    .deliver: ("j<Enter>cx<Esc><Esc>x", "r"), .deliverAll: ("j<Enter>cx<Esc><Esc>x", "R"),
    .withdraw: ("j<Enter>cx<Esc><Esc>x", "w"), .export: ("j<Enter>cx<Esc><Esc>x", "E"),
    .importFile: ("x", "If<Enter>"),
    .pictures: ("jj", "p"), .fetchPicture: ("jjp", "f"), .togglePictures: ("jjp", "P"), .themes: ("", "T"),
    .choose: ("K", "<Enter>"), .tour: ("", "<C-t>"), .boards: ("", "b"), .fold: ("b<Enter>", "z"),
    .foldAll: ("b<Enter>", "Z"), .catchUp: ("b", "K"), .tag: ("", "tcourt<Enter>"), .mute: ("", "M"),
    .unmute: ("", ":unmute court<Enter>"), .mutes: ("", ":mutes<Enter>"), .lift: (":mutes<Enter>", "D"),
    .sort: ("", "O"), .keeping: ("", "K"), .letGo: ("K", "D"),
    .pipe: ("j<Enter>", "|wc -w<Enter>"), .print: ("j<Enter>", "P"), .fullText: ("j<Enter>", "e"), .comments: ("", "E"),
    .older: ("", "H"), .edition: ("", "V"), .proof: ("j<Enter>", "i"), .alarm: ("", "<F5>"),
    .compare: ("V", "cwc1bcpq<Enter>"), .exportEvidence: ("V", "Eproof.txt<Enter>"),
    .saveSearch: ("/march<Enter>", "wMarches<Enter>"), .searchScope: ("/march<Enter>", "<Tab>"),
  ]

  @Test(arguments: DeskCommand.table) func `is given, and does something`(_ row: DeskCommand) throws {
    let scene = try #require(Self.scenes[row.name], "no scene gives \(row.name.rawValue): add one")
    var played = Scene(80, 24, shelf: Fixture.shelf(Fixture.tampered, Fixture.richShelf)) {
      $0.faults = PageTests.faults
      $0.hasTour = true
    }
    played.proofs[.init(rawValue: 2)] = Fixture.proof
    played.evidence = Fixture.pieces
    try played.press(scene.before)
    let (picture, cursor, wanted, loads) = (played.grid, played.grid.cursor, played.wanted, played.loads)
    played.model.given = nil
    try played.press(scene.keys)
    #expect(played.model.given == row.name)
    let isSeen = played.grid != picture || played.grid.cursor != cursor
    #expect(isSeen || played.wanted != wanted || played.loads != loads, "\(row.name.rawValue) does nothing")
  }

  @Test func `no scene is left over`() {
    #expect(Set(Self.scenes.keys) == Set(DeskCommand.table.map(\.name)))
  }
}
