import ArgumentParser
import Foundation
import News
import Relay

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve a folder over HTTP, so that it is a mirror.",
    discussion: """
      Static files with ETag and Range. Listens on loopback unless told otherwise; Ctrl-C stops it after the answers \
      under way. Keeps no log of who asked. With --drop it is a relay: reporters leave drops in the folder SPOOL, and \
      whom --drop-auth names may list and fetch them.
      """)

  @Option(help: "Address and port to listen on; [::]:8080 or 0.0.0.0:8080 for everyone.") var listen = "127.0.0.1:8080"
  @Option(help: "Most connections at once.") var connections = 64
  @Option(name: .customLong("drop"), help: ArgumentHelp("Take drops into this folder.", valueName: "spool"))
  var spool: String?
  @Option(
    name: .customLong("drop-auth"),
    help: ArgumentHelp(
      "Who may list and fetch drops: lines user:hash, as htpasswd -B makes them. Nobody, if not said.",
      valueName: "file"))
  var auth: String?
  @Option(name: .customLong("drop-size"), help: ArgumentHelp("The largest drop, in MiB.", valueName: "mib"))
  var size = 32
  @Option(name: .customLong("drop-quota"), help: ArgumentHelp("For all drops together, in MiB.", valueName: "mib"))
  var quota = 1024
  @Flag(
    name: .customLong("drop-auth-in-clear"),
    help: "Ask for the password over plain HTTP: only behind a proxy that speaks TLS.")
  var authInClear = false
  @Argument(help: "The folder.") var folder: String

  func validate() throws {
    if ListenAddress(listen) == nil { throw ValidationError("--listen takes ADDRESS:PORT, such as 127.0.0.1:8080") }
    if connections < 1 || connections > 10_000 { throw ValidationError("--connections must be between 1 and 10000") }
    if spool == nil, auth != nil || authInClear { throw ValidationError("--drop-auth needs --drop SPOOL") }
    if size < 1 || size > 1 << 20 { throw ValidationError("--drop-size must be between 1 and 1048576") }
    if quota < size || quota > 1 << 30 {
      throw ValidationError("--drop-quota must be between --drop-size and 1073741824")
    }
  }

  func run() async throws {
    guard let address = ListenAddress(listen) else { return }
    var limits = ServeLimits()
    limits.connections = connections
    // The other half is the readers'.
    limits.uploads = max(1, connections / 2)
    let server = MirrorServer(
      root: folder, host: address.host, port: address.port, limits: limits, drops: try rules())
    let serving = Task {
      try await server.run { host, port in
        let shown = host.contains(":") ? "[\(host)]" : host
        let line: Phrase = "serving \(folder) on http://\(shown):\(String(port))/ · Ctrl-C stops"
        Output.line(Session.current(line))
        if let spool { Output.line(Session.current("taking drops into \(spool)" as Phrase)) }
      }
    }
    let signals = StopSignals { serving.cancel() }
    defer { signals.stop() }
    do {
      try await serving.value
    } catch let fault as ServeFault {
      throw Failure(fault.phrase)
    } catch is CancellationError {
      return
    }
  }

  private func rules() throws -> DropRules? {
    guard let spool else { return nil }
    var rules = DropRules(
      spool: spool, mostBytes: size << 20, quota: quota << 20, allowsPlainAuth: authInClear)
    do { rules.auth = try auth.map(DropAuth.read(path:)) } catch { throw Failure(error.phrase) }
    return rules
  }
}

/// `HOST:PORT`, `[V6]:PORT`.
struct ListenAddress {
  let host: String
  let port: Int

  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let number = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(number)
    else { return nil }
    var name = text[..<colon]
    if name.hasPrefix("["), name.hasSuffix("]") {
      name = name.dropFirst().dropLast()
    } else if name.contains(":") {
      return nil
    }
    guard !name.isEmpty else { return nil }
    host = String(name)
    port = number
  }
}
