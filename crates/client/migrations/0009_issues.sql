-- What was said of an issue takes the place of what was said of it before, when its numbers were others; question 1 is about issues.
-- Which decision counts is the same as in `domain::agree::in_force`.
CREATE INDEX agreement_entry ON agreement (entry_counter, entry_actor);
DROP VIEW agreed;
CREATE VIEW agreed AS SELECT * FROM agreement a
WHERE NOT EXISTS (
  SELECT 1 FROM agreement o WHERE o.matter = a.matter AND (o.month, o.counter, o.actor) > (a.month, a.counter, a.actor))
AND NOT (a.question = 1 AND a.entry_actor <> x'' AND EXISTS (
  SELECT 1 FROM agreement o WHERE o.entry_counter = a.entry_counter AND o.entry_actor = a.entry_actor
  -- What a phone gave out first in a month has one identity in the ledgers of all people.
  AND o.workshop = a.workshop AND o.person = a.person
  AND o.question = 1 AND o.subject = a.subject AND (o.month, o.counter, o.actor) > (a.month, a.counter, a.actor)));
