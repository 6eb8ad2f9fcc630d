# duckdb.sh - DuckDB in a process of Node's; what is timed is the query alone.

duckdb_start() {
    [ -d "$bench/node_modules/@duckdb" ] || {
        missing='no DuckDB here: make bench-deps'
        return 1
    }
    node "$bench/peers/duckdb.mjs" load "$work/duckdb.db" "$files/events.csv" >"$work/duckdb.rows" ||
        wrong 'DuckDB took no rows'
    same 'rows in DuckDB' "$(cat "$work/duckdb.rows")" \
        "$(awk '$1 == "all" { print $2 }' "$files/expected.txt")"
}

duckdb_funnel() {
    node "$bench/peers/duckdb.mjs" funnel "$work/duckdb.db"
}

duckdb_funnel_ms() {
    node "$bench/peers/duckdb.mjs" time "$work/duckdb.db"
}

duckdb_stop() {
    rm -f "$work"/duckdb.db*
}
