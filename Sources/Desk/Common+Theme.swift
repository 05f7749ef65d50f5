import Foundation
import News

extension Common {
  /// Uses a theme by its name, and keeps it.
  mutating func keepTheme(_ name: String) {
    let wanted = name.trimmingCharacters(in: .whitespaces).lowercased()
    guard let choice = options.themes.first(where: { $0.name.lowercased() == wanted }) else {
      let known = options.themes.map(\.name).joined(separator: ", ")
      return say("there is no theme \(name); themes are \(known)", .bad)
    }
    theme = choice.name
    want(.world(.theme(choice.theme)))
    want(.world(.keepTheme(choice.name)))
  }
}
