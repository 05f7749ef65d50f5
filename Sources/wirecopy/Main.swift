import ArgumentParser
import Foundation
import News
import Store

/// The program: parses the command line, runs one command, and turns what it throws into one line and an exit status.
@main
enum Main {
  static func main() async {
    // A mirror or a pipe that goes away is an error to read, not the end of the program.
    signal(SIGPIPE, SIG_IGN)
    // Before any thread: the C library's locale and catalogue.
    let session = Session.current
    do {
      var command = try Wirecopy.parseAsRoot()
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
      // What the user typed is in the message: make it visible, line by line.
      for line in message.split(separator: "\n") { Output.complaint(String(line)) }
      exit(code == .validationFailure ? Failure.Status.usage.rawValue : Failure.Status.failed.rawValue)
    }
  }
}
