-- The statements on what was derived that both dialects share.

-- name: put_annotation
INSERT INTO annotations (input, extractors, report, annotation) VALUES (:input, :extractors, :report, :annotation)
ON CONFLICT DO NOTHING;

-- name: links
SELECT links FROM links WHERE inputs = :inputs AND extractors = :extractors;

-- name: put_links
INSERT INTO links (inputs, extractors, links) VALUES (:inputs, :extractors, :links) ON CONFLICT DO NOTHING;

-- name: count_indexed
SELECT count(*) FROM indexed;

-- name: all_annotations
SELECT input, extractors, report, annotation FROM annotations ORDER BY input, extractors;

-- name: versions_held
SELECT extractors, count(*) FROM annotations WHERE extractors <> :extractors GROUP BY extractors ORDER BY 2 DESC, 1;

-- name: put_reading
INSERT INTO readings (input, extractors, report) VALUES (:input, :extractors, :report) ON CONFLICT DO NOTHING;

-- name: readings_with
SELECT DISTINCT readings.input, readings.report
FROM facets JOIN faceted ON faceted.facet = facets.number JOIN readings ON readings.number = faceted.reading
WHERE facets.kind = :kind AND facets.value LIKE :pattern AND readings.extractors = :extractors;

-- name: reached
SELECT seq FROM reached WHERE what = :what;

-- name: forget_reached
DELETE FROM reached WHERE what = :what;

-- name: put_reached
INSERT INTO reached (what, seq) VALUES (:what, :seq);
