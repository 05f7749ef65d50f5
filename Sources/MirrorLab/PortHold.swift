import Foundation
import NIOCore

/// A bound socket that never listens: it keeps a port for a mirror whose listener is closed, so that nobody else is given
/// it and connecting is refused. Linux lets the listener be bound beside it (both with `SO_REUSEADDR`).
final class PortHold: Sendable {
  let port: Int
  private let descriptor: CInt

  /// `port` 0 takes any that is free.
  init(address: String, port: Int) throws {
    let descriptor = try Self.checked(Self.stream(), "socket")
    do {
      var yes: CInt = 1
      _ = try Self.checked(
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size)), "setsockopt")
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
      guard inet_pton(AF_INET, address, &name.sin_addr) == 1 else {
        throw IOError(errnoCode: EINVAL, reason: "inet_pton")
      }
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      _ = try withUnsafeMutablePointer(to: &name) {
        try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = try Self.checked(bind(descriptor, $0, size), "bind")
          return try Self.checked(getsockname(descriptor, $0, &size), "getsockname")
        }
      }
      self.port = Int(in_port_t(bigEndian: name.sin_port))
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  private static func stream() -> CInt {
    #if canImport(Glibc)
      socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    #else
      socket(AF_INET, CInt(SOCK_STREAM), 0)
    #endif
  }

  private static func checked(_ result: CInt, _ call: String) throws -> CInt {
    guard result >= 0 else { throw IOError(errnoCode: errno, reason: call) }
    return result
  }
}
