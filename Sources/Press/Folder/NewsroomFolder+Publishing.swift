public import Edition
public import Foundation
import News
public import Seal

extension NewsroomFolder {
  /// What a publication did.
  public struct PublishReport: Hashable, Sendable {
    public var point: TreePoint
    /// Entries that are new.
    public var entries: Int
    /// Files that were written at the place of publication, the courtesy site among them.
    public var files: Int
  }

  /// Publishes what waits: into the folder's own tree, and from there to where a web host takes it.
  /// - Parameters:
  ///   - place: the folder to be served; nil for the own tree alone.
  ///   - hasSite: also writes the courtesy site and feed there. Where they are there already, a removal writes them anyway.
  /// - Throws: `PressFault`; what waits is kept. Nothing is signed where what stands at the place is not older than it.
  public func publish(
    to place: String?, signedBy key: SigningKey, hasSite: Bool = true, now: Date
  ) throws(PressFault) -> PublishReport {
    var isLetGo = false
    if let place { isLetGo = try checkPlace(place) }
    try enqueueReceipts(now: now)
    var count = 0
    let signed: SignedCheckpoint
    do throws(TreeFolderFault) {
      var writer = try EditionWriter(folder: tree, roots: roots, journal: book.journal)
      try settle(size: writer.size)
      let names = queueNames
      let before = writer.size
      for name in names {
        do throws(TreeFolderFault) { try add(name, to: &writer) } catch {
          // Nothing else tells which of all that waits it is.
          guard case .tooLong(let why) = error else { throw error }
          throw TreeFolderFault.tooLong("\(path)/queue/\(name): \(why); move it away to go on")
        }
      }
      book.begun = NewsroomBook.Begun(size: before, items: names)
      try saveBook()
      signed = try writer.publish(signedBy: key, time: now)
      count = writer.size - before
      book.journal = writer.journal
      try settle(size: writer.size)
    } catch {
      throw .tree(error)
    }
    guard let place else { return PublishReport(point: signed.point, entries: count, files: 0) }
    do throws(TreeFolderFault) {
      // Before the root file is there by which it is told.
      if isLetGo { try CourtesySite.makeAgain(at: place) }
      var files = try TreeMirror.copy(from: tree, to: place)
      // A site that is there would go on showing what was removed.
      if hasSite || CourtesySite.isAt(place) {
        var site = try CourtesySite(
          tree: tree, place: place, title: book.title, languages: book.languages, signed: signed,
          fingerprint: roots.fingerprint)
        if hasSite || site.hasGone { files += try site.write() }
      }
      return PublishReport(point: signed.point, entries: count, files: files)
    } catch {
      throw .tree(error)
    }
  }

  /// Lets go of what the last publication took, if it came through: the tree's size tells.
  private func settle(size: Int) throws(TreeFolderFault) {
    guard let begun = book.begun else { return }
    if size > begun.size {
      var blobs: Set<String> = []
      for name in begun.items {
        blobs.formUnion((try? item(name))?.blobs ?? [])
        try? FileManager.default.removeItem(atPath: path + "/queue/" + name)
      }
      let needed = Set(queueNames.flatMap { (try? item($0))?.blobs ?? [] })
      for blob in blobs.subtracting(needed) { try? FileManager.default.removeItem(atPath: path + "/queue/" + blob) }
    }
    book.begun = nil
    try saveBook()
  }

  private func saveBook() throws(TreeFolderFault) {
    do throws(PressFault) {
      try save()
    } catch {
      if case .tree(let fault) = error { throw fault }
      throw .notProven(error.phrase)
    }
  }

  private func add(_ name: String, to writer: inout EditionWriter) throws(TreeFolderFault) {
    let item: QueuedItem
    do throws(PressFault) { item = try self.item(name) } catch { throw .notProven(error.phrase) }
    if let index = item.removes {
      guard try !writer.isRemoved(index) else {
        // It was removed in the meantime: there is nothing left to be done.
        try? FileManager.default.removeItem(atPath: path + "/queue/" + name)
        return
      }
      return try writer.remove(index, note: item.note, time: item.date)
    }
    for blob in item.blobs {
      guard let bytes = FileManager.default.contents(atPath: path + "/queue/" + blob) else {
        throw .notProven("\(path)/queue/\(blob), a picture of \(name), is gone")
      }
      _ = try writer.add(blob: [UInt8](bytes))
    }
    var members = item.memberList
    if let body = item.body {
      let place = try writer.add(body: [UInt8](body), type: item.type ?? "text/html")
      members.append(.of("body", place.value))
    }
    try writer.add(EntryDraft(kind: item.kind, id: item.id, time: item.date, members: members))
  }
}
