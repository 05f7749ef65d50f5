import News

extension RoundReport {
  /// Whether all that happened is what happens without a network.
  var mayBeOffline: Bool {
    !mirrors.isEmpty && trouble != RoundTrouble.cancelled.rawValue
      && mirrors.allSatisfy { $0.verdict.map { FailureJudge.networkless.contains($0.symptom) } ?? false }
  }

  var wasCancelled: Bool { trouble == RoundTrouble.cancelled.rawValue }

  /// The same, charged to nobody.
  var offline: RoundReport {
    var report = self
    report.isOffline = true
    report.trouble = nil
    for index in report.mirrors.indices { report.mirrors[index].chargeNobody() }
    return report
  }
}
