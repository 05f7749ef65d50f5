import Foundation
import TestSupport
import Testing

@testable import Relay

/// What a file of passwords may say.
struct DropAuthTests {
  static let bcrypt = "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW"
  static let scrypt = "$7$86..../....wirecopysalt$LBFSeZbEP4qDeG0Tnmu/yaYhPlzHCwnV33861964sj/"

  @Test(arguments: [
    bcrypt, "$2a$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
    "$2y$04$YtayP7vH8fxQqBMIfPTtjueV.iOnii403ubUu7.JvPA/r/J8hMOnq", scrypt,
  ])
  func aHashKnowsItsPassword(text: String) throws {
    let hash = try #require(PasswordHash(text))
    #expect(hash.matches("secret"))
    for other in ["", "Secret", "secret ", "secre", "secret\0", "secret\0x", String(repeating: "s", count: 600)] {
      #expect(!hash.matches(other), "\(other)")
    }
  }

  @Test func bytesAreTheSameOnlyWhereAllOfThemAre() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let bytes = (0..<8).map { _ in UInt8.random(in: 0...3, using: &random) }
      let others = (0..<8).map { _ in UInt8.random(in: 0...3, using: &random) }
      #expect(bytes.isSame(as: others) == (bytes == others) && bytes.isSame(as: bytes))
      #expect(!bytes.isSame(as: bytes.dropLast()) && !bytes.isSame(as: bytes + [0]))
    }
    #expect([UInt8]().isSame(as: [UInt8]()))
  }

  @Test func noOtherPasswordWillDo() throws {
    let hash = try #require(PasswordHash(Self.bcrypt))
    for number in 0..<200 { #expect(!hash.matches("\(number)")) }
  }

  @Test func aPasswordIsItsBytes() throws {
    let hash = try #require(PasswordHash("$2b$04$abcdefghijklmnopqrstuuH69DkF.tKemDuMliEQQzwuWcVQffJ5O"))
    #expect(hash.matches("geheim ✊") && !hash.matches("geheim"))
  }

  @Test(arguments: [
    "", "secret", "$6$abcdefg$XelJwCQn5n9qi5kMdS1idNAxhqWWr.VnnXVExy4FnVjyURTz.InAKildMDydjuFUcBUKNBvBTa0Ixr5d8wgkX/",
    "$apr1$abcdefgh$0123456789012345678901", "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=", "$1$abc$0123456789012345678901",
    String(bcrypt.dropLast()), bcrypt + "x", String(scrypt.dropLast()), "*" + bcrypt, "$2x" + bcrypt.dropFirst(3),
    "$2b$39" + bcrypt.dropFirst(6), "*0", "!",
  ])
  func anotherKindIsNone(text: String) { #expect(PasswordHash(text) == nil) }

  @Test func commentsAndEmptyLinesAreNobody() throws {
    let text = "# the desk\r\n\n  desk:\(Self.bcrypt)\r\nnight desk:\(Self.scrypt)\n#no:\(Self.bcrypt)"
    #expect(Set(try DropAuth(text: text, path: "p").hashes.keys) == ["desk", "night desk"])
  }

  @Test(arguments: [
    ("a:\(bcrypt)\n\nb:secret", ServeFault.authLine(path: "p", line: 3, fault: .otherHash)),
    ("# x\njust words", .authLine(path: "p", line: 2, fault: .notUserAndHash)),
    (":\(bcrypt)", .authLine(path: "p", line: 1, fault: .notUserAndHash)),
    ("a:\(bcrypt):more", .authLine(path: "p", line: 1, fault: .otherHash)),
    ("a:\(bcrypt)\na:\(scrypt)", .authLine(path: "p", line: 2, fault: .sameUser)),
    ("# nobody\n\n", .authEmpty(path: "p")), ("", .authEmpty(path: "p")),
  ])
  func whatIsWrongIsNamedWithItsLine(text: String, fault: ServeFault) throws {
    #expect(throws: fault) { _ = try DropAuth(text: text, path: "p") }
  }

  @Test func aFileThatOthersMayWriteIsNotTrusted() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(ServedScene.passwords.utf8), to: "passwords")
    for mode in [0o620, 0o602, 0o666] as [mode_t] {
      #expect(chmod(path, mode) == 0)
      #expect(throws: ServeFault.authWritable(path: path)) { _ = try DropAuth.read(path: path) }
    }
    #expect(chmod(path, 0o644) == 0)
    #expect(try DropAuth.read(path: path).hashes.count == 1)
    let absent = folder.file("absent")
    #expect(throws: ServeFault.authUnreadable(path: absent, detail: "No such file or directory")) {
      _ = try DropAuth.read(path: absent)
    }
    #expect(throws: ServeFault.self) { _ = try DropAuth.read(path: folder.path) }
    #expect(mkfifo(folder.file("fifo"), 0o600) == 0)
    #expect(throws: ServeFault.self) { _ = try DropAuth.read(path: folder.file("fifo")) }
  }
}

struct DropTargetTests {
  static let digits = String(repeating: "0123456789abcdef", count: 4)

  @Test func aTargetIsTheListADropOrTheFolders() throws {
    let name = try #require(DropName(Self.digits))
    #expect(DropTarget(target: "/drop/") == .list && DropTarget(target: "/drop/?x") == .list)
    #expect(DropTarget(target: "/drop/\(Self.digits)") == .drop(name))
    #expect(DropTarget(target: "/dr%6fp/\(Self.digits)") == .drop(name))
    #expect(DropTarget(target: "http://relay.example/drop/\(Self.digits)") == .drop(name))
    for target in ["/drop", "/drop/x", "/drop/\(Self.digits)/", "/drop/\(Self.digits.uppercased())"] {
      #expect(DropTarget(target: target) == .nothing, "\(target)")
    }
    for target in ["/", "/drops/", "/a/drop/", "/drop/../x", "/drop/%2e%2e", "drop/", "*"] {
      #expect(DropTarget(target: target) == nil, "\(target)")
    }
  }
}
