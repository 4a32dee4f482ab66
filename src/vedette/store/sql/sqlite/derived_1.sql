-- Derived, schema 1: what the extractors made of the facts. May be thrown away at any time and made again.

-- What one report says, by the hash of the report as it was read and the versions that read it.
CREATE TABLE annotations (
    input      TEXT NOT NULL,
    extractors TEXT NOT NULL,
    report     TEXT NOT NULL,
    annotation BLOB NOT NULL,
    PRIMARY KEY (input, extractors)
) STRICT, WITHOUT ROWID;

-- What a set of reports says together, by the hash of the set and the versions that read and linked it.
CREATE TABLE links (
    inputs     TEXT NOT NULL,
    extractors TEXT NOT NULL,
    links      BLOB NOT NULL,
    PRIMARY KEY (inputs, extractors)
) STRICT, WITHOUT ROWID;

-- Full text, with letters folded (Zvečan is found by zvecan).
CREATE VIRTUAL TABLE search USING fts5 (report UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2');
