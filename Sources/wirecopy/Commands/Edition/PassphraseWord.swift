import ArgumentParser
import Foundation
import Glibc
import News
import Seal

/// Where passphrases come from: the terminal, without showing them, or a file of the user's. Never an argument, never the
/// environment.
struct PassphraseWord: ParsableArguments {
  @Option(
    name: .customLong("passphrase-file"),
    help: ArgumentHelp(
      "Read passphrases from this file, not from the terminal: lines `NAME: PASSPHRASE`, or one line for all keys.",
      valueName: "file"))
  var file: String?

  /// The passphrase of a key.
  /// - Parameter isNew: it is typed twice.
  func read(_ name: String, isNew: Bool = false) throws -> SecretBytes {
    if let file { return try Self.line(for: name, of: file) }
    guard isatty(STDIN_FILENO) == 1 else {
      throw Failure("no terminal to ask for the passphrase of \(name): --passphrase-file gives it", status: .usage)
    }
    let session = Session.current
    let first = try Self.ask(session(isNew ? "New passphrase of \(name): " : "Passphrase of \(name): "))
    if isNew {
      let second = try Self.ask(session("Once more: "))
      guard first.isEqual(to: second.withBytes { Array($0) }) else {
        throw Failure("the two passphrases of \(name) differ; nothing was made", status: .usage)
      }
    }
    return first
  }

  private static func line(for name: String, of file: String) throws -> SecretBytes {
    var bytes = try InputFile.read(file, for: "passphrase", most: 1 << 16, isCommand: true)
    defer { for place in bytes.indices { bytes[place] = 0 } }
    let lines = bytes.split(separator: 0x0A).map { $0.last == 0x0D ? $0.dropLast() : $0 }
    let head = Array((name + ": ").utf8)
    if let own = lines.first(where: { $0.starts(with: head) }) {
      return SecretBytes(copying: own.dropFirst(head.count))
    }
    guard lines.count == 1, let only = lines.first else {
      throw Failure("\(file) has no line `\(name): …`", status: .usage)
    }
    return SecretBytes(copying: only)
  }

  /// Reads a line that nobody sees. Keys come one by one, so that Ctrl-C does not leave a terminal without echo behind.
  private static func ask(_ question: String) throws -> SecretBytes {
    FileHandle.standardError.write(Data(question.utf8))
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { throw Failure("the terminal can't hide what is typed") }
    var hidden = before
    hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      FileHandle.standardError.write(Data("\n".utf8))
    }
    var typed: [UInt8] = []
    // Never moved to another place in memory, so that nothing of it is left there.
    typed.reserveCapacity(mostTyped)
    var byte: UInt8 = 0
    while Glibc.read(STDIN_FILENO, &byte, 1) == 1 {
      switch byte {
      case 0x0A, 0x0D: return SecretBytes(taking: &typed)
      case 0x03, 0x04:
        _ = SecretBytes(taking: &typed)
        throw Failure("given up; nothing was made")
      case 0x7F, 0x08:
        // A letter may be several bytes.
        while let last = typed.popLast(), last & 0xC0 == 0x80 {}
      case 0x15: typed.removeAll(keepingCapacity: true)
      default: if typed.count < mostTyped { typed.append(byte) }
      }
    }
    return SecretBytes(taking: &typed)
  }

  private static let mostTyped = 1024
}
