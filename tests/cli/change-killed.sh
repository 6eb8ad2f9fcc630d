# What changes many attempts is killed in the middle, beside a running server.
. tests/cli/lib.sh
now=2026-03-31T10:00:00Z
"$WAYMARK" --data data journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null

# log NAME: attempts over twenty days from 2 March 2026 on.
log() {
    awk -v name="$1" 'BEGIN {
        for (i = 0; i < 150000; i++)
            printf "%s-%d\tstart\t%.0f\n", name, i, 1772445600000 + i % 20 * 86400000 + i
    }'
}
log early >one.tsv
log late >two.tsv
"$WAYMARK" --data data import --journey missed-bin --now $now one.tsv >/dev/null
"$WAYMARK" --data data import --journey missed-bin --now $now two.tsv >/dev/null

# begin_and_kill ARGUMENTS...: that command, killed when others see that it has
# come some way.
begin_and_kill() {
    ran="waymark $*"
    "$WAYMARK" --data data "$@" >out 2>err &
    command=$!
    while kill -0 $command 2>/dev/null; do
        "$WAYMARK" --data data figures missed-bin --json --now $now >told
        ! grep -q 'underWay.*that started' told || break
    done
    kill -9 $command 2>/dev/null
    wait $command 2>/dev/null
    status=$?
}

# await EXPRESSION: until it holds of the figures.
await() {
    [ -z "$claim_fault" ] || return
    for tries in $(seq 300); do
        run figures missed-bin --json --now $now
        node -e 'const it = JSON.parse(require("fs").readFileSync("out"));
            process.exit(eval(process.argv[1]) ? 0 : 1)' "$1" && return
    done
    fault "after $tries looks this does not hold of the figures: $1"
}

claim 'while something is under way, everybody who looks is told'
begin_and_kill quarantine add missed-bin --import 2 --reason 'the wrong file'
expect_exit 137
says='names is being set aside. Its attempts that started (on or after|late on) [0-9]+ March 2026'
run quarantine list
expect_out 'import 2 +the wrong file'
expect_out "^ +What quarantine 1 $says"
run quarantine list --json
expect_json '/^What quarantine 1 /.test(it[0].underWay)'
run figures missed-bin --now $now
expect_out "^What quarantine 1 $says"
run verify
expect_exit 0
expect_out '300,000 attempts recounted'
expect_out "^missed-bin: What quarantine 1 $says"
run quarantine remove 1
expect_exit 0
run quarantine list
[ ! -s out ] || fault 'the quarantine is still there'
run figures missed-bin --now $now
! grep -q quarantine out || fault 'something is still told'

claim 'what was killed in the middle is finished by a server that runs already'
serve data
begin_and_kill quarantine add missed-bin --import 2 --reason 'the wrong file'
expect_exit 137
await '!it.underWay'
expect_json 'it.started === 150000 && it.apart.quarantine === 150000'
begin_and_kill quarantine remove 2
expect_exit 137
await '!it.underWay'
expect_json 'it.started === 300000 && it.apart.quarantine === 0'
begin_and_kill undo 2
expect_exit 137
await '!it.underWay'
expect_json 'it.started === 150000 && it.apart.quarantine === 0'
run verify
expect_exit 0
expect_out '150,000 attempts recounted'
kill -0 "$server" 2>/dev/null || fault "the server has ended: $(tail -n 3 served)"
