# The demonstration: what it holds, that the export recounts to its figures,
# that it travels, and what it has to show.
. tests/cli/lib.sh
now=2026-11-21T12:00:00Z
now_ms=1795262400000
journeys='report-a-missed-bin apply-for-a-parking-permit book-a-bulky-waste-collection'

# figures_of FOLDER JOURNEY ARGUMENTS...: as JSON in the file out
figures_of() {
    of=$1 journey=$2
    shift 2
    ran="waymark figures $journey $*"
    "$WAYMARK" --data "$of" figures "$journey" --json --now $now "$@" >out 2>err
    status=$?
}

claim 'at least 20,000 attempts at three journeys come in by the front door'
run demo --now $now
expect_exit 0
expect_out '^Exampleton council: 3 journeys, 2[0-9],[0-9]{3} attempts with [0-9,]+ events'
run journey list --json
expect_json 'it.journeys.length === 3 && it.journeys.every(j => j.organisation === "exampleton")'
total=0
for j in $journeys; do
    figures_of data "$j"
    started=$(node -e 'console.log(JSON.parse(require("fs").readFileSync("out")).started)')
    total=$((total + started))
    expect_json 'it.started > 3000 && it.duplicates === 0 && it.refused === 0 && it.joinedLater === 0'
done
[ $total -ge 20000 ] || fault "there are only $total attempts"

claim 'the conservation law holds for each journey'
for j in $journeys; do
    figures_of data "$j"
    expect_json 'it.started === it.completed + it.failed + it.abandoned + it.saved + it.open'
    expect_json 'it.started === it.steps.reduce((n, s) => n + s.resting, 0)'
    expect_json 'it.abandoned === it.steps.reduce((n, s) => n + s.dropped, 0)'
    expect_json 'it.completed === Object.values(it.outcomes).reduce((a, b) => a + b)'
done
run verify
expect_exit 0

claim 'the export, counted again, gives the figures of each step'
run export --ndjson
expect_exit 0
cp out export.ndjson
for j in $journeys; do
    awk -f "$top/tests/cli/recount.awk" -v journey="$j" -v now=$now_ms export.ndjson >recounted
    figures_of data "$j"
    node -e 'const it = JSON.parse(require("fs").readFileSync("out"));
        for (const k of ["started", "completed", "failed", "abandoned", "saved", "open", "joinedLater"])
            console.log(k, it[k]);
        for (const s of it.steps) console.log(`reached ${s.id} ${s.reached}\ndropped ${s.id} ${s.dropped}`);' >figures
    [ "$(wc -l <figures)" -gt 20 ] || fault "there are no figures of $j"
    expect_same figures recounted
done

claim 'the export of one journey is its part of the export of all'
run export apply-for-a-parking-permit
expect_exit 0
grep 'apply-for-a-parking-permit' export.ndjson >part
expect_same part out

claim 'in an empty folder it gives the same figures, lines and no fault'
"$WAYMARK" --data other import --json --now $now export.ndjson >out 2>err
status=$?
expect_exit 0
expect_json 'it.versions === 3 && it.refused === 0 && it.journeys.every(j => j.duplicate === 0 && j.refused === 0)'
for j in $journeys; do
    figures_of data "$j"
    cp out first
    figures_of other "$j"
    expect_same first out
    figures_of data "$j" --from 2026-09-20 --until 2026-10-25 --version 1
    cp out first
    figures_of other "$j" --from 2026-09-20 --until 2026-10-25 --version 1
    expect_same first out
done
sort export.ndjson >first
"$WAYMARK" --data other export | sort >again
expect_same first again
"$WAYMARK" --data other verify >out 2>err
status=$?
expect_exit 0

claim 'where it came from, all of it is there already'
run import --json --now $now export.ndjson
expect_exit 0
expect_json 'it.versions === 0 && it.journeys.length === 3 && it.journeys.every(j => j.accepted === 0 && j.duplicate > 30000)'

