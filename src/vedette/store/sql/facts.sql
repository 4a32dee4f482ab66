-- The statements on the facts that both dialects share; those that differ are in `sqlite/` and `postgres/`.

-- name: add_content
INSERT INTO contents (hash, bytes) VALUES (:hash, :bytes) ON CONFLICT (hash) DO NOTHING;

-- name: add_report
INSERT INTO reports (id, identity, text, recorded_at) VALUES (:id, :identity, :text, :recorded_at);

-- name: add_entry
INSERT INTO ledger (seq, recorded_at, source, line, kind, content, size, outcome, reason, report, given_id, given, previous, hash)
VALUES (:seq, :recorded_at, :source, :line, :kind, :content, :size, :outcome, :reason, :report, :given_id, :given, :previous, :hash);

-- name: last_entry
SELECT seq, recorded_at, hash FROM ledger ORDER BY seq DESC LIMIT 1;

-- name: last_judgement
SELECT seq, recorded_at, hash FROM judgements ORDER BY seq DESC LIMIT 1;

-- name: identity_of
SELECT identity FROM reports WHERE id = :id;

-- name: reports_until
SELECT id, text, recorded_at FROM reports WHERE recorded_at <= :until ORDER BY id;

-- name: sightings_until
SELECT report, source, line, given_id, given FROM ledger
WHERE report IS NOT NULL AND recorded_at <= :until ORDER BY report, given, source, line;

-- name: counts_until
SELECT outcome, count(*) FROM ledger WHERE recorded_at <= :until GROUP BY outcome ORDER BY outcome;

-- name: refusals_until
SELECT source, line, reason FROM ledger
WHERE outcome = 'quarantined' AND recorded_at <= :until ORDER BY source, line NULLS FIRST, content, reason;

-- name: entries
SELECT seq, recorded_at, source, line, kind, content, size, outcome, reason, report, given_id, given, previous, hash
FROM ledger ORDER BY seq;

-- name: all_contents
SELECT hash, bytes FROM contents ORDER BY hash;

-- name: content
SELECT bytes FROM contents WHERE hash = :hash;

-- name: all_reports
SELECT id, identity, text, recorded_at FROM reports ORDER BY id;

-- name: all_judgements
SELECT seq, recorded_at, analyst, act, target, detail, reason, undoes, previous, hash FROM judgements ORDER BY seq;

-- name: add_judgement
INSERT INTO judgements (seq, recorded_at, analyst, act, target, detail, reason, undoes, previous, hash)
VALUES (:seq, :recorded_at, :analyst, :act, :target, :detail, :reason, :undoes, :previous, :hash);

-- name: judgements_until
SELECT seq, recorded_at, analyst, target, detail, reason, undoes FROM judgements
WHERE recorded_at <= :until ORDER BY seq;

-- name: count_reports_until
SELECT count(*) FROM reports WHERE recorded_at <= :until;

-- name: report_until
SELECT text, recorded_at FROM reports WHERE id = :id AND recorded_at <= :until;

-- name: sightings_of
SELECT source, line, given_id, given FROM ledger
WHERE report = :id AND recorded_at <= :until ORDER BY given, source, line;

-- name: add_note
INSERT INTO notes (seq, recorded_at, kind, key, body, previous, hash)
VALUES (:seq, :recorded_at, :kind, :key, :body, :previous, :hash);

-- name: last_note
SELECT seq, recorded_at, hash FROM notes ORDER BY seq DESC LIMIT 1;

-- name: notes_of
SELECT seq, recorded_at, kind, key, body FROM notes WHERE kind = :kind ORDER BY seq;

-- name: all_notes
SELECT seq, recorded_at, kind, key, body, previous, hash FROM notes ORDER BY seq;

-- name: any_report_after
SELECT 1 FROM ledger WHERE outcome = 'accepted' AND recorded_at > :until LIMIT 1;

-- name: texts_after
SELECT reports.id, reports.text FROM ledger JOIN reports ON reports.id = ledger.report
WHERE ledger.seq > :seq AND ledger.outcome = 'accepted' ORDER BY ledger.seq;

-- name: count_after
SELECT count(*) FROM ledger WHERE seq > :seq AND outcome = 'accepted';

-- name: seen_after
SELECT DISTINCT report FROM ledger WHERE seq > :seq AND report IS NOT NULL ORDER BY report;

-- name: seen_again_after
SELECT DISTINCT report FROM ledger WHERE recorded_at > :until AND outcome = 'duplicate' ORDER BY report;
