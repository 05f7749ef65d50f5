import Foundation
import Synchronization
public import Wire

/// A network that follows a script: each URL has its answers, the last of which repeats.
public final class ScriptedTransport: Transport {
  /// What a URL does when it is asked; times are of the virtual clock.
  public struct Answer: Sendable {
    enum Outcome: Sendable {
      case response(@Sendable (WireRequest) -> WireResponse)
      case failure(WireFailure)
      case never
    }
    var outcome: Outcome
    /// Nil: an answer takes the whole upload at once, a failure nothing of it.
    var sending: [(at: Int, bytes: Int)]?
    var progress: [(at: Int, bytes: Int)] = []
    var after = 0

    /// An answer made from the request, so that a script can heed its headers.
    public static func respond(_ make: @escaping @Sendable (WireRequest) -> WireResponse) -> Answer {
      Answer(outcome: .response(make))
    }
    public static func fail(_ failure: WireFailure) -> Answer { Answer(outcome: .failure(failure)) }
    /// Accepts and says nothing until it is given up.
    public static let never = Answer(outcome: .never)

    /// The same, so many milliseconds after it was asked.
    public func after(_ milliseconds: Int) -> Answer {
      var copy = self
      copy.after = milliseconds
      return copy
    }
    /// The same, with so many bytes of the upload gone, in all, at these times; what is not told has not left.
    public func sending(_ progress: [(at: Int, bytes: Int)]) -> Answer {
      var copy = self
      copy.sending = progress
      return copy
    }
    /// The same, with bytes of body seen on the way.
    public func telling(_ progress: [(at: Int, bytes: Int)]) -> Answer {
      var copy = self
      copy.progress = progress
      return copy
    }
  }

  private struct State {
    var scripts: [String: [Answer]] = [:]
    var requests: [WireRequest] = []
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
        watch(.body(bytes: step.bytes))
      }
      if case .never = answer.outcome { try await clock.sleep(until: .max) }
      if answer.after > 0 { try await clock.sleep(until: start + answer.after) }
      if Task.isCancelled { throw CancellationError() }
    } catch {
      state.withLock { $0.cancelled.append(request.url) }
      throw WireFailure(.cancelled, isUploadWhole: request.upload.map { sent >= $0.size } ?? false)
    }
    switch answer.outcome {
    case .response(let make): return make(request)
    case .failure(var failure):
      if let upload = request.upload, sent >= upload.size { failure.isUploadWhole = true }
      throw failure
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
