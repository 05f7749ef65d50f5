import Dispatch
import Foundation
import Wire

#if canImport(Glibc)
  import Glibc
#endif

/// Files of a folder as if a server gave them: a USB stick, a share of the local network. `file:///path/below`.
///
/// Plain files alone are given, no symbolic link is followed below the mirror's own folder, `Range` is honoured, and no more is
/// read than the limits allow.
struct FolderTransport: Transport {
  /// The folder that a mirror is: nothing outside of it is given.
  let root: String

  func exchange(_ request: WireRequest) async throws(WireFailure) -> WireResponse {
    let root = root
    let result: Result<WireResponse, WireFailure> = await withCheckedContinuation { answer in
      // A stick may be slow, or gone: nobody else waits for it.
      DispatchQueue.global().async { answer.resume(returning: Self.answer(request, root: root)) }
    }
    if Task.isCancelled { throw WireFailure(.cancelled) }
    return try result.get()
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
