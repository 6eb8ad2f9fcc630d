-- name: store_begin_read
BEGIN;

-- name: store_begin_write
BEGIN IMMEDIATE;

-- name: store_commit
COMMIT;

-- name: store_data_version
PRAGMA data_version;

-- name: store_rollback
ROLLBACK;
