extension Schema {
  /// What the desk says became of a report: `decision` is the place of the entry that says so, `decided` its time.
  static let decisions = """
    ALTER TABLE report ADD COLUMN decided INTEGER;
    ALTER TABLE report ADD COLUMN decision INTEGER;
    """
}
