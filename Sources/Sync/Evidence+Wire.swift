import News
import Wire

extension Verdict.Evidence {
  /// Addresses, and answers of a resolver, that are kept of one exchange.
  static let mostAddresses = 16
  /// Bytes that are kept of what stood there instead of a feed.
  static let mostFirstBytes = 256

  /// What an answer shows, whatever it is.
  init(_ response: WireResponse) {
    self.init()
    addresses = response.address.map { [$0] }
    status = response.status
    bytes = response.body.count
    take(response.timings)
    take(response.tries, response.name)
  }

  /// What a failure shows.
  init(_ failure: WireFailure) {
    self.init()
    addresses = failure.addresses.isEmpty ? nil : Array(failure.addresses.prefix(Self.mostAddresses))
    code = failure.code == 0 ? nil : failure.code
    errno = failure.errno == 0 ? nil : failure.errno
    status = failure.status
    bytes = failure.status == nil ? nil : failure.bodyBytes
    detail = failure.detail.isEmpty ? nil : failure.detail
    take(failure.timings)
    take(failure.tries, failure.name)
  }

  /// As text, as it came; what is no UTF-8 becomes U+FFFD. Nil of nothing.
  static func beginning(of body: [UInt8]) -> String? {
    guard !body.isEmpty else { return nil }
    var bytes = body.prefix(mostFirstBytes)
    // A character that was cut in two is left out: at most three bytes of it are there.
    if body.count > bytes.count, let last = bytes.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }), bytes[last] >= 0xC0
    {
      let length = bytes[last] >= 0xF0 ? 4 : bytes[last] >= 0xE0 ? 3 : 2
      if bytes.endIndex - last < length { bytes = bytes[..<last] }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func take(_ timings: WireTimings) {
    resolved = timings.resolved
    connected = timings.connected
    secured = timings.secured
    firstByte = timings.firstByte
    total = timings.total
  }

  private mutating func take(_ tries: [WireTry], _ name: WireName?) {
    if !tries.isEmpty { self.tries = tries.prefix(Self.mostAddresses).map(Verdict.Try.init) }
    let said = name?.answers ?? []
    if !said.isEmpty {
      answers = said.prefix(Self.mostAddresses).map { Verdict.Answer($0.address, isReserved: $0.isReserved) }
    }
    certificate = tries.lazy.compactMap(\.certificate).first.map {
      Verdict.Certificate(
        subject: $0.subject, issuer: $0.issuer, notBefore: $0.notBefore, notAfter: $0.notAfter, key: $0.spki)
    }
  }

  /// The exchange went through a proxy: what was seen is seen from its other end.
  var isProxied: Bool { tries?.contains { $0.source == WireTry.Source.proxy.rawValue } ?? false }
}

extension Verdict.Try {
  init(_ attempt: WireTry) {
    self.init(attempt.address, source: attempt.source.rawValue)
    failure = attempt.failure?.rawValue
    errno = attempt.errno == 0 ? nil : attempt.errno
    connected = attempt.timings.connected
    secured = attempt.timings.secured
    firstByte = attempt.timings.firstByte
    total = attempt.timings.total
  }
}
