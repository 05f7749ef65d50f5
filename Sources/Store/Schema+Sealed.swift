extension Schema {
  /// Reports that are sealed to a desk's keys, its receipts and its letters.
  ///
  /// `report.sealedTo` names the recipients of the drop, as JSON; null of an unsealed one. `formerDrop` has the names of drops that
  /// somebody may hold though another was made in their place. `receipt` is the place of the entry that says the desk has it.
  ///
  /// `reportKey` has a report's one-time keys: what a version of it is signed with, and what opens its letters. They go with it, and
  /// by themselves some time after the receipt. `first` is the size that the record had when it was filed, `tried` the last of
  /// `letter` that was tried: those are in the order in which they came, which is not that of the record.
  static let sealed = """
    ALTER TABLE report ADD COLUMN sealedTo TEXT;
    ALTER TABLE report ADD COLUMN relayed INTEGER;
    ALTER TABLE report ADD COLUMN received INTEGER;
    ALTER TABLE report ADD COLUMN receipt INTEGER;
    CREATE TABLE formerDrop (
      report INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      PRIMARY KEY (report, name)
    ) WITHOUT ROWID;
    CREATE TABLE reportKey (
      report INTEGER PRIMARY KEY REFERENCES report(id) ON DELETE CASCADE,
      seed BLOB NOT NULL,
      identity BLOB NOT NULL,
      first INTEGER NOT NULL,
      tried INTEGER NOT NULL
    );
    CREATE TABLE letter (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      newsroom INTEGER NOT NULL REFERENCES newsroom(id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      UNIQUE (newsroom, place)
    );
    CREATE TABLE reportLetter (
      report INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
      newsroom INTEGER NOT NULL,
      place INTEGER NOT NULL,
      time INTEGER NOT NULL,
      text BLOB NOT NULL,
      PRIMARY KEY (report, newsroom, place)
    );
    """
}
