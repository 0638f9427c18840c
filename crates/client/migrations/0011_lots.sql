-- Of which lots material that moved is, where its entry says so: [["L2611-3", 150], …] in tenths. Made anew from the chunks.
ALTER TABLE movement ADD COLUMN lots TEXT NOT NULL DEFAULT '[]';
