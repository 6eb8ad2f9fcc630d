# server.sh - a server under load, for scripts that have sourced tests/cli/lib.sh.
#
# A folder `data` with a journey, a server on it, and a book of what was sent
# and acknowledged (ledger.c).  $LEDGER is that program; $leave is called at
# the end, before the folder goes.
LEDGER=${LEDGER:-$(dirname "$WAYMARK")/tests/ledger/ledger}
ended= wrap= leave=:
trap 'settle; [ -z "$server" ] || kill -9 "$server" 2>/dev/null; $leave; rm -rf "$folder"; exit "$any_fault"' EXIT
"$WAYMARK" --data data journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null
key=$("$WAYMARK" --data data key add missed-bin 2>/dev/null)

# may_trace: can the system's calls be made slow or failing here?
may_trace() {
    strace -o /dev/null true 2>/dev/null
}

# start_server ARGUMENTS...: as the command in $wrap starts it.  All events are
# of days before its clock's.
start_server() {
    rm -f port
    $wrap "$WAYMARK" --data data serve --listen 127.0.0.1:0 --port-file port \
        --now 2026-12-01T00:00:00Z "$@" >served 2>&1 &
    server=$!
    await_port
}

# send ARGUMENTS...: events, until the arguments say or the server ends.
send() {
    ran="ledger send $*"
    "$LEDGER" send book "$(cat port)" "$key" "$@" >sent 2>err || fault "$ran: $(tail -n 1 err)"
}

# end_server: wait for its end; its status is in $ended.
end_server() {
    wait "$server" 2>/dev/null
    ended=$? server=
}

stop_server() {
    kill -15 "$server"
    end_server
    [ "$ended" = 0 ] || fault "the server ended with $ended: $(tail -n 3 served)"
}

# expect_ledger WHEN [FOLDER [BOOK]]: what the book has as acknowledged is
# stored, and nothing that was not sent, and nothing twice; the figures are
# those of the events, and every attempt is in one state.
expect_ledger() {
    ran="$1: the book against the export"
    "$WAYMARK" --data "${2:-data}" export missed-bin --ndjson >stored.ndjson 2>err || fault "$ran: no export"
    "$LEDGER" check book "${3:-book}" <stored.ndjson >out || fault "$ran: $(cat out)"
    "$WAYMARK" --data "${2:-data}" verify >verified 2>err || fault "$1: verify: $(head -n 1 verified err)"
    "$WAYMARK" --data "${2:-data}" figures missed-bin --json --now 2028-12-01T00:00:00Z >figures.json 2>err
    node -e 'const [it, f] = ["out", "figures.json"].map(p => JSON.parse(require("fs").readFileSync(p)));
        if (f.started + f.joinedLater !== it.attempts) process.exit(1);
        if (f.started !== f.completed + f.failed + f.abandoned + f.saved + f.open) process.exit(2);' ||
        fault "$1: the figures are not of $(cat out)"
}
