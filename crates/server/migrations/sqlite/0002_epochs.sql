-- Stretches of the log, each written by one run of the program and called by a random number. A phone that has seen the
-- log up to a number remembers what its stretch is called. After a backup was restored the next run calls what it writes
-- something else, and so the server can tell a phone that has seen what is gone.
CREATE TABLE epoch (
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  since INTEGER NOT NULL,                 -- the last sequence number before it
  tag INTEGER NOT NULL,
  PRIMARY KEY (organisation, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX epoch_since ON epoch (organisation, since);
