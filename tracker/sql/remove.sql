-- name: journey_hide
-- Under a name that is no key, so that nobody can ask for it.
UPDATE journey
   SET slug = 'removed:' || id || ':' || slug,
       sum = row_sum('removed:' || id || ':' || slug, service, kept_from_day)
 WHERE id = :journey;

-- name: journey_forget
-- What it was called.
UPDATE journey
   SET slug = 'removed:' || id,
       sum = row_sum('removed:' || id, service, kept_from_day)
 WHERE id = :journey;

-- name: removal_find
SELECT change.journey
  FROM change
  JOIN journey ON journey.id = change.journey
 WHERE journey.slug = :slug AND change.kind = 5;

-- name: removal_list
SELECT journey.slug
  FROM change
  JOIN journey ON journey.id = change.journey
 WHERE change.kind = 5
 ORDER BY journey.slug;

-- name: version_delete
DELETE FROM version
 WHERE journey = :journey;

-- name: import_delete
DELETE FROM import
 WHERE journey = :journey;

-- name: quarantine_clear
DELETE FROM quarantine
 WHERE journey = :journey;

-- name: chunk_clear
DELETE FROM chunk
 WHERE id IN (SELECT id FROM chunk
               WHERE journey = :journey
               LIMIT :most);

-- name: live_clear
DELETE FROM live
 WHERE id IN (SELECT id FROM live
               WHERE id BETWEEN :journey << 40 AND (:journey + 1 << 40) - 1
               LIMIT :most);

-- name: figures_clear
DELETE FROM figures
 WHERE id IN (SELECT id FROM figures
               WHERE journey = :journey
               LIMIT :most);

-- name: name_clear
DELETE FROM name
 WHERE journey = :journey;

-- name: received_clear
DELETE FROM received
 WHERE journey = :journey;

-- name: salt_lost_clear
DELETE FROM salt_lost
 WHERE journey = :journey;
