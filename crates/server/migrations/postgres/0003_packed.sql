-- Older rows of a document packed closer together by `compact`: see migrations/sqlite/0004.
CREATE TABLE packed (
  document BIGINT PRIMARY KEY REFERENCES document (id),
  changes BYTEA NOT NULL                  -- zstd of CBOR: number of each row with how many changes it has, and these as a run
);
