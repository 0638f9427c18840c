-- Documents whose heads are to be compared with the server's, which may have lost what it had: it was restored from a backup.
CREATE TABLE compare (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE
) STRICT;
