import Edition
import News
import Seal
import Testing

/// What a mirror may do to the one file that is signed afresh.
@Suite struct HostileCheckpointTests {
  static let malformed: @Sendable (EditionFault) -> Bool = { if case .checkpointMalformed = $0 { true } else { false } }

  static let size = "622"
  static func text(_ change: @escaping @Sendable (String) -> String) -> @Sendable (inout TreeCase, HostileWorld) -> Void
  {
    { tree, world in
      let honest = (try? SignedNote(reading: tree.bytes(.checkpoint)))?.text ?? ""
      tree.files["checkpoint"] = world.note(change(honest))
    }
  }

  static let form: [Attack] = [
    Attack("an extension line, signed", due: malformed, text { $0 + "extra\n" }),
    Attack("no hash", due: malformed, text { $0.split(separator: "\n").prefix(2).joined(separator: "\n") + "\n" }),
    Attack("an empty line before the size", due: malformed, text { $0.replacing("\n622", with: "\n\n622") }),
    Attack("a size with a leading zero", due: malformed, text { $0.replacing("622", with: "0622") }),
    Attack("a negative size", due: malformed, text { $0.replacing("622", with: "-622") }),
    Attack("a size with a plus", due: malformed, text { $0.replacing("622", with: "+622") }),
    Attack("a size beyond 64 bits", due: malformed, text { $0.replacing("622", with: "18446744073709551617") }),
    Attack(
      "a size that no newsroom reaches", due: malformed, text { $0.replacing("622", with: "9223372036854775807") }),
    Attack("a size in other digits", due: malformed, text { $0.replacing("622", with: "６２２") }),
    Attack("a size in hexadecimal", due: malformed, text { $0.replacing("622", with: "0x26e") }),
    Attack("a hash cut short", due: malformed, text { String($0.dropLast(5)) + "\n" }),
    Attack("a hash without padding", due: malformed, text { $0.replacing("=\n", with: "\n") }),
    Attack("a hash of 33 bytes", due: malformed, text { $0.replacing("=\n", with: "A\n") }),
    Attack("an empty tree with a hash", due: malformed, text { $0.replacing("622", with: "0") }),
    Attack(
      "an empty origin", due: malformed,
      text { "\n" + $0.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n" }),
    Attack("an origin with a space", due: malformed, text { $0.replacing("strike", with: "strike ") }),
    Attack("a carriage return", due: malformed) { tree, _ in
      tree.change(.checkpoint) { $0.replacing("\n", with: "\r\n") }
    },
    Attack("no signature at all", due: malformed) { tree, _ in
      tree.change(.checkpoint) { String($0.prefix(while: { $0 != "\u{2014}" })) }
    },
    Attack("garbage behind the signatures", due: malformed) { tree, _ in tree.change(.checkpoint) { $0 + "x" } },
    Attack("bytes that are no UTF-8", due: malformed) { tree, _ in tree.files["checkpoint"]?[3] = 0xFF },
    Attack("an empty file", due: malformed) { tree, _ in tree.files["checkpoint"] = [] },
    Attack("a page of HTML in its place", due: malformed) { tree, _ in
      tree.files["checkpoint"] = Array("<!doctype html><title>Blocked</title>".utf8)
    },
    Attack("an endless file", due: { if case .tooLong(.checkpoint, _) = $0 { true } else { false } }) { tree, _ in
      tree.change(.checkpoint) { (bytes: inout [UInt8]) in bytes += [UInt8](repeating: 0x0A, count: 5_000) }
    },
    Attack("the checkpoint of another newsroom", due: { $0 == .checkpointOfAnother(origin: "other.example") }) {
      tree, world in
      tree.files["checkpoint"] = world.checkpoint(size: 622, origin: "other.example")
    },
  ]

  static let signatures: [Attack] = [
    Attack("another key under the newsroom's name", due: { $0 == .unknownSigner }) { tree, world in
      tree.files["checkpoint"] = world.checkpoint(size: 700, by: SigningKey())
    },
    Attack("an editor's key in the place of the head's", due: { $0 == .unknownSigner }) { tree, world in
      tree.files["checkpoint"] = world.checkpoint(size: 700, by: world.editors[0])
    },
    Attack("a flipped bit in the plain signature", due: { $0 == .checkpointForged }) { tree, _ in
      try flip(&tree, line: 0)
    },
    Attack("a flipped bit in the timed signature", due: { $0 == .checkpointForged }) { tree, _ in
      try flip(&tree, line: 1)
    },
    Attack("the time changed, the rest left", due: { $0 == .checkpointForged }) { tree, _ in
      let note = try SignedNote(reading: tree.bytes(.checkpoint))
      var time = note.signatures[1]
      time = NoteSignature(
        name: time.name, id: time.id, bytes: Array(time.bytes[..<7]) + [time.bytes[7] ^ 1] + time.bytes[8...])
      tree.files["checkpoint"] = SignedNote(text: note.text, signatures: [note.signatures[0], time]).bytes
    },
    Attack("the time left out", due: { $0 == .checkpointUntimed }) { tree, _ in
      let note = try SignedNote(reading: tree.bytes(.checkpoint))
      tree.files["checkpoint"] = SignedNote(text: note.text, signatures: [note.signatures[0]]).bytes
    },
    Attack("the time alone", due: { $0 == .unknownSigner }) { tree, _ in
      let note = try SignedNote(reading: tree.bytes(.checkpoint))
      tree.files["checkpoint"] = SignedNote(text: note.text, signatures: [note.signatures[1]]).bytes
    },
    Attack("a plain signature under the timed one's ID", due: { $0 == .checkpointForged }) { tree, _ in
      let note = try SignedNote(reading: tree.bytes(.checkpoint))
      let moved = NoteSignature(
        name: note.signatures[1].name, id: note.signatures[1].id, bytes: note.signatures[0].bytes)
      tree.files["checkpoint"] = SignedNote(text: note.text, signatures: [note.signatures[0], moved]).bytes
    },
    Attack("the signatures of an older checkpoint below a new text", due: { $0 == .checkpointForged }) { tree, world in
      let old = try SignedNote(reading: world.early.bytes(.checkpoint))
      let new = try SignedNote(reading: tree.bytes(.checkpoint))
      tree.files["checkpoint"] = SignedNote(text: new.text, signatures: old.signatures).bytes
    },
    Attack("a key with the same ID, beside the good ones", due: { $0 == .checkpointForged }) { tree, _ in
      let note = try SignedNote(reading: tree.bytes(.checkpoint))
      let forged = NoteSignature(
        name: Publisher.origin, id: note.signatures[0].id, bytes: SigningKey().sign(note.text.utf8))
      tree.files["checkpoint"] = SignedNote(text: note.text, signatures: note.signatures + [forged]).bytes
    },
    Attack("more signatures than anybody reads", due: { if case .tooLong = $0 { true } else { malformed($0) } }) {
      tree, _ in
      let note = try SignedNote(reading: tree.bytes(.checkpoint))
      let junk = NoteSignature(name: "x", id: 1, bytes: [1])
      tree.files["checkpoint"] =
        SignedNote(
          text: note.text, signatures: note.signatures + Array(repeating: junk, count: 80)
        ).bytes
    },
  ]

  static func flip(_ tree: inout TreeCase, line: Int) throws {
    let note = try SignedNote(reading: tree.bytes(.checkpoint))
    var all = note.signatures
    var bytes = all[line].bytes
    bytes[20] ^= 0x10
    all[line] = NoteSignature(name: all[line].name, id: all[line].id, bytes: bytes)
    tree.files["checkpoint"] = SignedNote(text: note.text, signatures: all).bytes
  }

  @Test("Refused, and nothing stored", arguments: form + signatures)
  func attack(_ attack: Attack) throws { try Hostility.check(attack) }

  @Test("Signatures of strangers and in another order are let go of: a copy is what the newsroom wrote")
  func strangers() throws {
    let world = try HostileWorld.shared.get()
    var tree = world.late
    let note = try SignedNote(reading: tree.bytes(.checkpoint))
    let stranger = note.signed(by: SigningKey(), as: "witness.example").signatures.suffix(1)
    tree.files["checkpoint"] =
      SignedNote(
        text: note.text, signatures: stranger + note.signatures.reversed() + note.signatures
      ).bytes
    var reading = world.reader()
    reading.round(tree)
    #expect(reading.faults.isEmpty && reading.verifier.state.checkpoint?.note.bytes == world.late.bytes(.checkpoint))
  }
}

/// What every attack comes to.
enum Hostility {
  static func check(_ attack: Attack, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let world = try HostileWorld.shared.get()
    var tree = world.late
    try attack.spoil(&tree, world)
    var reading = world.reader(isNew: attack.isNew)
    let before = reading.verifier.state
    reading.round(tree)
    #expect(reading.faults.contains(where: attack.due), "\(reading.faults)", sourceLocation: sourceLocation)
    #expect(reading.faults.allSatisfy { !$0.phrase.pattern.isEmpty }, sourceLocation: sourceLocation)
    #expect(reading.forks.isEmpty, sourceLocation: sourceLocation)
    #expect(world.onlyHonest(reading), "something dishonest was stored", sourceLocation: sourceLocation)
    #expect(reading.verifier.state.held.count >= before.held.count, sourceLocation: sourceLocation)
    // An honest mirror brings everything, whatever the liar did.
    reading.faults = []
    reading.round(world.late)
    #expect(
      reading.faults.isEmpty && reading.verifier.state.isComplete, "\(reading.faults)", sourceLocation: sourceLocation)
    #expect(reading.entries.count >= 621 && world.onlyHonest(reading), sourceLocation: sourceLocation)
  }
}
