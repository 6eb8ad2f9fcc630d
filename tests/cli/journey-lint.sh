# What `waymark journey lint` says of journeys, and how it ends.
. tests/cli/lib.sh

cat >good.json <<'END'
{ "waymark": "journey/1", "id": "good", "start": "ask", "steps": [
  { "id": "ask", "kind": "start", "patterns": ["radios@6"],
    "fields": [{ "id": "which", "options": ["a", "b"] }],
    "next": [{ "when": { "field": "which", "is": "a" }, "to": "done" }, { "to": "failed" }] },
  { "id": "done", "kind": "end", "outcome": "completed", "patterns": ["confirmation@1"] },
  { "id": "failed", "kind": "end", "outcome": "error", "patterns": ["radios"] } ] }
END
sed 's/"is": "a"/"is": "c"/; s/confirmation@1/confirmation@9/' good.json >bad.json

claim 'a journey without fault passes'
run journey lint good.json
expect_exit 0
expect_out '^1 file, 0 found$'

claim 'the journeys of the demonstration are clean'
run journey lint "$top"/server/demo/*.json
expect_exit 0
expect_out '^3 files, 0 found$'

claim 'each fault has its file, its line, its place and its rule'
run journey lint good.json bad.json
expect_exit 1
expect_out '^bad.json:4: steps\[0\].next\[0\]: "which" can never be "c".* \[never-holds\]$'
expect_out '^bad.json:5: steps\[1\].patterns\[0\]: "confirmation@9" asks for a version .* \[unknown-pattern\]$'
expect_out '^2 files, 2 found$'

claim 'the same can be read by machine'
run journey lint bad.json --json
expect_exit 1
expect_json 'it.found === 2 && it.findings[0].step === "ask" && it.findings[0].rule === "never-holds" && it.findings[0].line === 4'

claim 'the rules are listed with the reason for each'
run journey lint --rules
expect_exit 0
expect_out '^no-way-out +'

claim 'what is no JSON, or is not there, is told, and the rest is read'
echo '{' >broken.json
run journey lint broken.json good.json
expect_exit 1
expect_out '^broken.json:1: is not valid JSON'
run journey lint nowhere.json good.json
expect_exit 66
expect_out '^1 file, 0 found$'
run journey lint
expect_exit 2
