import Foundation

/// Whether the kernel hears nothing.
enum Silence {
  /// True when a connection begun there has neither come about nor failed after half a second.
  static func connecting(to address: String, port: Int = 80) async -> Bool {
    await withCheckedContinuation { answer in
      Thread.detachNewThread {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
        inet_pton(AF_INET, address, &name.sin_addr)
        let result = withUnsafePointer(to: &name) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
          }
        }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        answer.resume(returning: result != 0 && errno == EINPROGRESS && poll(&waiting, 1, 500) == 0)
      }
    }
  }
}
