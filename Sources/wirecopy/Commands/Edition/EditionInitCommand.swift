import ArgumentParser
import Edition
import Foundation
import News
import Press
import Seal

struct EditionInitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a newsroom's folder, its keys and its first root file.",
    discussion: """
      Shows the fingerprint: print it, read it aloud, put it behind # in every link. Then move the editors' key files away \
      from this machine, each to its editor.
      """)

  @Option(help: "The newsroom's name in signatures, for ever: a URL without https://, such as news.example/strike.")
  var origin: String
  @Option(help: "What readers see.") var title: String
  @Option(name: .customLong("lang"), help: "Languages, the first one that of the site: ko,en.") var languages = "en"
  @Option(help: "How many editors have a key.") var editors = 3
  @Option(help: "How many of them must sign new keys.") var threshold: Int?
  @Option(name: .customLong("recipient"), help: "Somebody else who opens reports, age1…; beside the desk's own key.")
  var recipients: [String] = []
  @OptionGroup var passphrase: PassphraseWord
  @Argument(help: "The folder.") var folder: String

  func run() async throws {
    let session = Session.current
    let threshold = threshold ?? (editors > 1 ? 2 : 1)
    guard NoteKey.isName(origin), origin.utf8.count <= 256, !origin.contains("://") else {
      throw Failure(
        "edition init: the origin is a name like news.example/strike, without https://, spaces and +", status: .usage)
    }
    guard (1...32).contains(editors), (1...editors).contains(threshold) else {
      throw Failure("edition init: of \(editors) editors, \(threshold) can't be asked to sign", status: .usage)
    }
    try await EditionErrand.run("edition init") {
      let list = languages.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      var plan = NewsroomFolder.Plan(
        origin: origin, title: title, languages: list, editors: editors, threshold: threshold, now: Date())
      plan.recipients = try EditionErrand.recipients(recipients, for: "edition init")
      let made = try NewsroomFolder.create(EditionErrand.full(folder), plan) { try passphrase.read($0, isNew: true) }
      Output.line(session("made \(made.path)"))
      Output.line(session("fingerprint: \(made.fingerprint?.text ?? "")"))
      Output.line(session("keys: \(made.keyNames.joined(separator: ", "))"))
      Output.line(
        session("give each editor-N.key to its editor and remove it here; without head.key nothing can be published"))
    }
  }
}
