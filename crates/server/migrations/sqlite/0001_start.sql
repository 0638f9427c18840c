-- What the server keeps. `organisation` in every table is the row of the organisation table: one database
-- holds several. Sequence numbers start at 1, so 0 means "never"; times are seconds since 1970 UTC.

CREATE TABLE server (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  incarnation INTEGER NOT NULL            -- the life of this database, part of the actor of what the server writes
) STRICT;

CREATE TABLE organisation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  history INTEGER NOT NULL,               -- random; a cursor of another history is refused
  head INTEGER NOT NULL DEFAULT 0,        -- the last sequence number that was given out
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE workshop (
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  number INTEGER NOT NULL,
  code TEXT NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY (organisation, number),
  UNIQUE (organisation, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('coordinator', 'lead', 'artisan')),
  workshop INTEGER NOT NULL DEFAULT 0,    -- number of the workshop, 0 for a coordinator
  phone TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT 'sw',
  skills TEXT NOT NULL DEFAULT '',        -- separated by spaces
  hours_per_week INTEGER NOT NULL DEFAULT -1, -- -1: not known
  PRIMARY KEY (organisation, number),
  UNIQUE (organisation, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_by_workshop ON person (organisation, workshop);

-- What a person may read, as scopes: see authority.rs.
CREATE TABLE membership (
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  person INTEGER NOT NULL,
  scope TEXT NOT NULL,
  granted INTEGER NOT NULL,               -- sequence number
  lost INTEGER NOT NULL DEFAULT 0,        -- sequence number, 0 while it holds
  PRIMARY KEY (organisation, person, scope, granted)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id BLOB PRIMARY KEY CHECK (length(id) = 12),
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  person INTEGER NOT NULL,
  public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  incarnation INTEGER NOT NULL DEFAULT 0,
  number INTEGER NOT NULL DEFAULT 0,      -- the last bundle number whose changes were stored
  app TEXT NOT NULL DEFAULT '',
  unsent INTEGER NOT NULL DEFAULT 0,
  enrolled INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  revoked INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX device_by_person ON device (organisation, person);

CREATE TABLE invitation (
  secret BLOB PRIMARY KEY CHECK (length(secret) = 32), -- SHA-256 of the twelve characters
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  person INTEGER NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER NOT NULL DEFAULT 0,
  used_by BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE TABLE feed (
  id INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  name TEXT NOT NULL,                     -- org, office, workshop:1, leads:1, work:1:7, private:7
  workshop INTEGER NOT NULL DEFAULT 0,    -- number of the workshop, 0 for feeds of none
  UNIQUE (organisation, name)
) STRICT;
CREATE INDEX feed_by_workshop ON feed (organisation, workshop);

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  feed INTEGER NOT NULL REFERENCES feed (id),
  kind INTEGER NOT NULL,
  key BLOB NOT NULL CHECK (length(key) = 16),
  first INTEGER NOT NULL,                 -- sequence number of its first row in the log
  UNIQUE (feed, kind, key)
) STRICT;
CREATE INDEX document_by_first ON document (organisation, first);
CREATE INDEX document_of_feed_by_first ON document (feed, first);

-- The log: a row is one document's batch of changes. Rows are never changed and never removed.
CREATE TABLE log (
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  seq INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES document (id),
  feed INTEGER NOT NULL REFERENCES feed (id),
  device BLOB NOT NULL CHECK (length(device) = 12),
  incarnation INTEGER NOT NULL,
  changes BLOB NOT NULL,                  -- CBOR array of byte strings: automerge change chunks in order
  PRIMARY KEY (organisation, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_of_feed ON log (feed, seq);
CREATE INDEX log_of_document ON log (document, seq);
