/// How a list of headlines is ordered. Alerts that nobody acknowledged stand on top of each.
public enum ListOrder: String, Hashable, Sendable, Codable, CaseIterable {
  case newest, oldest
  /// By title, as the letters' numbers go, capitals as small ones.
  case title
  /// By the newsroom's name, then the newest first.
  case newsroom
}
