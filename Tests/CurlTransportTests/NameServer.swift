import Foundation
import Glibc
import Synchronization

/// A DNS server on a loopback port (RFC 1035) that answers as it is told.
final class NameServer: Sendable {
  enum Answer: Sendable {
    case addresses([String], ttl: UInt32 = 60)
    case none
    case noSuchName, serverFailure, refused
    case silence
  }
  let port: Int
  private let descriptor: Int32
  private let asked = Mutex<[String]>([])

  /// `name A` or `name AAAA`, in the order in which they were asked.
  var questions: [String] { asked.withLock(\.self) }

  /// - Parameters:
  ///   - isSilentToFirst: whoever asks first, by port, is never answered.
  ///   - answer: by name and whether IPv6 is asked for.
  init(isSilentToFirst: Bool = false, _ answer: @escaping @Sendable (_ name: String, _ isSix: Bool) -> Answer) throws {
    (descriptor, port) = try Loopback.bound(Int32(SOCK_DGRAM.rawValue))
    Thread { [self] in
      var buffer = [UInt8](repeating: 0, count: 1500)
      var first: in_port_t?
      while true {
        var peer = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let count = withUnsafeMutablePointer(to: &peer) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            recvfrom(descriptor, &buffer, buffer.count, 0, $0, &size)
          }
        }
        guard count > 0 else { break }
        guard let reply = reply(to: Array(buffer.prefix(count)), answer) else { continue }
        let asker = withUnsafeBytes(of: &peer) { $0.load(as: sockaddr_in.self).sin_port }
        first = first ?? asker
        guard !isSilentToFirst || asker != first else { continue }
        withUnsafePointer(to: &peer) {
          _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            sendto(descriptor, reply, reply.count, 0, $0, size)
          }
        }
      }
      _ = Glibc.close(descriptor)
    }.start()
  }

  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func reply(to query: [UInt8], _ answer: (String, Bool) -> Answer) -> [UInt8]? {
    guard query.count > 16 else { return nil }
    var labels: [String] = []
    var place = 12
    while place < query.count, query[place] > 0 {
      let end = place + 1 + Int(query[place])
      guard end < query.count else { return nil }
      labels.append(String(decoding: query[(place + 1)..<end], as: UTF8.self))
      place = end
    }
    guard place + 5 <= query.count else { return nil }
    let name = labels.joined(separator: ".")
    let isSix = query[place + 2] == 28
    asked.withLock { $0.append("\(name) \(isSix ? "AAAA" : "A")") }
    var code: UInt8 = 0
    var records: [[UInt8]] = []
    switch answer(name, isSix) {
    case .addresses(let literals, let ttl):
      let wanted = literals.compactMap { Self.bytes($0, isSix: isSix) }
      let life = (0..<4).map { UInt8(truncatingIfNeeded: ttl >> (24 - 8 * $0)) }
      records = wanted.map { [0xC0, 0x0C, 0, isSix ? 28 : 1, 0, 1] + life + [0, UInt8($0.count)] + $0 }
    case .none: break
    case .serverFailure: code = 2
    case .noSuchName: code = 3
    case .refused: code = 5
    case .silence: return nil
    }
    let head = Array(query[0..<2]) + [0x81, 0x80 | code, 0, 1, 0, UInt8(records.count), 0, 0, 0, 0]
    return head + query[12..<(place + 5)] + records.flatMap { $0 }
  }

  private static func bytes(_ literal: String, isSix: Bool) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: isSix ? 16 : 4)
    return inet_pton(isSix ? AF_INET6 : AF_INET, literal, &bytes) == 1 ? bytes : nil
  }
}
