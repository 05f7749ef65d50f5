import Desk
import News
import Terminal

/// How an alert calls for its reader: at the bottom of the screen, by the bell, by the terminal, by the user's program.
extension EffectRunner {
  func call(_ call: AlertPace.Call) {
    let title = call.word.title
    loop.post(
      .alerted(
        call.others == 0
          ? "alert: \(title)"
          : Phrase(verbatim: session("alert: \(title)") + " · " + session(Self.others(call.others)))))
    // Nobody but the reader is to see more than that there is something, unless the settings say so.
    if settings.alerts.notifies { screen.notify("\(call.word.newsroom): \(title)") }
    guard let program = AlertProgram(settings.alerts.command) else { return }
    work { try await program.call(call.word) }
  }

  private static func others(_ count: Int) -> Phrase {
    Phrase(count, one: "%1 more alert", many: "%1 more alerts")
  }
}