claim 'the release in the middle makes the address step better'
figures_of data report-a-missed-bin --until 2026-10-06
cp out before
figures_of data report-a-missed-bin --from 2026-10-07
cp out after
node -e 'const read = (f) => JSON.parse(require("fs").readFileSync(f));
    const [before, after] = ["before", "after"].map((f) => read(f).steps.find((s) => s.id === "address"));
    const refused = (s) => s.rejects / s.reached, dropped = (s) => s.dropped / s.mature;
    if (before.reached < 5000 || after.reached < 5000) throw "too few";
    if (refused(after) > refused(before) / 2) throw "refusals";
    if (dropped(after) > dropped(before) * 0.8) throw "dropped";
    if (read("after").completionRate.low <= read("before").completionRate.rate) throw "completion";' 2>>err ||
    fault 'before and after the release do not differ as they should'
for release in 2026.1 2026.2; do
    grep -q "\"journey\":\"report-a-missed-bin\".*\"release\":\"$release\"" export.ndjson || fault "no event of release $release"
done

claim 'of all the steps that one changed then, and the pages name no other'
serve data --now $now
for j in $journeys; do
    get "/dashboard/journeys/$j.json"
    for step in $(node -e 'for (const s of JSON.parse(require("fs").readFileSync("out")).steps) if (!s.end) console.log(s.id)'); do
        get "/dashboard/journeys/$j/steps/$step.json?from=2026-08-01"
        node -e 'const it = JSON.parse(require("fs").readFileSync("out"));
            if (it.change && it.change.differs) console.log(it.journey.journey, it.step.id, it.change.from, it.change.difference.high < 0);'
    done
done >changed
stop
[ "$(wc -l <changed)" = 1 ] || fault "they name $(tr '\n' ';' <changed)"
grep -Eq '^report-a-missed-bin address 2026-10-(0[4-9]|1[0-4]) true$' changed || fault "they name $(cat changed)"

claim 'an address that is typed does worse than one that is looked up, and a date asked for badly worse than one asked for well'
for j in $journeys; do
    figures_of data "$j"
    cp out "$j.json"
done
node -e 'const of = (j, step) => JSON.parse(require("fs").readFileSync(`${j}.json`)).steps.find((s) => s.id === step);
    const dropped = (s) => s.dropped / s.mature;
    const typed = dropped(of("book-a-bulky-waste-collection", "address"));
    if (typed < 1.7 * dropped(of("report-a-missed-bin", "address"))) throw "address, missed bin";
    if (typed < 3 * dropped(of("apply-for-a-parking-permit", "address"))) throw "address, permit";
    if (dropped(of("report-a-missed-bin", "when")) < 3 * dropped(of("apply-for-a-parking-permit", "starts"))) throw "date";' 2>>err ||
    fault 'they do not'

claim 'it has what real journeys have: saves, help, calls, loops back, both channels, Welsh'
for what in '"kind":"save"' '"kind":"resume"' '"kind":"help"' '"kind":"contact".*"to":"phone"' '"kind":"back"' \
    '"kind":"rating"' '"channel":"assisted-phone"' '"channel":"self"' '"lang":"cy"' '"device":"mobile"' '"device":"tablet"' \
    '"step":"problem"' '"step":"not-in-a-zone"' '"step":"has-a-permit"' '"step":"reuse"'; do
    grep -q "$what" export.ndjson || fault "no event with $what"
done

claim 'a folder that holds journeys is not filled again'
run demo --now $now
expect_exit 1
expect_err 'data holds journeys already: the demonstration fills only an empty data folder'

claim 'one that was interrupted says so, and can be served'
"$WAYMARK" --data half demo --now $now >out 2>err &
pid=$!
until "$WAYMARK" --data half figures report-a-missed-bin --json --now $now 2>/dev/null | grep -q '"started": [1-9]'; do
    kill -0 $pid 2>/dev/null || break
done
kill -9 $pid 2>/dev/null || fault 'it was done too early'
wait $pid 2>/dev/null
"$WAYMARK" --data half demo --now $now >out 2>err
status=$?
expect_exit 1
expect_err 'half holds a demonstration that was interrupted and is not whole: remove the folder'
"$WAYMARK" --data half verify >out 2>err
status=$?
expect_exit 0
serve half --now $now
get /dashboard/journeys/report-a-missed-bin
expect_exit 200
stop
