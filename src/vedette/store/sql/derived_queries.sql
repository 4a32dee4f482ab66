-- name: annotation
SELECT annotation FROM annotations WHERE input = :input AND extractors = :extractors;

-- name: put_annotation
INSERT INTO annotations (input, extractors, report, annotation) VALUES (:input, :extractors, :report, :annotation)
ON CONFLICT DO NOTHING;

-- name: links
SELECT links FROM links WHERE inputs = :inputs AND extractors = :extractors;

-- name: put_links
INSERT INTO links (inputs, extractors, links) VALUES (:inputs, :extractors, :links) ON CONFLICT DO NOTHING;

-- name: index_report
INSERT INTO indexed (report) VALUES (:report) ON CONFLICT DO NOTHING;

-- name: index_text
INSERT INTO search (rowid, text) VALUES (:number, :text);

-- name: count_indexed
SELECT count(*) FROM indexed;

-- name: ranked
SELECT indexed.report FROM search JOIN indexed ON indexed.number = search.rowid
WHERE search MATCH :words ORDER BY bm25(search), indexed.report;

-- name: all_annotations
SELECT input, extractors, report, annotation FROM annotations ORDER BY input, extractors;
