import Synchronization

/// A mirror as a resolver over HTTP (RFC 8484).
extension LabMirror {
  /// Where questions are asked.
  public static let namesPath = "/dns-query"

  /// When there are any, it answers `POST /dns-query` from them, under its fault; nothing else changes.
  public var names: LabNames? {
    get { state.withLock(\.names) }
    set { state.withLock { $0.names = newValue } }
  }
}

extension LabMirror.State {
  func asksNames(_ request: LabRequest) -> Bool {
    names != nil && request.method == "POST" && request.path == LabMirror.namesPath
  }
}

extension LabNames {
  /// What becomes of a question that was brought by HTTP: 415 or 400 where it is none.
  func steps(for request: LabRequest, asking message: [UInt8], under fault: Fault) -> [LabStep] {
    let type = "application/dns-message"
    guard request.header("Content-Type") == type else { return fault.script(for: request, honest: .status(415)) }
    guard NameQuery(message) != nil else { return fault.script(for: request, honest: .status(400)) }
    let reply = reply(to: message, by: .https)
    guard let body = reply.messages.first else { return [.hang] }
    let answer = LabAnswer(status: 200, body: body).adding("Content-Type", type)
    return (reply.milliseconds > 0 ? [.wait(milliseconds: reply.milliseconds)] : [])
      + fault.script(for: request, honest: answer)
  }
}
