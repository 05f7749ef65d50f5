import Foundation
import News
import Store
import Wire

#if canImport(Glibc)
  import Glibc
#endif

/// One picture or file fetched in pieces, so that what came is not asked for again and memory stays bounded.
struct FileFetch: Sendable {
  /// Bytes asked for at once.
  static let piece: Int64 = 1 << 20

  enum Outcome: Hashable, Sendable {
    /// It is whole, at the part's path. With its media type by the mirror's word.
    case whole(type: String?)
    case tooLarge
    /// This place has not got it.
    case absent
    /// Nothing came: the network, or the mirror.
    case unreached
    case cancelled
  }

  var file: WantedFile
  /// Bytes.
  var limit: Int64
  var limits: WireLimits
  var route: WireRoute
  let clock: any SyncClock
  /// Bytes that came.
  private(set) var came: Int64 = 0

  init(file: WantedFile, limit: Int64, limits: WireLimits, route: WireRoute, clock: any SyncClock) {
    (self.file, self.limit, self.limits, self.route, self.clock) = (file, limit, limits, route, clock)
  }

  /// The validator of what was begun is kept in the store before its bytes are. A place is asked for each piece once, and must give all
  /// of it: it holds us no longer than `FilePace` lets it.
  /// - Parameter tell: bytes that are here, and of how many, where that is known.
  mutating func run(
    from url: String, over transport: any Transport, _ store: NewsStore, tell: @Sendable (Int64, Int64?) -> Void
  ) async throws -> Outcome {
    var validator = file.etag
    var have = validator == nil ? 0 : Self.size(file.partPath)
    var isRestarted = false
    var pace = FilePace(began: clock.milliseconds, patience: FilePace.file)
    while true {
      if Task.isCancelled { return .cancelled }
      if pace.isOver(clock.milliseconds) { return .unreached }
      let response: WireResponse
      do throws(WireFailure) {
        response = try await transport.exchange(request(url, have, validator))
      } catch {
        if error.kind == .tooLarge { return .tooLarge }
        if Task.isCancelled { return .cancelled }
        if let partial = error.partial { try await keep(partial, at: have, validator, store, tell) }
        return .unreached
      }
      switch response.status {
      case 206:
        guard let range = PieceRange(response.head), range.from == have, !response.body.isEmpty
        else { return .absent }
        if range.total > limit { return .tooLarge }
        guard Int64(response.body.count) >= min(Self.piece, range.total - have) else { return .absent }
        let given = response.head.validator
        if have == 0 {
          guard isPlausible(response.head) else { return .absent }
          try await store.note(etag: given, of: file)
          (validator, file.etag) = (given, given)
        } else if given != validator {
          return .absent
        }
        try Self.write(response.body, to: file.partPath, at: have)
        have += Int64(response.body.count)
        came += Int64(response.body.count)
        pace.bytes = came
        tell(have, range.total)
        if have == range.total { return .whole(type: response.head.mediaType) }
        // Without one, nothing says that the next piece is of the same file.
        guard validator != nil, have < range.total else { return .absent }
      case 200:
        guard isPlausible(response.head), !response.body.isEmpty else { return .absent }
        if response.body.count > limit { return .tooLarge }
        try await store.note(etag: nil, of: file)
        file.etag = nil
        try Self.write(response.body, to: file.partPath, at: 0)
        came += Int64(response.body.count)
        tell(Int64(response.body.count), Int64(response.body.count))
        return .whole(type: response.head.mediaType)
      case 416 where have > 0 && !isRestarted:
        // It is another one by now: from its beginning.
        (have, validator, isRestarted) = (0, nil, true)
      default: return .absent
      }
    }
  }

  /// What came of a piece that broke off: on a line too slow for a whole one, too, a large file is here some time.
  private mutating func keep(
    _ partial: WirePartial, at have: Int64, _ validator: String?, _ store: NewsStore,
    _ tell: @Sendable (Int64, Int64?) -> Void
  ) async throws {
    let (head, count) = (partial.head, Int64(partial.body.count))
    guard head.status == 206, head.header("Content-Encoding") == nil, let range = PieceRange(head), range.from == have,
      range.total <= limit, count > 0, have + count < range.total, let given = head.validator,
      have == 0 ? isPlausible(head) : given == validator
    else { return }
    if have == 0 {
      try await store.note(etag: given, of: file)
      file.etag = given
    }
    try Self.write(partial.body, to: file.partPath, at: have)
    came += count
    tell(have + count, range.total)
  }

  private func request(_ url: String, _ have: Int64, _ validator: String?) -> WireRequest {
    var limits = limits
    limits.total = min(limits.total, FilePace.file)
    limits.bodyBytes = Int(min(limit, 1 << 30))
    limits.wireBytes = limits.bodyBytes
    var headers = [
      WireHeader("Range", "bytes=\(have)-\(min(have + Self.piece, limit + 1) - 1)"),
      WireHeader("Accept-Encoding", "identity"),
    ]
    if have > 0, let validator { headers.append(WireHeader("If-Range", validator)) }
    return WireRequest(url, headers: headers, limits: limits, redirects: .sameHost, route: route)
  }

  /// A page where a picture should be is what portals and block pages answer.
  private func isPlausible(_ head: WireHead) -> Bool {
    let isPage = head.mediaType?.hasPrefix("text/html") ?? false
    return !isPage || file.type?.hasPrefix("text/html") ?? false
  }

  private static func size(_ path: String) -> Int64 {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : 0
  }

  /// Private from the first byte; what stood behind is cut off.
  private static func write(_ bytes: [UInt8], to path: String, at offset: Int64) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFault(path) }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(offset)) == 0 else { throw FileFault(path) }
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset) + off_t(done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileFault(path) }
      done += count
    }
  }
}

/// The disk would not take a file's bytes.
struct FileFault: Error, Hashable {
  var path: String
  var reason: String
  init(_ path: String) { (self.path, reason) = (path, String(cString: strerror(errno))) }
}

/// `bytes 0-99/1234` (RFC 9110, section 14.4): any piece of a file.
struct PieceRange: Hashable {
  var from: Int64
  var total: Int64

  init?(_ head: WireHead) {
    guard let text = head.only("Content-Range"), text.lowercased().hasPrefix("bytes ") else { return nil }
    let parts = text.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let total = ContentRange.number(parts[1]) else { return nil }
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let from = ContentRange.number(ends[0]), let to = ContentRange.number(ends[1]), from <= to,
      to < total
    else { return nil }
    (self.from, self.total) = (Int64(from), Int64(total))
  }
}

extension WireHead {
  /// What the rest must be of: a strong ETag, else the date.
  fileprivate var validator: String? {
    if let etag = only("ETag"), ResumeDocument.isStrong(etag) { return etag }
    return only("Last-Modified").flatMap { $0.utf8.count <= 64 ? $0 : nil }
  }

  fileprivate var mediaType: String? {
    header("Content-Type").map { String($0.prefix { $0 != ";" }).trimmingCharacters(in: .whitespaces).lowercased() }
  }
}
