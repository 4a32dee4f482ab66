-- Derived, schema 1: what the extractors made of the facts. May be thrown away at any time and made again.

CREATE TABLE schema_version (number integer NOT NULL);
INSERT INTO schema_version VALUES (0);

-- What one report says, by the hash of the report as it was read and the versions that read it.
CREATE TABLE annotations (
    input      text COLLATE "C" NOT NULL,
    extractors text COLLATE "C" NOT NULL,
    report     text NOT NULL,
    annotation bytea NOT NULL,
    PRIMARY KEY (input, extractors)
);

-- What a set of reports says together, by the hash of the set and the versions that read and linked it.
CREATE TABLE links (
    inputs     text COLLATE "C" NOT NULL,
    extractors text COLLATE "C" NOT NULL,
    links      bytea NOT NULL,
    PRIMARY KEY (inputs, extractors)
);

-- Full text. `words` holds a report's folded words, each between two spaces; `terms` what is indexed of them: each word
-- once, its beginning when it is long; NULL for a text that has too many.
CREATE TABLE indexed (
    report text COLLATE "C" PRIMARY KEY,
    length integer NOT NULL,
    terms  tsvector,
    words  text COLLATE "C" NOT NULL
) WITH (toast_tuple_target = 128);

CREATE INDEX indexed_terms ON indexed USING gin (terms);
CREATE INDEX indexed_without_terms ON indexed (report) WHERE terms IS NULL;
