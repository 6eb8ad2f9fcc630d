# Trails that go: of one attempt that somebody asks to forget, and of days that
# are older than the journey keeps them.
. tests/cli/lib.sh
now=2026-03-10T10:00:00Z
bins=$top/tests/cases/cli/missed-bin.json

claim 'a forgotten attempt takes its 1 out of every figure, and is in no file'
"$WAYMARK" --data data journey add "$bins" >/dev/null
printf 'ann\tstart\t1772445600000\nann\taddress\t1772445660000\nbob\tstart\t1772445600000\nbob\tdone\t1772445660000\n' >log.tsv
run import --journey missed-bin --now $now log.tsv
"$WAYMARK" --data data attempts missed-bin --now $now >before
run forget missed-bin ann
expect_exit 0
expect_out 'its 2 events are gone'
run figures missed-bin --json --now $now
expect_json 'it.started === 1 && it.completed === 1 && it.abandoned === 0 && it.steps[1].reached === 0'
run verify
expect_exit 0
run forget missed-bin ann
expect_exit 1
expect_err 'there is no such attempt'

claim 'what comes of it later is another attempt'
run import --journey missed-bin --now $now log.tsv
expect_out '2 accepted, 2 duplicate'
run verify
expect_exit 0

claim 'trails older than the journey keeps them go by whole days, and figures stay'
sed 's/"retentionMonths": 0/"retentionMonths": 2/; s/"missed-bin", "title"/"kept-briefly", "title"/' "$bins" >brief.json
run journey add brief.json
printf 'old\tstart\t1767261600000\nold\tdone\t1767261660000\nnew\tstart\t1772445600000\n' >brief.tsv
run import --journey kept-briefly --now 2026-02-01T10:00:00Z brief.tsv
expect_exit 1
run import --journey kept-briefly --now $now brief.tsv
expect_exit 1
run figures kept-briefly --json --now $now
cp out before.json
run retain --now $now
expect_exit 0
expect_out 'trails of 1 attempts are gone'
run figures kept-briefly --json --now $now
expect_same before.json out
run attempts kept-briefly --now $now
expect_out '"day":"2026-03-02"'
if grep -q 2026-01-01 out; then fault 'the old attempt is still there'; fi
run verify
expect_exit 0
run retain --now $now
expect_out 'trails of 0 attempts are gone'

claim 'a server drops them by itself when it rests'
later=2026-05-03T10:00:00Z
run figures kept-briefly --json --now $later
cp out before.json
serve data --now $later
for _ in $(seq 200); do
    run attempts kept-briefly --now $later
    [ -s out ] || break
    sleep 0.1
done
[ ! -s out ] || fault 'after twenty seconds the trails are still there'
stop
run figures kept-briefly --json --now $later
expect_same before.json out
run verify
expect_exit 0
