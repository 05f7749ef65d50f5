extension Schema {
  /// Folders (tags and saved searches), mutes, boards, and keeping.
  ///
  /// `folder` has a list in `listing` under its number with a minus before it; `status.tags` and `status.finds` name those that an
  /// article is in, as `sections` does, parted by commas. A muted article has lines for its tags alone. `muted` says which mutes hide
  /// it. `post` and `thread` are there for newsrooms whose articles answer one another (`isBoard`). `gone` remembers by a hash of
  /// its key each article that was let go, so that no mirror brings it back. `file` is what an article names and was, or is to be,
  /// fetched. The last indexes are for the filters of searches and the order by title.
  static let shelf = """
    ALTER TABLE newsroom ADD COLUMN isBoard INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE status ADD COLUMN isMuted INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE status ADD COLUMN tags TEXT;
    ALTER TABLE status ADD COLUMN finds TEXT;
    DROP INDEX status_all;
    DROP INDEX status_newsroom;
    DROP INDEX status_unread;
    CREATE INDEX status_all ON status (isAlert, time, article, isMuted);
    CREATE INDEX status_newsroom ON status (newsroom, isAlert, time, article, isRead, isMuted);
    CREATE INDEX status_unread ON status (isAlert, time, article, isMuted) WHERE isRead = 0;
    CREATE INDEX status_muted ON status (article) WHERE isMuted = 1;
    ALTER TABLE action ADD COLUMN detail TEXT;
    CREATE TABLE folder (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      name TEXT NOT NULL COLLATE NOCASE,
      query TEXT,
      total INTEGER NOT NULL DEFAULT 0,
      unread INTEGER NOT NULL DEFAULT 0,
      UNIQUE (kind, name)
    );
    CREATE TABLE mute (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      newsroom INTEGER REFERENCES newsroom(id) ON DELETE CASCADE,
      subject TEXT NOT NULL,
      added INTEGER NOT NULL,
      until INTEGER
    );
    CREATE INDEX mute_until ON mute (until) WHERE until IS NOT NULL;
    CREATE TABLE muted (
      mute INTEGER NOT NULL REFERENCES mute(id) ON DELETE CASCADE,
      article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
      PRIMARY KEY (mute, article)
    ) WITHOUT ROWID;
    CREATE INDEX muted_article ON muted (article);
    CREATE TABLE thread (
      id INTEGER PRIMARY KEY,
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      latest INTEGER NOT NULL,
      isMuted INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX thread_latest ON thread (newsroom, isMuted, latest, id);
    CREATE TABLE post (
      article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
      thread INTEGER NOT NULL,
      parent INTEGER
    );
    CREATE INDEX post_thread ON post (thread, article);
    CREATE INDEX article_reply ON article (newsroom, inReplyTo) WHERE inReplyTo IS NOT NULL;
    CREATE TABLE keeping (
      newsroom INTEGER PRIMARY KEY,
      policy TEXT NOT NULL
    );
    CREATE TABLE gone (
      id INTEGER PRIMARY KEY,
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      hash INTEGER NOT NULL,
      UNIQUE (newsroom, hash)
    );
    CREATE TABLE file (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      url TEXT NOT NULL,
      type TEXT,
      sha256 TEXT,
      size INTEGER,
      etag TEXT,
      fetched INTEGER,
      tried INTEGER,
      tries INTEGER NOT NULL DEFAULT 0,
      UNIQUE (newsroom, url)
    );
    CREATE INDEX file_sha256 ON file (sha256) WHERE sha256 IS NOT NULL;
    CREATE TABLE illustration (
      article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
      file INTEGER NOT NULL REFERENCES file(id) ON DELETE CASCADE,
      PRIMARY KEY (article, file)
    ) WITHOUT ROWID;
    CREATE INDEX illustration_file ON illustration (file);
    CREATE INDEX article_byline ON article (byline) WHERE byline IS NOT NULL;
    CREATE INDEX article_language ON article (language) WHERE language IS NOT NULL;
    CREATE INDEX article_pictures ON article (pictures) WHERE pictures > 0;
    CREATE INDEX article_title ON article (title COLLATE NOCASE);
    """
}
