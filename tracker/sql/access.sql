-- name: access_service
-- The service of a journey, and whether the key or the origin is its.
SELECT journey.service,
       (SELECT service FROM write_key WHERE hash = :hash),
       EXISTS (SELECT 1 FROM origin
                WHERE service = journey.service AND origin = :origin),
       (SELECT value FROM setting WHERE name = 'demonstration')
  FROM journey
 WHERE journey.slug = :journey;

-- name: access_origin
-- A walk over the list of origins, which people keep by hand.
SELECT EXISTS (SELECT 1 FROM origin WHERE origin = :origin);

-- name: service_find
SELECT service.id
  FROM service
  JOIN organisation ON organisation.id = service.organisation
 WHERE service.slug = :slug
   AND (:organisation IS NULL OR organisation.slug = :organisation)
 LIMIT 2;

-- name: write_key_add
INSERT INTO write_key (service, hash, hint, made_ms)
VALUES (:service, :hash, :hint, :made_ms);

-- name: write_key_remove
DELETE FROM write_key
 WHERE id = :id
RETURNING id;

-- name: write_key_list
SELECT write_key.id, organisation.slug, service.slug, write_key.hint
  FROM write_key
  JOIN service ON service.id = write_key.service
  JOIN organisation ON organisation.id = service.organisation
 ORDER BY write_key.id;

-- name: origin_add
INSERT INTO origin (service, origin)
VALUES (:service, :origin)
ON CONFLICT DO NOTHING;

-- name: origin_remove
DELETE FROM origin
 WHERE service = :service AND origin = :origin;

-- name: origin_list
SELECT organisation.slug, service.slug, origin.origin
  FROM origin
  JOIN service ON service.id = origin.service
  JOIN organisation ON organisation.id = service.organisation
 ORDER BY origin.service, origin.origin;

-- name: setting_get
SELECT value
  FROM setting
 WHERE name = :name;

-- name: setting_put
INSERT INTO setting (name, value)
VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
