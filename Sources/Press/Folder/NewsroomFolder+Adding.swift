import Edition
public import Foundation
import News
import Seal

extension NewsroomFolder {
  /// Files that wait, in the order in which they came.
  var queueNames: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path + "/queue")) ?? []).filter { $0.hasSuffix(".json") }
      .sorted()
  }

  /// How many entries wait for the next publication.
  public var waiting: Int { queueNames.count }

  func enqueue(_ item: QueuedItem) throws(PressFault) {
    try check(item)
    let number = String(book.next)
    book.next += 1
    // The number is taken first: a kill here leaves a gap, never two items of one name.
    try save()
    guard let bytes = try? JSONEncoder().encode(item) else { throw .newsroom("an entry can't be written") }
    try write([UInt8](bytes), to: "queue/" + String(repeating: "0", count: max(0, 8 - number.count)) + number + ".json")
  }

  /// What can't be published must not wait: it would hold up all else that does.
  private func check(_ item: QueuedItem) throws(PressFault) {
    let draft = EntryDraft(kind: item.kind, id: item.id, time: item.date, members: item.memberList)
    do throws(TreeFolderFault) {
      if let body = item.body { try EditionWriter.check(body: [UInt8](body)) }
      try EditionWriter.check(draft, bodyType: item.body == nil ? nil : item.type ?? "text/html")
    } catch { throw .tree(error) }
  }

  func item(_ name: String) throws(PressFault) -> QueuedItem {
    guard let bytes = FileManager.default.contents(atPath: path + "/queue/" + name),
      let item = try? JSONDecoder().decode(QueuedItem.self, from: bytes)
    else { throw .newsroom("\(path)/queue/\(name) is damaged; move it away to go on") }
    return item
  }

  /// Adds an article.
  /// - Parameters:
  ///   - id: that of an article that is there, for a new revision of it.
  ///   - picture: the bytes of a picture that the text names, its metadata removed; nil takes it out of the text.
  /// - Returns: its `id`.
  /// - Throws: `PressFault`, what `picture` throws.
  @discardableResult public func add(
    _ article: WrittenArticle, id: String? = nil, now: Date, picture: (WrittenArticle.Picture) throws -> [UInt8]?
  ) throws -> String {
    var media: [EntryMedia] = []
    var names: [String: BlobName] = [:]
    var blobs: [(name: BlobName, bytes: [UInt8])] = []
    for one in article.pictures {
      guard let bytes = try picture(one) else { continue }
      guard let kind = PictureKind(bytes) else {
        throw PressFault.article("\(one.source) is no picture that browsers show (PNG, JPEG, GIF, WebP)")
      }
      do throws(TreeFolderFault) { try EditionWriter.check(blob: bytes) } catch { throw PressFault.tree(error) }
      let name = BlobName(of: bytes)
      names[one.source] = name
      if !media.contains(where: { $0.name == name }) {
        blobs.append((name, bytes))
        media.append(
          EntryMedia(
            name: name, type: kind.type, size: bytes.count, alt: one.alt, width: kind.width, height: kind.height))
      }
    }
    // The text names pictures as the tree does; whoever shows it knows where the tree is.
    let html = FolderLinks.plain(
      PictureScan.replace(in: article.html) { source in names[source].map { TreePath.blob($0).text } })
    let entry = EntryArticle(
      title: article.title, language: article.language ?? book.languages.first, sections: article.sections,
      byline: article.byline, place: article.place, summary: article.summary, isUrgent: article.isUrgent, media: media,
      source: article.source, published: EntryTime.text(article.published ?? now), note: article.note)
    var item = QueuedItem(
      id: id ?? EntryDraft.newID(), time: now, kind: "article", members: EntryDraft.article(entry, time: now).members,
      body: Array(html.utf8))
    item.blobs = media.map(\.name.text)
    // Before its pictures are written: nobody would clear them away.
    try check(item)
    for blob in blobs { try write(blob.bytes, to: "queue/" + blob.name.text) }
    try enqueue(item)
    return item.id
  }

  /// Adds an entry of another kind from its JSON: `boards`, `sections`, `mirrors`, `message`, `retraction` …
  /// - Parameter bytes: an object with the members of the kind; `id` and `time` are given to it where they are missing.
  public func add(kind: String, json bytes: [UInt8], now: Date) throws(PressFault) {
    guard let members = JSONValue(reading: bytes)?.members else { throw .article("it is no JSON object") }
    let known = ["boards", "sections", "mirrors", "message", "retraction", "receipt", "letter"]
    guard known.contains(kind) else { throw .article("`\(kind)` is none of \(known.joined(separator: ", "))") }
    let rest = members.filter { !["v", "kind", "id", "time"].contains($0.name) }
    let item = QueuedItem(
      id: members.first { $0.name == "id" }?.value.string ?? EntryDraft.newID(), time: now, kind: kind, members: rest)
    let draft = EntryDraft(kind: kind, id: item.id, time: now, members: rest)
    let entry = Entry(index: 0, bytes: draft.bytes)
    if entry.content == .unreadable { throw .article("it lacks a member that `\(kind)` must have") }
    try enqueue(item)
  }

  /// Bytes of a removal with its note, but for what it names.
  private static let mostOfRemoval = 3_000

  /// Adds the removal of a published entry: its bytes, text and pictures go with the next publication.
  public func remove(_ index: Int, note: String?, now: Date) throws(PressFault) {
    guard let size = try published()?.point.size, (0..<size).contains(index) else {
      throw .newsroom("there is no published entry \(index)")
    }
    let isRemoved: Bool
    do throws(TreeFolderFault) {
      isRemoved = try PublishedTree(folder: tree, size: size).isRemoved(index)
    } catch { throw .tree(error) }
    guard !isRemoved else { throw .newsroom("entry \(index) is removed already: nothing of it is left") }
    // Short as a whole: whoever copies the tree looks for removals among short entries alone.
    let said = EntryDraft(kind: "removal", time: now, members: [.of("note", .string(note ?? ""))])
    guard said.bytes.count <= Self.mostOfRemoval else {
      throw .newsroom("the note of a removal may not be longer than \(Self.mostOfRemoval) bytes")
    }
    var item = QueuedItem(time: now, kind: "removal", members: [])
    item.removes = index
    item.note = note
    try enqueue(item)
  }

  /// Takes an article or a message back: it stays in the record, and readers are told.
  /// - Throws: `PressFault`, also where nothing of this id was published or waits: what is mistyped would be signed for ever, and the
  ///   wrong article stay as it is.
  public func retract(_ id: String, note: String?, now: Date) throws(PressFault) {
    guard try has(id) else {
      throw .newsroom("there is no article \(id): `wirecopy edition inspect --entries` lists them with their ids")
    }
    try retract(known: id, note: note, now: now)
  }

  private func has(_ id: String) throws(PressFault) -> Bool {
    for name in queueNames {
      let item = try item(name)
      if item.id == id, item.removes == nil, ["article", "message"].contains(item.kind) { return true }
    }
    guard let size = try published()?.point.size else { return false }
    var isThere = false
    do throws(TreeFolderFault) {
      try PublishedTree(folder: tree, size: size).each { (entry: Entry) throws(TreeFolderFault) in
        switch entry.content {
        case .article, .message: isThere = isThere || entry.head?.id == id
        default: break
        }
      }
    } catch { throw .tree(error) }
    return isThere
  }

  /// The same for an id that is known to be there.
  func retract(known id: String, note: String?, now: Date) throws(PressFault) {
    var members: [JSONValue.Member] = [.of("of", .string(id))]
    if let note { members.append(.of("note", .string(note))) }
    try enqueue(QueuedItem(time: now, kind: "retraction", members: members))
  }
}
