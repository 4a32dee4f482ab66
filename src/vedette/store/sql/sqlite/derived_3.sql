-- Derived, schema 3: who, where, what and whose words stand in which report, for search; and how far the indexes reach.

-- One row for each report as it was read by some versions.
CREATE TABLE readings (
    number     INTEGER PRIMARY KEY,
    input      TEXT NOT NULL,
    extractors TEXT NOT NULL,
    report     TEXT NOT NULL,
    UNIQUE (input, extractors)
) STRICT;

-- `value` holds folded words, each between two spaces.
CREATE TABLE facets (
    number INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,
    value  TEXT NOT NULL,
    UNIQUE (kind, value)
) STRICT;

CREATE TABLE faceted (
    facet   INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    PRIMARY KEY (facet, reading)
) STRICT, WITHOUT ROWID;

-- The last entry of the ledger that an index has taken in.
CREATE TABLE reached (
    what TEXT PRIMARY KEY,
    seq  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
