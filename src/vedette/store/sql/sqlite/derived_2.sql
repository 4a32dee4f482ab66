-- Derived, schema 2: the text index holds folded words (Вучић is found by Vucic), and not the texts, which the facts have.

DROP TABLE search;

CREATE TABLE indexed (
    number INTEGER PRIMARY KEY,
    report TEXT NOT NULL UNIQUE
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2');
