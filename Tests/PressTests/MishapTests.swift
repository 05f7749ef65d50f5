import Edition
import Foundation
import News
import Press
import Seal
import TestSupport
import Testing

/// What goes wrong in a newsroom's folder: killed commands, old copies of it, files that are gone.
@Suite struct MishapTests {
  private func copy(_ desk: PressDesk, _ name: String) throws -> String {
    let path = desk.folder.file(name)
    try FileManager.default.copyItem(atPath: desk.path, toPath: path)
    return path
  }

  private func move(_ from: String, _ to: String) throws { try FileManager.default.moveItem(atPath: from, toPath: to) }

  private func words(_ fault: PressFault?) -> String { fault.map { Phrasebook.english($0.phrase) } ?? "" }

  /// Replaces keys; who opens reports from then on.
  @discardableResult private func rotate(
    _ path: String, desk: Bool = true, trunk: TreePoint? = nil
  ) throws -> [AgeRecipient] {
    let newsroom = try NewsroomFolder(path)
    try newsroom.rotate(
      signers: [newsroom.signingKey("editor-1.key", passphrase: SecretBytes("of editor-1.key"))],
      newHead: SecretBytes("new"), newDesk: desk ? SecretBytes("new") : nil, trunk: trunk,
      now: Date(timeIntervalSince1970: 1_767_225_600), work: 4)
    return newsroom.roots.newest?.recipients ?? []
  }

  private func recipient(_ path: String, _ name: String, _ word: String) throws -> AgeRecipient {
    try NewsroomFolder(path).identity(name, passphrase: SecretBytes(word)).recipient
  }

  @Test("A rotation that was killed before its root file changed no key, and the next one loses none")
  func rotationKilledEarly() throws {
    let desk = try PressDesk(editors: 1)
    let old = try #require(desk.newsroom.roots.newest?.recipients.first)
    let (other, killed, former) = (try copy(desk, "other"), try copy(desk, "killed"), try copy(desk, "former"))
    try rotate(other)
    // What a kill leaves: new keys that no root file names.
    for name in ["desk", "head"] {
      try FileManager.default.copyItem(
        atPath: other + "/keys/\(name).key", toPath: killed + "/keys/\(name)-2.key.new")
    }
    #expect(try recipient(killed, "desk.key", "of desk.key") == old)
    // The head key alone this time: the key of the desk that was never named does not come in with it.
    #expect(try rotate(killed, desk: false) == [old])
    #expect(try recipient(killed, "desk.key", "of desk.key") == old)
    #expect(try FileManager.default.contentsOfDirectory(atPath: killed + "/keys").allSatisfy { !$0.hasSuffix(".new") })
    let new = try rotate(killed)
    #expect(try recipient(killed, "desk.key", "new") == new.first && new.first != old)
    #expect(try recipient(killed, "desk-2.key.old", "of desk.key") == old)
    // As earlier versions were killed: the named key put by, one that nobody names in its place.
    try move(former + "/keys/desk.key", former + "/keys/desk-1.key.old")
    try FileManager.default.copyItem(atPath: other + "/keys/desk.key", toPath: former + "/keys/desk.key")
    try rotate(former)
    #expect(try recipient(former, "desk-1.key.old", "of desk.key") == old)
  }

  @Test("A rotation that was killed after its root file is finished by the next command")
  func rotationKilledLate() throws {
    let desk = try PressDesk(editors: 1)
    let old = try #require(desk.newsroom.roots.newest?.recipients.first)
    let (other, killed) = (try copy(desk, "other"), try copy(desk, "killed"))
    let new = try rotate(other)
    try FileManager.default.copyItem(atPath: other + "/root/2.json", toPath: killed + "/root/2.json")
    for round in 1...2 {
      for name in ["desk", "head"] {
        try FileManager.default.copyItem(
          atPath: other + "/keys/\(name).key", toPath: killed + "/keys/\(name)-2.key.new")
      }
      #expect(try recipient(killed, "desk.key", "new") == new.first, "\(round)")
      #expect(try recipient(killed, "desk-1.key.old", "of desk.key") == old, "\(round)")
      let newsroom = try NewsroomFolder(killed)
      let report = try newsroom.publish(
        to: nil, signedBy: newsroom.signingKey("head.key", passphrase: SecretBytes("new")), now: desk.now)
      #expect(report.point.size == 0 && newsroom.keyNames == ["desk.key", "editor-1.key", "head.key"])
    }
  }

