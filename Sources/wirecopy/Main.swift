import ArgumentParser
import CIntl
import Foundation
import News
import Store

/// The program: parses the command line, runs one command, and turns what it throws into one line and an exit status.
@main
enum Main {
  static func main() async {
    // A mirror or a pipe that goes away is an error to read, not the end of the program.
    signal(SIGPIPE, SIG_IGN)
    // A sync takes and gives back feeds of megabytes on several threads: without these two, glibc keeps what was given
    // back (100,000 articles: 181 MB instead of 149).
    mallopt(M_ARENA_MAX, 2)
    mallopt(M_MMAP_THRESHOLD, 131_072)
    // Before any thread: the C library's locale and catalogue.
    let session = Session.current
    do {
      try checkWord()
      var command = try Wirecopy.parseAsRoot()
      // Settings are part of what may just have been restored. What is to be destroyed is not tidied up before: that would take
      // the names and leave the bytes.
      if !(command is PurgeCommand) { try RestoredHome.settle(session.places) }
      if var slow = command as? any AsyncParsableCommand {
        try await slow.run()
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      if let phrase = failure.phrase { Output.complaint(session(phrase)) }
      exit(failure.status.rawValue)
    } catch let fault as StoreFault {
      Output.complaint(session(fault.phrase))
      exit(Failure.Status.failed.rawValue)
    } catch is CancellationError {
      exit(Failure.Status.failed.rawValue)
    } catch {
      let code = Wirecopy.exitCode(for: error)
      let message = Wirecopy.fullMessage(for: error)
      if code.isSuccess {
        Output.raw(message + (message.isEmpty || message.hasSuffix("\n") ? "" : "\n"))
        exit(0)
      }
      // One line: what is wrong, then where the usage stands; the last line of the full message names it.
      var what = Wirecopy.message(for: error).split(separator: "\n").first.map(String.init) ?? message
      let usage = message.split(separator: "\n").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
      if what.hasSuffix(".") { what.removeLast() }
      Output.complaint(usage.hasPrefix("See ") ? "\(what). \(usage)" : what)
      exit(code == .validationFailure ? Failure.Status.usage.rawValue : Failure.Status.failed.rawValue)
    }
  }

  /// A first word that is no command: the parser would hold it for an argument of the desk. Behind `help`, it would explain what it
  /// knows of the words.
  private static func checkWord() throws(Failure) {
    var words = CommandLine.arguments.dropFirst()
    if words.first == "help" { words.removeFirst() } else { words = words.prefix(1) }
    var command: any ParsableCommand.Type = Wirecopy.self
    for word in words.prefix(while: { !$0.hasPrefix("-") }) {
      guard let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == word }) else {
        throw Failure("there is no command \(word): `wirecopy --help` lists them", status: .usage)
      }
      command = next
    }
  }
}
