-- name: quarantine_of_journey
SELECT quarantine.number, journey.slug, quarantine.release, quarantine.import,
       quarantine.from_day, quarantine.until_day, quarantine.reason,
       quarantine.made_ms
  FROM quarantine
  JOIN journey ON journey.id = quarantine.journey
 WHERE quarantine.journey = :journey
 ORDER BY quarantine.number;

-- name: quarantine_all
SELECT quarantine.number, journey.slug, quarantine.release, quarantine.import,
       quarantine.from_day, quarantine.until_day, quarantine.reason,
       quarantine.made_ms
  FROM quarantine
  JOIN journey ON journey.id = quarantine.journey
 ORDER BY quarantine.number;

-- name: quarantine_get
SELECT journey.slug
  FROM quarantine
  JOIN journey ON journey.id = quarantine.journey
 WHERE quarantine.number = :number;

-- name: quarantine_add
INSERT INTO quarantine (journey, release, import, from_day, until_day, reason,
                        made_ms, sum)
VALUES (:journey, :release, :import, :from, :until, :reason, :made_ms,
        row_sum(:journey, :release, :import, :from, :until, :reason, :made_ms));

-- name: quarantine_delete
DELETE FROM quarantine
 WHERE number = :number;
