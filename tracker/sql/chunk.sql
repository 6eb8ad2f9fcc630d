-- name: chunk_keys
SELECT id, keys
  FROM chunk
 WHERE journey = :journey;

-- name: chunk_get
SELECT settled_ms, version, day, keys, trails, sum
  FROM chunk
 WHERE id = :id;

-- name: chunk_last
-- The chunk of a version and day that was begun last.
SELECT id, attempts, length(trails)
  FROM chunk
 WHERE journey = :journey AND day = :day AND version = :version
 ORDER BY id DESC
 LIMIT 1;

-- name: chunk_add
INSERT INTO chunk (journey, version, day, attempts, settled_ms, sum, keys,
                   trails)
VALUES (:journey, :version, :day, :attempts, :settled_ms, :sum, :keys,
        :trails);

-- name: chunk_put
UPDATE chunk
   SET attempts = :attempts, settled_ms = :settled_ms, sum = :sum,
       keys = :keys, trails = :trails
 WHERE id = :id;

-- name: chunk_relabel
UPDATE chunk
   SET version = :version, day = :day, settled_ms = :settled_ms
 WHERE id = :id;

-- name: chunk_delete
DELETE FROM chunk
 WHERE id = :id;

-- name: chunk_scan
-- Keys lie behind the trails: who does not look at them does not load them.
SELECT id, version, day, settled_ms, keys, trails, sum, attempts
  FROM chunk
 WHERE journey = :journey AND day BETWEEN :first AND :last
 ORDER BY day, version, id;

-- name: chunk_scan_unsettled
SELECT id, version, day, settled_ms, keys, trails, sum
  FROM chunk
 WHERE journey = :journey AND settled_ms >= :now_ms;

-- name: chunk_retain
-- Drop some chunks of days before, and say how many attempts each held.
DELETE FROM chunk
 WHERE id IN (SELECT id FROM chunk
               WHERE journey = :journey AND day < :before
               LIMIT :most)
RETURNING attempts;

-- name: store_faults
-- "ok", or what does not fit together in the file: pages, trees, indexes.
SELECT integrity_check
  FROM pragma_integrity_check(10);

-- name: row_faults
-- Rows that are not what they were when they were written.
SELECT 'organisation ' || id FROM organisation
 WHERE sum <> row_sum(slug, zone)
UNION ALL
SELECT 'service ' || id FROM service
 WHERE sum <> row_sum(organisation, slug, lgsl, verb)
UNION ALL
SELECT 'journey ' || id FROM journey
 WHERE sum <> row_sum(slug, service, kept_from_day)
UNION ALL
SELECT 'version ' || number FROM version
 WHERE sum <> row_sum(journey, number, from_ms, definition)
UNION ALL
SELECT 'name ' || number FROM name
 WHERE sum <> row_sum(journey, kind, number, text)
UNION ALL
SELECT 'import ' || number FROM import
 WHERE sum <> row_sum(journey, file, received_ms, day, accepted, duplicates,
                      refused, conflicts, state)
UNION ALL
SELECT 'quarantine ' || number FROM quarantine
 WHERE sum <> row_sum(journey, release, import, from_day, until_day, reason,
                      made_ms)
UNION ALL
SELECT 'figures ' || id FROM figures
 WHERE sum <> row_sum(journey, dimension, value, until_day, day, version,
                      counters)
UNION ALL
SELECT 'change of journey ' || journey FROM change
 WHERE sum <> row_sum(journey, kind, number, from_ms, done)
UNION ALL
SELECT 'received ' || day FROM received
 WHERE sum <> row_sum(journey, day, duplicates, refused, conflicts);
