import Foundation
import Glibc
import Synchronization

/// A TCP listener on loopback that does to each connection what a script says, byte by byte. Its threads are its own.
final class RawServer: Sendable {
  let port: Int
  private let listener: Int32
  private let state = Mutex((isOver: false, open: Set<Int32>(), count: 0))

  /// Connections accepted so far.
  var connections: Int { state.withLock(\.count) }

  /// - Parameter script: runs on a thread of its own for each connection, which is closed when it returns.
  init(_ script: @escaping @Sendable (RawPeer) -> Void) throws {
    (listener, port) = try Loopback.bound(Int32(SOCK_STREAM.rawValue))
    guard listen(listener, 64) == 0 else { throw POSIXError(.EADDRINUSE) }
    Thread { [self] in
      while true {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { return }
        let isTaken = state.withLock { state in
          state.count += 1
          if !state.isOver { state.open.insert(descriptor) }
          return !state.isOver
        }
        guard isTaken else {
          _ = Glibc.close(descriptor)
          continue
        }
        Thread { [self] in
          script(RawPeer(descriptor: descriptor))
          _ = state.withLock { $0.open.remove(descriptor) }
          _ = Glibc.close(descriptor)
        }.start()
      }
    }.start()
  }

  deinit { _ = Glibc.close(listener) }

  func stop() {
    state.withLock { state in
      state.isOver = true
      for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
    shutdown(listener, Int32(SHUT_RDWR))
  }
}

/// One accepted connection.
struct RawPeer {
  let descriptor: Int32

  /// The request's head, or what came before the other side closed.
  @discardableResult func readHead() -> String {
    var text = ""
    while !text.contains("\r\n\r\n"), let more = readSome() { text += String(decoding: more, as: UTF8.self) }
    return text
  }

  /// What comes next; nil when the other side closed.
  @discardableResult func readSome() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    let count = read(descriptor, &buffer, buffer.count)
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }

  func write(_ text: String) { write(Array(text.utf8)) }

  /// - Returns: whether the other side took it.
  @discardableResult func write(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Says nothing until the other side is gone.
  func keepSilent() { while readSome() != nil {} }

  /// Neither says nor reads anything until the other side is gone, or 10 s are over.
  func keepSilentUnread() {
    var waiting = pollfd(fd: descriptor, events: 0x2000, revents: 0)  // POLLRDHUP, POLLHUP, POLLERR
    _ = poll(&waiting, 1, 10_000)
  }

  /// Hands on every byte to a server on loopback and back, until either side closes.
  func join(port: Int) {
    let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard other >= 0 else { return }
    defer { _ = close(other) }
    guard Loopback.with("127.0.0.1", port, { connect(other, $0, $1) }) == 0 else { return }
    let sides = [RawPeer(descriptor: descriptor), RawPeer(descriptor: other)]
    while true {
      var waits = sides.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
      guard poll(&waits, 2, 10_000) > 0 else { return }
      for side in 0..<2 where waits[side].revents != 0 {
        guard let more = sides[side].readSome(), sides[1 - side].write(more) else { return }
      }
    }
  }

  /// Makes the coming close a reset.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
  }
}

/// Sockets on loopback.
enum Loopback {
  static func bound(_ type: Int32, _ literal: String = "127.0.0.1") throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, type, 0)
    guard descriptor >= 0 else { throw POSIXError(.EMFILE) }
    guard with(literal, 0, { bind(descriptor, $0, $1) }) == 0 else {
      _ = close(descriptor)
      throw POSIXError(.EADDRINUSE)
    }
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
      _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// Calls with the address as the socket calls want it.
  static func with(_ literal: String, _ port: Int, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    inet_pton(AF_INET, literal, &address.sin_addr)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }

  /// A port where nothing listens: it was ours a moment ago.
  static func closedPort() throws -> Int {
    let (descriptor, port) = try bound(Int32(SOCK_STREAM.rawValue))
    _ = close(descriptor)
    return port
  }
}

/// A listener whose line is full: the kernel answers no further SYN, as a censor that drops packets.
final class FullListener: Sendable {
  let port: Int
  private let descriptors: [Int32]

  init(address: String) throws {
    let listener: Int32
    (listener, port) = try Loopback.bound(Int32(SOCK_STREAM.rawValue), address)
    listen(listener, 0)
    var all = [listener]
    for _ in 0..<4 {
      let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
      _ = Loopback.with(address, port) { connect(filler, $0, $1) }
      all.append(filler)
    }
    descriptors = all
  }

  func close() { for descriptor in descriptors { _ = Glibc.close(descriptor) } }
}

/// Holds threads back until it is opened, and none afterwards; none for longer than 10 s.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func open() { semaphore.signal() }

  func wait() {
    _ = semaphore.wait(timeout: .now() + 10)
    semaphore.signal()
  }
}
