import Foundation
import MirrorLab
import TestSupport

/// Certificates for one test run, made by the `openssl` program in a throw-away folder: a root that clients trust, one that
/// they don't, and one certificate for each `LabCertificate`. Making them takes some 0.2 s: share one among scenes.
public final class LabAuthority: Sendable {
  /// What the good certificate is for, beside the addresses of `Lab.loopbacks`.
  public let names: [String]
  /// Path of the root that clients are to trust (PEM).
  public var root: String { folder.file("root.pem") }
  /// Of the good certificate's public key, as libcurl wants it: `sha256//` and Base64.
  public let pin: String
  /// Of another key, which no certificate has.
  public let otherPin = "sha256//" + Data(repeating: 7, count: 32).base64EncodedString()

  private let folder: TemporaryFolder

  /// Throws `OpenSSLFault` when there is no `openssl`, or it can't.
  public init(names: [String] = ["localhost", "*.lab.example"]) throws {
    self.names = names
    folder = try TemporaryFolder()
    let hosts = names.map { "DNS:\($0)" } + Lab.loopbacks.map { "IP:\($0)" }
    try folder.write(Array(Self.settings(hosts: hosts.joined(separator: ",")).utf8), to: "lab.cnf")
    try folder.write([], to: "index.txt")
    try Self.run(Self.script, in: folder.path)
    pin = "sha256//" + (try Data(contentsOf: URL(filePath: folder.file("mirror.pin")))).base64EncodedString()
  }

  /// Paths of the certificates that a mirror shows, its own first (PEM), and of its key.
  func files(of certificate: LabCertificate) -> (chain: [String], key: String) {
    let own = folder.file("\(certificate.rawValue).pem")
    switch certificate {
    case .good, .wrongName, .expired, .notYetValid: return ([own], folder.file("mirror.key"))
    case .selfSigned, .unknownIssuer: return ([own], folder.file("other.key"))
    case .untrustedRoot: return ([own, folder.file("other-root.pem")], folder.file("other.key"))
    }
  }

  private static func settings(hosts: String) -> String {
    """
    [req]
    distinguished_name = nothing
    [nothing]
    [ca]
    default_ca = lab
    [lab]
    database = index.txt
    rand_serial = yes
    new_certs_dir = .
    default_md = sha256
    policy = any
    unique_subject = no
    [any]
    commonName = supplied
    [root]
    basicConstraints = critical, CA:TRUE
    keyUsage = critical, keyCertSign, cRLSign
    subjectKeyIdentifier = hash
    [mirror]
    basicConstraints = CA:FALSE
    extendedKeyUsage = serverAuth
    subjectAltName = \(hosts)
    [elsewhere]
    basicConstraints = CA:FALSE
    extendedKeyUsage = serverAuth
    subjectAltName = DNS:elsewhere.example

    """
  }

  /// `openssl ca`, because `openssl x509` of OpenSSL 3.0 can't make a certificate that is not valid yet.
  private static var script: String {
    let day = 86_400
    return """
      set -eu
      export OPENSSL_CONF=lab.cnf
      for key in root other-root mirror other; do
        openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out $key.key
      done
      for root in root other-root; do
        openssl req -x509 -key $root.key -subj "/CN=Lab $root" -days 3 -extensions root -out $root.pem
      done
      leaf() { # name, key, root, extensions, from, to
        openssl req -new -key $2.key -subj "/CN=Lab mirror" -out $1.csr
        openssl ca -batch -notext -in $1.csr -cert $3.pem -keyfile $3.key -extensions $4 \
          -startdate $5 -enddate $6 -out $1.pem
      }
      leaf good mirror root mirror \(time(-day)) \(time(day))
      leaf wrong-name mirror root elsewhere \(time(-day)) \(time(day))
      leaf expired mirror root mirror \(time(-2 * day)) \(time(-day))
      leaf not-yet-valid mirror root mirror \(time(day)) \(time(2 * day))
      leaf unknown-issuer other other-root mirror \(time(-day)) \(time(day))
      leaf untrusted-root other other-root mirror \(time(-day)) \(time(day))
      openssl req -x509 -key other.key -subj "/CN=Lab mirror" -days 3 -extensions mirror -out self-signed.pem
      openssl pkey -in mirror.key -pubout -outform DER | openssl dgst -sha256 -binary > mirror.pin
      """
  }

  /// So many seconds from now, as certificates say it: `20260102030405Z`.
  private static func time(_ seconds: Int) -> String {
    let digits = Date(timeIntervalSinceNow: TimeInterval(seconds)).formatted(.iso8601).filter(\.isNumber)
    return digits + "Z"
  }

  private static func run(_ script: String, in folder: String) throws {
    let said = folder + "/said.txt"
    _ = FileManager.default.createFile(atPath: said, contents: nil)
    let output = try FileHandle(forWritingTo: URL(filePath: said))
    // The shell's name, behind the script, is its folder.
    let status = try ChildProgram.runHere(
      ["/bin/sh", "-c", "cd \"$0\"\n" + script, folder], output: output.fileDescriptor)
    guard status == 0 else { throw OpenSSLFault(said: try String(contentsOfFile: said, encoding: .utf8)) }
  }
}

/// `openssl` did not do what it was asked, and this is what it said.
public struct OpenSSLFault: Error, Hashable {
  public var said: String
}
