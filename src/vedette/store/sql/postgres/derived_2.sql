-- Derived, schema 2: who, where, what and whose words stand in which report, for search; and how far the indexes reach.

-- One row for each report as it was read by some versions.
CREATE TABLE readings (
    number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    input      text COLLATE "C" NOT NULL,
    extractors text COLLATE "C" NOT NULL,
    report     text COLLATE "C" NOT NULL,
    UNIQUE (input, extractors)
);

-- `value` holds folded words, each between two spaces.
CREATE TABLE facets (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind   text COLLATE "C" NOT NULL,
    value  text COLLATE "C" NOT NULL,
    UNIQUE (kind, value)
);

CREATE TABLE faceted (
    facet   bigint NOT NULL,
    reading bigint NOT NULL,
    PRIMARY KEY (facet, reading)
);

-- The last entry of the ledger that an index has taken in.
CREATE TABLE reached (
    what text COLLATE "C" PRIMARY KEY,
    seq  bigint NOT NULL
);
