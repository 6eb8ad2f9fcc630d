-- name: figures_get
SELECT counters
  FROM figures
 WHERE journey = :journey AND dimension = :dimension AND value = :value
   AND until_day = :until_day AND day = :day AND version = :version;

-- name: figures_put
INSERT INTO figures (journey, dimension, value, until_day, day, version,
                     sum, counters)
VALUES (:journey, :dimension, :value, :until_day, :day, :version,
        row_sum(:journey, :dimension, :value, :until_day, :day, :version,
                :counters),
        :counters)
ON CONFLICT (journey, dimension, value, until_day, day, version) DO UPDATE
   SET sum = excluded.sum, counters = excluded.counters;

-- name: figures_delete
DELETE FROM figures
 WHERE journey = :journey AND dimension = :dimension AND value = :value
   AND until_day = :until_day AND day = :day AND version = :version;

-- name: figures_days
-- What is for good.
SELECT version, counters
  FROM figures
 WHERE journey = :journey AND dimension = :dimension AND value = :value
   AND until_day = 2147483647 AND day BETWEEN :from AND :until;

-- name: figures_waiting
-- What holds on a day besides.
SELECT version, counters, until_day
  FROM figures
 WHERE journey = :journey AND dimension = :dimension AND value = :value
   AND until_day > :today AND until_day < 2147483647
   AND day BETWEEN :from AND :until;

-- name: figures_extent
-- Each from its own end.
SELECT (SELECT min(day)
          FROM figures
         WHERE journey = :journey AND dimension = :dimension AND value = :value
           AND until_day = 2147483647 AND day BETWEEN :from AND :until
           AND (:version = 0 OR version = :version)),
       (SELECT max(day)
          FROM figures
         WHERE journey = :journey AND dimension = :dimension AND value = :value
           AND until_day = 2147483647 AND day BETWEEN :from AND :until
           AND (:version = 0 OR version = :version));

-- name: figures_all
SELECT dimension, value, until_day, day, version, counters
  FROM figures
 WHERE journey = :journey;

-- name: received_add
INSERT INTO received (journey, day, duplicates, refused, conflicts, sum)
VALUES (:journey, :day, :duplicates, :refused, :conflicts,
        row_sum(:journey, :day, :duplicates, :refused, :conflicts))
ON CONFLICT (journey, day) DO UPDATE
   SET duplicates = duplicates + excluded.duplicates,
       refused = refused + excluded.refused,
       conflicts = conflicts + excluded.conflicts,
       sum = row_sum(journey, day, duplicates + excluded.duplicates,
                     refused + excluded.refused,
                     conflicts + excluded.conflicts);

-- name: received_days
SELECT coalesce(sum(duplicates), 0), coalesce(sum(refused), 0),
       coalesce(sum(conflicts), 0)
  FROM received
 WHERE journey = :journey AND day BETWEEN :from AND :until;

-- name: figures_cells
-- What is for good, and what holds on a day.
SELECT version, counters
  FROM figures
 WHERE journey = :journey AND dimension = :dimension AND value = 0
   AND until_day > :today AND day BETWEEN :from AND :until;
