public import MirrorLab
import NIOSSL

/// Mirrors of the lab over https: real TLS on loopback, HTTP/1.1, with the certificate that each mirror's fault says.
///
///     let lab = try await TLSLab.start(mirrors: 2, site: site)
///     lab.mirrors[0].fault = .certificate(.expired)
///     settings.certificates = lab.authority.root
///     …
///     await lab.stop()
public final class TLSLab: Sendable {
  /// Its certificates.
  public let authority: LabAuthority
  private let lab: Lab

  /// In the order in which they were started.
  public var mirrors: [LabMirror] { lab.mirrors }

  private init(_ lab: Lab, _ authority: LabAuthority) {
    self.lab = lab
    self.authority = authority
  }

  /// As `Lab.start`. Throws also when a certificate can't be made or read; with no `authority` it makes one.
  public static func start(
    mirrors count: Int = 1, site: LabSite, older: LabSite? = nil, addresses: [String] = ["127.0.0.1"],
    ports: [Int] = [], authority: LabAuthority? = nil
  ) async throws -> TLSLab {
    let authority = try authority ?? LabAuthority()
    let lab = try await Lab.start(
      mirrors: count, site: site, older: older, addresses: addresses, ports: ports, layer: try layer(authority))
    return TLSLab(lab, authority)
  }

  /// As `Lab.start(onOnePortOf:)`.
  public static func start(
    onOnePortOf addresses: [String], site: LabSite, older: LabSite? = nil, authority: LabAuthority? = nil
  ) async throws -> TLSLab {
    let authority = try authority ?? LabAuthority()
    let lab = try await Lab.start(onOnePortOf: addresses, site: site, older: older, layer: try layer(authority))
    return TLSLab(lab, authority)
  }

  private static func layer(_ authority: LabAuthority) throws -> LabLayer {
    var contexts: [LabCertificate: NIOSSLContext] = [:]
    for certificate in LabCertificate.allCases { contexts[certificate] = try context(of: certificate, authority) }
    return LabLayer(scheme: "https") { [contexts] certificate in
      guard let context = contexts[certificate] else { throw NIOSSLError.unableToValidateCertificate }
      return NIOSSLServerHandler(context: context)
    }
  }

  /// Gives every mirror this site, from the next request on.
  public func serve(_ site: LabSite) { lab.serve(site) }

  /// Closes every listener and connection, and ends the thread they ran on. The lab can't be started again.
  public func stop() async { await lab.stop() }

  private static func context(of certificate: LabCertificate, _ authority: LabAuthority) throws -> NIOSSLContext {
    let files = authority.files(of: certificate)
    let chain = try files.chain.flatMap { try NIOSSLCertificate.fromPEMFile($0) }
    let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    return try NIOSSLContext(configuration: configuration)
  }
}
