import CurlTransport
import Foundation
import MirrorLab
import Synchronization
import TLSLab
import TestSupport
import Testing
import Wire

@Suite("A certificate that is refused is looked at", .timeLimit(.minutes(1)))
struct CertificateTests {
  @Test(
    "Each kind is told apart, and shown: by a second handshake in which nothing is asked",
    arguments: [
      (.selfSigned, .unknownIssuer, "CN = Lab mirror"), (.untrustedRoot, .unknownIssuer, "CN = Lab other-root"),
      (.unknownIssuer, .unknownIssuer, "CN = Lab other-root"), (.wrongName, .wrongName, "CN = Lab root"),
      (.expired, .certificateTime, "CN = Lab root"), (.notYetValid, .certificateTime, "CN = Lab root"),
    ] as [(LabCertificate, WireFailure.Kind, String)])
  func kinds(certificate: LabCertificate, kind: WireFailure.Kind, issuer: String) async throws {
    try await TLSScene.play { scene in
      scene.mirror.fault = .certificate(certificate)
      let failure = try await scene.failure()
      #expect(failure.kind == kind)
      #expect(failure.code == 60)
      #expect(failure.timings.connected != nil)
      #expect(failure.timings.secured == nil)
      #expect(failure.tries.map(\.failure) == [kind])
      #expect(failure.tries.map(\.address) == ["127.0.0.1"])
      let shown = try #require(failure.tries.first?.certificate)
      #expect(shown.subject == "CN = Lab mirror")
      #expect(shown.issuer == issuer)
      let isOwnKey = [.wrongName, .expired, .notYetValid].contains(certificate)
      #expect((shown.spki == scene.authority.pin) == isOwnKey)
      #expect(WireRoute.isPin(shown.spki))
      for time in [shown.notBefore, shown.notAfter] { #expect(time.hasSuffix(" GMT")) }
      #expect(scene.mirror.connections == 2)
      #expect(scene.mirror.requestCount == 0)
    }
  }

  @Test("A good one needs no second look")
  func good() async throws {
    try await TLSScene.play { scene in
      let response = try await scene.ask()
      #expect(response.status == 200)
      #expect(response.tries.map(\.failure) == [nil])
      #expect(response.tries.first?.certificate == nil)
      #expect(response.tries.first?.timings.secured != nil)
      #expect(scene.mirror.connections == 1)
    }
  }

  @Test(
    "A handshake that breaks shows none, and is not repeated", arguments: [Fault.resetAfterHello, .closeAfterHello])
  func broken(fault: Fault) async throws {
    try await TLSScene.play { scene in
      scene.mirror.fault = fault
      let failure = try await scene.failure()
      #expect(failure.kind == (fault == .resetAfterHello ? .resetInTLS : .closedInTLS))
      #expect(failure.tries.first?.certificate == nil)
      #expect(scene.mirror.connections == 1)
    }
  }

  @Test("A pinned key is asked for beside the issuer; another one is a mismatch, and shown")
  func pins() async throws {
    try await TLSScene.play { scene in
      let (pin, other) = (scene.authority.pin, scene.authority.otherPin)
      #expect(try await scene.ask(WireRoute(pins: [pin])).status == 200)
      #expect(try await scene.ask(WireRoute(pins: [other, pin])).status == 200)
      let failure = try await scene.failure(WireRoute(pins: [other]))
      #expect(failure.kind == .pinMismatch)
      #expect(failure.code == 90)
      #expect(failure.tries.first?.certificate?.spki == pin)
      scene.mirror.fault = .certificate(.expired)
      #expect(try await scene.failure(WireRoute(pins: [pin])).kind == .certificateTime)
    }
  }

  @Test("A pin that is none, or that nothing could check, is refused before anything is sent")
  func badPins() async throws {
    try await TLSScene.play { scene in
      #expect(try await scene.failure(WireRoute(pins: ["/etc/passwd"])).kind == .other)
      let plain = scene.url.replacing("https:", with: "http:")
      let failure = try await Scene.failure(
        of: plain, by: scene.transport, route: WireRoute(pins: [scene.authority.pin]))
      #expect(failure.kind == .badURL)
      #expect(scene.mirror.connections == 0)
    }
  }

  @Test("An upload never goes where the certificate is refused, nor with the look at it")
  func upload() async throws {
    let folder = try TemporaryFolder()
    let bytes = UploadScene.bytes(200_000)
    let upload = WireUpload(path: try folder.write(bytes, to: "drop"), size: bytes.count)
    try await TLSScene.play { scene in
      scene.mirror.fault = .certificate(.selfSigned)
      let outcome = await scene.transport.put(upload, to: scene.url)
      let failure = try #require(outcome.failure)
      #expect(failure.kind == .unknownIssuer)
      #expect(failure.tries.first?.certificate != nil)
      #expect(outcome.sent.isEmpty && !failure.isUploadWhole)
      #expect(scene.mirror.requestCount == 0)
    }
  }

  @Test("There is one look in an exchange, however many addresses show a bad one")
  func once() async throws {
    try await TLSScene.play(addresses: ["127.0.0.1", "127.0.0.2", "127.0.0.3"]) { scene in
      for mirror in scene.mirrors { mirror.fault = .certificate(.expired) }
      let failure = try await scene.failure()
      #expect(failure.tries.map(\.failure) == [.certificateTime, .certificateTime, .certificateTime])
      #expect(failure.tries.compactMap(\.certificate).count == 1)
      #expect(failure.tries.first?.certificate != nil)
      #expect(scene.mirrors.map(\.connections) == [2, 1, 1])
    }
  }

  @Test("A look that nobody answers holds the failure up for two seconds, and not longer")
  func silentLook() async throws {
    try await TLSScene.play { scene in
      scene.mirror.fault = .certificate(.wrongName)
      let count = Shared(Mutex(0))
      // The first connection goes through to the mirror; the second is swallowed.
      let goal = scene.mirror.port
      let gate = try RawServer { peer in
        let place = count.value.withLock { count in
          count += 1
          return count
        }
        if place == 1 { peer.join(port: goal) } else { peer.keepSilent() }
      }
      defer { gate.stop() }
      let failure = try await Scene.failure(of: "https://\(TLSScene.host):\(gate.port)/", by: scene.transport)
      #expect(failure.kind == .wrongName)
      #expect(failure.tries.first?.certificate == nil)
      #expect(gate.connections == 2)
      let first = try #require(failure.tries.first?.timings.total)
      #expect(first < 2_000)
      #expect(try (2_000...5_000).contains(#require(failure.timings.total)))
    }
  }
}
