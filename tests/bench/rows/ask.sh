# ask.sh - the rows about questions of all trails.

# Ours, of each journey one after the other: JOURNEY STEP REACHED.
funnel_ours() {
    for j in $(journeys); do
        steps=$(awk -v j="${j#0}" '$1 == "funnel" && $2 == j { printf " --step step-%d", $3 }' \
            "$files/expected.txt")
        # shellcheck disable=SC2086 # several words
        waymark "$folder" funnel "bench-$j" $steps --window 7d --json |
            awk -F '[:,]' -v j="${j#0}" '/"reached"/ { print j, ++step, $2 + 0 }'
    done
}

funnel_ours_ms() {
    from=$(date +%s%N)
    funnel_ours >"$work/funnel-ours"
    calculate "($(date +%s%N) - $from) / 1000000"
}

# check_funnel NAME FILE: the same counts as the generator's, step for step.
check_funnel() {
    awk '$1 == "funnel" { print $2, $3, $4 }' "$files/expected.txt" >"$work/funnel"
    cmp -s "$2" "$work/funnel" || {
        wrong "$1: its funnel differs"
        diff "$2" "$work/funnel" | head -n 5 >&2
    }
}

# beside PEER: its name begins the functions that start it and ask it.
funnel_beside() {
    have_folder
    "$1_start" || return 0
    "$1_funnel" >"$work/funnel-peer"
    check_funnel "$1" "$work/funnel-peer"
    compare "$1_funnel_ms" funnel_ours_ms
    check_funnel Waymark "$work/funnel-ours"
    "$1_stop"
    value=$ratio that=$ours ours="$peer ms" peer="$that ms"
}

row_funnel_duckdb() { funnel_beside duckdb; }
row_funnel_clickhouse() { funnel_beside clickhouse; }

row_slice() {
    missing='not there yet'
}
