# postgresql.sh - PostgreSQL 15 with its own settings: a commit is on disk.
# It does not run as root: then the user is that which Debian made for it.
# shellcheck disable=SC2086 # several words

postgresql_bin=/usr/lib/postgresql/15/bin
postgresql_user='env'
[ "$(id -u)" != 0 ] ||
    postgresql_user='setpriv --reuid postgres --regid postgres --clear-groups'

postgresql_start() {
    [ -x "$postgresql_bin/pgbench" ] || {
        missing='no PostgreSQL 15 here: make bench-deps'
        return 1
    }
    mkdir "$work/postgresql"
    [ "$(id -u)" != 0 ] || chown postgres "$work/postgresql"
    $postgresql_user "$postgresql_bin/initdb" -U bench -A trust -D "$work/postgresql" >"$work/said" 2>&1
    postgresql_port=$(free_port)
    start postgresql $postgresql_user "$postgresql_bin/postgres" -D "$work/postgresql" \
        -c listen_addresses=127.0.0.1 -c "port=$postgresql_port" \
        -c "unix_socket_directories=" -c shared_buffers=512MB
    wait_for postgresql_ask 'SELECT 1'
    postgresql_ask 'CREATE TABLE event (attempt bigint, seq smallint, journey smallint,
        kind smallint, step smallint, lang smallint, device smallint, at timestamptz)' >"$work/said"
    cat >"$work/insert.sql" <<'END'
\set attempt random(1, 1000000000)
\set step random(1, 9)
INSERT INTO event VALUES (:attempt, :step, 1, 1, :step, 1, 1, now());
END
    : >"$work/inserted"
}

postgresql_ask() {
    psql -qtA -h 127.0.0.1 -p "$postgresql_port" -U bench -d postgres -c "$1"
}

# Rows a second, each a transaction of its own.
postgresql_insert() {
    whole=$(awk "BEGIN { print ($seconds < 1 ? 1 : int($seconds)) }")
    "$postgresql_bin/pgbench" -n -M prepared -c 32 -j 2 -T "$whole" -h 127.0.0.1 \
        -p "$postgresql_port" -U bench -f "$work/insert.sql" postgres >"$work/pgbench" 2>&1
    awk '/actually processed/ { print $NF }' "$work/pgbench" | cut -d / -f 1 >>"$work/inserted"
    awk '/^tps/ { print $3 }' "$work/pgbench"
}

postgresql_stop() {
    same 'rows in PostgreSQL' "$(postgresql_ask 'SELECT count(*) FROM event')" \
        "$(awk '{ n += $1 } END { print n + 0 }' "$work/inserted")"
    stop postgresql
}
