-- People who leave, devices that are closed, what these hand over, and who did what about it.

ALTER TABLE person ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;         -- when they left, 0 while they are here

-- The number of the last act that this device asked for, and the SHA-256 of the request.
ALTER TABLE device ADD COLUMN act INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN act_digest BLOB NOT NULL DEFAULT x'';
-- Why it is closed: the number of a code of the protocol, 0 while it is open. `revoked` has the time.
ALTER TABLE device ADD COLUMN closed_for INTEGER NOT NULL DEFAULT 0;
UPDATE device SET closed_for = 5 WHERE revoked > 0;

ALTER TABLE invitation ADD COLUMN revoked INTEGER NOT NULL DEFAULT 0;   -- when it was taken back, 0 while it was not
CREATE INDEX invitation_by_person ON invitation (organisation, person);

-- Signed bundles with changes that are held, as they came. Gone when all that was held of it is decided.
CREATE TABLE held_bundle (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  device BLOB NOT NULL REFERENCES device (id),
  at INTEGER NOT NULL,
  bundle BLOB NOT NULL
) STRICT;

-- What one bundle brought for one document and was not taken into the log. A coordinator decides.
CREATE TABLE held (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  device BLOB NOT NULL REFERENCES device (id),
  person INTEGER NOT NULL,
  incarnation INTEGER NOT NULL,
  bundle INTEGER NOT NULL,                -- row of held_bundle
  code INTEGER NOT NULL,                  -- why: number of a code of the protocol
  feed TEXT NOT NULL,
  kind INTEGER NOT NULL,                  -- may be one that this program does not know
  key BLOB NOT NULL CHECK (length(key) = 16),
  at INTEGER NOT NULL,
  changes BLOB NOT NULL,                  -- CBOR array of byte strings; empty when decided
  bytes INTEGER NOT NULL,                 -- of the changes, 0 when decided
  decided TEXT NOT NULL DEFAULT ''        -- '', 'accepted', 'discarded'
) STRICT;
CREATE INDEX held_waiting ON held (organisation, decided, id);
CREATE INDEX held_of_device ON held (device);

-- Every change that was ever held, so that one that is brought again is not held again.
CREATE TABLE held_change (
  device BLOB NOT NULL,
  feed TEXT NOT NULL,
  kind INTEGER NOT NULL,
  key BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (device, feed, kind, key, hash)
) STRICT, WITHOUT ROWID;

-- Who did what, when, about whom. Lines are never changed and never removed.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  at INTEGER NOT NULL,
  device BLOB NOT NULL DEFAULT x'',       -- whose signature asked for it; empty for the command line
  person INTEGER NOT NULL DEFAULT 0,      -- the coordinator; 0 for the command line
  act TEXT NOT NULL,
  about INTEGER NOT NULL DEFAULT 0,       -- a person; 0 for nobody
  detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX audit_of_organisation ON audit (organisation, id);
