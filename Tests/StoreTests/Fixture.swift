/// What earlier versions wrote, as SQL that is never edited.
enum Fixture {
  /// Schema 1 with one newsroom, one mirror and one article (without its words in the index, and an empty body).
  static let versionOne = """
      PRAGMA page_size = 8192;
      PRAGMA journal_mode = WAL;
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
      CREATE VIRTUAL TABLE search USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');
      INSERT INTO search(search, rank) VALUES('hashsize', 8388608);
      CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
      INSERT INTO grdb_migrations VALUES ('1 news');
      INSERT INTO newsroom (name, added, total, unread) VALUES ('strike', 1760000000000, 1, 1);
      INSERT INTO mirror (newsroom, url, position) VALUES (1, 'http://a.example/feed.xml', 0);
      INSERT INTO article (newsroom, key, title, pictures, isUrgent, mirror, shown) VALUES (1, 'g1', 'March', 0, 0, 1, 1);
      INSERT INTO revision VALUES (1, 1, 'March', 0, NULL, 1760000000000, 1, 0, 0, 0, x'01');
      INSERT INTO status (article, newsroom, isAlert, time, arrived) VALUES (1, 1, 0, 1759990000000, 1760000000000);
      PRAGMA application_id = 1466528357;
      PRAGMA user_version = 1;
    """
}
