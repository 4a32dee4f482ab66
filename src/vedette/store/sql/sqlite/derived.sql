-- name: annotations
SELECT input, annotation FROM annotations
WHERE extractors = :extractors AND input IN (SELECT value FROM json_each(:inputs));

-- name: index_report
INSERT INTO indexed (report) VALUES (:report) ON CONFLICT DO NOTHING;

-- name: index_text
INSERT INTO search (rowid, text) SELECT number, :words FROM indexed WHERE report = :report;

-- name: ranked
SELECT indexed.report FROM search JOIN indexed ON indexed.number = search.rowid
WHERE search MATCH :match ORDER BY bm25(search), indexed.report;
