extension Schema {
  /// Whole texts beside the words of the feeds, and pages of older articles.
  ///
  /// `newsroom.archive` is an `ArchiveTrail` as JSON; `posts` the root of the REST API of a WordPress site whose feed gives excerpts,
  /// `postsMissing` when no mirror had it. `revision.isStandIn` marks words that a REST API gave for an article that no feed
  /// has named yet: they give way to the feed's. `fullText.words` is the hash of the wording that was shown when it was fetched.
  /// `fullTextTry` counts pages that were asked for in vain, so that they are not asked for in each round.
  static let fullText = """
    ALTER TABLE newsroom ADD COLUMN fullText INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE newsroom ADD COLUMN archive TEXT;
    ALTER TABLE newsroom ADD COLUMN posts TEXT;
    ALTER TABLE newsroom ADD COLUMN postsMissing INTEGER;
    ALTER TABLE article ADD COLUMN withdrawn INTEGER;
    ALTER TABLE revision ADD COLUMN isStandIn INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE fullText (
      article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
      source TEXT NOT NULL,
      url TEXT NOT NULL,
      byline TEXT,
      stamp INTEGER NOT NULL,
      fetched INTEGER NOT NULL,
      words INTEGER NOT NULL,
      textLength INTEGER NOT NULL,
      bodyLength INTEGER NOT NULL,
      body BLOB NOT NULL
    );
    CREATE TABLE fullTextTry (
      article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
      tries INTEGER NOT NULL,
      tried INTEGER NOT NULL
    );
    """
}
