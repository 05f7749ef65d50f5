import Foundation
import News
import Sync
import TestSupport
import Testing

@Suite struct NetrcTests {
  private func login(_ text: String, _ host: String, byName: Bool = false) throws -> [String]? {
    try Netrc.read(text: text).login(for: host, byName: byName).map { [$0.user, $0.password] }
  }

  @Test func eachHostHasItsOwnAndTheRestTheDefault() throws {
    let text = """
      # relays of the newsroom
      machine r1.example login desk password s3cret
      machine R2.Example
        login "editor one" # the rest of this line is a comment
        password "a \\"b\\" \\\\ \\n#"
      macdef init
      machine evil.example login x password y

      machine r3.example account who login # password #9
      default login anybody password at-all
      machine r1.example login second password second
      """
    #expect(try login(text, "r1.example") == ["desk", "s3cret"])
    #expect(try login(text, "R1.EXAMPLE") == ["desk", "s3cret"])
    #expect(try login(text, "r2.example") == ["editor one", "a \"b\" \\ \n#"])
    #expect(try login(text, "r3.example") == ["#", "#9"])
    #expect(try login(text, "evil.example") == ["anybody", "at-all"], "a macro is skipped")
    #expect(try login(text, "evil.example", byName: true) == nil)
    #expect(try login("", "r1.example") == nil)
  }

  @Test(
    arguments: [
      ("machine", 1), ("machine a login", 1), ("login x", 1), ("machine a\nlogin b\npasword s3cret", 3),
      ("machine a login b password \"s3cret", 1), ("machine a password \"s3\ncret\"", 1), ("machine a login b:c", 1),
      ("s3cret", 1),
    ]) func whatIsWrongIsToldByItsLineAndNeverRepeated(text: String, line: Int)
  {
    let fault = #expect(throws: NetrcFault.self) { try Netrc.read(text: text) }
    #expect(fault?.line == line)
    let said = fault.map { Phrasebook.english($0.phrase) + "\($0)" } ?? ""
    #expect(!said.contains("s3cret") && !said.contains("s3\n"))
  }

  @Test func aSecretIsNowhereToBeSeen() throws {
    let netrc = try Netrc.read(text: "machine r1.example login deskuser password s3cret default password t4cret")
    var dumped = ""
    dump(netrc, to: &dumped)
    dump(["here": netrc], to: &dumped)
    for text in [
      "\(netrc)", String(describing: netrc), String(reflecting: netrc), "\([netrc])", "\(Optional(netrc) as Any)",
      dumped,
    ] {
      #expect(!text.contains("s3cret") && !text.contains("t4cret") && !text.contains("deskuser"))
    }
    #expect(netrc.hosts == ["r1.example"])
  }

  @Test func aFileThatOthersCanReadIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("machine a login b password c".utf8), to: "netrc")
    for (mode, isGood) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o666, false)] {
      #expect(chmod(path, mode_t(mode)) == 0)
      #expect(((try? Netrc.read(path: path)) != nil) == isGood)
    }
    #expect(throws: NetrcFault.self) { try Netrc.read(path: folder.path) }
    #expect(throws: NetrcFault.self) { try Netrc.read(path: folder.file("nothing")) }
  }

  @Test func anyTextIsReadOrRefusedWithoutASecretInWhatIsSaid() {
    let words = [
      "machine", "default", "login", "password", "account", "macdef", "\"", "\\", "#", "\n", "\r\n", " ", "\t", "host",
      "SECRET", "\u{2028}", "👩‍👩‍👧", "\u{0}",
    ]
    var draw = SeededNumbers(seed: 3)
    var read = 0
    for _ in 0..<2_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...30, using: &draw) {
        text += words.randomElement(using: &draw) ?? ""
        if Int.random(in: 0..<3, using: &draw) > 0 { text += " " }
      }
      do {
        let netrc = try Netrc.read(text: text)
        read += 1
        #expect(!"\(netrc)".contains("SECRET"))
      } catch {
        #expect(!Phrasebook.english(error.phrase).contains("SECRET"))
        #expect(error.line >= 1)
      }
    }
    #expect(read > 20)
    #expect(throws: NetrcFault.self) { try Netrc.read(text: String(repeating: "machine a ", count: 200_000)) }
  }
}
