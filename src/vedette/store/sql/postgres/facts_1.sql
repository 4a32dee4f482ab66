-- Facts, schema 1: what was offered, when, and what analysts judged. Append-only: nothing is ever updated or deleted.
-- Moments are UTC as YYYY-MM-DDTHH:MM:SS.ffffffZ, so that their order as text is their order in time.
-- Texts are compared byte by byte (collation "C"), so that every server gives the same order.

CREATE TABLE schema_version (number integer NOT NULL);
INSERT INTO schema_version VALUES (0);

-- Original bytes, by content hash (SHA-256, hex).
CREATE TABLE contents (
    hash  text COLLATE "C" PRIMARY KEY CHECK (length(hash) = 64),
    bytes bytea NOT NULL
);

-- One row for each distinct normalised text; the id is the beginning of its SHA-256.
CREATE TABLE reports (
    id          text COLLATE "C" PRIMARY KEY,
    identity    text COLLATE "C" NOT NULL UNIQUE CHECK (length(identity) = 64 AND substr(identity, 1, length(id)) = id),
    text        text NOT NULL CHECK (text <> ''),
    recorded_at text COLLATE "C" NOT NULL CHECK (length(recorded_at) = 27)
);

CREATE INDEX reports_by_moment ON reports (recorded_at);

-- The intake ledger: each item offered and how it ended. `given` holds the retrieval data (title, outlet, address,
-- language, dates, given spans) as JSON. Each row carries the hash of the row before it.
CREATE TABLE ledger (
    seq         bigint PRIMARY KEY,
    recorded_at text COLLATE "C" NOT NULL CHECK (length(recorded_at) = 27),
    source      text COLLATE "C" NOT NULL,
    line        bigint,
    kind        text NOT NULL,
    content     text COLLATE "C" NOT NULL,
    size        bigint NOT NULL,
    outcome     text COLLATE "C" NOT NULL CHECK (outcome IN ('accepted', 'duplicate', 'quarantined')),
    reason      text COLLATE "C" NOT NULL,
    report      text COLLATE "C" REFERENCES reports (id),
    given_id    text,
    given       text COLLATE "C" CHECK (given IS NULL OR given::json IS NOT NULL),
    previous    text NOT NULL,
    hash        text NOT NULL UNIQUE,
    CONSTRAINT ledger_report_unless_quarantined CHECK ((outcome = 'quarantined') = (report IS NULL)),
    CONSTRAINT ledger_given_unless_quarantined CHECK ((outcome = 'quarantined') = (given IS NULL)),
    CONSTRAINT ledger_reason_when_quarantined CHECK (outcome <> 'quarantined' OR reason <> '')
);

-- By the hash of the source, because a name may be longer than an index takes.
CREATE INDEX ledger_by_origin ON ledger (md5(source), content, line);
CREATE INDEX ledger_by_report ON ledger (report);
CREATE INDEX ledger_by_moment ON ledger (recorded_at);

-- What analysts decide: an append-only fact that is replayed over every re-run; undoing is another judgement.
CREATE TABLE judgements (
    seq         bigint PRIMARY KEY,
    recorded_at text COLLATE "C" NOT NULL CHECK (length(recorded_at) = 27),
    analyst     text NOT NULL CHECK (analyst <> ''),
    act         text NOT NULL,
    target      text NOT NULL CHECK (target::json IS NOT NULL),
    detail      text NOT NULL CHECK (detail::json IS NOT NULL),
    reason      text NOT NULL,
    undoes      bigint REFERENCES judgements (seq),
    previous    text NOT NULL,
    hash        text NOT NULL UNIQUE
);

CREATE INDEX judgements_by_moment ON judgements (recorded_at);

-- How far the two chains reached after each recording, so that a chain cut short is seen.
CREATE TABLE marks (
    chain text COLLATE "C" NOT NULL CHECK (chain IN ('ledger', 'judgements')),
    seq   bigint NOT NULL,
    hash  text NOT NULL,
    PRIMARY KEY (chain, seq)
);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    RAISE EXCEPTION 'facts are append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION refuse_other_bytes() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM contents WHERE hash = NEW.hash AND bytes <> NEW.bytes) THEN
        RAISE EXCEPTION 'facts are append-only' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION refuse_unless_at_end() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    behind boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE seq >= $1 OR recorded_at > $2)', TG_TABLE_NAME)
        INTO behind USING NEW.seq, NEW.recorded_at;
    IF behind THEN
        RAISE EXCEPTION 'facts are append-only' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER contents_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON contents EXECUTE FUNCTION refuse();
CREATE TRIGGER contents_no_replace BEFORE INSERT ON contents FOR EACH ROW EXECUTE FUNCTION refuse_other_bytes();
CREATE TRIGGER reports_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON reports EXECUTE FUNCTION refuse();
CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger EXECUTE FUNCTION refuse();
CREATE TRIGGER ledger_only_at_end BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION refuse_unless_at_end();
CREATE TRIGGER judgements_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON judgements EXECUTE FUNCTION refuse();
CREATE TRIGGER judgements_only_at_end BEFORE INSERT ON judgements FOR EACH ROW EXECUTE FUNCTION refuse_unless_at_end();
CREATE TRIGGER marks_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON marks EXECUTE FUNCTION refuse();
