import Foundation
import Seal
import TestSupport
import Testing

@Suite struct AgeTests {
  static let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 300_000]

  @Test("What is sealed is opened again, at every size around a piece", arguments: sizes)
  func roundTrip(size: Int) throws {
    let (one, other) = (AgeIdentity(), AgeIdentity())
    let plain = RandomBytes.make(size)
    let file = try AgeSealer.seal(plain, for: [one.recipient, other.recipient], stanzas: 4)
    for identity in [one, other] { #expect(try AgeOpener.open(file, .identities([identity])) == plain) }
    #expect(throws: AgeFault.noMatch) { try AgeOpener.open(file, .identities([AgeIdentity()])) }
  }

  @Test("One reader or three: the head of the file has the same size")
  func dummies() throws {
    let all = (0..<3).map { _ in AgeIdentity().recipient }
    #expect(try AgeSealer(for: [all[0]], stanzas: 4).head.count == AgeSealer(for: all, stanzas: 4).head.count)
    #expect(throws: AgeFault.noRecipient) { try AgeSealer(for: []) }
  }

  @Test("Every cut and every altered byte of a small file is refused")
  func altered() throws {
    let identity = AgeIdentity()
    let file = try AgeSealer.seal(Array("hello".utf8), for: [identity.recipient])
    for place in file.indices {
      var other = file
      other[place] ^= 1
      #expect(throws: AgeFault.self) { try AgeOpener.open(other, .identities([identity])) }
      #expect(throws: AgeFault.self) { try AgeOpener.open(file[..<place], .identities([identity])) }
    }
    #expect(throws: AgeFault.self) { try AgeOpener.open(file + [0], .identities([identity])) }
  }

  @Test("A header without end is refused before it fills the memory")
  func endless() {
    var opener = AgeOpener(.identities([AgeIdentity()]))
    #expect(throws: AgeFault.excessive) {
      _ = try opener.open(Array("age-encryption.org/v1\n-> X ".utf8))
      for _ in 0..<1_000 { _ = try opener.open(Array(repeating: UInt8(ascii: "a"), count: 1_000)) }
    }
  }

  @Test("A passphrase opens, another does not, and too much work is refused before it is done")
  func passphrase() throws {
    let file = try AgeSealer.seal(Array("key".utf8), passphrase: SecretBytes("right"), work: 10)
    #expect(try AgeOpener.open(file, .passphrase(SecretBytes("right"))) == Array("key".utf8))
    #expect(throws: AgeFault.wrongPassphrase) { try AgeOpener.open(file, .passphrase(SecretBytes("wrong"))) }
    #expect(throws: AgeFault.excessive) {
      try AgeOpener.open(file, .passphrase(SecretBytes("right"), mostWork: 9))
    }
  }

  @Test("Identity and recipient are written as age writes them")
  func texts() throws {
    let identity = try #require(
      AgeIdentity("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"))
    #expect(identity.recipient.text == "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj")
    #expect(AgeRecipient(identity.recipient.text) == identity.recipient)
    #expect(AgeIdentity(identity.text)?.recipient == identity.recipient)
    #expect(AgeRecipient(identity.recipient.text.uppercased()) == nil)
    #expect(AgeRecipient("age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwk") == nil)
  }

  static let stock = ["/usr/bin/age", "/usr/local/bin/age"].first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(
    "The stock program opens what we seal, and we open what it seals",
    .enabled(if: stock != nil, "age is not installed"))
  func interoperates() throws {
    let folder = try TemporaryFolder()
    let identity = AgeIdentity()
    let plain = RandomBytes.make(200_000)
    try folder.write(Array((identity.text + "\n").utf8), to: "key")
    try folder.write(try AgeSealer.seal(plain, for: [identity.recipient], stanzas: 4), to: "ours.age")
    try folder.write(plain, to: "plain")
    try age("-d", "-i", folder.file("key"), "-o", folder.file("opened"), folder.file("ours.age"))
    #expect([UInt8](try Data(contentsOf: URL(filePath: folder.file("opened")))) == plain)
    try age("-r", identity.recipient.text, "-o", folder.file("theirs.age"), folder.file("plain"))
    let theirs = [UInt8](try Data(contentsOf: URL(filePath: folder.file("theirs.age"))))
    #expect(try AgeOpener.open(theirs, .identities([identity])) == plain)
  }

  private func age(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.stock))
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
