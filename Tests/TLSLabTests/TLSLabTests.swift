import Foundation
import MirrorLab
import TLSLab
import Testing

/// Real TLS on loopback, as OpenSSL's own client sees it.
@Suite(.timeLimit(.minutes(2)))
struct TLSLabTests {
  static let site = LabSite(["/d": .init("newsroom: ", type: "text/plain", etag: "\"ten\"")])
  static let authority = Result { try LabAuthority() }

  func scene(_ look: (TLSLab, LabMirror) async throws -> Void) async throws {
    let lab = try await TLSLab.start(site: Self.site, authority: try Self.authority.get())
    do {
      try await look(lab, lab.mirrors[0])
    } catch {
      await lab.stop()
      throw error
    }
    await lab.stop()
  }

  /// What `openssl s_client` makes of a mirror: the number of its verdict on the certificate, and all that it said.
  func asked(
    _ lab: TLSLab, _ mirror: LabMirror, host: String = "localhost", isStrict: Bool = false
  ) async throws -> (code: Int?, said: String) {
    let said = try await OpenSSL.run(
      "s_client", isStrict ? "-verify_return_error" : "-no_ticket", "-connect", "\(mirror.address):\(mirror.port)",
      "-servername", host, "-verify_hostname", host,
      "-CAfile", lab.authority.root, saying: "GET /d HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
    let code = said.matches(of: /Verify return code: (\d+)/).last.flatMap { Int($0.output.1) }
    return (code, said)
  }

  @Test(arguments: [
    (LabCertificate.good, 0), (.selfSigned, 18), (.untrustedRoot, 19), (.unknownIssuer, 20), (.wrongName, 62),
    (.expired, 10), (.notYetValid, 9),
  ])
  func eachCertificateIsWhatItsNameSays(certificate: LabCertificate, code: Int) async throws {
    try await scene { lab, mirror in
      mirror.fault = .certificate(certificate)
      let seen = try await asked(lab, mirror, isStrict: true)
      #expect(seen.code == code)
      #expect(mirror.connections == 1 && mirror.hellos == ["localhost"])
    }
  }

  @Test func theGoodOneIsForEachNameAndAddressAndServesTheSite() async throws {
    try await scene { lab, mirror in
      for host in ["localhost", "news.lab.example"] {
        let seen = try await asked(lab, mirror, host: host)
        #expect(seen.code == 0 && seen.said.contains("HTTP/1.1 200 OK") && seen.said.contains("newsroom: "))
      }
      #expect(mirror.hellos == ["localhost", "news.lab.example"] && mirror.requests.map(\.servedBytes) == [10, 10])
      #expect(mirror.url("/d") == "https://127.0.0.1:\(mirror.port)/d")
      #expect(mirror.url("/d", host: "localhost") == "https://localhost:\(mirror.port)/d")
    }
  }

  @Test func theCertificateChangesWhileTheMirrorRuns() async throws {
    try await scene { lab, mirror in
      var codes: [Int?] = []
      for certificate in [LabCertificate.good, .expired, .good] {
        mirror.fault = .certificate(certificate)
        codes.append(try await asked(lab, mirror).code)
      }
      mirror.fault = .none
      codes.append(try await asked(lab, mirror).code)
      #expect(codes == [0, 10, 0, 0])
    }
  }

  @Test func thePinIsOfTheGoodKeyAndTheInterceptorsIsAnother() async throws {
    try await scene { lab, mirror in
      func pin() async throws -> String {
        let said = try await asked(lab, mirror).said
        let pem = try #require(said.firstMatch(of: /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/))
        return "sha256//" + (try await OpenSSL.pin(of: String(pem.output)))
      }
      let good = try await pin()
      mirror.fault = .certificate(.unknownIssuer)
      let other = try await pin()
      #expect(good == lab.authority.pin && other != good && lab.authority.otherPin != good)
    }
  }

  @Test(arguments: [
    (Fault.refuseHello, "unrecognized name"), (.plainText, "wrong version number"),
    (.resetAfterHello, "errno=104"), (.closeAfterHello, "unexpected eof while reading"),
  ])
  func aFaultOfTheHelloIsSeenByOpenSSL(fault: Fault, word: String) async throws {
    try await scene { lab, mirror in
      mirror.fault = fault
      let said = try await asked(lab, mirror).said
      #expect(said.contains(word) && !said.contains("BEGIN CERTIFICATE"))
      #expect(mirror.requestCount == 0 && mirror.hellos == ["localhost"])
    }
  }

  @Test func aFilterOfNamesHitsTheseNamesAlone() async throws {
    try await scene { lab, mirror in
      mirror.filteredNames = ["news.lab.example"]
      mirror.fault = .resetAfterHello
      let hit = try await asked(lab, mirror, host: "news.lab.example")
      let passed = try await asked(lab, mirror, host: "localhost")
      #expect(hit.said.contains("errno=104") && passed.code == 0 && passed.said.contains("newsroom: "))
    }
  }

  @Test func faultsOfRequestsAreTheSameUnderTLS() async throws {
    try await scene { lab, mirror in
      mirror.nextFaults = [.status(451), .cut(at: 4), .resetAt(4)]
      let blocked = try await asked(lab, mirror).said
      #expect(blocked.contains("451 Unavailable") && blocked.contains("rel=\"blocked-by\""))
      let cut = try await asked(lab, mirror).said
      #expect(cut.contains("news") && !cut.contains("newsroom") && cut.contains("unexpected eof"), "no farewell of TLS")
      let reset = try await asked(lab, mirror).said
      #expect(reset.contains("news") && !reset.contains("newsroom") && reset.contains("errno=104"))
    }
  }

  @Test func anAuthorityHasTheNamesThatItIsGivenAndIsAskedForNoOther() async throws {
    let authority = try LabAuthority(names: ["one.example"])
    let lab = try await TLSLab.start(site: Self.site, authority: authority)
    let codes = [
      try await asked(lab, lab.mirrors[0], host: "one.example").code,
      try await asked(lab, lab.mirrors[0], host: "localhost").code,
    ]
    #expect(codes == [0, 62])
    await lab.stop()
  }
}
