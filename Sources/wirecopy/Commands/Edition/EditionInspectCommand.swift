import ArgumentParser
import Edition
import Foundation
import News
import Press
import Seal

struct EditionInspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what a newsroom's folder holds: keys, fingerprint, what is published, what waits.")

  @Flag(help: "Also list the entries: index, time, kind, id, title.") var entries = false
  @Argument(help: "The newsroom's folder.") var folder: String

  func run() async throws {
    let session = Session.current
    try await EditionErrand.run("edition inspect") {
      let newsroom = try EditionErrand.folder(folder, isReading: true)
      Output.line("\(newsroom.title) (\(newsroom.origin))")
      Output.line(session("fingerprint: \(newsroom.fingerprint?.text ?? "")"))
      if let fingerprint = newsroom.fingerprint {
        Output.line(session("to read aloud: \(fingerprint.groups.joined(separator: " "))"))
      }
      if let root = newsroom.roots.newest {
        let editors = root.editors.keyIDs.count
        Output.line(
          session(
            "root file \(root.number): \(root.editors.threshold) of \(editors) editors sign, to be renewed by \(EntryTime.text(root.expires))"
          ))
        for id in root.editors.keyIDs { Output.line(session("  editor \(root.editors.keys[id]?.bytes.hex ?? id)")) }
        for recipient in root.recipients { Output.line(session("  reports to \(recipient.text)")) }
      }
      Output.line(session("keys: \(newsroom.keyNames.joined(separator: ", "))"))
      if let signed = try newsroom.published() {
        let time = EntryTime.text(Date(timeIntervalSince1970: Double(signed.time)))
        Output.line(session("published: \(signed.point.size) entries, signed \(time)"))
        if entries { try list(newsroom, size: signed.point.size) }
      } else {
        Output.line(session("nothing is published yet"))
      }
      Output.line(session(Phrase(newsroom.waiting, one: "%1 entry waits", many: "%1 entries wait")))
    }
  }

  private func list(_ newsroom: NewsroomFolder, size: Int) throws {
    try PublishedTree(folder: newsroom.tree, size: size).each { (entry: Entry) throws(TreeFolderFault) in
      var words = [String(entry.index)]
      if let head = entry.head { words += [EntryTime.text(head.time), head.kind, head.id] } else { words.append("-") }
      if case .article(let article) = entry.content { words.append(article.title) }
      Output.line(words.joined(separator: " "))
    }
  }
}
