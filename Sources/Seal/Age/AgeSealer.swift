/// Seals bytes that come piece by piece as an age v1 file (C2SP age); the stock program `age` opens it.
///
///     var sealer = try AgeSealer(for: recipients, stanzas: 4)
///     out.write(sealer.head)
///     out.write(sealer.seal(piece))
///     out.write(sealer.finish())
public struct AgeSealer: Sendable {
  /// What the file begins with: header and nonce.
  public let head: [UInt8]
  private var stream: AgeStream
  private var held: [UInt8] = []

  /// For recipients, in an order that tells nothing.
  /// - Parameter stanzas: filled up to this number with stanzas that nobody opens, so that the file does not tell how many
  ///   people can. More recipients make more stanzas.
  public init(for recipients: [AgeRecipient], stanzas count: Int = 0) throws(AgeFault) {
    guard !recipients.isEmpty else { throw .noRecipient }
    let key = SecretBytes(random: AgeStanza.keySize)
    var stanzas: [AgeStanza] = []
    for recipient in recipients { stanzas.append(try AgeStanza.wrap(key, for: recipient)) }
    while stanzas.count < count { stanzas.append(AgeStanza.dummy()) }
    self.init(key: key, stanzas: stanzas.shuffled())
  }

  /// For who knows a passphrase.
  /// - Parameter work: the logarithm of scrypt's N. 18 is what `age` takes: a second or so, and 256 MiB.
  public init(passphrase: SecretBytes, work: Int = 18) throws(AgeFault) {
    let key = SecretBytes(random: AgeStanza.keySize)
    self.init(key: key, stanzas: [try AgeStanza.wrap(key, passphrase: passphrase, work: work)])
  }

  private init(key: SecretBytes, stanzas: [AgeStanza]) {
    let nonce = RandomBytes.make(AgeStream.nonce)
    head = AgeHeader(stanzas: stanzas, key: key).bytes + nonce
    stream = AgeStream(fileKey: key, nonce: nonce)
  }

  /// Bytes of the file that so many bytes make, sealed to so many X25519 stanzas.
  public static func size(of plain: Int, stanzas: Int) -> Int {
    let stanza = "-> X25519 ".utf8.count + 2 * 44
    let header = "age-encryption.org/v1\n".utf8.count + stanzas * stanza + "--- ".utf8.count + 44
    let pieces = max(1, (plain + AgeStream.piece - 1) / AgeStream.piece)
    return header + AgeStream.nonce + plain + pieces * AgeStream.tag
  }

  /// What can be written after these bytes.
  public mutating func seal(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    held += bytes
    var sealed: [UInt8] = []
    var start = 0
    // A full piece is held back until more comes: it may be the last.
    while held.count - start > AgeStream.piece {
      sealed += stream.seal(held[start..<(start + AgeStream.piece)], isLast: false)
      start += AgeStream.piece
    }
    held.removeFirst(start)
    return sealed
  }

  /// The end of the file. Nothing can be sealed after it.
  public consuming func finish() -> [UInt8] { stream.seal(held[...], isLast: true) }

  /// A whole file of bytes that are there already.
  public static func seal(
    _ bytes: some Sequence<UInt8>, for recipients: [AgeRecipient], stanzas: Int = 0
  ) throws(AgeFault) -> [UInt8] {
    var sealer = try AgeSealer(for: recipients, stanzas: stanzas)
    return sealer.head + sealer.seal(bytes) + sealer.finish()
  }

  /// A whole file of bytes that are there already.
  public static func seal(
    _ bytes: some Sequence<UInt8>, passphrase: SecretBytes, work: Int = 18
  ) throws(AgeFault) -> [UInt8] {
    var sealer = try AgeSealer(passphrase: passphrase, work: work)
    return sealer.head + sealer.seal(bytes) + sealer.finish()
  }
}
