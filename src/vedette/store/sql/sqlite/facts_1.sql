-- Facts, schema 1: what was offered, when, and what analysts judged. Append-only: nothing is ever updated or deleted.
-- Moments are UTC as YYYY-MM-DDTHH:MM:SS.ffffffZ, so that their order as text is their order in time.

-- Original bytes, by content hash (SHA-256, hex).
CREATE TABLE contents (
    hash  TEXT PRIMARY KEY CHECK (length(hash) = 64),
    bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each distinct normalised text; the id is the beginning of its SHA-256.
CREATE TABLE reports (
    id          TEXT PRIMARY KEY,
    identity    TEXT NOT NULL UNIQUE CHECK (length(identity) = 64 AND substr(identity, 1, length(id)) = id),
    text        TEXT NOT NULL CHECK (text <> ''),
    recorded_at TEXT NOT NULL CHECK (length(recorded_at) = 27)
) STRICT, WITHOUT ROWID;

-- The intake ledger: each item offered and how it ended. `given` holds the retrieval data (title, outlet, address,
-- language, dates, given spans) as JSON. Each row carries the hash of the row before it.
CREATE TABLE ledger (
    seq         INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL CHECK (length(recorded_at) = 27),
    source      TEXT NOT NULL,
    line        INTEGER,
    kind        TEXT NOT NULL,
    content     TEXT NOT NULL,
    size        INTEGER NOT NULL,
    outcome     TEXT NOT NULL CHECK (outcome IN ('accepted', 'duplicate', 'quarantined')),
    reason      TEXT NOT NULL,
    report      TEXT REFERENCES reports (id),
    given_id    TEXT,
    given       TEXT CHECK (given IS NULL OR json_valid(given)),
    previous    TEXT NOT NULL,
    hash        TEXT NOT NULL UNIQUE,
    CHECK ((outcome = 'quarantined') = (report IS NULL)),
    CHECK ((outcome = 'quarantined') = (given IS NULL)),
    CHECK (outcome <> 'quarantined' OR reason <> '')
) STRICT;

CREATE INDEX ledger_by_origin ON ledger (source, line, content);
CREATE INDEX ledger_by_report ON ledger (report);
CREATE INDEX ledger_by_moment ON ledger (recorded_at);

-- What analysts decide: an append-only fact that is replayed over every re-run; undoing is another judgement.
CREATE TABLE judgements (
    seq         INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL CHECK (length(recorded_at) = 27),
    analyst     TEXT NOT NULL CHECK (analyst <> ''),
    act         TEXT NOT NULL,
    target      TEXT NOT NULL CHECK (json_valid(target)),
    detail      TEXT NOT NULL CHECK (json_valid(detail)),
    reason      TEXT NOT NULL,
    undoes      INTEGER REFERENCES judgements (seq),
    previous    TEXT NOT NULL,
    hash        TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX judgements_by_moment ON judgements (recorded_at);

CREATE TRIGGER contents_no_update BEFORE UPDATE ON contents BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER contents_no_delete BEFORE DELETE ON contents BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER contents_no_replace BEFORE INSERT ON contents
WHEN EXISTS (SELECT 1 FROM contents WHERE hash = NEW.hash AND bytes <> NEW.bytes)
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;

CREATE TRIGGER reports_no_update BEFORE UPDATE ON reports BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER reports_no_delete BEFORE DELETE ON reports BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER reports_no_replace BEFORE INSERT ON reports
WHEN EXISTS (SELECT 1 FROM reports WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;

CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER ledger_only_at_end BEFORE INSERT ON ledger
WHEN EXISTS (SELECT 1 FROM ledger WHERE seq >= NEW.seq) OR NEW.recorded_at < (SELECT max(recorded_at) FROM ledger)
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;

CREATE TRIGGER judgements_no_update BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER judgements_no_delete BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER judgements_only_at_end BEFORE INSERT ON judgements
WHEN EXISTS (SELECT 1 FROM judgements WHERE seq >= NEW.seq) OR NEW.recorded_at < (SELECT max(recorded_at) FROM judgements)
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
