-- One row for each entry of a statement. `other` is the entry that it takes back or the payment that bounced.
CREATE TABLE statement_entry (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  counter INTEGER NOT NULL, actor BLOB NOT NULL,
  person INTEGER NOT NULL, month INTEGER NOT NULL, what TEXT NOT NULL, at INTEGER NOT NULL,
  amount INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '', receipt TEXT NOT NULL DEFAULT '',
  run BLOB NOT NULL DEFAULT x'', other_counter INTEGER, other_actor BLOB, lines BLOB NOT NULL DEFAULT x'',
  PRIMARY KEY (document, counter, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_entry_person ON statement_entry (person);

-- One row for each entry of a run of payouts. `text` is a line's phone number, or a reason.
CREATE TABLE run_entry (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  counter INTEGER NOT NULL, actor BLOB NOT NULL,
  run INTEGER NOT NULL, what TEXT NOT NULL, at INTEGER NOT NULL,
  person INTEGER NOT NULL DEFAULT 0, month INTEGER NOT NULL DEFAULT 0, amount INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL DEFAULT '', digest BLOB NOT NULL DEFAULT x'', other_counter INTEGER, other_actor BLOB,
  PRIMARY KEY (document, counter, actor)
) STRICT, WITHOUT ROWID;

-- What the office's second checks of an assignment add up to; each is a row of history too.
CREATE TABLE office_checked (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  workshop INTEGER NOT NULL, person INTEGER NOT NULL, key BLOB NOT NULL,
  good INTEGER NOT NULL, rejected INTEGER NOT NULL
) STRICT;
CREATE INDEX office_checked_key ON office_checked (key);
