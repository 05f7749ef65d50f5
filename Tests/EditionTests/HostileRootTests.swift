import Edition
import Foundation
import Seal
import Testing

/// What may be wrong with root files, after the scenarios of tuf-conformance.
@Suite struct HostileRootTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let due: @Sendable (EditionFault) -> Bool
    /// The bytes of root 2, from honest keys.
    let make: @Sendable (Keys) -> [UInt8]
    var testDescription: String { name }
    init(
      _ name: String, due: @escaping @Sendable (EditionFault) -> Bool, _ make: @escaping @Sendable (Keys) -> [UInt8]
    ) {
      self.name = name
      self.due = due
      self.make = make
    }
  }

  struct Keys: Sendable {
    let editors = (0..<3).map { _ in SigningKey() }
    let strangers = (0..<3).map { _ in SigningKey() }
    let head = SigningKey()
    func draft(number: Int) -> RootDraft {
      RootDraft(
        number: number, expires: Date(timeIntervalSince1970: 2_000_000_000), editors: editors.map(\.publicKey),
        threshold: 2,
        heads: [head.publicKey], origin: Publisher.origin, title: "T")
    }
    /// Root 2, its words changed before it is signed by two editors.
    func changed(_ from: String, _ to: String, signers: Int = 2) -> [UInt8] {
      var file = String(decoding: draft(number: 2).file(signedBy: []), as: UTF8.self).replacing(from, with: to)
      guard let body = JSONValue(reading: Array(file.utf8))?["signed"]?.canonicalBytes else { return Array(file.utf8) }
      let signatures = editors.prefix(signers).map {
        "{\"keyid\":\"\(RootDraft.id(of: $0.publicKey))\",\"sig\":\"\($0.sign(body).hex)\"}"
      }
      file = file.replacing("\"signatures\":[]", with: "\"signatures\":[\(signatures.joined(separator: ","))]")
      return Array(file.utf8)
    }
  }

  static let malformed: @Sendable (EditionFault) -> Bool = { if case .rootMalformed = $0 { true } else { false } }
  static func unsigned(_ by: EditionFault.Signers, _ signers: Int) -> @Sendable (EditionFault) -> Bool {
    { $0 == .rootUnsigned(by: by, signers: signers, needed: 2) }
  }

  static let cases: [Case] = [
    Case("signed by nobody", due: unsigned(.old, 0)) { $0.draft(number: 2).file(signedBy: []) },
    Case("signed by one editor of two", due: unsigned(.old, 1)) { $0.draft(number: 2).file(signedBy: [$0.editors[0]]) },
    Case("signed by strangers", due: unsigned(.old, 0)) { $0.draft(number: 2).file(signedBy: $0.strangers) },
    Case("signed by new editors alone", due: unsigned(.old, 0)) { keys in
      var draft = keys.draft(number: 2)
      draft.editors = keys.strangers.map(\.publicKey)
      return draft.file(signedBy: keys.strangers)
    },
    Case("signed by old editors alone", due: unsigned(.new, 0)) { keys in
      var draft = keys.draft(number: 2)
      draft.editors = keys.strangers.map(\.publicKey)
      return draft.file(signedBy: keys.editors)
    },
    Case("the head key among the signers does not count", due: unsigned(.old, 1)) {
      $0.draft(number: 2).file(signedBy: [$0.editors[0], $0.head])
    },
    Case("a threshold raised beyond its signers", due: { $0 == .rootUnsigned(by: .new, signers: 2, needed: 3) }) {
      keys in
      var draft = keys.draft(number: 2)
      draft.threshold = 3
      return draft.file(signedBy: Array(keys.editors.prefix(2)))
    },
    Case("a threshold lowered to what is there", due: unsigned(.old, 1)) { keys in
      var draft = keys.draft(number: 2)
      draft.threshold = 1
      return draft.file(signedBy: [keys.editors[0]])
    },
    Case("one signature twice", due: { $0 == .rootSignedTwice }) {
      $0.draft(number: 2).file(signedBy: [$0.editors[0], $0.editors[0]])
    },
    Case("one key under two IDs", due: malformed) { keys in
      let id = RootDraft.id(of: keys.editors[0].publicKey)
      let other = String(repeating: "0", count: 64)
      var file = String(
        decoding: keys.changed("\"\(RootDraft.id(of: keys.editors[1].publicKey))\"", "\"\(other)\""), as: UTF8.self)
      file = file.replacing(keys.editors[1].publicKey.bytes.hex, with: keys.editors[0].publicKey.bytes.hex)
      file = file.replacing(keys.editors[2].publicKey.bytes.hex, with: keys.editors[0].publicKey.bytes.hex)
      _ = id
      return Array(file.utf8)
    },
    Case("a signature altered", due: unsigned(.old, 1)) { keys in
      var file = String(decoding: keys.draft(number: 2).file(signedBy: Array(keys.editors.prefix(2))), as: UTF8.self)
      let mark = keys.editors[1].sign(keys.draft(number: 2).signedBytes).hex
      file = file.replacing(mark, with: String(mark.reversed()))
      return Array(file.utf8)
    },
    Case("a third signature that nobody made", due: { $0 == .rootBadSignature }) { keys in
      keys.draft(number: 2).file(signedBy: Array(keys.editors.prefix(2)) + [keys.strangers[0]])
    },
    Case("a word changed after it was signed", due: unsigned(.old, 0)) { keys in
      let file = String(decoding: keys.draft(number: 2).file(signedBy: keys.editors), as: UTF8.self)
      return Array(file.replacing("\"title\":\"T\"", with: "\"title\":\"U\"").utf8)
    },
    Case("number 3 in the place of 2", due: { $0 == .rootWrongNumber(expected: 2, found: 3) }) {
      $0.draft(number: 3).file(signedBy: $0.editors)
    },
    Case("number 1 again", due: { $0 == .rootWrongNumber(expected: 2, found: 1) }) {
      $0.draft(number: 1).file(signedBy: $0.editors)
    },
    Case("number 0", due: malformed) { $0.draft(number: 0).file(signedBy: $0.editors) },
    Case("another origin", due: { $0 == .rootOfAnother(origin: "other.example") }) { keys in
      keys.changed(Publisher.origin, "other.example")
    },
    Case("an origin that is no name", due: malformed) { $0.changed(Publisher.origin, "a b") },
    Case("an origin that leads out of a folder stays a word", due: { $0 == .rootOfAnother(origin: "../../etc/passwd") })
    {
      $0.changed(Publisher.origin, "../../etc/passwd")
    },
    Case("another type", due: malformed) { $0.changed("\"_type\":\"root\"", "\"_type\":\"targets\"") },
    Case("another specification", due: malformed) { $0.changed("1.0.31", "2.0.0") },
    Case("a threshold of zero", due: malformed) { $0.changed("\"threshold\":2", "\"threshold\":0") },
    Case("a negative threshold", due: malformed) { $0.changed("\"threshold\":2", "\"threshold\":-1") },
    Case("a threshold of more keys than there are", due: malformed) {
      $0.changed("\"threshold\":2", "\"threshold\":4")
    },
    Case("a threshold that is a fraction", due: malformed) { $0.changed("\"threshold\":2", "\"threshold\":2.0") },
    Case("no role for checkpoints", due: malformed) { $0.changed("\"timestamp\":", "\"timestamps\":") },
    Case("no role for snapshots", due: malformed) { $0.changed("\"snapshot\":", "\"snapshots\":") },
    Case("a role that names a key which is not there", due: malformed) { keys in
      let id = RootDraft.id(of: keys.head.publicKey)
      return keys.changed("\"\(id)\":{", "\"\(String(id.reversed()))\":{")
    },
    Case("a key of another kind", due: malformed) { $0.changed("\"keytype\":\"ed25519\"", "\"keytype\":\"rsa\"") },
    Case("a key of 31 bytes", due: malformed) { keys in
      let hex = keys.head.publicKey.bytes.hex
      return keys.changed(hex, String(hex.dropLast(2)))
    },
    Case("no date", due: malformed) { $0.changed("\"expires\":", "\"expired\":") },
    Case("a date that there is not", due: malformed) { $0.changed("2033-05-18", "2033-02-30") },
    Case("a member twice", due: malformed) { $0.changed("\"version\":2", "\"version\":2,\"version\":2") },
    Case("too deep", due: malformed) {
      $0.changed(
        "\"languages\":[]", "\"languages\":" + String(repeating: "[", count: 40) + String(repeating: "]", count: 40))
    },
    Case("no JSON", due: malformed) { _ in Array("<html>".utf8) },
    Case("a trunk that is none", due: malformed) {
      $0.changed("\"recipients\":[]", "\"recipients\":[],\"trunk\":{\"size\":-1}")
    },
    Case("an endless one", due: { if case .tooLong = $0 { true } else { false } }) { keys in
      keys.draft(number: 2).file(signedBy: keys.editors) + [UInt8](repeating: 0x20, count: EditionLimits.root)
    },
  ]

  @Test("Refused, and the newsroom's keys stay what they were", arguments: cases)
  func refused(_ one: Case) throws {
    let keys = Keys()
    var roots = RootChain()
    try roots.append(keys.draft(number: 1).file(signedBy: Array(keys.editors.prefix(2))))
    var verifier = EditionVerifier(fingerprint: roots.fingerprint)
    verifier.begin()
    _ = verifier.take(roots.files[0].bytes, for: .root(1))
    let before = verifier.state
    let events = verifier.take(one.make(keys), for: .root(2))
    guard case .fault(let fault, let pieces)? = events.first, events.count == 1 else {
      Issue.record("accepted: \(events.count)")
      return
    }
    #expect(one.due(fault), "\(fault)")
    #expect(pieces == [.root(2)] && verifier.state == before)
    #expect(throws: Never.self) { try roots.append(keys.draft(number: 2).file(signedBy: keys.editors)) }
  }

  @Test("A first root of another newsroom is not that of the fingerprint, nor is one with a blank more")
  func fingerprint() throws {
    let world = try HostileWorld.shared.get()
    for bytes in [world.other.bytes(.root(1)), world.late.bytes(.root(1)) + [0x20]] {
      var verifier = EditionVerifier(fingerprint: world.fingerprint)
      verifier.begin()
      #expect(verifier.take(bytes, for: .root(1)) == [.fault(.wrongFingerprint, pieces: [.root(1)])])
      #expect(
        verifier.state.roots.files.isEmpty
          && verifier.wishes == [EditionVerifier(fingerprint: nil)].map { _ in verifier.wishes[0] })
    }
  }

  @Test("Without a fingerprint the first root is trusted, and it is said so")
  func firstSeen() throws {
    let world = try HostileWorld.shared.get()
    var reading = Reading(EditionVerifier())
    reading.round(world.late)
    #expect(reading.verifier.state.isFirstSeen && reading.verifier.state.isComplete)
    guard case .root(_, isFirstSeen: true)? = reading.events.first else {
      Issue.record("not said")
      return
    }
  }

  @Test("No more than 256 root files are followed")
  func endless() throws {
    let keys = Keys()
    var roots = RootChain()
    for number in 1...EditionLimits.rootSteps {
      try roots.append(keys.draft(number: number).file(signedBy: Array(keys.editors.prefix(2))))
    }
    #expect(throws: EditionFault.tooManyRoots) {
      try roots.append(keys.draft(number: 257).file(signedBy: keys.editors))
    }
  }
}
