# Who may send: write keys and origins, by command, over HTTP.
. tests/cli/lib.sh
"$WAYMARK" --data data journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null
sed 's/"missed-bin"/"parking"/g' "$top/tests/cases/cli/missed-bin.json" >parking.json
"$WAYMARK" --data data journey add parking.json >/dev/null

claim 'a key is printed once, alone on standard output'
run key add missed-bin
expect_exit 0
expect_out '^wm_[0-9a-f]{64}$'
expect_err '^Key 1 of missed-bin\.  Keep it now'
[ "$(wc -l <out)" = 1 ] || fault 'it printed more than the key'
key=$(cat out)
run key add exampleton/parking
other=$(cat out)

claim 'of a key the list shows how it begins'
run key list
expect_exit 0
expect_out '^key 1 +exampleton/missed-bin +wm_[0-9a-f]{6}\.\.\.$'
if grep -q "$key" out; then fault 'the whole key was listed'; fi
if grep -rqa "$key" data; then fault 'the whole key is stored'; fi

claim 'an origin is allowed, listed, and denied'
run key allow missed-bin https://forms.example.org
expect_exit 0
run key allow missed-bin https://forms.example.org
expect_exit 0
run key list --json
expect_json 'it.keys.length === 2 && it.keys[0].key === 1 && it.keys[0].service === "exampleton/missed-bin"'
expect_json 'it.origins.length === 1 && it.origins[0].origin === "https://forms.example.org"'
run key deny missed-bin https://forms.example.org
expect_exit 0
run key list --json
expect_json 'it.origins.length === 0'

claim 'what is no origin, no service, no key is told so'
run key allow missed-bin https://forms.example.org/missed-bin
expect_exit 2
expect_err 'is no origin: write it as https://'
run key allow none https://forms.example.org
expect_exit 2
expect_err 'there is no service none here; there are:'
expect_err '^  exampleton/missed-bin$'
run key add none
expect_exit 2
expect_err '^  exampleton/parking$'
run key add
expect_exit 2
run key remove 99
expect_exit 2
run key remove first
expect_exit 2
expect_err 'is no key.s number'

claim 'a service of two organisations is named with its organisation'
sed 's/"exampleton"/"elsewhere"/; s/"id": "missed-bin"/"id": "elsewhere-bin"/' \
    "$top/tests/cases/cli/missed-bin.json" >elsewhere.json
run journey add elsewhere.json
expect_exit 0
run key add missed-bin
expect_exit 2
expect_err 'several organisations have a service missed-bin'
run key add elsewhere/missed-bin
expect_exit 0

# post TARGET [KEY] [ORIGIN]: one event of missed-bin; leaves out and $status.
cat >post.js <<'END'
const [port, target, key, origin] = process.argv.slice(2);
const event = { journey: 'missed-bin', attempt: 'attempt-1', seq: 0, kind: 'view', step: 'start' };
const headers = { 'Content-Type': 'application/json' };
if (key) headers.Authorization = `Bearer ${key}`;
if (origin) headers.Origin = origin;
const request = require('http').request({ port, path: target, method: 'POST', headers }, (answer) => {
  let text = '';
  answer.on('data', (part) => (text += part));
  answer.on('end', () => console.log(JSON.stringify({ status: answer.statusCode, ...JSON.parse(text) })));
});
request.end(JSON.stringify(event));
END
post() {
    node post.js "$(cat port)" "$@" >out 2>err
    ran="post $1" status=$?
}
serve data

claim 'a running server knows a new key, and no longer one that was removed'
post /v1/events "$key"
expect_json 'it.status === 202 && it.accepted === 1'
post '/v1/events?dry-run=1' "$key"
expect_json 'it.status === 202'
post /v1/events "$other"
expect_json 'it.status === 403'
post /v1/events
expect_json 'it.status === 401'
run key remove 1
expect_exit 0
post /v1/events "$key"
expect_json 'it.status === 401'

claim 'and a new origin likewise'
post /v1/events '' https://forms.example.org
expect_json 'it.status === 403'
run key allow exampleton/missed-bin https://forms.example.org
expect_exit 0
post /v1/events '' https://forms.example.org
expect_json 'it.status === 202 && it.duplicate === 1'
run key deny exampleton/missed-bin https://forms.example.org
post /v1/events '' https://forms.example.org
expect_json 'it.status === 403 && /allow it with `waymark key allow SERVICE ORIGIN`/.test(it.refused[0].reason)'

claim 'what was taken over HTTP is in the figures'
run figures missed-bin --json
expect_json 'it.started === 1 && it.duplicates === 1'
run verify
expect_exit 0
