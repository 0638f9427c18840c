-- What planning reads of products and assignments; made anew from the chunks.
ALTER TABLE product ADD COLUMN skills TEXT NOT NULL DEFAULT '';
CREATE TABLE product_step (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  step INTEGER NOT NULL, text_en TEXT NOT NULL, text_sw TEXT NOT NULL, picture TEXT NOT NULL,
  PRIMARY KEY (document, step)
) STRICT, WITHOUT ROWID;
ALTER TABLE assignment ADD COLUMN origin_how INTEGER NOT NULL DEFAULT 0;
ALTER TABLE assignment ADD COLUMN origin_person INTEGER NOT NULL DEFAULT 0;
-- Pieces that went from an assignment (person, key) on to somebody else's (to_person, target).
CREATE TABLE moved (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  counter INTEGER NOT NULL, actor BLOB NOT NULL,
  workshop INTEGER NOT NULL, person INTEGER NOT NULL, key BLOB NOT NULL,
  at INTEGER NOT NULL, how INTEGER NOT NULL, pieces INTEGER NOT NULL,
  to_person INTEGER NOT NULL, target BLOB NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (document, counter, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX moved_key ON moved (key);

-- Time being measured for an assignment of one's own. On this phone only, and no entry until it is logged.
CREATE TABLE timer (
  assignment TEXT PRIMARY KEY NOT NULL,
  gathered INTEGER NOT NULL, since INTEGER, doubtful INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
