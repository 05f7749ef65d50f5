import CSodium

/// HMAC-SHA-256 (RFC 2104).
enum MessageCode {
  static let size = 32

  static func make(_ message: some Sequence<UInt8>, key: UnsafeRawBufferPointer) -> [UInt8] {
    var state = crypto_auth_hmacsha256_state()
    defer { withUnsafeMutableBytes(of: &state) { sodium_memzero($0.baseAddress, $0.count) } }
    var none: UInt8 = 0
    if let start = key.baseAddress {
      crypto_auth_hmacsha256_init(&state, start.assumingMemoryBound(to: UInt8.self), key.count)
    } else {
      crypto_auth_hmacsha256_init(&state, &none, 0)
    }
    let message = Array(message)
    crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
    var code = [UInt8](repeating: 0, count: size)
    crypto_auth_hmacsha256_final(&state, &code)
    return code
  }
}

/// HKDF-SHA-256 (RFC 5869), on libsodium's HMAC: the libsodium that Debian 12 keeps has none of its own.
enum KeyDerivation {
  /// - Parameter count: bytes, at most 8,160.
  static func derive(
    from material: SecretBytes, salt: [UInt8], info: [UInt8], count: Int = 32
  ) -> SecretBytes {
    precondition(count <= 255 * MessageCode.size, "more than HKDF can give")
    // An empty salt stands for zeros, and HMAC pads its key with those.
    var extracted = salt.withUnsafeBytes { salt in
      material.withBytes { MessageCode.make($0, key: salt) }
    }
    var output: [UInt8] = []
    var block: [UInt8] = []
    var round: UInt8 = 1
    while output.count < count {
      block = extracted.withUnsafeBytes { MessageCode.make(block + info + [round], key: $0) }
      output += block
      round &+= 1
    }
    output.withUnsafeMutableBytes { bytes in
      for place in count..<bytes.count { bytes[place] = 0 }
    }
    defer {
      extracted.withUnsafeMutableBytes { sodium_memzero($0.baseAddress, $0.count) }
      block.withUnsafeMutableBytes { sodium_memzero($0.baseAddress, $0.count) }
    }
    output.removeLast(output.count - count)
    return SecretBytes(taking: &output)
  }
}
