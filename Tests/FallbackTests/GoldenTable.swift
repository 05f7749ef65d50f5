import Foundation
import MirrorLab
import News
import TLSLab
import Wire

/// The table of verdicts of the design of mirrors, for mirrors that serve a feed. The rows of the addresses' and the network's
/// faults stand apart.
enum GoldenTable {
  static let rows = names + connections + handshakes + certificates + answers + bodies + ways

  /// A silence that a scene waits for.
  static let short = 400

  static func filter(_ stage: Stage, _ fault: Fault) {
    stage.mirrors[0].filteredNames = [Stage.host(0)]
    stage.mirrors[0].fault = fault
  }

  static func fault(_ fault: Fault) -> @Sendable (Stage) async throws -> Void { { $0.mirrors[0].fault = fault } }

  // MARK: Names

  static let names: [GoldenRow] = [
    GoldenRow("No such name, while other names work", .init(.noSuchName), words: "no such name") {
      $0.names[Stage.host(0)] = .noSuchName
    },
    GoldenRow("A name without an address", .init(.noSuchName), words: "no such name") {
      $0.names[Stage.host(0)] = .noAddress
    },
    offlineAlone(
      GoldenRow("The resolver fails", .init(.resolverFailed), words: "DNS refused or failed") {
        $0.names[Stage.host(0)] = .serverFailure
      }),
    offlineAlone(
      GoldenRow("The resolver refuses", .init(.resolverFailed), words: "DNS refused or failed") {
        $0.names[Stage.host(0)] = .refused
      }),
    offlineAlone(
      GoldenRow("The resolver is silent", .init(.resolverSilent), words: "DNS did not answer", then: .overtaken) {
        $0.names[Stage.host(0)] = .silence
      }
    ).with { $0.limits = { $0.dns = short } },
    GoldenRow("No such name, and an address is given", .init(.noSuchName), words: "") {
      $0.names[Stage.host(0)] = .noSuchName
    }.with {
      $0.route = { MirrorRoute(addresses: [$0.mirrors[0].address]) }
      ($0.alone, $0.witnessed, $0.then) = (nil, nil, .itself)
    },
    GoldenRow("An answer in a reserved range", .init(.falseAnswer, .soft, .likely), words: "false address") {
      $0.names[Stage.host(0)] = .addresses([Stage.reserved])
    }.with { $0.shows = { $0.answers == [.init(Stage.reserved, isReserved: true)] && $0.tries?.count == 1 } },
    GoldenRow(
      "A reserved answer, and a given address completes TLS", .init(.falseAnswer, .none, .confirmed),
      words: "false address", isBlocked: true, then: .itself
    ) {
      $0.names[Stage.host(0)] = .addresses([Stage.reserved])
    }.with {
      $0.route = { MirrorRoute(addresses: [$0.mirrors[0].address]) }
      $0.shows = { $0.answers == [.init(Stage.reserved, isReserved: true)] }
    },
    GoldenRow(
      "A false answer that interrupts TLS, and a given address completes it", .init(.falseAnswer, .none, .confirmed),
      words: "false address", then: .itself
    ) {
      $0.names[Stage.host(0)] = .addresses([$0.mirrors[3].address])
      $0.mirrors[3].fault = .certificate(.unknownIssuer)
    }.with {
      $0.route = { MirrorRoute(addresses: [$0.mirrors[0].address]) }
      $0.shows = { ($0.tries?.count ?? 0) == 2 }
      // The address that worked is asked at once, and the resolver is not waited for.
      $0.witnessed = nil
    },
    GoldenRow("The resolver lies, and one over HTTPS does not", .init(.noSuchName), words: "") {
      $0.names[Stage.host(0)] = .noSuchName
      $0.mirrors[1].names = LabNames([Stage.host(0): .addresses([$0.mirrors[0].address])])
    }.with {
      $0.route = { MirrorRoute(names: $0.mirrors[1].url(LabMirror.namesPath)) }
      ($0.alone, $0.witnessed, $0.then) = (nil, nil, .itself)
    },
  ]

  private static func offlineAlone(_ row: GoldenRow) -> GoldenRow { row.with { $0.alone = .offline } }

  // MARK: Connections

