extension Schema {
  /// Where an article's comments are, as its feed says, and how many; and withdrawals of articles that are not there: see
  /// `EarlyWithdrawals`. `key` and `path` are those of an article's identity.
  static let comments = """
    ALTER TABLE article ADD COLUMN comments TEXT;
    ALTER TABLE article ADD COLUMN commentCount INTEGER;
    CREATE TABLE withdrawal (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      path TEXT,
      time INTEGER NOT NULL,
      UNIQUE (newsroom, key)
    );
    """
}
