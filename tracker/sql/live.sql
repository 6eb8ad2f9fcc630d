-- name: live_put
INSERT INTO live (id, key, chunk, quiet_ms, trail)
VALUES (:id, :key, :chunk, :quiet_ms, :trail)
ON CONFLICT (id) DO UPDATE
   SET quiet_ms = excluded.quiet_ms, trail = excluded.trail;

-- name: live_get
SELECT key, chunk, trail
  FROM live
 WHERE id = :id;

-- name: live_delete
DELETE FROM live
 WHERE id = :id;

-- name: live_last
SELECT coalesce(max(id), 0)
  FROM live
 WHERE id BETWEEN :first AND :last;

-- name: live_keys
SELECT id, key, chunk
  FROM live
 WHERE id BETWEEN :first AND :last;

-- name: live_outdates
-- The attempts that have moved since they were packed, which are few.
SELECT key
  FROM live INDEXED BY live_outdating
 WHERE id BETWEEN :first AND :last AND chunk IS NOT NULL;

-- name: live_scan
SELECT id, key, chunk, trail
  FROM live
 WHERE id BETWEEN :first AND :last AND quiet_ms >= :now_ms;

-- name: live_quiet
-- Some that may be packed: those behind the id that were quiet before now.
SELECT id, key, chunk, trail
  FROM live
 WHERE id > :after AND id <= :last AND quiet_ms < :now_ms
 ORDER BY id
 LIMIT :most;
