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
