-- name: offered_before
SELECT 1 FROM ledger
WHERE md5(source) = md5(:source) AND source = :source AND line IS NOT DISTINCT FROM :line AND content = :content
AND report IS NOT DISTINCT FROM :report AND (report IS NOT NULL OR reason = :reason)
LIMIT 1;

-- name: mark
INSERT INTO marks (chain, seq, hash) VALUES (:chain, :seq, :hash) ON CONFLICT DO NOTHING;

-- name: marks
SELECT DISTINCT ON (chain) chain, seq, hash FROM marks ORDER BY chain, seq DESC;

-- name: version
SELECT number FROM schema_version;

-- name: guards
SELECT concat_ws(' ', 'column', relname, attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'not null' END)
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = 'vedette_facts'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
UNION ALL
SELECT concat_ws(' ', 'constraint', relname, conname, contype, CASE WHEN NOT convalidated THEN 'not valid' END)
FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE relnamespace = 'vedette_facts'::regnamespace AND contype IN ('p', 'u', 'f', 'c')
UNION ALL
SELECT concat_ws(' ', 'trigger', relname, tgname, tgtype, tgenabled, tgfoid::regproc::text)
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE relnamespace = 'vedette_facts'::regnamespace AND NOT tgisinternal
UNION ALL
SELECT concat_ws(' ', 'function', proname, md5(prosrc), array_to_string(proconfig, ','))
FROM pg_proc WHERE pronamespace = 'vedette_facts'::regnamespace
ORDER BY 1;

-- name: latest_notes_about
SELECT seq, recorded_at, kind, key, body FROM notes
WHERE seq IN (
    SELECT max(seq) FROM notes
    WHERE kind = :kind AND md5(key) IN (SELECT md5(value) FROM json_array_elements_text(:keys::json)) GROUP BY key
) ORDER BY seq;

-- name: latest_notes_of
SELECT seq, recorded_at, kind, key, body FROM notes
WHERE seq IN (SELECT max(seq) FROM notes WHERE kind = :kind GROUP BY key) ORDER BY seq;
