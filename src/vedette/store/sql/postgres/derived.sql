-- name: annotations
SELECT input, annotation FROM annotations
WHERE extractors = :extractors AND input IN (SELECT json_array_elements_text(:inputs::json));

-- name: index_report
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM indexed WHERE report = :report);

-- name: index_text
INSERT INTO indexed (report, length, terms, words) VALUES (:report, :length, array_to_tsvector(:terms), :words)
ON CONFLICT DO NOTHING;

-- name: ranked
-- Okapi BM25 with k1 = 1.2 and b = 0.75, as SQLite reckons it: each phrase weighs more the fewer reports hold it.
WITH corpus AS (
    SELECT count(*)::float8 AS reports, avg(length)::float8 AS usual FROM indexed
), phrases AS (
    SELECT phrase, term::tsquery AS term FROM unnest(:phrases::text[], :terms::text[]) AS part (phrase, term)
), weighed AS (
    SELECT phrase, term, usual, greatest(ln((reports - holding + 0.5) / (holding + 0.5)), 0.000001) AS weight
    FROM phrases, corpus, LATERAL (
        SELECT count(*) AS holding FROM indexed
        WHERE (terms @@ term OR terms IS NULL) AND strpos(words, phrase) > 0
    ) AS held
), found AS MATERIALIZED (
    SELECT report, length, words FROM indexed WHERE terms @@ :all_terms::tsquery OR terms IS NULL
), counted AS (
    SELECT report, weight, 0.25 + 0.75 * length / usual AS share,
        (octet_length(words) - octet_length(replace(words, phrase, '')))::float8 / octet_length(phrase) AS times
    FROM found, weighed
)
SELECT report FROM counted GROUP BY report HAVING min(times) > 0
ORDER BY sum(weight * times * 2.2 / (times + 1.2 * share)) DESC, report LIMIT :most;

-- name: forget_annotations
DELETE FROM annotations;

-- name: forget_links
DELETE FROM links;

-- name: forget_index
DELETE FROM indexed;

-- name: put_facets
INSERT INTO facets (kind, value) SELECT pair ->> 0, pair ->> 1 FROM json_array_elements(:pairs::json) AS pair
ON CONFLICT DO NOTHING;

-- name: put_faceted
INSERT INTO faceted (facet, reading)
SELECT facets.number, readings.number
FROM json_array_elements(:pairs::json) AS pair JOIN facets ON facets.kind = pair ->> 0 AND facets.value = pair ->> 1, readings
WHERE readings.input = :input AND readings.extractors = :extractors
ON CONFLICT DO NOTHING;

-- name: unread
SELECT given.input FROM json_array_elements_text(:inputs::json) AS given (input)
WHERE NOT EXISTS (SELECT 1 FROM readings WHERE readings.input = given.input AND extractors = :extractors);

-- name: forget_facets
WITH one AS (DELETE FROM faceted), two AS (DELETE FROM facets), three AS (DELETE FROM readings) DELETE FROM reached;
