# lib.sh - what every row of the bench is made of.
#
# Sourced by tests/bench/run.  A measurement is a command that prints one
# number; compare runs two of them in turns, because the speed of a shared
# machine moves from one moment to the next.

# Everything that is started lives here, and is stopped at the end by its pid.
# Beside the data of other servers on the same disk; /tmp may be memory.
work=$(mktemp -d /var/tmp/waymark-bench.XXXXXX)
chmod 755 "$work"
: >"$work/wrong"
: >"$work/pids"
# Sites are built into memory where there is room for two: what is compared are
# programs, and not how a disk takes 40,000 new files.
built=$work
if [ "$(df -k --output=avail /dev/shm 2>>"$work/said" | tail -n 1)" -gt 2000000 ] 2>>"$work/said"; then
    built=$(mktemp -d /dev/shm/waymark-bench.XXXXXX)
fi
trap 'stop_all; rm -rf "$work" "$built"' EXIT
trap 'exit 130' HUP INT TERM

# The smallest page there is, of all that links lead to: an example that is a
# document of its own.
smallest=/patterns/component/warning-text/default/

# wrong WHAT: an answer was wrong, so that no ratio means anything.
wrong() {
    echo "WRONG: $row: $*" | tee -a "$work/wrong" >&2
}

# same WHAT OURS THEIRS
same() {
    [ "$2" = "$3" ] || wrong "$1: $2, and not $3"
}

# start NAME COMMAND...: a server, whose pid and log have that name.  A program,
# no function: it gets the signals.
start() {
    name=$1
    shift
    "$@" >"$work/$name.log" 2>&1 </dev/null &
    echo $! >"$work/$name.pid"
    echo "$name" >>"$work/pids"
}

# stop NAME: with SIGTERM, and waits for its end.
stop() {
    [ -f "$work/$1.pid" ] || return 0
    pid=$(cat "$work/$1.pid")
    rm "$work/$1.pid"
    kill "$pid" 2>>"$work/$1.log" || true
    wait "$pid" 2>>"$work/$1.log" || true
}

stop_all() {
    while read -r each; do
        stop "$each"
    done <"$work/pids"
}

# wait_for COMMAND...: until it succeeds, half a minute at most.
wait_for() {
    tries=300
    until "$@" >"$work/wait.log" 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || {
            wrong "gave up waiting for: $*"
            cat "$work/wait.log" >&2
            return 1
        }
        sleep 0.1
    done
}

free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1",
        () => { console.log(s.address().port); s.close(); })'
}

# calculate EXPRESSION: with three digits, or all before the point.
calculate() {
    awk "BEGIN { x = $1; printf (x >= 100 ? \"%.0f\" : \"%.3g\"), x }"
}

# middle: the median of the numbers on standard input, one a line.
middle() {
    calculate "$(sort -g | awk '{ at[NR] = $1 }
        END { print (at[int((NR + 1) / 2)] + at[int(NR / 2) + 1]) / 2 }')"
}

# measure COMMAND...: the median of $rounds runs, in $ours.
measure() {
    : >"$work/ours"
    for round in $(seq "$rounds"); do
        "$@" >>"$work/ours"
    done
    ours=$(middle <"$work/ours")
}

# compare OURS PEER: the median of each in $ours and $peer, and the median of
# how many times ours is the peer's, round by round, in $ratio.  What load found
# of processor time goes to $ours_cpu and $peer_cpu, as words.
compare() {
    : >"$work/pairs"
    : >"$work/ours.cpu"
    : >"$work/peer.cpu"
    for round in $(seq "$rounds"); do
        this=$($1)
        mv "$work/cpu" "$work/cpu.1" 2>"$work/said" && cat "$work/cpu.1" >>"$work/ours.cpu"
        that=$($2)
        mv "$work/cpu" "$work/cpu.1" 2>"$work/said" && cat "$work/cpu.1" >>"$work/peer.cpu"
        echo "$this $that" >>"$work/pairs"
    done
    ours=$(awk '{ print $1 }' "$work/pairs" | middle)
    peer=$(awk '{ print $2 }' "$work/pairs" | middle)
    ratio=$(awk '{ print $2 ? $1 / $2 : 0 }' "$work/pairs" | middle)
    ours_cpu=$(each_took "$work/ours.cpu") peer_cpu=$(each_took "$work/peer.cpu")
}

each_took() {
    [ ! -s "$1" ] || echo " ($(middle <"$1") us CPU each)"
}

# ticks NAME: of the processor, that a server and its children have had.
ticks() {
    pid=$(cat "$work/$1.pid")
    for each in "$pid" $(pgrep -P "$pid"); do
        cat "/proc/$each/stat"
    done | awk '{ n += $14 + $15 } END { print n }'
}

# load SERVER FIELD ARGUMENTS...: what load prints there (bench/load.c): 1
# requests a second, 2 median and 3 99th percentile in microseconds, 4 answered.
# Leaves the server's microseconds of processor a request in $work/cpu.
load() {
    server=$1 field=$2
    shift 2
    before=$(ticks "$server")
    "$bin/load" -s "$seconds" "$@" >"$work/load" || wrong "load $*: did not run"
    after=$(ticks "$server")
    awk '{ exit $5 > 0 }' "$work/load" ||
        wrong "load $*: requests a second, median, 99th, answered, failed: $(cat "$work/load")"
    awk -v ticks="$((after - before))" -v hertz="$(getconf CLK_TCK)" \
        '{ print $4 ? ticks / hertz * 1e6 / $4 : 0 }' "$work/load" >"$work/cpu"
    cut -d ' ' -f "$field" "$work/load"
}

waymark() {
    data=$1
    shift
    "$WAYMARK" --data "$data" "$@"
}

# serve NAME DATA: sets $port.
serve() {
    rm -f "$work/$1.port"
    start "$1" "$WAYMARK" --data "$2" serve --listen 127.0.0.1:0 \
        --port-file "$work/$1.port"
    wait_for test -s "$work/$1.port"
    port=$(cat "$work/$1.port")
}

# peak_mb NAME: the most a server has had in memory.
peak_mb() {
    awk '/^VmHWM/ { printf "%.1f", $2 / 1024 }' "/proc/$(cat "$work/$1.pid")/status"
}
