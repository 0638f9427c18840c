-- What was decided on this phone and nowhere else.
CREATE TABLE setting (
  name TEXT PRIMARY KEY NOT NULL,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- The documents: their names, and their automerge chunks in the order they came.
CREATE TABLE document (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  feed TEXT NOT NULL,
  kind INTEGER NOT NULL,
  key BLOB NOT NULL,
  UNIQUE (feed, kind, key)
) STRICT;

CREATE TABLE chunk (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  hash BLOB NOT NULL DEFAULT x'',
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX chunk_document ON chunk (document);

-- Changes of this phone that the server has not confirmed.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES document,
  hash BLOB NOT NULL,
  bytes BLOB NOT NULL,
  actor BLOB NOT NULL,
  start_op INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_document ON outbox (document);

-- Changes of this phone that the server refused. Kept until a person has dealt with them.
CREATE TABLE refused (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  feed TEXT NOT NULL,
  kind INTEGER NOT NULL,
  key BLOB NOT NULL,
  hash BLOB NOT NULL,
  bytes BLOB NOT NULL,
  code TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- What came from the server and could not be read. It blocks nothing else.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  feed TEXT NOT NULL,
  kind INTEGER NOT NULL,
  key BLOB NOT NULL,
  bytes BLOB NOT NULL,
  reason TEXT NOT NULL
) STRICT;

-- Feeds that the person may no longer read and that still hold unsent changes here.
CREATE TABLE lost_feed (feed TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;

-- Projections: what screens read. Everything below can be dropped and made again from the chunks.
CREATE TABLE product (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  sku TEXT NOT NULL, name_en TEXT NOT NULL, name_sw TEXT NOT NULL,
  rate INTEGER NOT NULL, minutes INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX product_sku ON product (sku);
CREATE TABLE product_material (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  material TEXT NOT NULL, each INTEGER NOT NULL,
  PRIMARY KEY (document, material)
) STRICT, WITHOUT ROWID;

CREATE TABLE material (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  code TEXT NOT NULL, name_en TEXT NOT NULL, name_sw TEXT NOT NULL,
  unit TEXT NOT NULL, source TEXT NOT NULL, cost INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX material_code ON material (code);

CREATE TABLE customer_order (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  key BLOB NOT NULL, number TEXT NOT NULL, source TEXT NOT NULL,
  placed TEXT NOT NULL, cancelled INTEGER NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE TABLE order_line (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  sku TEXT NOT NULL, pieces INTEGER NOT NULL, due TEXT NOT NULL,
  PRIMARY KEY (document, sku)
) STRICT, WITHOUT ROWID;

CREATE TABLE workshop (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  workshop INTEGER NOT NULL, code TEXT NOT NULL, place TEXT NOT NULL
) STRICT;
CREATE TABLE member (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  person INTEGER NOT NULL, workshop INTEGER, name TEXT NOT NULL, lead INTEGER NOT NULL,
  phone TEXT NOT NULL, skills TEXT NOT NULL, hours INTEGER,
  PRIMARY KEY (document, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_person ON member (person);
-- Names outlive membership: what somebody made before they left still has their name on it.
CREATE TABLE known_person (person INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE device (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  device BLOB NOT NULL, person INTEGER NOT NULL,
  PRIMARY KEY (document, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  workshop INTEGER NOT NULL, key BLOB NOT NULL, order_key BLOB NOT NULL, order_number TEXT NOT NULL,
  sku TEXT NOT NULL, rate INTEGER NOT NULL, pieces INTEGER NOT NULL, due TEXT NOT NULL,
  note TEXT NOT NULL, cancelled INTEGER NOT NULL
) STRICT;
CREATE INDEX batch_key ON batch (key);
CREATE INDEX batch_order ON batch (order_key);

CREATE TABLE completion (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  counter INTEGER NOT NULL, actor BLOB NOT NULL, key BLOB NOT NULL, at INTEGER NOT NULL,
  accepted INTEGER NOT NULL, rejected INTEGER NOT NULL, missing INTEGER NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (document, counter, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX completion_key ON completion (key);

CREATE TABLE assignment (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  workshop INTEGER NOT NULL, person INTEGER NOT NULL, key BLOB NOT NULL, batch BLOB NOT NULL,
  sku TEXT NOT NULL, rate INTEGER NOT NULL, pieces INTEGER NOT NULL, due TEXT NOT NULL,
  note TEXT NOT NULL, withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX assignment_key ON assignment (key);
CREATE INDEX assignment_batch ON assignment (batch);
CREATE INDEX assignment_person ON assignment (person);

CREATE TABLE work (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  workshop INTEGER NOT NULL, person INTEGER NOT NULL, key BLOB NOT NULL,
  accepted INTEGER, decided_at INTEGER NOT NULL, reason TEXT NOT NULL,
  decided_counter INTEGER NOT NULL, decided_actor BLOB NOT NULL,
  logged INTEGER NOT NULL, minutes INTEGER NOT NULL, scrap INTEGER NOT NULL, handed_in INTEGER NOT NULL
) STRICT;
CREATE INDEX work_key ON work (key);

CREATE TABLE checked (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  workshop INTEGER NOT NULL, person INTEGER NOT NULL, key BLOB NOT NULL,
  accepted INTEGER NOT NULL, rework INTEGER NOT NULL, rejected INTEGER NOT NULL
) STRICT;
CREATE INDEX checked_key ON checked (key);

-- One row for each log, hand-in and check.
CREATE TABLE history (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  counter INTEGER NOT NULL, actor BLOB NOT NULL, person INTEGER NOT NULL, key BLOB NOT NULL,
  what TEXT NOT NULL, at INTEGER NOT NULL,
  pieces INTEGER NOT NULL DEFAULT 0, minutes INTEGER NOT NULL DEFAULT 0, scrap INTEGER NOT NULL DEFAULT 0,
  rework INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '', replaced INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (document, counter, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_key ON history (key);
CREATE INDEX history_person ON history (person, what);

-- One row for each movement of material, whichever ledger it is in.
CREATE TABLE movement (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  counter INTEGER NOT NULL, actor BLOB NOT NULL,
  ledger TEXT NOT NULL, workshop INTEGER NOT NULL, person INTEGER NOT NULL, month INTEGER NOT NULL,
  what TEXT NOT NULL, at INTEGER NOT NULL, material TEXT NOT NULL, quantity INTEGER NOT NULL,
  assignment BLOB NOT NULL DEFAULT x'',
  issue_month INTEGER NOT NULL DEFAULT 0, issue_counter INTEGER NOT NULL DEFAULT 0, issue_actor BLOB NOT NULL DEFAULT x'',
  PRIMARY KEY (document, counter, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX movement_person ON movement (person, ledger, material);
CREATE INDEX movement_assignment ON movement (assignment);
