-- name: figures_get
SELECT counters
  FROM figures
 WHERE journey = :journey AND dimension = :dimension AND value = :value
   AND day = :day AND version = :version;

-- name: figures_put
INSERT INTO figures (journey, dimension, value, day, version, counters)
VALUES (:journey, :dimension, :value, :day, :version, :counters)
ON CONFLICT (journey, dimension, value, day, version) DO UPDATE
   SET counters = excluded.counters;

-- name: figures_delete
DELETE FROM figures
 WHERE journey = :journey AND dimension = :dimension AND value = :value
   AND day = :day AND version = :version;

-- name: figures_days
SELECT version, day, counters
  FROM figures
 WHERE journey = :journey AND dimension = :dimension AND value = :value
   AND day BETWEEN :from AND :until;

-- name: figures_all
SELECT dimension, value, day, version, counters
  FROM figures
 WHERE journey = :journey;

-- name: received_add
INSERT INTO received (journey, day, duplicates, refused, conflicts)
VALUES (:journey, :day, :duplicates, :refused, :conflicts)
ON CONFLICT (journey, day) DO UPDATE
   SET duplicates = duplicates + excluded.duplicates,
       refused = refused + excluded.refused,
       conflicts = conflicts + excluded.conflicts;

-- name: received_days
SELECT coalesce(sum(duplicates), 0), coalesce(sum(refused), 0),
       coalesce(sum(conflicts), 0)
  FROM received
 WHERE journey = :journey AND day BETWEEN :from AND :until;
