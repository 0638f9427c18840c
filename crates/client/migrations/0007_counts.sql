-- What counts of material and lots are made of; made anew from the chunks. Of a count, `quantity` is what was found, and the
-- entry that `issue_month`, `issue_counter` and `issue_actor` name is the count that it follows.
ALTER TABLE movement ADD COLUMN lot TEXT NOT NULL DEFAULT '';
ALTER TABLE movement ADD COLUMN books INTEGER NOT NULL DEFAULT 0;
ALTER TABLE movement ADD COLUMN reason TEXT NOT NULL DEFAULT '';
