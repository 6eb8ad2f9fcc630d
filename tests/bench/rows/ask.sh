# ask.sh - the rows about questions of all trails.

# ask_ms WHAT: milliseconds; the answers go to $work/WHAT (bench/ask.c).
ask_ms() {
    "$bin/ask" "$folder" "$1" >"$work/asked" || wrong "ask $1"
    tail -n +2 "$work/asked" >"$work/$1"
    head -n 1 "$work/asked"
}

funnel_ms() { ask_ms funnel; }
slices_ms() { ask_ms slices; }

# check_funnel NAME FILE: the same counts as the generator's, step for step.
check_funnel() {
    awk '$1 == "funnel" { print $2, $3, $4 }' "$files/expected.txt" >"$work/expected"
    check "$1: the funnel" "$2"
}

# Of "slice DEVICE LANG CHANNEL VARIANT ATTEMPTS", those that ask asks for.
check_slices() {
    awk '
        $1 != "slice" { next }
        { all[$2] += $6 }
        $3 == "cy" { welsh[$2] += $6 }
        $2 == "mobile" { mobile[$4] += $6 }
        END {
            n = split("mobile desktop tablet other", device)
            for (i = 1; i <= n; i++) print "all device", device[i], all[device[i]]
            for (i = 1; i <= n; i++) print "cy device", device[i], welsh[device[i]] + 0
            n = split("self assisted-phone kiosk", channel)
            for (i = 1; i <= n; i++) print "mobile channel", channel[i], mobile[channel[i]]
        }' "$files/expected.txt" >"$work/expected"
    check 'Waymark: a slice' "$work/slices"
}

# check WHAT FILE: it is what was expected.
check() {
    cmp -s "$2" "$work/expected" || {
        wrong "$1 is not the generator's"
        diff "$2" "$work/expected" | head -n 5 >&2
    }
}

# funnel_beside PEER: its name begins the functions that start it and ask it.
funnel_beside() {
    have_folder
    "$1_start" || return 0
    "$1_funnel" >"$work/funnel-peer"
    check_funnel "$1" "$work/funnel-peer"
    compare "$1_funnel_ms" funnel_ms
    check_funnel Waymark "$work/funnel"
    "$1_stop"
    value=$ratio that=$ours ours="$peer ms" peer="$that ms"
}

row_funnel_duckdb() { funnel_beside duckdb; }
row_funnel_clickhouse() { funnel_beside clickhouse; }

row_slice() {
    have_folder
    measure slices_ms
    check_slices
    value=$ours ours="$ours ms"
}
