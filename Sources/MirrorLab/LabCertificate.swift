/// What a mirror over TLS shows for its certificate. The number is that of OpenSSL's verdict on it (openssl-verification-options(1)).
public enum LabCertificate: String, Sendable, Hashable, CaseIterable {
  /// For the right names, by the lab's authority.
  case good
  /// Right but for its issuer, which is itself (18).
  case selfSigned = "self-signed"
  /// By another authority, whose root is sent along (19).
  case untrustedRoot = "untrusted-root"
  /// By another authority, which is not sent along (20).
  case unknownIssuer = "unknown-issuer"
  /// By the lab's authority, for another name.
  case wrongName = "wrong-name"
  /// Since yesterday (10).
  case expired
  /// From tomorrow on (9).
  case notYetValid = "not-yet-valid"
}
