-- Facts, schema 2: notes of the programs that work on a desk (looks at sources, alerts, deliveries, answers to alerts).
-- No view of the record is made from them. Append-only, in a chain of their own.

CREATE TABLE notes (
    seq         INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL CHECK (length(recorded_at) = 27),
    kind        TEXT NOT NULL CHECK (kind <> ''),
    key         TEXT NOT NULL,
    body        TEXT NOT NULL CHECK (json_valid(body)),
    previous    TEXT NOT NULL,
    hash        TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX notes_by_key ON notes (kind, key, seq);

CREATE TRIGGER notes_no_update BEFORE UPDATE ON notes BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER notes_no_delete BEFORE DELETE ON notes BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER notes_only_at_end BEFORE INSERT ON notes
WHEN EXISTS (SELECT 1 FROM notes WHERE seq >= NEW.seq) OR NEW.recorded_at < (SELECT max(recorded_at) FROM notes)
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
