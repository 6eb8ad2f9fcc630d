-- name: salt_last_lost
SELECT max(made_ms)
  FROM salt_lost
 WHERE journey = :journey;

-- name: salt_lost
INSERT OR IGNORE INTO salt_lost (journey, made_ms, day, cut)
VALUES (:journey, :made_ms, :day, :cut);

-- name: salt_cut
-- How many attempts were cut in two at most, on days of a period.
SELECT coalesce(sum(cut), 0)
  FROM salt_lost
 WHERE journey = :journey AND day BETWEEN :from AND :until;
