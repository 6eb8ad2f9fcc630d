# door.sh - the rows about events sent over HTTP.

# A server with an empty folder of its own for each row, and a write key.
open_door() {
    rm -rf "$work/door-data"
    : >"$work/sent"
    waymark "$work/door-data" journey add "$files/01.json" >"$work/said"
    key=$(waymark "$work/door-data" key add bench 2>"$work/said")
    serve door "$work/door-data"
}

# What was acknowledged is there, neither more nor less.  Every event is a view
# of the next step by an attempt that started at the first.
close_door() {
    stop door
    waymark "$work/door-data" figures bench-01 --json >"$work/figures.json"
    same 'events stored' \
        "$(awk -F '[:,]' '/"reached"/ { n += $2 } END { print n + 0 }' "$work/figures.json")" \
        "$(awk '{ n += $1 } END { print n + 0 }' "$work/sent")"
}

# post FIELD CONNECTIONS EVENTS: to be kept.
post() {
    load door "$1" -k "$key" -c "$2" "$port" post "$3" /v1/events
    awk -v events="$3" '{ print $4 * events }' "$work/load" >>"$work/sent"
}

post_dry() {
    load door "$1" -k "$key" -c "$2" "$port" post "$3" '/v1/events?dry-run=1'
}

kept_64() { post 1 64 1; }
kept_256() { post 1 256 1; }
kept_20() { post 1 64 20; }
dry_64() { post_dry 1 64 1; }
dry_256() { post_dry 1 256 1; }
dry_20() { post_dry 1 64 20; }
kept_latency() { post 3 64 1; }
dry_latency() { post_dry 3 64 1; }

# at_door OURS PEER UNIT
at_door() {
    open_door
    compare "$1" "$2"
    close_door
    value=$ratio ours="$ours $3$ours_cpu" peer="$peer $3$peer_cpu"
}

row_durable_64() { at_door kept_64 dry_64 requests/s; }
row_durable_256() { at_door kept_256 dry_256 requests/s; }
row_durable_20() { at_door kept_20 dry_20 "requests of 20/s"; }
row_latency() { at_door kept_latency dry_latency us; }

row_postgresql() {
    postgresql_start || return 0
    at_door kept_64 postgresql_insert events/s
    postgresql_stop
}

row_base() {
    start hello "$bin/hello"
    wait_for test -s "$work/hello.log"
    hello_port=$(cat "$work/hello.log")
    at_door dry_64 hello_64 requests/s
    stop hello
}

hello_64() { load hello 1 -c 64 "$hello_port" get /; }

# Requests a second on 64, 128, 256, 384 and 512 connections, one line a round.
busy_rounds() {
    for round in $(seq "$rounds"); do
        for connections in 64 128 256 384 512; do
            "$@" "$connections"
        done | paste -s
    done
}

busy_page() { load door 1 -c "$1" "$port" get /healthz; }
busy_kept() { post 1 "$1" 1; }

# least_of FILE: of the medians of what 128 and more reach of 64.
least_of() {
    for column in 2 3 4 5; do
        awk -v at="$column" '{ print $at / $1 }' "$1" | middle
        echo
    done | sort -g | head -n 1
}

row_busy() {
    open_door
    busy_rounds busy_page >"$work/busy-page"
    busy_rounds busy_kept >"$work/busy-kept"
    close_door
    ours="pages $(least_of "$work/busy-page"), events $(least_of "$work/busy-kept")"
    value=$({ least_of "$work/busy-page"; least_of "$work/busy-kept"; } | sort -g | head -n 1)
}
