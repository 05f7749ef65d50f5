import Foundation

/// One question of DNS (RFC 1035, 4.1), and the messages that answer it.
struct NameQuery {
  let name: String
  let kind: LabNames.Question.Kind
  private let id: ArraySlice<UInt8>
  private let asksRecursion: Bool
  /// Name, type and class, as they came.
  private let question: ArraySlice<UInt8>

  /// - Returns: nil for what is no query, has not one question, or a name that is compressed, longer than 255 bytes or no text.
  init?(_ message: [UInt8]) {
    guard message.count > 16, message.count <= LabNames.mostBytes, message[2] & 0xF8 == 0,
      message[4] == 0, message[5] == 1
    else { return nil }
    var labels: [String] = []
    var place = 12
    while place < message.count, message[place] > 0 {
      let end = place + 1 + Int(message[place])
      guard message[place] < 64, end < message.count, end - 12 <= 255,
        let label = String(validating: message[(place + 1)..<end], as: UTF8.self)
      else { return nil }
      labels.append(label.lowercased())
      place = end
    }
    let end = place + 5
    guard end <= message.count else { return nil }
    name = labels.joined(separator: ".")
    kind =
      switch (message[place + 1], message[place + 2]) {
      case (0, 1): .a
      case (0, 28): .aaaa
      default: .other
      }
    id = message[..<2]
    asksRecursion = message[2] & 1 == 1
    question = message[12..<end]
  }

  func reply(_ answer: LabNames.Answer, by way: LabNames.Question.Way) -> NameReply {
    switch answer {
    case .addresses(let literals, let ttl): NameReply(messages: [message(records: records(literals, ttl))])
    case .noAddress: NameReply(messages: [message()])
    case .serverFailure: NameReply(messages: [message(code: 2)])
    case .noSuchName: NameReply(messages: [message(code: 3)])
    case .refused: NameReply(messages: [message(code: 5)])
    case .silence: NameReply()
    case .noise: NameReply(messages: [[0xFF, 0, 0xFF]])
    case .truncated(let whole):
      way == .udp ? NameReply(messages: [message(isTruncated: true)]) : reply(whole, by: way)
    case .injected(let first, let second):
      way == .udp
        ? NameReply(messages: reply(first, by: way).messages + reply(second, by: way).messages)
        : reply(second, by: way)
    case .late(let answer, let milliseconds):
      NameReply(milliseconds: max(0, milliseconds), messages: reply(answer, by: way).messages)
    }
  }

  private func message(code: UInt8 = 0, isTruncated: Bool = false, records: [[UInt8]] = []) -> [UInt8] {
    let flags: [UInt8] = [0x80 | (isTruncated ? 2 : 0) | (asksRecursion ? 1 : 0), 0x80 | code]
    let counts: [UInt8] = [0, 1, 0, UInt8(records.count), 0, 0, 0, 0]
    return id + flags + counts + question + records.joined()
  }

  /// At most 100 of the family that is asked for; the name is a pointer to the question's.
  private func records(_ literals: [String], _ ttl: Int) -> [[UInt8]] {
    let life = UInt32(clamping: ttl)
    let seconds = (0..<4).map { UInt8(truncatingIfNeeded: life >> (24 - 8 * $0)) }
    return literals.compactMap(bytes).prefix(100).map { address in
      [0xC0, 0x0C] + question.suffix(4) + seconds + [0, UInt8(address.count)] + address
    }
  }

  private func bytes(_ literal: String) -> [UInt8]? {
    guard kind != .other else { return nil }
    var bytes = [UInt8](repeating: 0, count: kind == .aaaa ? 16 : 4)
    return inet_pton(kind == .aaaa ? AF_INET6 : AF_INET, literal, &bytes) == 1 ? bytes : nil
  }
}
