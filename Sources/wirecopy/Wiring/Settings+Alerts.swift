import News
import TOMLKit

extension Settings {
  /// `[alerts]`: how an alert calls for its reader, beside its place on top of the lists.
  struct Alerting: Hashable, Sendable {
    var rings = true
    /// Asks the terminal for a notification (OSC 9) that shows the title. Off: it may show on a locked screen.
    var notifies = false
    /// A program and its arguments, run for each alert; empty is none. `{title}` and `{newsroom}` in an argument are
    /// replaced; where `{title}` is in none of them, it is on standard input.
    var command: [String] = []

    init() {}

    init(_ section: TOMLTable, _ reading: inout Reading) throws(Failure) {
      for key in section.keys.sorted() {
        switch key {
        case "bell": rings = try reading.bool(section, key, "alerts")
        case "notify": notifies = try reading.bool(section, key, "alerts")
        case "command": command = try reading.strings(section, key, "alerts")
        default:
          throw reading.fault(key, in: "alerts", "unknown setting \(key); [alerts] knows bell, notify, command")
        }
      }
    }
  }
}
