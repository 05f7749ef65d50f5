import Seal
import Testing

@Suite struct NoteTests {
  /// The example of C2SP signed-note.
  static let key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
  static let note = """
    This is an example message.

    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

    """

  @Test("The example of the specification is read, checked and written again")
  func example() throws {
    let key = try #require(NoteKey(text: Self.key))
    let note = try SignedNote(reading: Array(Self.note.utf8))
    #expect(note.text == "This is an example message.\n")
    #expect(try note.verified(by: [key]).map(\.key) == [key])
    #expect(note.bytes == Array(Self.note.utf8))
    #expect(key.text == Self.key)
  }

  /// The example of C2SP tlog-cosignature, whose witness key is not given: the parts are read.
  @Test("A note may have blank lines and many signatures; the text ends before the last blank line")
  func blankLines() throws {
    let key = SigningKey()
    let note = SignedNote(text: "one\n\ntwo\n", signatures: []).signed(by: key, as: "a.example")
      .cosigned(by: key, as: "a.example", time: 1_700_000_000)
    let read = try SignedNote(reading: note.bytes)
    #expect(read == note)
    let keys = try [NoteSignatureKind.plain, .timed].map {
      try #require(NoteKey(name: "a.example", kind: $0, key: key.publicKey))
    }
    #expect(try read.verified(by: keys).map(\.time) == [nil, 1_700_000_000])
  }

  @Test("Signatures of strangers are passed over; a bad one of a friend, or none, is refused")
  func strangers() throws {
    let (friend, stranger) = (SigningKey(), SigningKey())
    let key = try #require(NoteKey(name: "a.example", kind: .plain, key: friend.publicKey))
    let plain = SignedNote(text: "text\n", signatures: [])
    let both = plain.signed(by: stranger, as: "b.example").signed(by: friend, as: "a.example")
    #expect(try both.verified(by: [key]).count == 1)
    #expect(throws: NoteFault.noKnownSignature) { try plain.signed(by: stranger, as: "a.example").verified(by: [key]) }
    var forged = both.signatures
    forged.append(NoteSignature(name: "a.example", id: key.id, bytes: stranger.sign("text\n".utf8)))
    #expect(throws: NoteFault.badSignature(name: "a.example")) {
      try SignedNote(text: "text\n", signatures: forged).verified(by: [key])
    }
    #expect(throws: NoteFault.badSignature(name: "a.example")) {
      try SignedNote(text: "text.\n", signatures: both.signatures).verified(by: [key])
    }
  }

  @Test("A plain signature is no timed one, whatever ID is written before it")
  func kinds() throws {
    let key = SigningKey()
    let timed = try #require(NoteKey(name: "a.example", kind: .timed, key: key.publicKey))
    let note = SignedNote(
      text: "text\n",
      signatures: [
        NoteSignature(name: "a.example", id: timed.id, bytes: key.sign("text\n".utf8))
      ])
    #expect(throws: NoteFault.badSignature(name: "a.example")) { try note.verified(by: [timed]) }
  }

  static let broken: [(String, String)] = [
    ("no blank line", "text\n— a b\n"), ("no signature", "text\n\n"), ("no text", "\n\n— a.example AAAAAAA=\n"),
    ("a hyphen for a dash", "text\n\n- a.example AAAAAAA=\n"), ("a space in a name", "text\n\n— a b AAAAAAA=\n"),
    ("a plus in a name", "text\n\n— a+b AAAAAAA=\n"), ("no-break space in a name", "text\n\n— a\u{A0}b AAAAAAA=\n"),
    ("an ID and nothing else", "text\n\n— a.example AAAAAA==\n"), ("base 64 without padding", "text\n\n— a AAAAAAA\n"),
    ("stray bits in base 64", "text\n\n— a AAAAAAB=\n"), ("a carriage return", "text\r\n\n— a AAAAAAA=\n"),
    ("no line end", "text\n\n— a AAAAAAA="), ("a line between signatures", "text\n\n— a AAAAAAA=\nx\n— a AAAAAAA=\n"),
    ("two spaces", "text\n\n—  a AAAAAAA=\n"), ("a third word", "text\n\n— a AAAAAAA= x\n"),
  ]

  @Test("A note with a fault of form is refused", arguments: broken)
  func malformed(what: String, text: String) {
    #expect(throws: NoteFault.self) { try SignedNote(reading: Array(text.utf8)) }
  }

  @Test("A note is bounded in its size and signatures, and must be UTF-8")
  func bounds() {
    let line = "— a.example AAAAAAA=\n"
    let many = "text\n\n" + String(repeating: line, count: SignedNote.mostSignatures)
    #expect(throws: Never.self) { try SignedNote(reading: Array(many.utf8)) }
    #expect(throws: NoteFault.self) { try SignedNote(reading: Array((many + line).utf8)) }
    #expect(throws: NoteFault.tooLarge(most: 10)) { try SignedNote(reading: Array(many.utf8), most: 10) }
    #expect(throws: NoteFault.self) { try SignedNote(reading: [0xFF] + Array(many.utf8)) }
  }

  @Test("A verifier key whose ID is not its own is refused")
  func keyTexts() {
    #expect(NoteKey(text: Self.key.replacing("530d903a", with: "530d903b")) == nil)
    #expect(NoteKey(text: Self.key.replacing("530d903a", with: "530D903A")) == nil)
    #expect(NoteKey(text: "example.com/foo+530d903a") == nil)
    #expect(NoteKey(text: "") == nil)
  }

  @Test("Base 64 and base 32 have one writing for each value")
  func texts() {
    for count in 0..<40 {
      let bytes = RandomBytes.make(count)
      #expect(Base64.read(Base64.write(bytes).utf8) == bytes)
      #expect(Base64.read(Base64.write(bytes, isPadded: false).utf8, isPadded: false) == bytes)
      #expect(Base32.read(Base32.write(bytes).utf8) == bytes)
      #expect(Hexadecimal.read(bytes.hex.utf8) == bytes)
    }
    for text in ["A", "AB", "ABC", "A===", "AAAA====", "AA=A", "AB==", "AA==AAAA", "AAA\n", "===="] {
      #expect(Base64.read(text.utf8) == nil, "\(text)")
    }
    #expect(Base32.read("a".utf8) == nil && Base32.read("ab".utf8) == nil && Base32.read("AA".utf8) == nil)
    #expect(Hexadecimal.read("0G".utf8) == nil && Hexadecimal.read("AA".utf8) == nil)
  }
}
