# Trails that go: of one attempt that somebody asks to forget, and of days that
# are older than the journey keeps them.
. tests/cli/lib.sh
now=2026-03-10T10:00:00Z
bins=$top/tests/cases/cli/missed-bin.json

# expect_no_key: of whoever was exported to the file before and is no more, the
# key is in no file of the data, nor half of it, where a page of the file ends.
expect_no_key() {
    "$WAYMARK" --data data export missed-bin --ndjson >after
    node -e 'const fs = require("fs");
        const keys = (file) => fs.readFileSync(file, "latin1").match(/(?<="h:)[0-9a-f]{32}/g);
        const bytes = fs.readdirSync("data").map((name) => fs.readFileSync(`data/${name}`, "latin1")).join("");
        const stay = new Set(keys("after")), gone = keys("before").filter((key) => !stay.has(key));
        const held = (hex) => bytes.includes(Buffer.from(hex, "hex").toString("latin1"));
        if (new Set(gone).size !== 1) console.log("not one has gone");
        if (held(gone[0].slice(0, 16)) || held(gone[0].slice(16))) console.log("its key is in a file");
        if (![...stay].some(held)) console.log("no key is found at all");
        ' >words 2>&1 || fault "the keys cannot be read: $(head -n 3 words)"
    [ ! -s words ] || fault "$(head -n 1 words)"
}

claim 'a forgotten attempt takes its 1 out of every figure, and is in no file'
"$WAYMARK" --data data journey add "$bins" >/dev/null
printf 'ann\tstart\t1772445600000\nann\taddress\t1772445660000\nbob\tstart\t1772445600000\nbob\tdone\t1772445660000\n' >log.tsv
run import --journey missed-bin --now $now log.tsv
"$WAYMARK" --data data export missed-bin --ndjson >before
run forget missed-bin ann
expect_exit 0
expect_out 'its 2 events are gone'
expect_no_key
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

claim 'while a server runs no byte of it is left either, in its log or where there is room now'
serve data --now $now
for began in 1772445600 1773136400; do # at rest by now, and under way
    awk -v at=$began 'BEGIN { for (i = 0; i < 300; i++) printf "c%d-%d\tstart\t%d000\n", at, i, at + i }' >many.tsv
    run import --journey missed-bin --now $now many.tsv
    "$WAYMARK" --data data export missed-bin --ndjson >before
    run forget missed-bin c$began-150
    expect_exit 0
    expect_no_key
done
stop
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