  static let connections: [GoldenRow] = [
    GoldenRow("Connection refused", .init(.refused), words: "connection refused", make: fault(.refuse)).with {
      $0.shows = { $0.errno == 111 && $0.code == 7 && $0.addresses == ["127.0.0.2"] }
    },
    GoldenRow(
      "Reset at once", .init(.reset), words: "reset the connection", isSecure: false, make: fault(.resetOnAccept)
    ).with { $0.shows = { $0.errno == 104 } },
    GoldenRow("Reset after the request", .init(.reset), words: "reset the connection", make: fault(.reset)),
    GoldenRow(
      "Silent after the request", .init(.silent), words: "not answering", then: .overtaken, make: fault(.swallow)
    ).with {
      $0.limits = { $0.firstByte = short }
      $0.shows = { $0.secured != nil && $0.firstByte == nil }
    },
    GoldenRow(
      "Slow, and alone it serves", .init(.silent), words: "", then: .overtaken, make: fault(.slow(milliseconds: 700))
    ).with { ($0.alone, $0.witnessed) = (nil, nil) },
  ]

  // MARK: Handshakes

  static let handshakes: [GoldenRow] = [
    GoldenRow(
      "Reset after the TLS hello of its name", .init(.resetInHello, .soft, .likely), words: "TLS", isBlocked: true
    ) { filter($0, .resetAfterHello) }.with {
      $0.witnessed?.confidence = .confirmed
      $0.shows = { $0.errno == 104 && $0.connected != nil && $0.secured == nil }
    },
    GoldenRow("Reset after every TLS hello", .init(.resetInHello, .soft, .likely), words: "TLS") {
      $0.mirrors[0].fault = .resetAfterHello
    },
    GoldenRow("Closed after the TLS hello of its name", .init(.closedInHello), words: "TLS", isBlocked: true) {
      filter($0, .closeAfterHello)
    }.with { $0.witnessed?.confidence = .confirmed },
    GoldenRow("Closed after every TLS hello", .init(.closedInHello), words: "TLS") {
      $0.mirrors[0].fault = .closeAfterHello
    },
    GoldenRow(
      "Silent after the TLS hello of its name", .init(.tlsSwallowed), words: "TLS", isBlocked: true, then: .overtaken
    ) { filter($0, .swallowHello) }.with {
      $0.limits = { $0.tls = short }
      $0.witnessed?.confidence = .confirmed
    },
    GoldenRow(
      "Silent after every TLS hello", .init(.tlsSwallowed), words: "TLS", then: .overtaken, make: fault(.swallowHello)
    ).with { $0.limits = { $0.tls = short } },
    GoldenRow("TLS refused", .init(.tlsRefused), words: "refused to speak TLS", make: fault(.refuseHello)).with {
      $0.shows = { $0.code == 35 && $0.detail != nil }
    },
    GoldenRow("Plain text on a TLS port", .init(.plainTextOnTLS), words: "plain text", make: fault(.plainText)),
  ]

  // MARK: Certificates

  static let certificates: [GoldenRow] =
    [LabCertificate.selfSigned, .untrustedRoot, .unknownIssuer].map { certificate in
      GoldenRow(
        "Unknown issuer: \(certificate.rawValue)", .init(.unknownIssuer, .hard, .likely), words: "certificate",
        isBlocked: true, make: fault(.certificate(certificate))
      ).with { $0.shows = { $0.code == 60 && $0.certificate?.key.hasPrefix("sha256//") == true } }
    } + [
      GoldenRow(
        "Another host's certificate", .init(.wrongCertificate, .hard), words: "another host's certificate",
        make: fault(.certificate(.wrongName))
      ).with { $0.shows = { $0.certificate?.subject.contains("Lab mirror") == true } },
      GoldenRow(
        "Expired", .init(.certificateTime), words: "not valid today", make: fault(.certificate(.expired))
      ).with { $0.shows = { $0.certificate?.notAfter.isEmpty == false } },
      GoldenRow(
        "Not yet valid", .init(.certificateTime), words: "not valid today",
        make: fault(.certificate(.notYetValid))
      ).with { $0.shows = { $0.certificate?.notBefore.isEmpty == false } },
      GoldenRow(
        "Another key than the pinned one", .init(.pinMismatch, .hard, .confirmed), words: "key", isBlocked: true
      ) { _ in
      }.with {
        $0.route = { MirrorRoute(pins: [$0.authority.otherPin]) }
        $0.shows = { $0.code == 90 }
      },
      GoldenRow("The pinned key", .init(.pinMismatch), words: "") { _ in }.with {
        $0.route = { MirrorRoute(pins: [$0.authority.pin]) }
        ($0.alone, $0.witnessed, $0.then) = (nil, nil, .itself)
      },
    ]
}
