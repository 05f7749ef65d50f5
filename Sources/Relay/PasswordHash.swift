import CCrypt
import Foundation

/// The hash of a password as crypt(5) writes it: bcrypt (`$2y$`, `$2b$`, `$2a$`) or scrypt (`$7$`).
struct PasswordHash: Hashable, Sendable {
  private let text: String

  /// Nil for another kind, or one that is cut short.
  init?(_ text: String) {
    let isWhole = (try? Self.bcrypt.wholeMatch(in: text)) != nil || (try? Self.scrypt.wholeMatch(in: text)) != nil
    guard isWhole, ![CRYPT_SALT_INVALID, CRYPT_SALT_METHOD_DISABLED].contains(crypt_checksalt(text)) else { return nil }
    self.text = text
  }

  private static var bcrypt: Regex<Substring> { /\$2[aby]\$(?:0[4-9]|[12][0-9]|3[01])\$[.\/A-Za-z0-9]{53}/ }
  private static var scrypt: Regex<Substring> { /\$7\$[.\/A-Za-z0-9]{11}[.\/A-Za-z0-9]{0,86}\$[.\/A-Za-z0-9]{43}/ }

  /// Takes as long as the hash was made to take: tenths of a second, and megabytes for scrypt.
  func matches(_ password: String) -> Bool {
    // A C string would end at it, and a shorter password would do.
    guard !password.utf8.contains(0) else { return false }
    var space: UnsafeMutableRawPointer?
    var size: CInt = 0
    defer { free(space) }
    guard let made = crypt_ra(password, text, &space, &size) else { return false }
    return String(cString: made).utf8.isSame(as: text.utf8)
  }
}

extension Collection<UInt8> {
  /// Whether the bytes are the same; takes equally long wherever they differ.
  func isSame(as others: some Collection<UInt8>) -> Bool {
    guard count == others.count else { return false }
    return zip(self, others).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
