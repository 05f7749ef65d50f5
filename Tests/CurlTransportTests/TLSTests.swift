import CurlTransport
import Foundation
import TestSupport
import Testing
import Wire

@Suite("Certificates are always verified", .timeLimit(.minutes(1)))
struct TLSTests {
  private static let page = ["feed": "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews"]

  @Test("Unknown issuer, self-signed, another's name and expired are told apart; a good one is trusted")
  func certificates() async throws {
    let certificates = try Certificates()
    func outcome(_ name: String, trusting: Bool = true, options: [String] = []) async throws -> Result<
      WireResponse, WireFailure
    > {
      let server = try TLSServer(certificates, name, files: Self.page, options: options)
      defer { server.stop() }
      let transport = Scene.transport { if trusting { $0.certificates = certificates.authority } }
      defer { transport.close() }
      let url = "https://localhost:\(server.port)/feed"
      do throws(WireFailure) {
        return .success(
          try await transport.exchange(
            WireRequest(
              url,
              limits: Scene.limits())))
      } catch {
        return .failure(error)
      }
    }

    let good = try await outcome("good").get()
    #expect(good.status == 200)
    #expect(good.body == Array("news".utf8))
    #expect(good.timings.secured != nil)
    let expected: [(String, Bool, WireFailure.Kind)] = [
      ("good", false, .unknownIssuer), ("self", true, .unknownIssuer), ("other", true, .wrongName),
      ("expired", true, .certificateTime),
    ]
    for (name, trusting, kind) in expected {
      guard case .failure(let failure) = try await outcome(name, trusting: trusting) else {
        Issue.record("\(name) was trusted")
        continue
      }
      #expect(failure.kind == kind)
      #expect(failure.code == 60)
      #expect(failure.timings.connected != nil)
      #expect(failure.status == nil)
    }
    guard case .failure(let old) = try await outcome("good", options: ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"]) else {
      Issue.record("TLS 1.1 was spoken")
      return
    }
    #expect([.tlsRefused, .tlsOther].contains(old.kind))
  }
}
