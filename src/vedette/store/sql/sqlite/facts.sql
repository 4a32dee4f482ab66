-- name: offered_before
SELECT 1 FROM ledger
WHERE source = :source AND line IS :line AND content = :content AND report IS :report AND (report IS NOT NULL OR reason = :reason)
LIMIT 1;

-- name: integrity
PRAGMA integrity_check;

-- name: version
PRAGMA user_version;

-- name: guards
SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL;

-- name: latest_notes_about
SELECT seq, recorded_at, kind, key, body FROM notes
WHERE seq IN (
    SELECT max(seq) FROM notes WHERE kind = :kind AND key IN (SELECT value FROM json_each(:keys)) GROUP BY key
) ORDER BY seq;

-- name: latest_notes_of
SELECT seq, recorded_at, kind, key, body FROM notes
WHERE seq IN (SELECT max(seq) FROM notes WHERE kind = :kind GROUP BY key) ORDER BY seq;
