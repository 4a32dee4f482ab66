-- Facts, schema 2: notes of the programs that work on a desk (looks at sources, alerts, deliveries, answers to alerts).
-- No view of the record is made from them. Append-only, in a chain of their own.

CREATE TABLE notes (
    seq         bigint PRIMARY KEY,
    recorded_at text COLLATE "C" NOT NULL CHECK (length(recorded_at) = 27),
    kind        text COLLATE "C" NOT NULL CHECK (kind <> ''),
    key         text COLLATE "C" NOT NULL,
    body        text COLLATE "C" NOT NULL CHECK (body::json IS NOT NULL),
    previous    text NOT NULL,
    hash        text NOT NULL UNIQUE
);

-- By the hash of the key, because an address may be longer than an index takes.
CREATE INDEX notes_by_key ON notes (kind, md5(key), seq);
CREATE INDEX notes_by_moment ON notes (recorded_at);

ALTER TABLE marks DROP CONSTRAINT marks_chain_check;
ALTER TABLE marks ADD CONSTRAINT marks_chain_check CHECK (chain IN ('ledger', 'judgements', 'notes'));

CREATE TRIGGER notes_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON notes EXECUTE FUNCTION refuse();
CREATE TRIGGER notes_only_at_end BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION refuse_unless_at_end();
