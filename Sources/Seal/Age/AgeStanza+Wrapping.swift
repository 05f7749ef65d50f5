import CSodium

extension AgeStanza {
  static let keySize = 16
  private static let curveName = "age-encryption.org/v1/X25519"
  private static let scryptName = "age-encryption.org/v1/scrypt"

  /// Wraps the file's key for one recipient.
  static func wrap(_ key: SecretBytes, for recipient: AgeRecipient) throws(AgeFault) -> AgeStanza {
    let once = AgeIdentity()
    guard let wrapping = wrapKey(once.scalar, other: recipient.point, share: once.recipient.point, recipient: recipient)
    else { throw .noRecipient }
    return AgeStanza(
      arguments: ["X25519", Base64.write(once.recipient.point, isPadded: false)], body: seal(key, with: wrapping))
  }

  /// Wraps nothing, for nobody: it can't be told from one that wraps the key for somebody.
  static func dummy() -> AgeStanza {
    let nobody = AgeIdentity()
    return AgeStanza(
      arguments: ["X25519", Base64.write(nobody.recipient.point, isPadded: false)], body: RandomBytes.make(32))
  }

  /// Wraps the file's key with a passphrase.
  /// - Parameter work: the logarithm of scrypt's N; 18 takes a second or two and 256 MiB.
  static func wrap(_ key: SecretBytes, passphrase: SecretBytes, work: Int) throws(AgeFault) -> AgeStanza {
    let salt = RandomBytes.make(16)
    let wrapping = try scrypt(passphrase, salt: salt, work: work)
    return AgeStanza(
      arguments: ["scrypt", Base64.write(salt, isPadded: false), String(work)], body: seal(key, with: wrapping))
  }

  /// The file's key; nil where this one is not for that identity.
  func unwrap(with identity: AgeIdentity) throws(AgeFault) -> SecretBytes? {
    guard arguments.first == "X25519" else { return nil }
    guard arguments.count == 2, let share = Base64.read(arguments[1].utf8, isPadded: false), share.count == 32,
      body.count == 32
    else { throw .malformed }
    guard
      let wrapping = Self.wrapKey(
        identity.scalar, other: share, share: share, recipient: identity.recipient)
    else { throw .malformed }
    return Self.open(body, with: wrapping)
  }

  /// The file's key; nil where this is no scrypt stanza.
  func unwrap(passphrase: SecretBytes, mostWork: Int) throws(AgeFault) -> SecretBytes? {
    guard arguments.first == "scrypt" else { return nil }
    guard arguments.count == 3, let salt = Base64.read(arguments[1].utf8, isPadded: false), salt.count == 16,
      body.count == 32, arguments[2].utf8.allSatisfy({ (0x30...0x39).contains($0) }), arguments[2].first != "0"
    else { throw .malformed }
    guard let work = Int(arguments[2]), work <= mostWork else { throw .excessive }
    let wrapping = try Self.scrypt(passphrase, salt: salt, work: work)
    guard let key = Self.open(body, with: wrapping) else { throw .wrongPassphrase }
    return key
  }

  private static func wrapKey(
    _ scalar: SecretBytes, other: [UInt8], share: [UInt8], recipient: AgeRecipient
  ) -> SecretBytes? {
    AgeIdentity.shared(scalar, other).map {
      KeyDerivation.derive(from: $0, salt: share + recipient.point, info: Array(curveName.utf8))
    }
  }

  private static func scrypt(_ passphrase: SecretBytes, salt: [UInt8], work: Int) throws(AgeFault) -> SecretBytes {
    guard (1...30).contains(work) else { throw .excessive }
    let salt = Array(scryptName.utf8) + salt
    var isMade = false
    let key = SecretBytes(count: 32) { place in
      isMade =
        passphrase.withPointer {
          crypto_pwhash_scryptsalsa208sha256_ll(
            $0, passphrase.count, salt, salt.count, 1 << UInt64(work), 8, 1, place, 32)
        } == 0
    }
    guard isMade else { throw .noMemory }
    return key
  }

  /// The wrapping key is used once: its nonce may be zeros.
  private static func seal(_ key: SecretBytes, with wrapping: SecretBytes) -> [UInt8] {
    var body = [UInt8](repeating: 0, count: keySize + 16)
    _ = key.withPointer { key in
      wrapping.withPointer {
        crypto_aead_chacha20poly1305_ietf_encrypt(
          &body, nil, key, UInt64(keySize), nil, 0, nil, [UInt8](repeating: 0, count: 12), $0)
      }
    }
    return body
  }

  private static func open(_ body: [UInt8], with wrapping: SecretBytes) -> SecretBytes? {
    var isOpen = false
    let key = SecretBytes(count: keySize) { place in
      isOpen =
        wrapping.withPointer {
          crypto_aead_chacha20poly1305_ietf_decrypt(
            place, nil, nil, body, UInt64(body.count), nil, 0, [UInt8](repeating: 0, count: 12), $0)
        } == 0
    }
    return isOpen ? key : nil
  }
}
