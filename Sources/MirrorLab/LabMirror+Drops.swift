import Foundation
import Synchronization

/// A mirror as a relay.
extension LabMirror {
  /// What is wrong with it as a relay.
  public var uploadFault: UploadFault {
    get { state.withLock(\.uploadFault) }
    set { state.withLock { $0.uploadFault = newValue } }
  }

  /// Who may bring, ask for and list drops; everyone when nil.
  public var login: LabLogin? {
    get { state.withLock(\.login) }
    set { state.withLock { $0.login = newValue } }
  }

  /// Whether a client that waits for `100 Continue` gets it. Some servers never say it.
  public var heedsExpect: Bool {
    get { state.withLock(\.heedsExpect) }
    set { state.withLock { $0.heedsExpect = newValue } }
  }

  /// The drops that it keeps, by name: at most 64 MiB of them, what is set beyond that is left out.
  public var drops: [String: [UInt8]] {
    get { state.withLock(\.drops.files) }
    set { state.withLock { $0.drops.replace(by: newValue, at: Self.now) } }
  }

  /// How many times the whole body of a drop was read, by the drop's name, whatever became of it.
  public var puts: [String: Int] { state.withLock(\.puts) }
  /// Bytes of bodies read so far, those of uploads that broke off included.
  public var bodyBytes: Int { state.withLock(\.bodyBytes) }

  private static var now: Int { Int(Date().timeIntervalSince1970) }
}

/// What a connection asks of its mirror.
extension LabMirror {
  func read(bodyBytes count: Int) { state.withLock { $0.bodyBytes += count } }

  /// What to do with the body that follows this head.
  func reception(for seen: Seen) -> LabReception {
    let request = seen.request
    var state = state.withLock(\.self)
    state.fault = seen.fault ?? state.fault
    let isExpected = request.header("Expect")?.lowercased() == "100-continue"
    var reception = LabReception(continues: isExpected && state.heedsExpect)
    if state.fault.resetsRequests { return LabReception(steps: [.reset]) }
    if state.fault == .swallow { return LabReception() }
    if state.asksNames(request) {
      reception.keeps = LabNames.mostBytes
      return reception
    }
    guard request.method == "PUT", LabDrops.name(in: request.path)?.isEmpty == false, !state.fault.replacesAnswer else {
      return reception
    }
    if let login = state.login, request.header("Authorization") != login.authorization {
      return isExpected ? .refusal(.status(401)) : reception
    }
    if let length = request.header("Content-Length").flatMap({ Int($0) }), length > state.drops.room {
      return .refusal(.status(length > LabDrops.mostBytes ? 413 : 507))
    }
    reception.keeps = state.drops.room
    switch state.uploadFault {
    case .none, .lostAnswer, .late: break
    case .lie, .blockPage: reception.keeps = 0
    case .cut(let count): (reception.resetsAt, reception.keeps) = (count, 0)
    case .slow(let rate): reception.bytesPerSecond = rate
    case .swallow: return LabReception(steps: [.hang])
    case .refuse(let status, let retryAfter): return .refusal(.status(status, retryAfter: retryAfter))
    }
    return reception
  }

  /// What to answer to a request that was read to its end.
  /// - Parameter body: nil where there was none, or more than is kept.
  func script(for seen: Seen, body: [UInt8]?) -> [LabStep] {
    let request = seen.request
    let (steps, site, fault): ([LabStep]?, LabSite, Fault) = state.withLock { state in
      let fault = seen.fault ?? state.fault
      if !fault.replacesAnswer, state.asksNames(request), let names = state.names {
        return (names.steps(for: request, asking: body ?? [], under: fault), LabSite(), fault)
      }
      guard let name = LabDrops.name(in: request.path) else {
        return (nil, state.site(under: fault, for: request.path), fault)
      }
      let isUpload = request.method == "PUT" && !name.isEmpty
      if isUpload { state.puts[name, default: 0] += 1 }
      guard !fault.replacesAnswer else { return (nil, LabSite(), fault) }
      if let login = state.login, request.header("Authorization") != login.authorization {
        return (fault.script(for: request, honest: .status(401)), LabSite(), fault)
      }
      guard isUpload else { return (nil, state.drops.site, fault) }
      return (state.steps(for: request, bringing: body, as: name, under: fault), LabSite(), fault)
    }
    return steps ?? fault.script(for: request, honest: .honest(request, site: site))
  }
}

extension LabMirror.State {
  func site(under fault: Fault, for target: String) -> LabSite {
    switch fault {
    case .oldSnapshot: older ?? site
    case .altered(let words, let others): site.altered(words, into: others, for: target)
    case .flipped(let path): site.flipped(below: path, for: target)
    default: site
    }
  }

  /// Keeps a drop, or not, and says what is to be said.
  fileprivate mutating func steps(
    for request: LabRequest, bringing body: [UInt8]?, as name: String, under fault: Fault
  ) -> [LabStep] {
    let status: Int
    switch uploadFault {
    case .lie: status = 201
    case .blockPage: return fault.script(for: request, honest: .blockPage)
    default: status = body.map { drops.put($0, as: name, at: Int(Date().timeIntervalSince1970)) } ?? 507
    }
    let steps = fault.script(for: request, honest: LabAnswer(status: status))
    switch uploadFault {
    case .lostAnswer: return [.reset]
    case .late(let milliseconds): return [.wait(milliseconds: milliseconds)] + steps
    default: return steps
    }
  }
}

extension LabReception {
  /// This answer, and the end of the connection, which comes late enough for the answer to be read: a close with bytes
  /// that nobody read is a reset.
  static func refusal(_ answer: LabAnswer) -> LabReception {
    let answer = answer.adding("Connection", "close")
    return LabReception(steps: [answer.sent(answer.body), .wait(milliseconds: 2000), .reset])
  }
}
