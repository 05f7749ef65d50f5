extension Feed {
  /// The object that `wirecopy parse` prints.
  public func json() -> String { "{}" }
}
