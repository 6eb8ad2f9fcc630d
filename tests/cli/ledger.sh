# A server that is killed, stopped, backed up and restarted under another clock
# while events come in: what it acknowledged is stored, once, and the figures
# are those of what is stored.  tests/ledger/ledger.c keeps the book.
. tests/cli/lib.sh
. "$top/tests/ledger/server.sh"

# Where strace may trace, half of the rounds have a slow disk: most instants
# are then in the middle of a commit.
slow=
! may_trace || slow='strace -D -f --seccomp-bpf -o trace -e trace=pwrite64 -e inject=pwrite64:delay_enter=500'

claim 'killed twenty times at any instant, it has what it acknowledged'
for round in $(seq 20); do
    wrap=
    [ $((round % 2)) = 0 ] || wrap=$slow
    start_server
    send --until $((round * 11 % 150)) --signal "$server" 9
    end_server
    [ "$ended" = 137 ] || fault "it ended with $ended, not by the signal"
    expect_ledger "round $round"
done
expect_json 'it.acknowledged > 1000'
wrap=

claim 'asked to stop under load, it stops in order and has what it acknowledged'
for round in $(seq 5); do
    start_server
    send --until $((round * 60)) --signal "$server" 15
    end_server
    [ "$ended" = 0 ] || fault "it ended with $ended"
    expect_ledger "round $round"
done

claim 'a clock that is set back and forth between starts loses nothing'
for now in 2026-12-20T00:00:00Z 2026-12-01T00:00:00Z 2028-02-29T23:59:59Z 2026-11-30T00:00:00Z; do
    start_server --now $now
    send --until 200 --signal "$server" 9
    end_server
    expect_ledger "at $now"
done

claim 'a backup of a busy server holds what was acknowledged before it'
start_server
send --until 3000 >/dev/null &
sender=$!
for round in 1 2 3; do
    cp book before
    run backup saved$round
    expect_exit 0
    cp before before$round
done
wait "$sender"
stop_server
for round in 1 2 3; do
    ran="waymark --data restored$round restore saved$round"
    "$WAYMARK" --data restored$round restore saved$round >out 2>err
    status=$?
    expect_exit 0
    expect_out 'recounted'
    expect_ledger "backup $round" restored$round before$round
done
expect_ledger 'the server'
