-- Pairs of reports that share shingles, with how many: the rules of vedette.link.candidates.shared_grams.
-- Of a too common shingle only holders that stand near each other are paired; of each report those pairs are kept
-- that share most, with more room for near copies.
WITH holders AS (
    SELECT gram, report,
           row_number() OVER (PARTITION BY gram ORDER BY report) AS place,
           count(*) OVER (PARTITION BY gram) AS holders
    FROM grams
    QUALIFY holders > 1
),
met AS (
    SELECT a.report AS one, b.report AS two
    FROM holders a JOIN holders b ON a.gram = b.gram AND a.place < b.place
    WHERE a.holders <= $common
    UNION ALL
    SELECT a.report AS one, b.report AS two
    FROM (SELECT gram, report, place, unnest(range(1, $beside + 1)) AS step FROM holders WHERE holders > $common) a
    JOIN holders b ON a.gram = b.gram AND b.place = a.place + a.step
),
counted AS (
    SELECT one, two, count(*) AS shared FROM met GROUP BY one, two
),
roomy AS (
    SELECT one, two, shared,
           CASE WHEN shared >= $near::DOUBLE * least(a.size, b.size) THEN $twins ELSE $fan_out END AS room
    FROM counted JOIN sizes a ON a.report = one JOIN sizes b ON b.report = two
),
sides AS (
    SELECT one AS side, two AS other, one, two, shared, room FROM roomy
    UNION ALL
    SELECT two AS side, one AS other, one, two, shared, room FROM roomy
)
SELECT DISTINCT one, two, shared
FROM (
    SELECT one, two, shared, room, row_number() OVER (PARTITION BY side ORDER BY shared DESC, other) AS place
    FROM sides
)
WHERE place <= room
