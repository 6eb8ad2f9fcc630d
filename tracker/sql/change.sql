-- name: change_get
SELECT kind, number, from_ms, done
  FROM change
 WHERE journey = :journey;

-- name: change_add
INSERT INTO change (journey, kind, number, from_ms, done, sum)
VALUES (:journey, :kind, :number, :from_ms, 0,
        row_sum(:journey, :kind, :number, :from_ms, 0));

-- name: change_put
UPDATE change
   SET from_ms = :from_ms, done = :done,
       sum = row_sum(journey, kind, number, :from_ms, :done)
 WHERE journey = :journey;

-- name: change_delete
DELETE FROM change
 WHERE journey = :journey;

-- name: change_list
SELECT journey.slug
  FROM change
  JOIN journey ON journey.id = change.journey
 ORDER BY journey.slug;

-- name: chunk_days
-- How many attempts at rest started on each day.
SELECT day, sum(attempts)
  FROM chunk
 WHERE journey = :journey
 GROUP BY day
 ORDER BY day;

-- name: live_last
-- The last id in a range, or the one before it.
SELECT coalesce(max(id), :first - 1)
  FROM live
 WHERE id BETWEEN :first AND :last;

-- name: setting_count
INSERT INTO setting (name, value)
VALUES (:name, '1')
ON CONFLICT (name) DO UPDATE
   SET value = CAST(CAST(setting.value AS INTEGER) + 1 AS TEXT);
