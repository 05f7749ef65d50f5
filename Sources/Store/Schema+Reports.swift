extension Schema {
  /// The newsroom's consent, relays among the mirrors, drafts and the outbox.
  ///
  /// `mirror` is made anew: a relay may stand at the same address as a mirror of the same newsroom. Its numbers go on from where
  /// they were.
  ///
  /// A row of `report` without a state is a draft, and filing gives it one: so it keeps its number. `words` is what is short of
  /// the report, as JSON (`StoredWords`); the body is a row of its own (`PaddedText`). `kept` is when
  /// the words were last written, `saved` when anything was.
  static let reports = """
    ALTER TABLE newsroom ADD COLUMN consent INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE address (
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
      UNIQUE (newsroom, kind, url)
    );
    INSERT INTO address SELECT id, newsroom, url, kind, position, isPinned, isDisabled, verdict, lastTried, lastGood, latency,
      behind, offer, cursorURL, etag, lastModified, contentHash FROM mirror;
    DELETE FROM sqlite_sequence WHERE name = 'address';
    INSERT INTO sqlite_sequence (name, seq) SELECT 'address', seq FROM sqlite_sequence WHERE name = 'mirror';
    DROP TABLE mirror;
    ALTER TABLE address RENAME TO mirror;
    CREATE TABLE report (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      uuid TEXT NOT NULL,
      version INTEGER NOT NULL,
      newsroom INTEGER REFERENCES newsroom(id) ON DELETE SET NULL,
      newsroomName TEXT NOT NULL DEFAULT '',
      state TEXT,
      words TEXT NOT NULL,
      begun INTEGER NOT NULL,
      saved INTEGER NOT NULL,
      kept INTEGER NOT NULL,
      filed INTEGER,
      nonce BLOB,
      dropName TEXT,
      dropSize INTEGER,
      isCarried INTEGER NOT NULL DEFAULT 0,
      exported INTEGER,
      consent INTEGER NOT NULL DEFAULT 0,
      CHECK (state IS NOT NULL OR newsroom IS NOT NULL)
    );
    CREATE INDEX report_newsroom ON report (newsroom);
    CREATE INDEX report_uuid ON report (uuid);
    CREATE INDEX report_drop ON report (dropName) WHERE dropName IS NOT NULL;
    CREATE TABLE reportBody (
      report INTEGER PRIMARY KEY REFERENCES report(id) ON DELETE CASCADE,
      text BLOB NOT NULL
    );
    CREATE TABLE attachment (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      report INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      file TEXT NOT NULL,
      UNIQUE (report, place)
    );
    CREATE INDEX attachment_sha256 ON attachment (sha256);
    CREATE TABLE relayRecord (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      report INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
      url TEXT NOT NULL,
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      lastTried INTEGER,
      nextTry INTEGER,
      verdict TEXT,
      UNIQUE (report, url)
    );
    """
}
