-- name: annotation
SELECT annotation FROM annotations WHERE input = :input AND extractors = :extractors;

-- name: put_annotation
INSERT INTO annotations (input, extractors, report, annotation) VALUES (:input, :extractors, :report, :annotation)
ON CONFLICT DO NOTHING;

-- name: links
SELECT links FROM links WHERE inputs = :inputs AND extractors = :extractors;

-- name: put_links
INSERT INTO links (inputs, extractors, links) VALUES (:inputs, :extractors, :links) ON CONFLICT DO NOTHING;

-- name: index_text
INSERT INTO search (report, text) VALUES (:report, :text);

-- name: indexed
SELECT report FROM search;

-- name: find
SELECT report FROM search WHERE search MATCH :words ORDER BY rank, report;

-- name: all_annotations
SELECT input, extractors, report, annotation FROM annotations ORDER BY input, extractors;
