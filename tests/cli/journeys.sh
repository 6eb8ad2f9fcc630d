# Journeys: added, listed, refused with the place and what to do.
. tests/cli/lib.sh
bins=$top/tests/cases/cli/missed-bin.json

claim 'a new journey is added and listed'
run journey add "$bins"
expect_exit 0
expect_out 'added, version 1'
run journey list --json
expect_json 'it.journeys.length === 1 && it.journeys[0].id === "missed-bin" && it.journeys[0].version === 1'

claim 'the same definition again changes nothing'
run journey add "$bins"
expect_exit 0
expect_out 'is here already, version 1'

claim 'a definition that has counted nobody is replaced'
sed 's/"idleMinutes": 30/"idleMinutes": 45/' "$bins" >changed.json
run journey add changed.json
expect_exit 0
expect_out 'replaced.*version 1'

claim 'one that has counted somebody gets a next version'
printf 'a\tstart\t1000\n' >one.tsv
run import --journey missed-bin one.tsv
run journey add "$bins"
expect_exit 0
expect_out 'version 2'
run figures missed-bin --json
expect_json 'it.version === "all" && it.started === 1'
run figures missed-bin --version 2 --json
expect_json 'it.version === 2 && it.started === 0'
run figures missed-bin --version 3 --json
expect_exit 2

claim 'everything that cannot be counted is named with its place'
cat >broken.json <<'END'
{ "waymark": "journey/1", "id": "broken", "start": "nowhere", "steps": [
  { "id": "a", "next": [{ "to": "b" }] },
  { "id": "a", "kind": "end", "outcome": "happy" } ] }
END
run journey add broken.json
expect_exit 1
expect_err 'steps\[0\]\.next\[0\]: leads to "b", which is no step'
expect_err 'steps\[1\]: the id "a" is already that of steps\[0\]'
expect_err 'steps\[1\]: "outcome" must be completed'
expect_err 'start: names "nowhere"'
run journey list
expect_exit 0
if grep -q broken out; then fault 'the broken journey was kept'; fi

claim 'what is not JSON is refused with line and column'
printf '{ "waymark": \n oops }' >oops.json
run journey add oops.json
expect_exit 1
expect_err 'line 2, column'

claim 'a journey stays with its council'
sed 's/"exampleton"/"elsewhere"/' "$bins" >moved.json
run journey add moved.json
expect_exit 1
expect_err 'belongs to exampleton'

claim 'what is UTF-16 is told as such'
iconv -t UTF-16LE "$top/tests/cases/cli/missed-bin.json" >wide.json
run journey add wide.json
expect_exit 66
expect_err '^waymark: wide.json is UTF-16: save the file as UTF-8$'

claim 'a definition is proposed from a log, and can be added as it is'
printf 'c1\tAsk\t1000\nc1\tPay\t2000\nc2\tAsk\t1000\nc2\tPay\t9000\nc3\tAsk\t5000\n' >log.tsv
run journey discover log.tsv --id pay
expect_exit 0
expect_json 'it.start === "ask" && it.retentionMonths === 0'
expect_json 'it.steps[0].title === "Ask" && it.steps[1].kind === "end" && it.steps[1].confirm === true'
cp out pay.json
run journey add pay.json
expect_exit 0

claim 'a command used wrongly says how it is used'
run journey discover log.tsv
expect_exit 2
expect_err '--id must be'
expect_err 'Usage: waymark journey discover'
run journey
expect_exit 2
run frobnicate
expect_exit 2
expect_err 'is no command'
run figures missed-bin --colour red
expect_exit 2
expect_err '--colour is no option'
run journey add absent.json
expect_exit 66
expect_err 'there is no file absent.json'

claim 'a switch takes no value: --dry-run=no is not a dry run by silence'
printf '' >none.ndjson
run import --dry-run=no none.ndjson
expect_exit 2
expect_err '--dry-run takes no value: leave out "=no"'
run import --dry-run= none.ndjson
expect_exit 2

claim 'without data, a question says what to do'
"$WAYMARK" --data nothing-here figures missed-bin >out 2>err
status=$? ran='figures without data'
expect_exit 66
expect_err 'there is no data in nothing-here'

claim 'the journey that the documentation shows can be counted, and nothing of it needs mending'
awk '/^```$/ { n++; next } n == 1' "$top/docs-site/journey.md" >shown.json
run journey lint shown.json
expect_exit 0
run journey add shown.json
expect_exit 0
expect_out 'added, version 1'
