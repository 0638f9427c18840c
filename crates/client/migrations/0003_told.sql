-- What the person has been told of: by a screen of the open app, or by a notification after a sync in the background.
CREATE TABLE told (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  -- Of a check: the pieces to rework.
  rework INTEGER NOT NULL
) STRICT;
INSERT INTO told SELECT document, 0 FROM assignment;
INSERT INTO told SELECT document, rework FROM checked WHERE rework > 0;
