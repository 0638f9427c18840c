-- What the person has been told of: by a screen of the open app, or by a notification after a sync in the background.
CREATE TABLE told (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  -- How much of it: the pieces to rework of a check, the payments of a statement; nothing of an assignment.
  much INTEGER NOT NULL
) STRICT;
INSERT INTO told SELECT document, 0 FROM assignment;
INSERT INTO told SELECT document, rework FROM checked WHERE rework > 0;
