-- Older rows of a document packed closer together by `compact`. A row of the log with empty `changes` has them here. Until
-- that command is run nothing is here, and a program that knows nothing of it reads everything.
CREATE TABLE packed (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  changes BLOB NOT NULL                   -- zstd of CBOR: number of each row with how many changes it has, and these as a run
) STRICT;
