import Foundation
import Synchronization
public import Wire

/// A network that follows a script: each URL has its answers, the last of which repeats.
///
/// It tells the head of an answer before the first bytes of its body, or else with the answer; what breaks or is given up
/// in mid-body brings what was told of it, as the real transport does.
public final class ScriptedTransport: Transport {
  private struct State {
    var scripts: [String: [Answer]] = [:]
    var requests: [WireRequest] = []
    var routes: [WireRoute] = []
    var networkChanges = 0
    var uploads: [(url: String, bytes: [UInt8])] = []
    var cancelled: [String] = []
    var running = 0
    var mostAtOnce = 0
  }
  private let state = Mutex(State())
  public let clock: VirtualClock

  public init(clock: VirtualClock = VirtualClock()) { self.clock = clock }

  /// Sets what the URL does from now on.
  public func script(_ url: String, _ answers: Answer...) { state.withLock { $0.scripts[url] = answers } }

  /// Requests in the order in which they came.
  public var requests: [WireRequest] { state.withLock { $0.requests } }
  public func requests(of url: String) -> [WireRequest] { requests.filter { $0.url == url } }
  /// The files that were brought to the URL, as they were when it was asked, in the order in which they came.
  public func uploads(of url: String) -> [[UInt8]] {
    state.withLock { $0.uploads.filter { $0.url == url }.map(\.bytes) }
  }
  /// URLs whose exchange was given up by the one who asked.
  public var cancelled: [String] { state.withLock { $0.cancelled } }
  public var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }
  /// The global ones, in the order in which they were set; `requests` have their own alone.
  public var routes: [WireRoute] { state.withLock { $0.routes } }
  public var networkChanges: Int { state.withLock { $0.networkChanges } }

  public func setRoute(_ route: WireRoute) { state.withLock { $0.routes.append(route) } }
  public func networkChanged() { state.withLock { $0.networkChanges += 1 } }

  public func exchange(_ request: WireRequest) async throws(WireFailure) -> WireResponse {
    try await exchange(request) { _ in }
  }

  public func exchange(
    _ request: WireRequest, watch: @escaping @Sendable (WireProgress) -> Void
  ) async throws(WireFailure) -> WireResponse {
    let answer = state.withLock { state in
      state.requests.append(request)
      state.running += 1
      state.mostAtOnce = max(state.mostAtOnce, state.running)
      guard var script = state.scripts[request.url], let first = script.first else {
        return Answer.fail(WireFailure(.noSuchName, detail: "not in the script"))
      }
      if script.count > 1 { script.removeFirst() }
      state.scripts[request.url] = script
      return first
    }
    defer { state.withLock { $0.running -= 1 } }
    watch(.begun)
    try take(request.upload, of: request.url)
    let start = clock.milliseconds
    var sent = 0
    var body = BodyTold(answer, of: request)
    do {
      for step in answer.sending ?? [] {
        try await clock.sleep(until: start + step.at)
        sent = step.bytes
        watch(.sent(bytes: sent))
      }
      if answer.sending == nil, let upload = request.upload, case .response = answer.outcome {
        sent = upload.size
        watch(.sent(bytes: sent))
      }
      for step in answer.progress {
        try await clock.sleep(until: start + step.at)
        if let head = body.tell(step.bytes) { watch(.head(head)) }
        watch(.body(bytes: step.bytes))
      }
      if case .never = answer.outcome { try await clock.sleep(until: .max) }
      if answer.after > 0 { try await clock.sleep(until: start + answer.after) }
      if Task.isCancelled { throw CancellationError() }
    } catch {
      state.withLock { $0.cancelled.append(request.url) }
      throw body.broken(WireFailure(.cancelled, isUploadWhole: request.upload.map { sent >= $0.size } ?? false))
    }
    switch answer.outcome {
    case .response(let make):
      let response = body.response ?? make(request)
      if !response.isRedirect, !body.isHeadTold { watch(.head(response.head)) }
      return response
    case .failure(var failure):
      if let upload = request.upload, sent >= upload.size { failure.isUploadWhole = true }
      throw body.broken(failure)
    case .never: throw WireFailure(.cancelled)
    }
  }
  /// Reads the file as the real transport would: one that is not there, or has another size, is not sent.
  private func take(_ upload: WireUpload?, of url: String) throws(WireFailure) {
    guard let upload else { return }
    guard let bytes = FileManager.default.contents(atPath: upload.path), bytes.count == upload.size else {
      throw WireFailure(.other, detail: "the file to send is not there, or has another size")
    }
    state.withLock { $0.uploads.append((url, [UInt8](bytes))) }
  }
}
