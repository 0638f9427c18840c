-- How many payments of a month there are that have not bounced, which is what `told.much` of a statement counts.
CREATE VIEW paid AS
SELECT a.document, a.person, a.month, sum(NOT EXISTS (
  SELECT 1 FROM statement_entry b WHERE b.document = a.document AND b.what = 'failed'
  AND b.other_counter = a.counter AND b.other_actor = a.actor)) AS much
FROM statement_entry a WHERE a.what = 'paid' GROUP BY a.document;
-- What was paid before this app could tell of it is known.
INSERT OR IGNORE INTO told SELECT document, much FROM paid;
