import Foundation
import TestSupport

/// A UDP socket that asks one port of loopback. It blocks threads of its own.
struct RawDatagrams {
  let port: Int

  /// The first reply. Throws `EAGAIN` when there is none in 5 s, `ECONNREFUSED` when nobody is there.
  func asked(_ question: [UInt8]) async throws -> [UInt8] {
    guard let reply = try await replies(to: question).first else {
      throw RawClient.SocketError(code: EAGAIN, call: "recv")
    }
    return reply
  }

  /// So many replies, or those that came in so many milliseconds.
  func replies(to question: [UInt8], count: Int = 1, within milliseconds: Int = 5000) async throws -> [[UInt8]] {
    try await withCheckedThrowingContinuation { answer in
      Thread.detachNewThread { [port] in
        answer.resume(with: Result { try Self.replies(port, question, count, milliseconds) })
      }
    }
  }

  private static func replies(_ port: Int, _ question: [UInt8], _ count: Int, _ milliseconds: Int) throws -> [[UInt8]] {
    let descriptor = socket(AF_INET, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
    inet_pton(AF_INET, "127.0.0.1", &name.sin_addr)
    let isConnected = withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected, send(descriptor, question, question.count, 0) == question.count else {
      throw RawClient.SocketError(code: errno, call: "send")
    }
    var replies: [[UInt8]] = []
    let deadline = ContinuousClock.now + .milliseconds(milliseconds)
    var buffer = [UInt8](repeating: 0, count: 4096)
    while replies.count < count {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = max(.zero, deadline - .now) / .milliseconds(1)
      guard poll(&waiting, 1, CInt(left.rounded(.up))) > 0 else { break }
      let size = recv(descriptor, &buffer, buffer.count, 0)
      guard size >= 0 else { throw RawClient.SocketError(code: errno, call: "recv") }
      replies.append(Array(buffer[..<size]))
    }
    return replies
  }
}
