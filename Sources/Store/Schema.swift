import GRDB

/// The tables, by named migrations that are never edited once released.
enum Schema {
  /// "Wire" in ASCII: says that a database is ours.
  static let applicationID = 0x5769_7265
  /// The number of the last migration, kept in `user_version`.
  static let version = 9
  /// Bytes; bodies fill pages of 8 KiB better than those of 4 KiB.
  static let pageSize = 8192

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 news") { db in
      try db.execute(sql: news)
      try db.execute(sql: search)
      try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = 1")
    }
    migrator.registerMigration("2 reports", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: reports)
      try db.execute(sql: "PRAGMA user_version = 2")
    }
    migrator.registerMigration("3 mirrors", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: mirrors)
      try db.execute(sql: "PRAGMA user_version = 3")
    }
    migrator.registerMigration("4 shelf", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: shelf)
      try db.execute(sql: "PRAGMA user_version = 4")
    }
    migrator.registerMigration("5 full text", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: fullText)
      try db.execute(sql: "PRAGMA user_version = 5")
    }
    migrator.registerMigration("6 editions", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: editions)
      try db.execute(sql: "PRAGMA user_version = 6")
    }
    migrator.registerMigration("7 comments", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: comments)
      try db.execute(sql: "PRAGMA user_version = 7")
    }
    migrator.registerMigration("8 sealed", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: sealed)
      try db.execute(sql: "PRAGMA user_version = 8")
    }
    migrator.registerMigration("9 decisions", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: decisions)
      try db.execute(sql: "PRAGMA user_version = 9")
    }
    return migrator
  }

  /// Times are milliseconds since 1970.
  ///
  /// `article` is what mirrors gave, `status` what its reader did with it and where it stands in the lists: small rows and their
  /// indexes, which a list reads without touching an article. `revision` holds the wordings; `article.shown` is one of them.
  /// `total` and `unread` are kept in the transactions that change them (see `Tally`).
  private static let news = """
    CREATE TABLE newsroom (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE COLLATE NOCASE,
      title TEXT,
      added INTEGER NOT NULL,
      lastServed INTEGER,
      newest INTEGER,
      repeatsIDs INTEGER NOT NULL DEFAULT 0,
      total INTEGER NOT NULL DEFAULT 0,
      unread INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE mirror (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      url TEXT NOT NULL,
      kind TEXT NOT NULL DEFAULT 'feed',
      position INTEGER NOT NULL,
      isPinned INTEGER NOT NULL DEFAULT 0,
      isDisabled INTEGER NOT NULL DEFAULT 0,
      verdict TEXT,
      lastTried INTEGER,
      lastGood INTEGER,
      latency INTEGER,
      behind INTEGER,
      offer TEXT,
      cursorURL TEXT,
      etag TEXT,
      lastModified TEXT,
      contentHash BLOB,
      UNIQUE (newsroom, url)
    );
    CREATE TABLE section (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      total INTEGER NOT NULL DEFAULT 0,
      unread INTEGER NOT NULL DEFAULT 0,
      UNIQUE (newsroom, name)
    );
    CREATE TABLE article (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      path TEXT,
      title TEXT NOT NULL,
      link TEXT,
      byline TEXT,
      published INTEGER,
      updated INTEGER,
      language TEXT,
      sections TEXT,
      enclosures TEXT,
      pictures INTEGER NOT NULL,
      inReplyTo TEXT,
      isUrgent INTEGER NOT NULL,
      mirror INTEGER NOT NULL,
      shown INTEGER NOT NULL,
      revisions INTEGER NOT NULL DEFAULT 1,
      UNIQUE (newsroom, key)
    );
    CREATE INDEX article_path ON article (newsroom, path) WHERE path IS NOT NULL;
    CREATE TABLE revision (
      id INTEGER PRIMARY KEY,
      article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
      title TEXT NOT NULL,
      stamp INTEGER NOT NULL,
      updated INTEGER,
      arrived INTEGER NOT NULL,
      mirror INTEGER NOT NULL,
      hash INTEGER NOT NULL,
      textLength INTEGER NOT NULL,
      bodyLength INTEGER NOT NULL,
      body BLOB NOT NULL
    );
    CREATE INDEX revision_article ON revision (article);
    CREATE TABLE status (
      article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
      newsroom INTEGER NOT NULL,
      isAlert INTEGER NOT NULL,
      time INTEGER NOT NULL,
      arrived INTEGER NOT NULL,
      isRead INTEGER NOT NULL DEFAULT 0,
      isStarred INTEGER NOT NULL DEFAULT 0,
      isAcknowledged INTEGER NOT NULL DEFAULT 0,
      sections TEXT
    );
    CREATE INDEX status_all ON status (isAlert, time, article);
    CREATE INDEX status_newsroom ON status (newsroom, isAlert, time, article, isRead);
    CREATE INDEX status_unread ON status (isAlert, time, article) WHERE isRead = 0;
    CREATE INDEX status_starred ON status (isAlert, time, article, isRead) WHERE isStarred = 1;
    CREATE TABLE listing (
      section INTEGER NOT NULL,
      isAlert INTEGER NOT NULL,
      time INTEGER NOT NULL,
      article INTEGER NOT NULL,
      PRIMARY KEY (section, isAlert, time, article)
    ) WITHOUT ROWID;
    CREATE TABLE round (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      started INTEGER NOT NULL,
      report TEXT NOT NULL
    );
    CREATE INDEX round_newsroom ON round (newsroom);
    CREATE INDEX round_started ON round (started);
    CREATE TABLE action (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      articles BLOB NOT NULL
    );
    """

  /// `IndexWords` has cut and folded: the tokenizer has nothing left to decide. Places in the text are not kept
  /// (`detail=none`); a search verifies what it found on the text itself.
  private static let search = """
    CREATE VIRTUAL TABLE search USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');
    INSERT INTO search(search, rank) VALUES('hashsize', 8388608);
    """
}
