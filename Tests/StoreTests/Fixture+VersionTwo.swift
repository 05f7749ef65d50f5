extension Fixture {
  /// Schema 2 as a Wirecopy of that time left it: a newsroom with a mirror that served, one that showed a block page and a relay
  /// that refused the connection, an article (its body left out), and two rounds of the log.
  static let versionTwo = """
    PRAGMA page_size = 8192;
    PRAGMA journal_mode = WAL;
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
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
    , consent INTEGER NOT NULL DEFAULT 0);
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
    CREATE TABLE "mirror" (
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
    INSERT INTO search(search, rank) VALUES('hashsize', 8388608);
    INSERT INTO grdb_migrations VALUES ('1 news');
    INSERT INTO grdb_migrations VALUES ('2 reports');
    INSERT INTO newsroom VALUES (1, 'Strike', 'Strike Wire', 1795250008981, 1795250008990, NULL, 0, 1, 1, 1);
    INSERT INTO mirror VALUES (1, 1, 'http://127.0.0.1:18080/feed.xml', 'feed', 0, 0, 0, NULL, 1795250008990,
      1795250008990, 7, NULL, NULL, 'http://127.0.0.1:18080/feed.xml', NULL, 'Sat, 21 Nov 2026 08:33:27 GMT',
      x'855576e6726e14faf31fa779656d621d');
    INSERT INTO mirror VALUES (2, 1, 'http://127.0.0.1:18081/', 'relay', 1, 0, 0, '{"weight":"soft",
      "symptom":"refused","evidence":{"addresses":["127.0.0.1"],"errno":111,"total":0,"resolved":0,
      "detail":"Failed to connect to 127.0.0.1 port 18081 after 0 ms: Couldn''t connect to server","code":7},
      "confidence":"observed"}', 1795250010952, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO article VALUES (1, 1, 'g1', NULL, '파업 소식', 'http://x.example/1', NULL, NULL, NULL, NULL, NULL, NULL,
      0, NULL, 0, 1, 1, 1);
    INSERT INTO revision VALUES (1, 1, '파업 소식', 0, NULL, 1795250008983, 1, 6993814340034234322, 166, 339,
      x'01');
    INSERT INTO status VALUES (1, 1, 0, 1795250008983, 1795250008983, 0, 0, 0, NULL);
    INSERT INTO round VALUES (1, 1, 1795250008983, '{"isOffline":false,"revised":0,"mirrors":[{"milliseconds":7,
      "kind":"served","url":"http:\\/\\/127.0.0.1:18080\\/feed.xml","mirror":1}],"name":"Strike",
      "started":1795250008983,"newsroom":1,"served":1,"milliseconds":7,"new":1,
      "servedURL":"http:\\/\\/127.0.0.1:18080\\/feed.xml"}');
    INSERT INTO mirror VALUES (3, 1, 'http://127.0.0.9:8099/news.atom', 'feed', 2, 0, 0, '{"symptom":"notAFeed",
      "evidence":{"resolved":0,"found":"Blocked by order","bytes":46,"total":2,"connected":0,"firstByte":1,
      "addresses":["127.0.0.9"],"status":200},"confidence":"likely","weight":"hard"}', 1795256743330, NULL, NULL,
      NULL, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO round VALUES (2, 1, 1795256743326, '{"started":1795256743326,"name":"sori","new":0,"revised":0,
      "mirrors":[{"mirror":3,"url":"http:\\/\\/127.0.0.9:8099\\/news.atom","kind":"failed",
      "verdict":{"symptom":"notAFeed","evidence":{"resolved":0,"status":200,"addresses":["127.0.0.9"],"bytes":46,
      "found":"Blocked by order","total":2,"connected":0,"firstByte":1},"confidence":"likely","weight":"hard"},
      "milliseconds":3}],"isOffline":false,"newsroom":1,"milliseconds":4}');
    PRAGMA application_id = 1466528357;
    PRAGMA user_version = 2;
    """
}
