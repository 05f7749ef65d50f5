extension Schema {
  /// How mirrors did lately (`MirrorMemory` as its one line), how each is reached (`MirrorRoute` as JSON; nothing where it is
  /// as the settings say), and how many rounds a newsroom had. One index is for forgetting, which looks at few of many; the
  /// other spares the lists of mirrors a sort.
  static let mirrors = """
    ALTER TABLE newsroom ADD COLUMN rounds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE mirror ADD COLUMN memory TEXT;
    ALTER TABLE mirror ADD COLUMN route TEXT;
    CREATE INDEX mirror_tried ON mirror (lastTried) WHERE lastTried IS NOT NULL;
    CREATE INDEX mirror_order ON mirror (newsroom, kind = 'relay', position, id);
    """
}
