import ArgumentParser
import Edition
import Foundation
import News
import Press

struct EditionVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check a whole edition: every key, entry, text and picture.",
    discussion: "Exit status: 0 it is whole and unchanged; 1 it is not, a line for each fault; 3 not reached.")

  @Option(help: "What the newsroom's fingerprint must be; it may also stand behind # in the address.") var fingerprint:
    String?
  @Argument(help: "A folder, or the address of a mirror.") var place: String

  func run() async throws {
    let session = Session.current
    guard let link = NewsroomLink(place) else {
      throw Failure("edition verify: what stands behind # is no fingerprint", status: .usage)
    }
    var wanted = link.fingerprint
    if let fingerprint {
      guard let given = Fingerprint(fingerprint) else {
        throw Failure("edition verify: \(fingerprint) is no fingerprint", status: .usage)
      }
      wanted = given
    }
    var check = EditionCheck(fingerprint: wanted)
    var bar = ProgressBar()
    if place.lowercased().hasPrefix("http://") || place.lowercased().hasPrefix("https://") {
      let fetch = try EditionFetch(session)
      defer { fetch.close() }
      try await check.run(
        fetch: { try await fetch.bytes(link.url + $0.text, most: $0.mostBytes) },
        progress: { bar.show(done: $0, of: $1, link.url) })
    } else {
      let folder = EditionErrand.full(String(link.url.dropLast()))
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
        throw Failure("edition verify: there is no such folder: \(folder)")
      }
      try await EditionErrand.run("edition verify") {
        try await check.run(
          fetch: { try EditionCheck.file($0, in: folder) }, progress: { bar.show(done: $0, of: $1, folder) })
      }
    }
    bar.clear()
    for fault in check.faults { Output.complaint("edition verify: \(place): \(session(fault.phrase))") }
    let state = check.verifier.state
    guard check.isSound, let signed = state.checkpoint else { throw Failure(nil) }
    let time = EntryTime.text(Date(timeIntervalSince1970: Double(signed.time)))
    Output.line(
      session(
        "whole and unchanged: \(state.size) entries, \(check.bodies) texts, \(check.pictures) pictures, signed \(time)")
    )
    Output.line(session("fingerprint: \(state.fingerprint?.text ?? "")"))
    if state.isFirstSeen { Output.line(session("no fingerprint was given: compare this one with the newsroom's")) }
  }
}