  @Test("Where a newsroom's keys, root files or tree are, init makes no others, and is not advised")
  func remains() throws {
    let desk = try PressDesk(editors: 1)
    _ = try desk.add("# One\n\nText.")
    try desk.publish()
    func make(_ path: String, _ last: String = "x") throws {
      var plan = NewsroomFolder.Plan(origin: "x.example", title: "x", languages: ["en"], editors: 1, now: desk.now)
      plan.threshold = 1
      plan.work = 4
      _ = try NewsroomFolder.create(path, plan) { SecretBytes($0 == "editor-1.key" ? last : "x") }
    }
    for (place, gone) in [("keys", ["root", "tree"]), ("root", ["keys", "tree"]), ("tree", ["keys", "root"])] {
      let path = try copy(desk, "only-\(place)")
      for name in gone + ["newsroom.json"] { try FileManager.default.removeItem(atPath: path + "/" + name) }
      let before = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
      let fault = #expect(throws: PressFault.self) { try make(path) }
      #expect(words(fault).contains("left alone"), "\(words(fault))")
      #expect(try before == FileManager.default.subpathsOfDirectory(atPath: path).sorted())
      let opened = #expect(throws: PressFault.self) { try NewsroomFolder(path) }
      #expect(words(opened).contains("newsroom.json is gone") && !words(opened).contains("init"), "\(words(opened))")
    }
    // What could not be made leaves nothing that would be in the way.
    let path = desk.folder.file("again")
    #expect(throws: PressFault.self) { try make(path, "") }
    try make(path)
    #expect(try NewsroomFolder(path, isReading: true).keyNames.count == 3)
  }

  @Test("An old copy of the folder shows nobody two histories, and goes on from what is published")
  func oldCopies() async throws {
    let desk = try PressDesk(editors: 1)
    let head = try desk.key("head.key")
    _ = try desk.add("# One\n\nText.")
    try desk.publish()
    let paths = [try copy(desk, "first"), try copy(desk, "second")]
    let trunk = try #require(try desk.newsroom.published()).point
    _ = try desk.add("# Two\n\nText.")
    try desk.publish(60)
    let before = try desk.files()
    func publish(_ path: String, _ place: String) throws {
      let newsroom = try NewsroomFolder(path)
      let key =
        try newsroom.roots.files.count == 1
        ? head : newsroom.signingKey("head.key", passphrase: SecretBytes("new"))
      _ = try newsroom.publish(to: place, signedBy: key, now: desk.now.addingTimeInterval(120))
    }
    for path in paths {
      let article = try ArticleFile.read(Array("# Three\n\nText.".utf8), isHTML: false)
      try NewsroomFolder(path).add(article, now: desk.now) { _ in nil }
      let fault = #expect(throws: PressFault.self) { try publish(path, desk.place) }
      #expect(words(fault).contains("newer than this folder (2 entries, here 1)"), "\(words(fault))")
      let newsroom = try NewsroomFolder(path, isReading: true)
      #expect(try newsroom.waiting == 1 && newsroom.published()?.point.size == 1)
    }
    #expect(try desk.files() == before)
    // The one has nothing else: what is published becomes its tree.
    try FileManager.default.removeItem(atPath: paths[0] + "/tree")
    try FileManager.default.copyItem(atPath: desk.place, toPath: paths[0] + "/tree")
    try publish(paths[0], desk.place)
    var check = try await desk.check()
    #expect(check.isSound && check.entries == 3 && check.bodies == 3, "\(check.faults)")
    // The other was published from elsewhere: two histories, until the editors have spoken.
    try publish(paths[1], desk.folder.file("elsewhere"))
    let article = try ArticleFile.read(Array("# Four\n\nText.".utf8), isHTML: false)
    try NewsroomFolder(paths[1]).add(article, now: desk.now) { _ in nil }
    try publish(paths[1], desk.folder.file("elsewhere"))
    let fault = #expect(throws: PressFault.self) { try publish(paths[1], desk.place) }
    #expect(words(fault).contains("another history"), "\(words(fault))")
    try rotate(paths[1], desk: false, trunk: trunk)
    try publish(paths[1], desk.place)
    check = try await desk.check()
    #expect(check.isSound && check.verifier.state.roots.files.count == 2 && check.entries == 4, "\(check.faults)")
    // The readable site shows nothing of the other history.
    let pages = try desk.files().filter { $0.key.hasPrefix("articles/") }
    #expect(pages.count == 3 && !pages.values.contains { $0.range(of: Data(">Two<".utf8)) != nil })
  }

  @Test("Another newsroom's edition is not written over; what is no checkpoint is")
  func foreignPlace() async throws {
    let (desk, other) = (try PressDesk(editors: 1), try PressDesk(editors: 1))
    _ = try desk.add("# One\n\nText.")
    try desk.publish()
    let before = try desk.files()
    let fault = #expect(throws: PressFault.self) {
      try other.newsroom.publish(to: desk.place, signedBy: other.key("head.key"), now: other.now)
    }
    #expect(words(fault).contains("no key that this folder knows"), "\(words(fault))")
    #expect(try desk.files() == before && other.newsroom.published() == nil)
    try Data("rubbish".utf8).write(to: URL(filePath: desk.place + "/checkpoint"))
    try desk.publish(60)
    #expect(try await desk.check().isSound)
  }
}
