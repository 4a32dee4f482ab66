-- name: annotations
SELECT input, annotation FROM annotations
WHERE extractors = :extractors AND input IN (SELECT value FROM json_each(:inputs));

-- name: index_report
INSERT INTO indexed (report) VALUES (:report) ON CONFLICT DO NOTHING;

-- name: index_text
INSERT INTO search (rowid, text) SELECT number, :words FROM indexed WHERE report = :report;

-- name: ranked
-- The best so many, and those that are as good as the last of them: names are looked up for these alone.
WITH scored AS MATERIALIZED (
    SELECT rowid AS number, bm25(search) AS score FROM search WHERE search MATCH :match
), cut AS (
    SELECT score FROM scored ORDER BY score LIMIT 1 OFFSET :most - 1
)
SELECT report FROM scored JOIN indexed USING (number)
WHERE score <= coalesce((SELECT score FROM cut), score) ORDER BY score, report LIMIT :most;

-- name: put_facets
INSERT INTO facets (kind, value) SELECT value ->> 0, value ->> 1 FROM json_each(:pairs) WHERE true ON CONFLICT DO NOTHING;

-- name: put_faceted
INSERT INTO faceted (facet, reading)
SELECT facets.number, readings.number
FROM json_each(:pairs) AS pair JOIN facets ON facets.kind = pair.value ->> 0 AND facets.value = pair.value ->> 1, readings
WHERE readings.input = :input AND readings.extractors = :extractors
ON CONFLICT DO NOTHING;

-- name: unread
SELECT value FROM json_each(:inputs)
WHERE NOT EXISTS (SELECT 1 FROM readings WHERE readings.input = json_each.value AND extractors = :extractors);
