import ArgumentParser
import Foundation
import Glibc
import News
import Sync

struct PurgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge", abstract: "Destroy everything that Wirecopy keeps on this machine, keys first.",
    discussion: """
      Passwords and the store, with the keys of reports, are overwritten first; then attachments, fetched pictures, settings and \
      the log go. It asks for a word first; --yes answers for you. Backups, exported files and a newsroom's own folder are \
      elsewhere and stay.
      """)

  @Flag(help: "Don't ask.") var yes = false

  func run() async throws {
    let session = Session.current
    let places = session.places
    let steps = Destruction.steps(places)
    let extents = steps.map(Destruction.extent)
    guard extents.contains(where: { $0.files > 0 }) else {
      throw Failure("purge: nothing of Wirecopy's is in \(places.data)")
    }
    guard Destruction.isHome(places) else {
      throw Failure(
        "purge: \(places.data) has no store of Wirecopy's, so it may be somebody else's; nothing was touched",
        status: .refused)
    }
    // One that syncs holds the home open, too; both are asked for, so that no older Wirecopy is overlooked.
    guard let alone = try hold(places), let lock = try session.lock() else {
      throw Failure("purge: another Wirecopy has this home open: close the desk, or end what runs", status: .refused)
    }
    if !yes {
      show(steps, extents, session)
      try ask(session)
    }
    // A terminal that is torn away does not keep the rest from going.
    signal(SIGHUP, SIG_IGN)
    var bar = ProgressBar()
    let all = extents.reduce(Int64(0)) { $0.plus($1.bytes) }
    var destruction = Destruction()
    destruction.progress = { bar.show(done: Int($0 >> 20), of: max(1, Int(all >> 20)), "MiB") }
    for step in steps { destruction.destroy(step) }
    destruction.tidy(places)
    bar.clear()
    withExtendedLifetime((alone, lock)) {}
    try tell(destruction, session)
  }

  private func hold(_ places: Places) throws -> HomeHold.Alone? {
    do throws(BackupFault) { return try HomeHold.takeAlone(places) } catch { throw Failure("purge: \(error.phrase)") }
  }

  private func show(_ steps: [Destruction.Step], _ extents: [(files: Int, bytes: Int64)], _ session: Session) {
    Output.line(session("This goes, and nothing brings it back:"))
    for (step, extent) in zip(steps, extents) where extent.files > 0 {
      let files = Phrase(extent.files, one: "%1 file", many: "%1 files")
      Output.line("  " + session("\(step.what): \(files), \(ByteText.text(extent.bytes))"))
    }
    Output.line(session(Self.honesty))
  }

  private static let word = "purge"
  private static let honesty: Phrase =
    "What a flash disk, a snapshot or a backup still holds, no program reaches: an encrypted disk is the answer to that."

  private func ask(_ session: Session) throws(Failure) {
    guard isatty(STDIN_FILENO) == 1 else {
      throw Failure("purge: no terminal to ask at; --yes answers for you", status: .usage)
    }
    Output.line(session("Type \(Self.word) to destroy it:"))
    guard readLine()?.trimmingCharacters(in: .whitespaces).lowercased() == Self.word else {
      throw Failure("purge: kept; nothing was touched")
    }
  }

  private func tell(_ destruction: Destruction, _ session: Session) throws(Failure) {
    for path in destruction.spared {
      Output.complaint(
        session("purge: \(path) leads elsewhere or is not Wirecopy's; what it stands for was left alone"))
    }
    for one in destruction.left {
      Output.complaint(session("purge: \(one.path) is still there, or not overwritten: \(one.reason)"))
    }
    if !destruction.left.isEmpty { throw Failure("purge: not all of it is gone", status: .failed) }
    Output.line(session("destroyed: \(ByteText.text(destruction.bytes))"))
    if yes { Output.line(session(Self.honesty)) }
  }
}
