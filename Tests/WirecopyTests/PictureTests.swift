import Foundation
import News
import Screen
import TestSupport
import Testing

@testable import Desk
@testable import wirecopy

/// Pictures that strangers made: what they are by their content, what chafa may say, what is drawn.
@Suite struct PictureTests {
  static let sample = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "../../share/wirecopy/sample/pictures/march.png")

  private static func order(_ form: PictureProtocol? = nil) -> PictureOrder {
    PictureOrder(
      url: "https://a.example/p.png", newsroom: .init(rawValue: 1), article: .init(rawValue: 1),
      room: Size(columns: 40, rows: 12), skill: PictureSkill(form: form, cell: nil))
  }

  private static func folder() throws -> CleaningFolder {
    try CleaningFolder(in: FileManager.default.temporaryDirectory.appending(path: "wirecopy-pictures-test").path)
  }

  private static func paint(_ bytes: [UInt8], _ form: PictureProtocol? = nil) async throws -> Picture {
    try await PicturePainter().paint(bytes, order(form), in: try folder())
  }

  @Test func `a picture becomes half-blocks within its room, every cell a colour`() async throws {
    let bytes = Array(try Data(contentsOf: Self.sample))
    guard case .cells(let rows) = try await Self.paint(bytes) else {
      Issue.record("no cells")
      return
    }
    #expect(rows.count <= 12 && rows.allSatisfy { $0.count <= 40 && $0.count == rows[0].count })
    #expect(rows.joined().allSatisfy { $0.style.paint != nil && VisibleText.line($0.text) == $0.text })
    #expect(Set(rows.joined().map(\.style)).count > 20)
  }

  @Test(arguments: [PictureProtocol.kitty, .sixel])
  func `a terminal that draws gets its protocol and nothing else`(_ form: PictureProtocol) async throws {
    let bytes = Array(try Data(contentsOf: Self.sample))
    guard case .bytes(let picture) = try await Self.paint(bytes, form) else {
      Issue.record("no bytes")
      return
    }
    #expect(picture.form == form)
    #expect(picture.size.columns <= 40 && picture.size.rows <= 12)
    #expect(picture.bytes.starts(with: form == .kitty ? [0x1B, 0x5F, 0x47] : [0x1B, 0x50]))
    #expect(picture.bytes.suffix(2) == [0x1B, 0x5C])
    #expect(picture.bytes.count < 4 << 20)
  }

  /// chafa asks a terminal, where it has one, for the size of its cells, and then draws larger than it was told.
  @Test func `what draws has no terminal`() async throws {
    let child = ChildProgram(path: "/usr/bin/cut", folder: "/", environment: [:], seconds: 20, mostOutput: 1_000)
    let numbers = try await child.run(["-d", " ", "-f", "1,6", "/proc/self/stat"]).output.split(
      whereSeparator: \.isWhitespace)
    #expect(numbers.count == 2 && numbers.first == numbers.last, "process and session: \(numbers)")
  }

  @Test(arguments: [
    "", "\u{89}PNG", "GIF89a", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7", "push graphic-context", "hello",
  ])
  func `what is no picture is never given to the program`(_ text: String) async throws {
    await #expect(throws: PicturePainter.Refusal.self) { try await Self.paint(Array(text.utf8)) }
  }

  @Test func `a picture that says it is endless is refused before it is decoded`() async throws {
    var bytes = Array(try Data(contentsOf: Self.sample))
    bytes.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
    #expect(PictureHead(bytes)?.isBounded == false)
    await #expect(throws: PicturePainter.Refusal.self) { try await Self.paint(bytes) }
  }

  @Test func `a picture that is damaged, in any place, is drawn or refused, and never harms`() async throws {
    let whole = Array(try Data(contentsOf: Self.sample))
    var dice = SystemRandomNumberGenerator()
    for _ in 0..<12 {
      var bytes = whole
      for _ in 0..<8 { bytes[Int.random(in: 24..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice) }
      if Bool.random(using: &dice) { bytes = Array(bytes.prefix(Int.random(in: 30..<bytes.count, using: &dice))) }
      do {
        if case .cells(let rows) = try await Self.paint(bytes) { #expect(rows.count <= 12) }
      } catch let refusal as PicturePainter.Refusal {
        #expect(!refusal.phrase.pattern.isEmpty)
      }
    }
  }

  @Test func `heads are read as their formats say`() {
    let jpeg: [UInt8] = [
      0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 11, 8, 0x01, 0x90, 0x02, 0x80, 1, 1, 0x11, 0,
    ]
    #expect(PictureHead(jpeg)?.size == Size(columns: 640, rows: 400))
    let gif = Array("GIF89a".utf8) + [0x40, 0x01, 0xC8, 0, 0, 0, 0]
    #expect(PictureHead(gif)?.size == Size(columns: 320, rows: 200))
    let webp =
      Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBPVP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0, 0x3F, 1, 0, 0xC7, 0, 0]
    #expect(PictureHead(webp)?.size == Size(columns: 320, rows: 200))
    #expect(PictureHead([0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 0, 0, 0, 0, 0, 0]) == nil)
  }

  // MARK: What the program says

  private static let room = Size(columns: 4, rows: 2)

  @Test func `colours and blocks are cells`() {
    let cells = ChafaOutput.cells("\u{1B}[0m\u{1B}[38;2;1;2;3;48;2;4;5;6m▄\u{1B}[7m▄\u{1B}[0m\n", within: Self.room)
    #expect(cells?.count == 1)
    #expect(
      cells?[0].map(\.style.paint) == [
        Paint(foreground: 0x010203, background: 0x040506), Paint(foreground: 0x040506, background: 0x010203),
      ])
  }

  @Test(arguments: [
    "\u{1B}[2J▄", "\u{1B}]52;c;AAAA\u{7}▄", "\u{1B}[?25l▄", "▄▄▄▄▄", "▄\n▄\n▄\n▄", "a", "\u{1B}[38;5;1m▄",
    "\u{1B}[38;2;1;2m▄",
    "\u{1B}[38;2;1;2;999m▄", "\u{1B}[", "\u{1B}", "▄\u{202E}", "▄\u{7}", "", "▄▄\n▄", "\u{1B}[\u{1B}[0m▄",
  ])
  func `anything else in it refuses the whole`(_ output: String) {
    #expect(ChafaOutput.cells(output, within: Self.room) == nil)
  }

  @Test func `a picture of kitty's is put together anew, with our words and its pixels`() throws {
    let output = "\u{1B}_Ga=T,f=32,s=8,v=8,c=9,r=9,m=1\u{1B}\\\u{1B}_Gm=1;QUJD\u{1B}\\\u{1B}_Gm=0\u{1B}\\\n"
    let bytes = try #require(ChafaOutput.kitty(output, size: Self.room))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("a=T,f=32,s=8,v=8,c=4,r=2,q=2,C=1,m=1;"))
    #expect(text.contains("q=2,m=1;QUJD"))
  }

  @Test(arguments: [
    "\u{1B}_Ga=d\u{1B}\\", "\u{1B}_Ga=T,f=32,s=8,v=8,m=1\u{1B}\\",
    "\u{1B}_Ga=T,f=100,s=8,v=8,m=1\u{1B}\\\u{1B}_Gm=0\u{1B}\\",
    "\u{1B}_Ga=T,f=32,s=8,v=8,m=1\u{1B}\\\u{1B}_Gm=1,t=f;L2V0Yw==\u{1B}\\\u{1B}_Gm=0\u{1B}\\",
    "\u{1B}_Ga=T,f=32,s=8,v=8,m=1\u{1B}\\\u{1B}_Gm=0\u{1B}\\\u{1B}[2J", "x", "",
    "\u{1B}_Ga=T,f=32,s=99999,v=8,m=1\u{1B}\\\u{1B}_Gm=0\u{1B}\\",
  ])
  func `a picture of kitty's that is anything else is refused`(_ output: String) {
    #expect(ChafaOutput.kitty(output, size: Self.room) == nil)
  }

  @Test func `a sixel picture passes as it is`() {
    let output = "\u{1B}P0;1;0q\"1;1;16;12#0;2;0;0;0#0!16~-!16~\u{1B}\\"
    #expect(ChafaOutput.sixel(output, within: Size(columns: 16, rows: 12)) == Array(output.utf8))
  }

  @Test(arguments: [
    "\u{1B}P0;1;0q\"1;1;99;12#0!99~\u{1B}\\", "\u{1B}P0;1;0q\"1;1;16;12#0!99~\u{1B}\\", "\u{1B}Pq#0~\u{1B}\\",
    "\u{1B}P0;1;0q\"1;1;16;12-----------------~\u{1B}\\", "\u{1B}P$q\"1;1;1;1~\u{1B}\\",
    "\u{1B}P0;1;0q\"1;1;16;12#0~\u{1B}[2J~\u{1B}\\", "\u{1B}P0;1;0q\"1;1;16;12#0~\u{1B}\\\u{1B}[2J", "",
  ])
  func `a sixel picture that is anything else, or larger, is refused`(_ output: String) {
    #expect(ChafaOutput.sixel(output, within: Size(columns: 16, rows: 12)) == nil)
  }
}
