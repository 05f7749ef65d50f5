/// What may open an age file.
public enum AgeOpening: Sendable {
  /// `mostStanzas`: a file with more is not tried. Each costs a multiplication on the curve for each identity.
  case identities([AgeIdentity], mostStanzas: Int = 256)
  /// `mostWork`: the logarithm of the greatest N of scrypt that we compute for it. 20 takes 1 GiB.
  case passphrase(SecretBytes, mostWork: Int = 20)
}

/// Opens an age v1 file that comes piece by piece (C2SP age). What it gives out is proven to be what was sealed, up to
/// there; that nothing is missing is known when `finish` returns.
public struct AgeOpener: Sendable {
  private let opening: AgeOpening
  private var stream: AgeStream?
  private var held: [UInt8] = []
  private var isAnyOpen = false

  public init(_ opening: AgeOpening) { self.opening = opening }

  /// What these bytes let us read.
  public mutating func open(_ bytes: some Sequence<UInt8>) throws(AgeFault) -> [UInt8] {
    held += bytes
    if stream == nil {
      guard let header = try AgeHeader(reading: held), held.count >= header.length + AgeStream.nonce else { return [] }
      let key = try Self.key(of: header, opening)
      guard header.isSealed(by: key) else { throw .damaged }
      stream = AgeStream(fileKey: key, nonce: Array(held[header.length..<(header.length + AgeStream.nonce)]))
      held.removeFirst(header.length + AgeStream.nonce)
    }
    var plain: [UInt8] = []
    var start = 0
    let size = AgeStream.piece + AgeStream.tag
    while held.count - start > size {
      guard let piece = stream?.open(held[start..<(start + size)], isLast: false) else { throw .damaged }
      plain += piece
      start += size
      isAnyOpen = true
    }
    held.removeFirst(start)
    return plain
  }

  /// The last of it; throws where the file was cut.
  public consuming func finish() throws(AgeFault) -> [UInt8] {
    guard var stream else {
      throw try AgeHeader(reading: held) == nil ? .malformed : .damaged
    }
    guard let last = stream.open(held[...], isLast: true) else { throw .damaged }
    // A file has no empty piece at its end, unless it is empty.
    guard !last.isEmpty || !isAnyOpen else { throw .damaged }
    return last
  }

  /// A whole file that is there already.
  public static func open(_ bytes: some Sequence<UInt8>, _ opening: AgeOpening) throws(AgeFault) -> [UInt8] {
    var opener = AgeOpener(opening)
    let first = try opener.open(bytes)
    return first + (try opener.finish())
  }

  private static func key(of header: AgeHeader, _ opening: AgeOpening) throws(AgeFault) -> SecretBytes {
    let isScrypt = header.stanzas.contains { $0.arguments.first == "scrypt" }
    // A passphrase stands alone: who has a key must not be made to believe that a passphrase sealed the file.
    if isScrypt, header.stanzas.count > 1 { throw .malformed }
    switch opening {
    case .identities(let identities, let mostStanzas):
      guard header.stanzas.count <= mostStanzas else { throw .excessive }
      for stanza in header.stanzas {
        for identity in identities {
          if let key = try stanza.unwrap(with: identity) { return key }
        }
      }
      throw .noMatch
    case .passphrase(let passphrase, let mostWork):
      guard isScrypt, let stanza = header.stanzas.first,
        let key = try stanza.unwrap(passphrase: passphrase, mostWork: mostWork)
      else { throw .noMatch }
      return key
    }
  }
}
