-- name: live_add
-- All new ones of a commit at once.  Should one be there already, nothing of
-- the transaction is kept, so there is no need to take back the others.
INSERT OR FAIL INTO live (id, key, chunk, quiet_ms, sum, trail)
SELECT a, b, c, d, e, f FROM batch;

-- name: live_put
UPDATE live
   SET quiet_ms = :quiet_ms, sum = :sum, trail = :trail
 WHERE id = :id;

-- name: live_get
SELECT chunk, key, trail, sum
  FROM live
 WHERE id = :id;

-- name: live_delete
DELETE FROM live
 WHERE id = :id;

-- name: live_keys
SELECT id, key, chunk
  FROM live
 WHERE id BETWEEN :first AND :last
 ORDER BY id;

-- name: live_outdates
-- The attempts that have moved since they were packed, which are few.
SELECT key, chunk
  FROM live INDEXED BY live_outdating
 WHERE id BETWEEN :first AND :last AND chunk IS NOT NULL;

-- name: live_scan
SELECT id, chunk, quiet_ms, key, trail, sum
  FROM live
 WHERE id BETWEEN :first AND :last AND quiet_ms >= :now_ms;

-- name: live_scan_waiting
SELECT id, chunk, quiet_ms, key, trail, sum
  FROM live
 WHERE id >> 40 = :journey AND quiet_ms BETWEEN :now_ms AND :until_ms
   AND id & 274877906944;

-- name: live_quiet
-- Some that may be packed: those behind the id that were quiet before now.
SELECT id, chunk, key, trail, sum
  FROM live
 WHERE id > :after AND id <= :last AND quiet_ms < :now_ms
 ORDER BY id
 LIMIT :most;

-- name: live_open_at
-- How many attempts were going on at a time, after which some may have moved.
SELECT count(*)
  FROM live
 WHERE id BETWEEN :first AND :last
   AND quiet_ms BETWEEN :at AND :at + :idle;
