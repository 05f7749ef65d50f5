import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A TCP connection that sends what it is told and reports what it sees, byte by byte. It blocks threads of its own, never
/// the pool that the servers under test run on.
public final class RawClient: Sendable {
  /// Why reading ended.
  public enum End: Hashable, Sendable {
    /// What was waited for came.
    case enough
    /// The other side closed.
    case closed
    /// The other side reset the connection.
    case reset
    /// Nothing of that in the time given.
    case silent
  }

  /// The system's error number, and the call that gave it.
  public struct SocketError: Error, Hashable {
    public var code: CInt
    public var call: String
    public init(code: CInt, call: String) {
      self.code = code
      self.call = call
    }
  }

  private let descriptor: CInt
  private let isOpen = Mutex(true)

  /// Connects. `receiveBuffer` is the kernel's, in bytes: a small one makes a client that takes little at a time.
  public init(_ address: String = "127.0.0.1", port: Int, receiveBuffer: Int? = nil) async throws {
    descriptor = try await Self.offPool { try Self.connected(address, port, receiveBuffer) }
  }

  deinit { close() }

  /// Closes; with a reset when there are bytes that were not read.
  public func close() {
    isOpen.withLock { isOpen in
      if isOpen { _ = shut(descriptor) }
      isOpen = false
    }
  }

  /// Says that nothing more will be sent, and reads on.
  public func finish() { _ = shutdown(descriptor, CInt(SHUT_WR)) }

  /// - Throws: `EPIPE` or `ECONNRESET` when the other side does not take it any more; `EAGAIN` after 10 s.
  public func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  public func send(_ bytes: [UInt8]) async throws {
    let descriptor = descriptor
    try await Self.offPool {
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes { writeAll(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { throw SocketError(code: errno, call: "send") }
        sent += count
      }
    }
  }

  /// Reads until there are `count` bytes, the end, or the time is over.
  public func read(_ count: Int = .max, within time: Duration = .seconds(10)) async -> (bytes: [UInt8], end: End) {
    await read(within: time) { $0.count >= count }
  }

  /// Reads until `isEnough` of all that came since this call.
  public func read(
    within time: Duration = .seconds(10), until isEnough: @escaping @Sendable ([UInt8]) -> Bool
  ) async -> (bytes: [UInt8], end: End) {
    let descriptor = descriptor
    return await Self.offPool {
      let deadline = ContinuousClock.now + time
      var bytes: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 64 * 1024)
      while !isEnough(bytes) {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let left = max(.zero, deadline - .now) / .milliseconds(1)
        guard poll(&waiting, 1, CInt(left.rounded(.up))) > 0 else { return (bytes, .silent) }
        let count = recv(descriptor, &piece, piece.count, 0)
        if count == 0 { return (bytes, .closed) }
        if count < 0 { return (bytes, .reset) }
        bytes += piece[..<count]
      }
      return (bytes, .enough)
    }
  }

  /// Sends a request and reads its whole response: as long as its `Content-Length` says, else to the end.
  public func exchange(_ request: String, within time: Duration = .seconds(10)) async throws -> RawResponse {
    try await send(request)
    let isHead = request.hasPrefix("HEAD ")
    let (bytes, end) = await read(within: time) { RawResponse($0, .enough)?.isWhole(isHead: isHead) == true }
    guard let response = RawResponse(bytes, end) else { throw SocketError(code: EPROTO, call: "exchange: \(end)") }
    return response
  }

  /// `GET path` with these header lines, on this connection.
  public func get(_ path: String, _ headers: String..., method: String = "GET") async throws -> RawResponse {
    try await exchange(
      "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n" + headers.map { $0 + "\r\n" }.joined() + "\r\n")
  }

  private static func connected(_ address: String, _ port: Int, _ receiveBuffer: Int?) throws -> CInt {
    let descriptor = stream()
    do {
      if var size = receiveBuffer.map({ CInt($0) }) {
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
      }
      var patience = timeval(tv_sec: 10, tv_usec: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
      inet_pton(AF_INET, address, &name.sin_addr)
      let result = withUnsafePointer(to: &name) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      guard result == 0 else { throw SocketError(code: errno, call: "connect") }
      return descriptor
    } catch {
      _ = shut(descriptor)
      throw error
    }
  }

  private static func offPool<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let result = await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, Failure>, Never>) in
      Thread.detachNewThread {
        do throws(Failure) { continuation.resume(returning: .success(try work())) } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    }
    return try result.get()
  }
}

/// What a `RawClient` read, parted into head and body.
public struct RawResponse: Hashable, Sendable {
  public var status: Int
  /// By name in small letters; of several of one name, the last.
  public var headers: [String: String] = [:]
  public var body: [UInt8]
  public var end: RawClient.End

  public var text: String { String(decoding: body, as: UTF8.self) }

  /// Nil when there is no whole head of HTTP.
  public init?(_ bytes: [UInt8], _ end: RawClient.End) {
    guard let border = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: bytes[..<border.lowerBound], as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
    self.status = status
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    body = Array(bytes[border.upperBound...])
    self.end = end
  }

  func isWhole(isHead: Bool) -> Bool {
    if isHead || status == 304 || status == 204 { return true }
    return headers["content-length"].flatMap { Int($0) }.map { body.count >= $0 } ?? false
  }
}

private func shut(_ descriptor: CInt) -> CInt { close(descriptor) }

private func writeAll(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Darwin)
    send(descriptor, bytes, count, 0)
  #else
    send(descriptor, bytes, count, CInt(MSG_NOSIGNAL))
  #endif
}

private func stream() -> CInt {
  #if canImport(Glibc)
    socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  #else
    socket(AF_INET, CInt(SOCK_STREAM), 0)
  #endif
}
