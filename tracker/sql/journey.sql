-- name: journey_find
SELECT journey.id, organisation.zone, journey.kept_from_day
  FROM journey
  JOIN service ON service.id = journey.service
  JOIN organisation ON organisation.id = service.organisation
 WHERE journey.slug = :slug;

-- name: journey_list
-- Without those that were removed (tracker/remove.h).
SELECT journey.slug
  FROM journey
 WHERE instr(journey.slug, ':') = 0
 ORDER BY journey.slug;

-- name: journey_versions
SELECT number, from_ms, definition
  FROM version
 WHERE journey = :journey
 ORDER BY number;

-- name: journey_names
SELECT kind, number, text
  FROM name
 WHERE journey = :journey
 ORDER BY kind, number;

-- name: name_add
INSERT INTO name (journey, kind, number, text, sum)
VALUES (:journey, :kind, :number, :text,
        row_sum(:journey, :kind, :number, :text));

-- name: organisation_add
INSERT INTO organisation (slug, zone, sum)
VALUES (:slug, :zone, row_sum(:slug, :zone))
ON CONFLICT (slug) DO NOTHING;

-- name: organisation_find
SELECT id, zone
  FROM organisation
 WHERE slug = :slug;

-- name: service_add
INSERT INTO service (organisation, slug, lgsl, verb, sum)
VALUES (:organisation, :slug, :lgsl, :verb,
        row_sum(:organisation, :slug, :lgsl, :verb))
ON CONFLICT (organisation, slug) DO NOTHING;

-- name: journey_add
INSERT INTO journey (slug, service, kept_from_day, sum)
SELECT :slug, id, -1000000, row_sum(:slug, id, -1000000)
  FROM service
 WHERE organisation = :organisation AND slug = :service
ON CONFLICT (slug) DO NOTHING;

-- name: version_put
INSERT INTO version (journey, number, from_ms, definition, sum)
VALUES (:journey, :number, :from_ms, :definition,
        row_sum(:journey, :number, :from_ms, :definition))
ON CONFLICT (journey, number) DO UPDATE
   SET from_ms = excluded.from_ms, definition = excluded.definition,
       sum = excluded.sum;

-- name: version_counted
-- Whether a version has counted an attempt.
SELECT EXISTS (SELECT 1 FROM figures
                WHERE journey = :journey AND dimension = 0 AND value = 0
                  AND version = :version);

-- name: journey_retain
UPDATE journey
   SET kept_from_day = :day, sum = row_sum(slug, service, :day)
 WHERE id = :journey AND kept_from_day < :day;
