# Content types: what holds to one, and what is said of what does not.
. tests/cli/lib.sh

at=data/catalogue/page/bin-days
mkdir -p "$at/default"
cat >"$at/index.md" <<'END'
---
title: Bin days
description: When bins are emptied.
status: trial
---
## When to use

Use it for days.

## When not to use

Do not use it for one day.

## How it works

It lists days.

## Research

No council has sent us findings yet.
END
printf -- '---\ntitle: Bin days\nlang: en\n---\n<p>Tuesday</p>\n' >"$at/default/index.html"
cat >"$at/content.yml" <<'END'
need: As a resident I need to know my bin days so that I put it out.
fields:
  - {name: title, title: Title, type: text, required: true, max: 10}
  - {name: about, title: About, type: paragraphs, max: 20}
  - {name: from, title: From, type: date, required: true}
  - {name: at, title: At, type: time}
  - {name: when, title: When, type: datetime}
  - {name: page, title: Page, type: url}
  - {name: email, title: Email, type: email}
  - {name: phone, title: Phone, type: phone}
  - {name: cost, title: Cost, type: number}
  - {name: open, title: Open, type: yes-no}
  - {name: bin, title: Bin, type: choice, choices: [blue, green]}
  - {name: days, title: Days, type: list, items: date, max: 2}
  - {name: picture, title: Picture, type: image}
END
good='{"title":"Dŵr a bin","from":"2026-03-02"}'
echo "$good" >"$at/content.example.json"

# holds MEMBERS, fails MEMBERS PATH: a piece of content with those members.
holds() {
    echo "{\"title\":\"T\",\"from\":\"2026-03-02\"$1}" >piece.json
    cat piece.json >>all-good
    run content bin-days piece.json
    [ "$status" = 0 ] || fault "it refuses $1: $(cat out)"
}
fails() {
    printf '%s\n' "$1" >piece.json
    cat piece.json >>all-bad
    run content bin-days piece.json
    [ "$status" = 1 ] || fault "it takes $1"
    grep -qF "piece.json:1: $2 " out || fault "of $1 it says $(cat out), not $2"
}
part() {
    fails "{\"title\":\"T\",\"from\":\"2026-03-02\"$1}" "$2"
}

claim 'what holds to its type passes'
holds ''
holds ',"about":"One."'
holds ',"about":["One.","Two."]'
holds ',"at":"09:30","when":"2026-03-02T09:30"'
holds ',"when":"2026-03-02T09:30:15Z"'
holds ',"when":"2026-03-02T09:30+01:00"'
holds ',"page":"https://example.com/a"'
holds ',"page":"/bins","email":"name@example.com","phone":"+44 (0)1632 960001"'
holds ',"cost":3.5,"open":true'
holds ',"open":"no","bin":"blue"'
holds ',"days":["2026-02-29"],"picture":{"file":"a.png","alt":"A bin"}'
holds ',"days":[]'

claim 'each problem is told with its path'
fails '[]' '$'
fails '{"title":"T"}' '$.from'
fails '{"title":"","from":"2026-03-02"}' '$.title'
fails '{"title":"12345678901","from":"2026-03-02"}' '$.title'
fails '{"title":"a\nb","from":"2026-03-02"}' '$.title'
fails '{"title":7,"from":"2026-03-02"}' '$.title'
fails '{"title":null,"from":"2026-03-02"}' '$.title'
fails '{"title":"T","from":"2026-02-30"}' '$.from'
fails '{"title":"T","from":"2 March"}' '$.from'
part ',"about":""' '$.about'
part ',"about":[]' '$.about'
part ',"about":["x","123456789012345678901"]' '$.about[1]'
part ',"at":"9:30"' '$.at'
part ',"at":"24:00"' '$.at'
part ',"when":"2026-03-02 09:30"' '$.when'
part ',"page":"javascript:alert(1)"' '$.page'
part ',"page":"https://a b"' '$.page'
part ',"email":"name@example"' '$.email'
part ',"email":"a@b@example.com"' '$.email'
part ',"phone":"call us"' '$.phone'
part ',"cost":"3"' '$.cost'
part ',"open":"maybe"' '$.open'
part ',"bin":"red"' '$.bin'
part ',"days":["2026-03-02","soon"]' '$.days[1]'
part ',"days":["2026-03-02","2026-03-03","2026-03-04"]' '$.days'
part ',"days":"2026-03-02"' '$.days'
part ',"picture":{"file":"a.png"}' '$.picture'
part ',"picture":{"file":"a.png","alt":""}' '$.picture'
part ',"colour":"red"' '$.colour'

