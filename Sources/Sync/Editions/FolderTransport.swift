import Foundation
import Synchronization
import Wire

#if canImport(Glibc)
  import Glibc
#endif

/// Files of a folder as if a server gave them: a USB stick, a share of the local network. `file:///path/below`.
///
/// Plain files alone are given, no symbolic link is followed below the mirror's own folder, `Range` is honoured, and no more is
/// read than the limits allow. A file system that does not answer, as of a share that is gone, is waited for no longer than
/// `WireLimits.total`, and not at all once the task is cancelled.
struct FolderTransport: Transport {
  /// The folder that a mirror is: nothing outside of it is given.
  let root: String
  /// What reads, on a thread that may never come back.
  var reader: @Sendable (WireRequest, String) -> Result<WireResponse, WireFailure> = {
    FolderTransport.answer($0, root: $1)
  }

  /// Threads that read, by folder. Those that a dead folder holds can't be ended: no more than `most` are lost to it.
  private static let reading = Mutex<[String: Int]>([:])
  private static let most = 16

  func exchange(_ request: WireRequest) async throws(WireFailure) -> WireResponse {
    let (root, reader) = (root, reader)
    guard !Task.isCancelled else { throw WireFailure(.cancelled) }
    guard Self.begin(root) else { throw WireFailure(.noFirstByte, detail: "the folder does not answer") }
    let answer = FirstAnswer()
    let watchdog = Task {
      guard (try? await Task.sleep(for: .milliseconds(request.limits.total))) != nil else { return }
      answer.give(.failure(WireFailure(.noFirstByte, detail: "the folder does not answer")))
    }
    let result: Result<WireResponse, WireFailure> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        answer.tell(continuation)
        Thread.detachNewThread {
          answer.give(reader(request, root))
          Self.end(root)
        }
      }
    } onCancel: {
      answer.give(.failure(WireFailure(.cancelled)))
    }
    watchdog.cancel()
    return try result.get()
  }

  private static func begin(_ root: String) -> Bool {
    reading.withLock { counts in
      guard counts[root, default: 0] < most else { return false }
      counts[root, default: 0] += 1
      return true
    }
  }

  private static func end(_ root: String) {
    reading.withLock { counts in
      let left = counts[root, default: 1] - 1
      counts[root] = left > 0 ? left : nil
    }
  }

  private static func answer(_ request: WireRequest, root: String) -> Result<WireResponse, WireFailure> {
    guard let folder = path(of: root), let file = path(of: request.url), file.hasPrefix(folder) else {
      return .failure(WireFailure(.badURL))
    }
    let steps = file.dropFirst(folder.count).split(separator: "/").map(String.init)
    guard !steps.isEmpty, !steps.contains(".."), !steps.contains(".") else { return .failure(WireFailure(.badURL)) }
    let descriptor = open(below: folder, steps)
    guard descriptor >= 0 else {
      let code = errno
      // Where the folder itself is not there, the stick is not in.
      guard access(folder, X_OK) == 0 else {
        return .failure(WireFailure(.unreachable, errno: Int(code), detail: String(cString: strerror(code))))
      }
      return .success(WireResponse(status: 404, url: request.url))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return .success(WireResponse(status: 404, url: request.url))
    }
    let size = Int(status.st_size)
    let range = request.headers.first { $0.name == "Range" }.flatMap { self.range($0.value, size: size) }
    let wanted = range ?? 0..<size
    guard wanted.count <= request.limits.bodyBytes else { return .failure(WireFailure(.tooLarge, status: 200)) }
    guard let body = read(descriptor, wanted) else {
      return .failure(WireFailure(.cutOff, errno: Int(errno), status: 200, detail: String(cString: strerror(errno))))
    }
    var headers = [WireHeader("Content-Length", String(body.count))]
    if range != nil {
      headers.append(WireHeader("Content-Range", "bytes \(wanted.lowerBound)-\(wanted.upperBound - 1)/\(size)"))
    }
    return .success(
      WireResponse(
        status: range == nil ? 200 : 206, headers: headers, body: body, url: request.url, wireBytes: body.count))
  }

  /// Step by step, so that a link that somebody puts there meanwhile is met as one.
  private static func open(below folder: String, _ steps: [String]) -> Int32 {
    errno = 0
    var descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for (place, step) in steps.enumerated() where descriptor >= 0 {
      let isLast = place == steps.count - 1
      let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | (isLast ? O_NONBLOCK : O_DIRECTORY)
      let next = openat(descriptor, step, flags)
      let code = errno
      close(descriptor)
      errno = code
      descriptor = next
    }
    return descriptor
  }

  private static func read(_ descriptor: Int32, _ range: Range<Int>) -> [UInt8]? {
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { room, count in
      while count < range.count {
        let got = pread(
          descriptor, room.baseAddress.map { $0 + count }, range.count - count, off_t(range.lowerBound + count))
        if got < 0, errno == EINTR { continue }
        if got <= 0 {
          isWhole = false
          break
        }
        count += got
      }
    }
    return isWhole ? bytes : nil
  }

  /// `bytes=5-`, `bytes=5-9`; nil where it is none that can be met: the whole is given then.
  private static func range(_ text: String, size: Int) -> Range<Int>? {
    guard text.hasPrefix("bytes=") else { return nil }
    let ends = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Int(ends[0]), first >= 0, first < size else { return nil }
    let last = Int(ends[1]) ?? size - 1
    return last >= first ? first..<min(size, last + 1) : nil
  }

  /// The path of a `file:` URL.
  static func path(of url: String) -> String? {
    guard url.lowercased().hasPrefix("file:///") else { return nil }
    return String(url.dropFirst(7)).removingPercentEncoding
  }

  static func isFolder(_ url: String) -> Bool { url.lowercased().hasPrefix("file:///") }
}

/// The first of several answers: whoever waits hears that one, at once, and no other.
private final class FirstAnswer: Sendable {
  typealias Answer = Result<WireResponse, WireFailure>
  private enum State {
    case open
    case awaited(CheckedContinuation<Answer, Never>)
    case given(Answer)
    case over
  }
  private let state = Mutex<State>(.open)

  /// Once.
  func tell(_ continuation: CheckedContinuation<Answer, Never>) {
    let answer: Answer? = state.withLock { state in
      guard case .given(let answer) = state else {
        state = .awaited(continuation)
        return nil
      }
      state = .over
      return answer
    }
    if let answer { continuation.resume(returning: answer) }
  }

  func give(_ answer: Answer) {
    let continuation: CheckedContinuation<Answer, Never>? = state.withLock { state in
      switch state {
      case .open:
        state = .given(answer)
        return nil
      case .awaited(let continuation):
        state = .over
        return continuation
      case .given, .over: return nil
      }
    }
    continuation?.resume(returning: answer)
  }
}
