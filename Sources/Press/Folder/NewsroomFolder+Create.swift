public import Edition
public import Foundation
import News
public import Seal

extension NewsroomFolder {
  /// What a new newsroom is to be.
  public struct Plan: Sendable {
    /// A schema-less URL: the newsroom's name in signatures, for ever.
    public var origin: String
    public var title: String
    public var languages: [String]
    public var editors: Int
    public var threshold: Int
    /// To whom reports are sealed beside the desk's own key.
    public var recipients: [AgeRecipient] = []
    public var now: Date
    /// The logarithm of scrypt's N for the key files.
    public var work = 18

    public init(origin: String, title: String, languages: [String], editors: Int = 3, threshold: Int = 2, now: Date) {
      self.origin = origin
      self.title = title
      self.languages = languages
      self.editors = editors
      self.threshold = threshold
      self.now = now
    }
  }

  /// Makes a newsroom: its keys, each sealed with the passphrase for its name, and its first root file.
  /// - Parameters:
  ///   - passphrase: for `head.key`, `desk.key`, `editor-1.key` …
  /// - Throws: `PressFault`, what `passphrase` throws. Nothing is left of it then.
  public static func create(
    _ path: String, _ plan: Plan, passphrase: (String) throws -> SecretBytes
  ) throws -> NewsroomFolder {
    guard NoteKey.isName(plan.origin), plan.origin.utf8.count <= 256, !plan.origin.contains("://") else {
      throw PressFault.newsroom("the origin is a name like news.example/strike, without https://, spaces and +")
    }
    guard plan.editors >= 1, plan.editors <= 32, (1...plan.editors).contains(plan.threshold) else {
      throw PressFault.newsroom("of \(plan.editors) editors, \(plan.threshold) can't be asked to sign")
    }
    try refuseRemains(path)
    let (head, desk) = (SigningKey(), AgeIdentity())
    let editors = (0..<plan.editors).map { _ in SigningKey() }
    let book = NewsroomBook(origin: plan.origin, title: plan.title, languages: plan.languages)
    let draft = RootDraft(
      expires: plan.now.addingTimeInterval(5 * 365 * 86_400), editors: editors.map(\.publicKey),
      threshold: plan.threshold,
      heads: [head.publicKey], origin: plan.origin, title: plan.title, languages: plan.languages,
      recipients: [desk.recipient] + plan.recipients.filter { $0 != desk.recipient })
    var keys: [(KeyFile.Key, KeyFile.Role, String)] = [
      (.signing(head), .head, "head.key"), (.opening(desk), .desk, "desk.key"),
    ]
    for (place, editor) in editors.enumerated() { keys.append((.signing(editor), .editor, "editor-\(place + 1).key")) }
    // All are asked for before anything is written.
    let words = try keys.map { try passphrase($0.2) }
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw PressFault.newsroom("\(path) can't be written to: \(error.localizedDescription)")
    }
    let lock = try FolderLock(path)
    // Another may have made one while the passphrases were typed.
    try refuseRemains(path)
    let folder = NewsroomFolder(path: path, book: book, roots: RootChain(), lock: lock)
    do throws(PressFault) {
      for (key, word) in zip(keys, words) {
        try folder.writeKey(key.0, role: key.1, name: key.2, passphrase: word, work: plan.work)
      }
      try folder.addRoot(draft.file(signedBy: editors))
      // Last: with it, the folder is one.
      try folder.save()
    } catch {
      // None of it was there before. What stayed would be in the way of another try.
      for name in ["newsroom.json", "root/1.json"] + keys.map({ "keys/" + $0.2 }) {
        try? FileManager.default.removeItem(atPath: path + "/" + name)
      }
      throw error
    }
    return folder
  }

  private static func refuseRemains(_ path: String) throws(PressFault) {
    guard !FileManager.default.fileExists(atPath: path + "/newsroom.json") else {
      throw .newsroom("\(path) is a newsroom's folder already; its keys are left alone")
    }
    guard !hasRemains(path) else {
      throw .newsroom(
        "\(path) has a newsroom's keys, root files or edition, which are left alone: bring its newsroom.json back from a backup, or choose another folder"
      )
    }
  }

  /// A new root file: a new head key, editors come and gone, the tree that is still vouched for.
  /// - Parameters:
  ///   - signers: enough editors of the newest root file.
  ///   - newHead: makes a head key, to be sealed with this passphrase.
  ///   - recipients: to whom reports are sealed from now on, beside the desk's own new key; nil leaves them as they are.
  ///   - newDesk: makes a key of the desk in the place of the one that is there, to be sealed with this passphrase. The old file
  ///     stays: it opens what was sealed to it.
  ///   - trunk: all that is trusted of the past; nil leaves everything as it is.
  public func rotate(
    signers: [SigningKey], newHead passphrase: SecretBytes?, editors: [VerifyingKey]? = nil, threshold: Int? = nil,
    recipients: [AgeRecipient]? = nil, newDesk: SecretBytes? = nil, trunk: TreePoint?, now: Date, work: Int = 18
  ) throws(PressFault) {
    guard let newest = roots.newest else { throw .newsroom("\(path)/root has no root file") }
    var draft = RootDraft(after: newest, expires: now.addingTimeInterval(5 * 365 * 86_400), trunk: trunk)
    if let editors { draft.editors = editors }
    if let threshold { draft.threshold = threshold }
    let head = SigningKey()
    if passphrase != nil { draft.heads = [head.publicKey] }
    let desk = AgeIdentity()
    if let recipients { draft.recipients = recipients }
    if newDesk != nil { draft.recipients = [desk.recipient] + (recipients ?? []) }
    let bytes = draft.file(signedBy: signers)
    // Tried before anything is written.
    var tried = roots
    do throws(EditionFault) { try tried.append(bytes) } catch { throw .newsroom(error.phrase) }
    // Under names of their own: until there is the root file that names them, the keys that are there are the newsroom's.
    for name in Self.replaced { try dropNew(name) }
    if let newDesk {
      try writeKey(
        .opening(desk), role: .desk, name: "desk.key", to: newName("desk"), passphrase: newDesk, work: work)
    }
    if let passphrase {
      try writeKey(
        .signing(head), role: .head, name: "head.key", to: newName("head"), passphrase: passphrase, work: work)
    }
    try addRoot(bytes)
    try takeNewKeys()
    try enqueue(QueuedItem(time: now, kind: "root", members: [.of("number", .integer(roots.files.count))]))
  }

  private static let replaced = ["desk", "head"]

  /// Of a key that the next root file is to name.
  private func newName(_ name: String) -> String { "\(name)-\(roots.next).key.new" }

  /// A key that no root file came to name, for a kill in between.
  private func dropNew(_ name: String) throws(PressFault) {
    let file = path + "/keys/" + newName(name)
    guard FileManager.default.fileExists(atPath: file) else { return }
    guard (try? FileManager.default.removeItem(atPath: file)) != nil else {
      throw .newsroom("\(file), which an interrupted rotation left, can't be removed")
    }
  }

  /// Puts keys in their places that the newest root file names: those of a rotation that has come so far, also where it was killed then.
  /// What they replace stays under the number of the root file that named it, for what was sealed to it.
  func takeNewKeys() throws(PressFault) {
    let number = roots.files.count
    for name in Self.replaced {
      let made = "keys/\(name)-\(number).key.new"
      guard let new = FileManager.default.contents(atPath: path + "/" + made) else { continue }
      let old = "keys/\(name)-\(number - 1).key.old"
      let place = path + "/keys/\(name).key"
      // What is kept already is the key that was named: what lies in its place now may be the new one.
      if FileManager.default.fileExists(atPath: place), !FileManager.default.fileExists(atPath: path + "/" + old) {
        guard let bytes = FileManager.default.contents(atPath: place) else {
          throw .newsroom("\(place) can't be read, and is not replaced")
        }
        try write([UInt8](bytes), to: old)
      }
      try write([UInt8](new), to: "keys/\(name).key")
      try? FileManager.default.removeItem(atPath: path + "/" + made)
    }
  }

  /// The state of the tree that was published last.
  public func published() throws(PressFault) -> SignedCheckpoint? {
    guard let bytes = FileManager.default.contents(atPath: tree + "/checkpoint") else { return nil }
    return SignedCheckpoint.checked([UInt8](bytes), roots: roots)
  }
}
