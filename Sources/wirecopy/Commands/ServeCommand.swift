import ArgumentParser
import Foundation
import News
import Relay

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve a folder over HTTP, so that it is a mirror.",
    discussion: """
      Read only: static files with ETag and Range. Listens on loopback unless told otherwise; Ctrl-C stops it after the \
      answers under way. Keeps no log of who asked.
      """)

  @Option(help: "Address and port to listen on; [::]:8080 or 0.0.0.0:8080 for everyone.") var listen = "127.0.0.1:8080"
  @Option(help: "Most connections at once.") var connections = 64
  @Argument(help: "The folder.") var folder: String

  func validate() throws {
    if ListenAddress(listen) == nil { throw ValidationError("--listen takes ADDRESS:PORT, such as 127.0.0.1:8080") }
    if connections < 1 || connections > 10_000 { throw ValidationError("--connections must be between 1 and 10000") }
  }

  func run() async throws {
    guard let address = ListenAddress(listen) else { return }
    var limits = ServeLimits()
    limits.connections = connections
    let server = MirrorServer(root: folder, host: address.host, port: address.port, limits: limits)
    let serving = Task {
      try await server.run { host, port in
        let shown = host.contains(":") ? "[\(host)]" : host
        let line: Phrase = "serving \(folder) on http://\(shown):\(port)/ · Ctrl-C stops"
        Output.line(Session.current(line))
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
