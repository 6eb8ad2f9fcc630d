# pages.sh - the rows about what is read over HTTP, and about the server itself.

period='from=2025-09-01&until=2025-11-29'

open_full() {
    have_folder
    serve full "$folder"
    full_port=$port
}

figures_median() { load "$1" 2 -c 1 "$2" fresh "/dashboard/journeys/bench-01.json?$period"; }
figures_full() { figures_median full "$full_port"; }
figures_tenth() { figures_median tenth "$tenth_port"; }
figures_slowest() {
    load full 3 -c 1 "$full_port" fresh "/dashboard/journeys/bench-01.json?$period" |
        awk '{ print $1 / 1000 }'
}

row_figures() {
    open_full
    measure figures_slowest
    stop full
    value=$ours ours="$ours ms"
}

row_figures_growth() {
    open_full
    make_data "$((events / 10))"
    have_folder
    serve tenth "$folder"
    tenth_port=$port
    compare figures_full figures_tenth
    stop tenth
    stop full
    make_data "$events"
    value=$ratio ours="$ours us$ours_cpu" peer="$peer us$peer_cpu"
}

journey_page() { load full 1 -c 64 "$full_port" fresh "/dashboard/journeys/bench-01?$period"; }
smallest_page() { load full 1 -c 64 "$full_port" get "$smallest"; }

row_journey_page() {
    open_full
    compare journey_page smallest_page
    stop full
    value=$ratio ours="$ours pages/s$ours_cpu" peer="$peer pages/s$peer_cpu"
}

row_smallest_page() {
    open_full
    nginx_start "http://127.0.0.1:$full_port$smallest" && {
        compare smallest_page nginx_page
        stop nginx
        value=$ratio ours="$ours pages/s$ours_cpu" peer="$peer pages/s$peer_cpu"
    }
    stop full
}

row_bytes() {
    have_folder
    stored=$(du -sb "$folder" | cut -f 1)
    all=$(awk '$1 == "all" { print $2 }' "$files/expected.txt")
    value=$(calculate "$stored / $all") ours="$stored bytes of $all events"
}

start_ms() { "$bin/stopwatch" -u /readyz "$WAYMARK" --data "$1" serve --listen 127.0.0.1:0; }
start_empty() { start_ms "$work/empty-data"; }
start_full() { start_ms "$folder"; }

row_start_empty() {
    start_empty >"$work/said"
    measure start_empty
    value=$ours ours="$ours ms"
}

row_start_full() {
    have_folder
    measure start_full
    value=$ours ours="$ours ms"
}

# What was built in the background is built, and the memory for it given back.
has_settled() {
    awk '/^VmHWM/ { most = $2 } /^VmRSS/ { now = $2 } END { exit !(now < most) }' \
        "/proc/$(cat "$work/$1.pid")/status"
}

row_memory_empty() {
    serve empty "$work/empty-data"
    wait_for has_settled empty
    load empty 1 -c 1000 "$port" get / >"$work/rate"
    value=$(peak_mb empty) ours="$value MB"
    stop empty
}

row_memory_full() {
    have_folder
    cp -r "$folder" "$work/full-data"
    key=$(waymark "$work/full-data" key add bench 2>"$work/said")
    serve full "$work/full-data"
    full_port=$port
    journey_page >"$work/rate"
    load full 1 -c 64 -k "$key" "$port" post 1 /v1/events >"$work/rate"
    value=$(peak_mb full) ours="$value MB"
    stop full
    rm -rf "$work/full-data"
}
