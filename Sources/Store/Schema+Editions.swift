extension Schema {
  /// Signed newsrooms.
  ///
  /// `edition` has what the verifier knows (`state`, opaque here) and how far it is (`EditionStatus` as JSON). `entry` holds the
  /// entries' bytes as they are signed; of one that was erased, its leaf alone. The revision of an article that an entry made has
  /// the `stamp` 1 + `place`.
  ///
  /// A body is kept once, as the gzip member that it came in: inside `revision.body` (`MemberBody`), where it is read, and `member`
  /// says which revision has it; or in `member.bytes`, where no revision does. The triggers bring it from the one place to the other, whoever
  /// lets a revision go: what was signed can be passed on whatever the reader throws away.
  static let editions = """
    CREATE TABLE edition (
      newsroom INTEGER PRIMARY KEY REFERENCES newsroom(id) ON DELETE CASCADE,
      wanted TEXT,
      state BLOB,
      status TEXT,
      lookedForRoot INTEGER,
      bytes INTEGER NOT NULL DEFAULT 0,
      mirrorsPlace INTEGER NOT NULL DEFAULT -1,
      lists TEXT
    );
    CREATE TABLE entry (
      id INTEGER PRIMARY KEY,
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      leaf BLOB,
      article INTEGER,
      segment INTEGER,
      start INTEGER,
      isUnknown INTEGER NOT NULL DEFAULT 0,
      UNIQUE (newsroom, place)
    );
    CREATE INDEX entry_article ON entry (article) WHERE article IS NOT NULL;
    CREATE INDEX entry_body ON entry (newsroom, segment, start) WHERE segment IS NOT NULL;
    CREATE INDEX entry_unknown ON entry (newsroom) WHERE isUnknown = 1;
    CREATE INDEX entry_erased ON entry (newsroom) WHERE leaf IS NOT NULL;
    CREATE TABLE retraction (
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      of TEXT NOT NULL,
      place INTEGER NOT NULL,
      note TEXT,
      time INTEGER NOT NULL,
      PRIMARY KEY (newsroom, of, place)
    ) WITHOUT ROWID;
    CREATE TABLE wantedBody (
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      segment INTEGER NOT NULL,
      start INTEGER NOT NULL,
      length INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      packed TEXT,
      type TEXT NOT NULL,
      frame TEXT,
      PRIMARY KEY (newsroom, place)
    ) WITHOUT ROWID;
    CREATE TABLE member (
      id INTEGER PRIMARY KEY,
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      segment INTEGER NOT NULL,
      start INTEGER NOT NULL,
      length INTEGER NOT NULL,
      revision INTEGER,
      bytes BLOB,
      UNIQUE (newsroom, segment, start)
    );
    CREATE INDEX member_revision ON member (revision) WHERE revision IS NOT NULL;
    CREATE TABLE entryFile (
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      size INTEGER NOT NULL,
      isHere INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (newsroom, place, sha256)
    ) WITHOUT ROWID;
    CREATE INDEX entryFile_name ON entryFile (sha256);
    CREATE INDEX entryFile_wanted ON entryFile (newsroom, place) WHERE isHere = 0;
    CREATE TABLE evidence (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      mirror TEXT NOT NULL,
      path TEXT NOT NULL,
      seen INTEGER NOT NULL,
      fault TEXT NOT NULL,
      bytes BLOB NOT NULL
    );
    CREATE INDEX evidence_newsroom ON evidence (newsroom);
    ALTER TABLE mirror ADD COLUMN signed TEXT;
    ALTER TABLE mirror ADD COLUMN isFromRecord INTEGER NOT NULL DEFAULT 0;
    CREATE TRIGGER member_of_gone BEFORE DELETE ON revision WHEN substr(old.body, 1, 1) = x'03' BEGIN
      UPDATE member SET bytes = substr(old.body, 6, length), revision = NULL WHERE revision = old.id;
    END;
    CREATE TRIGGER member_of_changed BEFORE UPDATE OF body ON revision
    WHEN substr(old.body, 1, 1) = x'03' AND old.body IS NOT new.body BEGIN
      UPDATE member SET bytes = substr(old.body, 6, length), revision = NULL WHERE revision = old.id;
    END;
    """
}
