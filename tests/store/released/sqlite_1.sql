BEGIN TRANSACTION;
CREATE TABLE contents (
    hash  TEXT PRIMARY KEY CHECK (length(hash) = 64),
    bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "contents" VALUES('39bfe33ada2d1270fd3e13ec69e42e273fc7efd871c1dfb9d14cff77191ae468',X'282754726F6F7073206C65667420C5A061722E272C207B7D29');
INSERT INTO "contents" VALUES('773a7d05dd79b4e3a090c7745fa475f66c1c616ed5036e2c16b0ffca96452503',X'282733206875727420617420446F6C6E612E272C207B276F75746C6574273A202757697265272C20277075626C6973686564273A2027323032332D30362D3134277D29');
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
INSERT INTO "judgements" VALUES(1,'2023-06-01T00:03:00.000001Z','Ana','note','[[{"report":"f9491a284002f028","start":2,"end":6,"nth":0}]]','{"act":"note"}','seen on the film',NULL,'0000000000000000000000000000000000000000000000000000000000000000','96f46659f84075c8a8bc80e6851c2e91999eb4161a6a5755d2b9fd8e29605beb');
INSERT INTO "judgements" VALUES(2,'2023-06-01T00:04:00.000001Z','Ana','undo','[]','null','it was another film',1,'96f46659f84075c8a8bc80e6851c2e91999eb4161a6a5755d2b9fd8e29605beb','a98ac7212117729314210bee4f8cafe4cdace95e9b9518280244597c185c7ae5');
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
INSERT INTO "ledger" VALUES(1,'2023-06-01T00:01:00.000001Z','wire.jsonl',NULL,'report','773a7d05dd79b4e3a090c7745fa475f66c1c616ed5036e2c16b0ffca96452503',67,'accepted','','f9491a284002f028',NULL,'{"title":null,"outlet":"Wire","url":null,"language":null,"published":"2023-06-14","received":null,"given_dyad":null,"given_events":[]}','0000000000000000000000000000000000000000000000000000000000000000','5e880df54853c2a91dff8308bfe610ffb87c559ae06855f722d7c6d156753340');
INSERT INTO "ledger" VALUES(2,'2023-06-01T00:01:00.000001Z','x.pdf',NULL,'unknown','',0,'quarantined','empty',NULL,NULL,NULL,'5e880df54853c2a91dff8308bfe610ffb87c559ae06855f722d7c6d156753340','50d10a649293158385d267d679c194ff545682a3ee6f3b8656eaa510426b53df');
INSERT INTO "ledger" VALUES(3,'2023-06-01T00:02:00.000001Z','wire.jsonl',NULL,'report','39bfe33ada2d1270fd3e13ec69e42e273fc7efd871c1dfb9d14cff77191ae468',25,'accepted','','5f018e87514fc874',NULL,'{"title":null,"outlet":null,"url":null,"language":null,"published":null,"received":null,"given_dyad":null,"given_events":[]}','50d10a649293158385d267d679c194ff545682a3ee6f3b8656eaa510426b53df','90bbffa256a8ab1375237db5bbd5685ecfadcd76808a57a63cd29040e98e22e1');
INSERT INTO "ledger" VALUES(4,'2023-06-01T00:02:00.000001Z','b.txt',3,'report','39bfe33ada2d1270fd3e13ec69e42e273fc7efd871c1dfb9d14cff77191ae468',25,'duplicate','','5f018e87514fc874',NULL,'{"title":null,"outlet":null,"url":null,"language":null,"published":null,"received":null,"given_dyad":null,"given_events":[]}','90bbffa256a8ab1375237db5bbd5685ecfadcd76808a57a63cd29040e98e22e1','57359b0d331a3f48a90dd979b6fa0b1a847d4167045214f0f4653579fea9c70c');
CREATE TABLE reports (
    id          TEXT PRIMARY KEY,
    identity    TEXT NOT NULL UNIQUE CHECK (length(identity) = 64 AND substr(identity, 1, length(id)) = id),
    text        TEXT NOT NULL CHECK (text <> ''),
    recorded_at TEXT NOT NULL CHECK (length(recorded_at) = 27)
) STRICT, WITHOUT ROWID;
INSERT INTO "reports" VALUES('5f018e87514fc874','5f018e87514fc874adb01f54cf4feb5baec86d6e6c168e9b7ad59fa4016d85a9','Troops left Šar.','2023-06-01T00:02:00.000001Z');
INSERT INTO "reports" VALUES('f9491a284002f028','f9491a284002f02871eff5674ba496ebddabbc0ea678b526f98082b16da24a13','3 hurt at Dolna.','2023-06-01T00:01:00.000001Z');
CREATE INDEX ledger_by_origin ON ledger (source, line, content);
CREATE INDEX ledger_by_report ON ledger (report);
CREATE INDEX ledger_by_moment ON ledger (recorded_at);
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
COMMIT;
PRAGMA user_version = 1;
