import MirrorLab
import News

/// What any mirror of a stage may suffer from, and what may truly be said of it then.
struct Ailment: Sendable {
  var name: String
  var symptoms: Set<Verdict.Symptom>
  /// What is said with a witness: blocked (true) or not (false); nil where the control may be undecided.
  var isBlocked: Bool? = false
  /// Takes effect on that mirror.
  var strike: @Sendable (Stage, Int) -> Void

  private init(
    _ name: String, _ symptoms: Set<Verdict.Symptom>, isBlocked: Bool? = false,
    _ strike: @escaping @Sendable (Stage, Int) -> Void
  ) {
    (self.name, self.symptoms, self.isBlocked, self.strike) = (name, symptoms, isBlocked, strike)
  }

  private init(_ fault: Fault, _ symptoms: Set<Verdict.Symptom>, isBlocked: Bool? = false) {
    self.init(fault.name, symptoms, isBlocked: isBlocked) { $0.mirrors[$1].fault = fault }
  }

  /// By its name, as a censor does it.
  private init(filter fault: Fault, _ symptom: Verdict.Symptom, isBlocked: Bool?) {
    self.init("\(fault.name) of its name", [symptom], isBlocked: isBlocked) {
      $0.mirrors[$1].filteredNames = [Stage.host($1)]
      $0.mirrors[$1].fault = fault
    }
  }

  private init(_ answer: LabNames.Answer, _ symptom: Verdict.Symptom) {
    self.init("\(answer)", [symptom]) { $0.names[Stage.host($1)] = answer }
  }

  /// What a censor does to a mirror, and what happens to it by itself.
  static let all: [Ailment] = [
    Ailment(.noSuchName, .noSuchName), Ailment(.serverFailure, .resolverFailed), Ailment(.silence, .resolverSilent),
    Ailment(.addresses([Stage.reserved]), .falseAnswer),
    Ailment(.refuse, [.refused]),
    Ailment(filter: .resetAfterHello, .resetInHello, isBlocked: true),
    Ailment(filter: .closeAfterHello, .closedInHello, isBlocked: true),
    Ailment(filter: .swallowHello, .tlsSwallowed, isBlocked: nil),
    Ailment(.resetAfterHello, [.resetInHello]), Ailment(.refuseHello, [.tlsRefused]),
    Ailment(.plainText, [.plainTextOnTLS]),
    Ailment(.certificate(.selfSigned), [.unknownIssuer], isBlocked: true),
    Ailment(.certificate(.wrongName), [.wrongCertificate]), Ailment(.certificate(.expired), [.certificateTime]),
    Ailment(.reset, [.reset]), Ailment(.swallow, [.silent]),
    Ailment(.blockPage, [.notAFeed], isBlocked: true), Ailment(.portal, [.notAFeed], isBlocked: true),
    Ailment(.status(451), [.legalReasons], isBlocked: true), Ailment(.status(403), [.forbidden]),
    Ailment(.status(404), [.notFound]), Ailment(.status(429), [.askedToWait]), Ailment(.status(503), [.broken]),
    Ailment(.redirect("http://127.0.0.9:9/"), [.redirected]),
    Ailment(.cut(at: 700), [.cutOff, .contentFilter]), Ailment(.resetAt(700), [.cutOff, .contentFilter]),
    Ailment(.stall(after: 700), [.stalled]), Ailment(.empty, [.empty]), Ailment(.garbage, [.notAFeed]),
    Ailment(.notHTTP, [.other]),
  ]

  /// What a mirror does that has no network, or no resolver.
  static let networkless: Set<Verdict.Symptom> = [.noSuchName, .resolverFailed, .resolverSilent]
}
