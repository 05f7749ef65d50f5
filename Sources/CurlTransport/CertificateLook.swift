import CCurl
import Foundation
import Glibc
import Wire

/// A second handshake with an address whose certificate was refused, to see what it shows. Nothing is verified and nothing
/// is asked: the connection ends with the handshake. Lives on the curl thread.
final class CertificateLook {
  /// Milliseconds that it may take.
  private static let most = 2_000

  let handle: UnsafeMutableRawPointer
  unowned let transfer: Transfer
  /// Of the try that it looks after.
  let record: Int
  let ends: Moment
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  init(
    handle: UnsafeMutableRawPointer, of attempt: AddressTry, settings: CurlTransport.Settings, now: Moment
  ) {
    self.handle = handle
    transfer = attempt.transfer
    record = attempt.record
    ends = now.after(milliseconds: Self.most)
    AddressTry.aim(handle, of: transfer, at: attempt.candidate, settings: settings, keeping: &lists)
    wirecopy_set_long(handle, CURLOPT_CONNECT_ONLY, 1)
    wirecopy_set_long(handle, CURLOPT_CERTINFO, 1)
    wirecopy_set_long(handle, CURLOPT_SSL_VERIFYPEER, 0)
    wirecopy_set_long(handle, CURLOPT_SSL_VERIFYHOST, 0)
    wirecopy_set_long(handle, CURLOPT_FRESH_CONNECT, 1)
    wirecopy_set_long(handle, CURLOPT_FORBID_REUSE, 1)
    wirecopy_set_socket_callback(handle) { _, socket, _ in
      _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
      return CURL_SOCKOPT_OK
    }
  }

  deinit { for list in lists { curl_slist_free_all(list) } }

  /// Whether a failure is for what the certificate says.
  static func isOwed(to kind: WireFailure.Kind) -> Bool {
    [.unknownIssuer, .wrongName, .certificateTime, .pinMismatch].contains(kind)
  }

  /// What was shown; nil where it did not come to that.
  var certificate: WireCertificate? {
    var pointer: UnsafeMutableRawPointer?
    guard wirecopy_get_pointer(handle, CURLINFO_CERTINFO, &pointer) == CURLE_OK,
      let info = pointer?.assumingMemoryBound(to: curl_certinfo.self).pointee, info.num_of_certs > 0
    else { return nil }
    var fields: [String: String] = [:]
    var node = info.certinfo?.pointee
    while let current = node {
      if let line = current.pointee.data.map({ String(cString: $0) }), let colon = line.firstIndex(of: ":") {
        fields[String(line[..<colon])] = String(line[colon...].dropFirst())
      }
      node = current.pointee.next
    }
    func text(_ name: String) -> String { String((fields[name] ?? "").visible.prefix(WireCertificate.mostCharacters)) }
    return WireCertificate(
      subject: text("Subject"), issuer: text("Issuer"), notBefore: text("Start date"), notAfter: text("Expire date"),
      spki: fields["Cert"].flatMap(Self.bytes(pem:)).flatMap(CertificateKey.pin) ?? "")
  }

  /// The bytes between the lines that begin with dashes (RFC 7468).
  private static func bytes(pem: String) -> [UInt8]? {
    let lines = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }
    return Data(base64Encoded: lines.joined()).map { Array($0) }
  }
}
