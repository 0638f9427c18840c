-- When a batch was planned, by the clock of whoever did; 0 where that was not written down. Made anew from the chunks.
ALTER TABLE batch ADD COLUMN planned_at INTEGER NOT NULL DEFAULT 0;
