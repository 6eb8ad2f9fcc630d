# Export and taking it back, by command.
. tests/cli/lib.sh
cases=$top/tests/cases/cli
now=2026-03-10T10:00:00Z
"$WAYMARK" --data data journey add "$cases/missed-bin.json" >/dev/null
sed 's/"id": "missed-bin"/"id": "second"/; s/"title": "[^"]*",/"title": "Second",/' "$cases/missed-bin.json" >second.json
"$WAYMARK" --data data journey add second.json >/dev/null
cat >events.ndjson <<'END'
{"attempt":"attempt-1","seq":0,"kind":"view","step":"start","at":"2026-03-02T10:00:00Z","release":"7"}
{"attempt":"attempt-1","seq":1,"kind":"reject","step":"address","rule":"required","at":"2026-03-02T10:01:00Z"}
{"attempt":"attempt-2","kind":"view","step":"start","at":"2026-03-03T10:00:00Z"}
{"attempt":"attempt-2","kind":"view","step":"done","at":"2026-03-03T10:05:00Z"}
{"attempt":"attempt-2","kind":"view","step":"a-page-unknown","at":"2026-03-03T10:06:00Z"}
END
"$WAYMARK" --data data import --journey missed-bin --now $now events.ndjson >/dev/null
sed 's/"saveDays": 28/"saveDays": 7/' "$cases/missed-bin.json" >changed.json
"$WAYMARK" --data data journey add --now 2026-03-05T00:00:00Z changed.json >/dev/null

claim 'definitions come first, each with its number, then events with hashed attempts'
run export missed-bin --ndjson
expect_exit 0
cp out export.ndjson
[ "$(wc -l <export.ndjson)" -eq 7 ] || fault "it has not 2 definitions and 5 events"
head -n 1 export.ndjson | grep -q '^{"waymark":"journey/1",.*"version":1}$' || fault 'the first line is not version 1'
sed -n 2p export.ndjson | grep -q '"from":"2026-03-05T00:00:00Z","version":2}$' || fault 'the second line is not version 2'
[ "$(grep -cE '^\{"journey":"missed-bin","attempt":"h:[0-9a-f]{32}",' export.ndjson)" -eq 5 ] || fault 'not all events are of hashed attempts'
grep -q '"seq":1,"at":1772445660000,"kind":"reject","step":"address","errors":\[{"rule":"required"}\]' export.ndjson || fault 'the refusal is not there'
if grep -q 'attempt-1' export.ndjson; then fault "an attempt's own id is in it"; fi

claim 'a journey that is not here is named'
run export nowhere
expect_exit 2
expect_err 'there is no journey.* nowhere here'
run export one two
expect_exit 2

claim 'an empty folder takes it, says which journeys, and gives the same figures'
"$WAYMARK" --data other import --now $now export.ndjson >out 2>err
status=$?
expect_exit 0
expect_out '2 definitions added'
expect_out 'missed-bin: export.ndjson: 5 accepted, 0 duplicate, 0 refused; import 1'
for version in all 1 2; do
    run figures missed-bin --json --now $now --version $version
    cp out first
    "$WAYMARK" --data other figures missed-bin --json --now $now --version $version >out
    expect_same first out
done
"$WAYMARK" --data other export >out
expect_same export.ndjson out

claim 'gzipped and from standard input it is the same'
"$WAYMARK" --data other undo 1 >/dev/null
gzip -c export.ndjson >export.ndjson.gz
"$WAYMARK" --data other import --now $now export.ndjson.gz >out 2>err
status=$?
expect_exit 0
expect_out '5 accepted, 0 duplicate'
"$WAYMARK" --data other import --now $now - <export.ndjson >out 2>err
status=$?
expect_exit 0
expect_out '0 accepted, 5 duplicate'

claim 'imported to its journey by name its definitions are known'
run import --journey missed-bin --now $now export.ndjson
expect_exit 0
expect_out '0 accepted, 5 duplicate, 0 refused'

claim 'to another journey nothing of it goes'
run import --journey second --now $now export.ndjson
expect_exit 1
expect_out '0 accepted, 0 duplicate, 7 refused'
expect_err 'line 1, id: is the definition of another journey'
expect_err 'line 3, journey: is of another journey'

claim 'where the journey has other versions, that is said and the events are kept'
"$WAYMARK" --data third journey add "$cases/missed-bin.json" >/dev/null
"$WAYMARK" --data third import --journey missed-bin --now $now export.ndjson >out 2>err
status=$?
expect_exit 1
expect_out '5 accepted, 0 duplicate, 1 refused'
expect_err 'line 2: is a version of this journey that is not here'

claim 'a definition out of an export can be added as any other, and adds nothing twice'
sed -n 2p export.ndjson >version.json
run journey add version.json
expect_exit 0
expect_out 'is here already, version 2'
head -n 1 export.ndjson >version.json
"$WAYMARK" --data fourth journey add version.json >out 2>err
status=$?
expect_exit 0
expect_out 'added, version 1'

claim 'only what says its journey can be imported without naming one'
printf 'p\tstart\t1772445600000\n' >log.tsv
run import --now $now log.tsv
expect_exit 2
expect_err '--journey names the journey to import to'
run import --now $now --dry-run export.ndjson
expect_exit 2
run import --now $now events.ndjson
expect_exit 1
expect_err 'line 1, journey: is missing'
