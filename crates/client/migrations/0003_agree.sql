-- What people decided where counts did not fit together. Which one of several decisions about one matter counts is the
-- same on every device: the one with the greatest operation.
CREATE TABLE agreement (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  counter INTEGER NOT NULL, actor BLOB NOT NULL, workshop INTEGER NOT NULL, person INTEGER NOT NULL,
  month INTEGER NOT NULL, at INTEGER NOT NULL, matter BLOB NOT NULL, question INTEGER NOT NULL, choice INTEGER NOT NULL,
  difference INTEGER NOT NULL, about TEXT NOT NULL, subject BLOB NOT NULL,
  entry_counter INTEGER NOT NULL, entry_actor BLOB NOT NULL, seen INTEGER NOT NULL,
  PRIMARY KEY (document, counter, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreement_matter ON agreement (matter);
CREATE INDEX agreement_subject ON agreement (subject);
CREATE INDEX agreement_person ON agreement (person);
CREATE VIEW agreed AS SELECT * FROM agreement a WHERE NOT EXISTS (
  SELECT 1 FROM agreement o WHERE o.matter = a.matter AND (o.month, o.counter, o.actor) > (a.month, a.counter, a.actor));

-- Fields that several devices wrote without knowing of each other: one row for each value.
CREATE TABLE disagreement (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  field TEXT NOT NULL, counter INTEGER NOT NULL, actor BLOB NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (document, field, counter, actor)
) STRICT, WITHOUT ROWID;

-- The confirmations of an issue.
CREATE INDEX movement_issue ON movement (issue_counter, issue_actor) WHERE issue_actor <> x'';
