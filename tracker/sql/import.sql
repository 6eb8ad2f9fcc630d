-- name: import_add
INSERT INTO import (journey, file, received_ms, day, accepted, duplicates,
                    refused, conflicts, state, sum)
VALUES (:journey, :file, :received_ms, :day, 0, 0, 0, 0, 0,
        row_sum(:journey, :file, :received_ms, :day, 0, 0, 0, 0, 0));

-- name: import_put
UPDATE import
   SET accepted = :accepted, duplicates = :duplicates, refused = :refused,
       conflicts = :conflicts, state = :state,
       sum = row_sum(journey, file, received_ms, day, :accepted, :duplicates,
                     :refused, :conflicts, :state)
 WHERE number = :number AND state < 2;

-- name: import_get
SELECT journey.slug, import.day, import.duplicates, import.refused,
       import.conflicts, import.state
  FROM import
  JOIN journey ON journey.id = import.journey
 WHERE import.number = :number;

-- name: import_undone
UPDATE import
   SET state = 2,
       sum = row_sum(journey, file, received_ms, day, accepted, duplicates,
                     refused, conflicts, 2)
 WHERE number = :number;

-- name: import_list
SELECT import.number, journey.slug, import.file, import.received_ms,
       import.accepted, import.duplicates, import.refused, import.state,
       EXISTS (SELECT 1 FROM change
                WHERE change.kind = 1 AND change.journey = import.journey
                  AND change.number = import.number)
  FROM import
  JOIN journey ON journey.id = import.journey
 ORDER BY import.number DESC;
