/// What is wrong in a theme file.
public struct ThemeFault: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case unknownRole
    case unknownWord(String)
    case colourTwice(String)
    case onWithoutColour
  }
  public var role: String
  public var reason: Reason
  public init(role: String, reason: Reason) {
    self.role = role
    self.reason = reason
  }

  /// What is wrong, where, and what to write.
  public var message: String {
    let role = VisibleText.line(self.role)
    switch reason {
    case .unknownRole:
      return "there is no role “\(role)”; roles are \(Role.allCases.map(\.rawValue).joined(separator: ", "))"
    case .unknownWord(let word):
      return
        "“\(VisibleText.line(word))” in \(role) is no colour and no attribute; write bold, dim, underline, reverse, "
        + "a number from 0 to 255, #rrggbb, or \(Theme.Look.colours.joined(separator: ", ")), bright-red …, default"
    case .colourTwice(let word):
      return "\(role) has a second colour “\(VisibleText.line(word))”; write it once, or after “on”"
    case .onWithoutColour: return "\(role) ends in “on”; write the colour of the background after it"
    }
  }
}