claim 'several problems are told at once, and what is no JSON too'
echo '{"title":7,"colour":1}' >piece.json
run content bin-days piece.json
expect_exit 1
expect_out '^1 file, 3 found$'
echo '{' >piece.json
run content bin-days piece.json
expect_exit 1
expect_out '^piece.json:1: \$ is not valid JSON'
run content no-such piece.json
expect_exit 2
run content bin-days nowhere.json
expect_exit 66

serve data

claim 'JSON Schema, read by another program, takes and refuses the same'
node - "$(cat port)" "$top" all-good all-bad >out 2>err <<'END'
const fs = require('fs'), [port, top, good, bad] = process.argv.slice(2);
let Ajv;
try { Ajv = require(top + '/node_modules/ajv/dist/2020'); } catch { process.exit(77); }
fetch(`http://127.0.0.1:${port}/patterns/page/bin-days/content.schema.json`).then(async (answer) => {
    const holds = new (Ajv.default ?? Ajv)({ allErrors: true }).compile(await answer.json());
    const lines = (f) => fs.readFileSync(f, 'utf8').trim().split('\n').map((l) => JSON.parse(l));
    for (const one of lines(good)) if (!holds(one)) throw Error('refuses ' + JSON.stringify(one));
    for (const one of lines(bad)) if (holds(one)) throw Error('takes ' + JSON.stringify(one));
    console.log(lines(good).length, lines(bad).length);
}).catch((e) => { console.error(e); process.exit(1); });
END
status=$? ran='ajv'
if [ "$status" = 77 ]; then
    claim_skip='ajv is not installed'
else
    expect_exit 0
    expect_out '^12 29$'
fi

claim 'a piece of content is checked over HTTP, and nothing of it is kept'
find data -type f | sort >before
node -e 'fetch(`http://127.0.0.1:${process.argv[1]}/v1/content-types/bin-days/check`, {method: "POST", body: process.argv[2]}).then(async r => console.log(await r.text()))' \
    "$(cat port)" '{"title":"T","from":"soon"}' >out 2>err
status=$? ran='POST check'
expect_json 'it.holds === false && it.found === 1 && it.problems[0].path === "$.from"'
find data -type f | sort >after
expect_same before after

claim 'the content types are listed'
get /patterns/content-types.json
expect_json 'it.contentTypes.some(t => t.type === "bin-days" && t.fields.length === 13 && t.fields[0].required)'
stop

claim 'the content type in the documentation for contributors does what is said there'
mkdir -p data/catalogue/page/which-bin
sed 's/status: trial/status: proposed/' "$at/index.md" >data/catalogue/page/which-bin/index.md
block() { # LANGUAGE WHICH: a piece of it there, counted from 1
    awk -v lang="$1" -v which="$2" '/^```/ && on { exit } on; $0 == "```" lang { on = ++n == which }' \
        "$top/docs-site/contribute.md"
}
block yaml 4 >data/catalogue/page/which-bin/content.yml
block json 1 >data/catalogue/page/which-bin/content.example.json
block json 1 >mill-lane.json
run content which-bin mill-lane.json
expect_exit 0
sed 's/blue/pink/; s/2026-03-02/soon/' data/catalogue/page/which-bin/content.example.json >mill-lane.json
run content which-bin mill-lane.json
expect_exit 1
sed -n '/^mill-lane.json:1/,/found$/p' "$top/docs-site/contribute.md" >said
expect_same said out

claim 'the pattern of the documentation is in order as it stands there'
mkdir -p catalogue/pattern/which-bin/default
block markdown 1 >catalogue/pattern/which-bin/index.md
block html 1 >catalogue/pattern/which-bin/default/index.html
block yaml 2 >catalogue/pattern/which-bin/changelog.yml
block yaml 3 >catalogue/pattern/which-bin/accessibility.yml
run lint catalogue
expect_exit 0
expect_out '^1 entry, 4 files, 0 found$'

claim 'a type that is still being written is found as the documentation says'
block yaml 4 >catalogue/pattern/which-bin/content.yml
block json 1 >catalogue/pattern/which-bin/content.example.json
block json 1 >mill-lane.json
command=$(sed -n 's/^waymark \(.* content which-bin .*\)/\1/p' "$top/docs-site/contribute.md")
ran="waymark $command"
"$WAYMARK" $command >out 2>err
status=$?
expect_exit 0
rm catalogue/pattern/which-bin/content.yml catalogue/pattern/which-bin/content.example.json
run content elsewhere mill-lane.json
expect_exit 2
expect_err 'is no content type here: those there are a-to-z, .*waymark --data \. content'

claim 'an entry whose example does not hold is refused with its line'
printf '{\n"title":"T",\n"from":"soon"}\n' >"$at/content.example.json"
run lint data/catalogue
expect_exit 1
expect_out 'page/bin-days/content.example.json:3: .*\$.from must be a day like.*\[refused\]$'
