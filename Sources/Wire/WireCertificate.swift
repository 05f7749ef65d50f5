/// What a server showed of itself in a TLS handshake: its own certificate, not those of its issuers.
///
/// The texts come from outside: visible characters alone, at most `mostCharacters` of them.
public struct WireCertificate: Hashable, Sendable, Codable {
  public static let mostCharacters = 256

  /// As OpenSSL writes it: `CN = mirror.example`.
  public var subject: String
  public var issuer: String
  /// As OpenSSL writes them: `Nov 21 05:00:00 2026 GMT`.
  public var notBefore: String
  public var notAfter: String
  /// Its key as a pin (`WireRoute.pins`); empty where it can't be read.
  public var spki: String

  public init(subject: String, issuer: String, notBefore: String, notAfter: String, spki: String) {
    self.subject = subject
    self.issuer = issuer
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.spki = spki
  }
}
