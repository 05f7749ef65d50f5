extension Document {
  /// The pictures in it, in their order, at whatever depth.
  public var figures: [Figure] { Self.figures(of: blocks) }

  private static func figures(of blocks: [Block]) -> [Figure] {
    blocks.flatMap { block -> [Figure] in
      switch block {
      case .figure(let figure): [figure]
      case .quote(let blocks): figures(of: blocks)
      case .list(_, let items): items.flatMap(figures)
      case .definitions(let list): list.flatMap { figures(of: $0.meaning) }
      default: []
      }
    }
  }
}
