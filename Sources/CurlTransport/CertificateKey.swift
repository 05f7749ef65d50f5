import Foundation
import Seal

/// The public key within a certificate.
enum CertificateKey {
  /// As a pin (`WireRoute.pins`).
  /// - Parameter certificate: DER (RFC 5280, section 4.1); nil where it is none.
  static func pin(_ certificate: [UInt8]) -> String? {
    info(certificate[...]).map { "sha256//" + Data(Digest.of($0)).base64EncodedString() }
  }

  /// SubjectPublicKeyInfo, with its own head: the sixth part of what is signed, or the seventh where a version is told.
  static func info(_ certificate: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let (sequence, version): (UInt8, UInt8) = (0x30, 0xA0)
    var whole = certificate
    guard var outer = take(&whole, sequence)?.content, var signed = take(&outer, sequence)?.content else { return nil }
    if signed.first == version, take(&signed, version) == nil { return nil }
    // Number, algorithm, issuer, times, subject.
    for tag in [0x02, sequence, sequence, sequence, sequence] { guard take(&signed, tag) != nil else { return nil } }
    return take(&signed, sequence)?.all
  }

  /// Takes one value off (X.690, section 8.1, in its definite form).
  private static func take(
    _ bytes: inout ArraySlice<UInt8>, _ tag: UInt8
  ) -> (all: ArraySlice<UInt8>, content: ArraySlice<UInt8>)? {
    guard bytes.count >= 2, bytes.first == tag else { return nil }
    let short = bytes[bytes.startIndex + 1]
    let digits = short & 0x80 == 0 ? 0 : Int(short & 0x7F)
    guard digits <= 3, bytes.count >= 2 + digits, short != 0x80 else { return nil }
    let size = digits == 0 ? Int(short) : bytes.dropFirst(2).prefix(digits).reduce(0) { $0 << 8 | Int($1) }
    let head = 2 + digits
    guard bytes.count - head >= size else { return nil }
    defer { bytes = bytes.dropFirst(head + size) }
    return (bytes.prefix(head + size), bytes.dropFirst(head).prefix(size))
  }
}
