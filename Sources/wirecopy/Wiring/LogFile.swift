import Foundation
import Glibc
import Logging
import News
import Screen
import Sync

/// The log: off unless the settings ask for it, to a file (0600), never to the screen. It names mirrors and newsrooms and
/// what became of them; no article, no search, no secret.
struct LogFile: LogHandler {
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]
  private let descriptor: Int32

  /// Larger than this, the file is begun anew and the one before kept as `.1`.
  private static let mostBytes = 4 << 20

  /// - Throws: `Failure` when the file can't be written.
  static func open(path: String) throws(Failure) -> Logger {
    let folder = URL(filePath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    if size > mostBytes { rename(path, path + ".1") }
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Failure("log: can't write \(path): \(String(cString: strerror(errno)))") }
    return Logger(label: "wirecopy") { _ in LogFile(descriptor: descriptor) }
  }

  private init(descriptor: Int32) { self.descriptor = descriptor }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    // What mirrors sent stands in some lines, and logs are read in terminals.
    let message = VisibleText.line(event.message.description)
    let line = Array("\(Date().rfc3339) \(event.level) \(message)\n".utf8)
    // One write: lines of several processes don't mix. A full disk costs the line, nothing else.
    _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}

extension Logger {
  /// A round, and what its verdicts rest on.
  func record(_ report: RoundReport) {
    info("\(RoundSentence.line(report))")
    for outcome in report.mirrors {
      guard let verdict = outcome.verdict else { continue }
      let evidence = VerdictEvidence.lines(verdict).map { Phrasebook.english($0) }.joined(separator: "; ")
      info("  \(BareAddress.of(outcome.url)) \(verdict.symptom.rawValue): \(evidence)")
    }
  }
}
