# A log that is no log of cases: navigation sessions with a back button, every
# one of them given up.  Converted here to the event protocol, one journey for
# each pair of start and target page, and held against its reference figures.
. tests/cli/lib.sh

cat >convert.mjs <<'END'
import { gunzipSync } from 'node:zlib'
import { readFileSync, writeFileSync } from 'node:fs'

const [folder, start, target] = process.argv.slice(2)
const lines = gunzipSync(readFileSync(`${folder}/wikispeedia-unfinished.tsv.gz`))
    .toString().trim().split('\n').map(l => l.split('\t'))
const id = page => 'p' + [...ids.keys()].indexOf(page)
const ids = new Map()
const out = []
lines.filter(l => l[3].split(';')[0] === start && l[4] === target).forEach(([, from, took, path], n) => {
    const stack = []
    path.split(';').forEach((entry, i, all) => {
        const back = entry === '<'
        if (!back) stack.push(entry)
        else if (stack.length > 1) stack.pop()
        const page = stack.at(-1)
        ids.set(page, true)
        out.push({ attempt: `session-${String(n).padStart(6, '0')}`, seq: i, kind: back ? 'back' : 'view', step: page,
            at: Number(from) * 1000 + Math.floor(Number(took) * 1000 * i / all.length) })
    })
})
const names = [...ids.keys()]
const steps = names.map((title, i) => ({ id: `p${i}`, title, kind: title === start ? 'start' : 'question' }))
writeFileSync('journey.json', JSON.stringify({ waymark: 'journey/1', id: 'walk', title: 'Walk', organisation: 'test',
    service: 'walk', start: id(start), idleMinutes: 30, retentionMonths: 0, steps }))
writeFileSync('events.ndjson', out.map(e => JSON.stringify(e)).join('\n') + '\n')
END

# walk START: everything the reference says of the journey from there.
walk() {
    claim "every session from $1 is an abandoned attempt, left where it was left"
    real_data journeys || return
    reference=$real/wikispeedia-unfinished.ref.json
    target=$(node -p "JSON.parse(require('fs').readFileSync('$reference')).journeys.find(j => j.start === '$1').target")
    node convert.mjs "$real" "$1" "$target" || fault 'cannot be converted'
    rm -rf data
    run journey add journey.json
    expect_exit 0
    run import --journey walk events.ndjson
    expect_exit 0
    run figures walk --json
    node -e "
        const fs = require('fs'), j = JSON.parse(fs.readFileSync('$reference')).journeys.find(j => j.start === '$1')
        const steps = JSON.parse(fs.readFileSync('journey.json')).steps
        fs.writeFileSync('want.json', JSON.stringify(j))
        fs.writeFileSync('second', j.second_page_top3.map(p => p.join('\t')).join('\n') + '\n')
        fs.writeFileSync('ids.json', JSON.stringify(Object.fromEntries(steps.map(s => [s.title, s.id]))))"
    expect_json "(j => it.started === j.sessions && it.abandoned === j.sessions)(JSON.parse(require('fs').readFileSync('want.json')))"
    expect_json "(([j, ids]) => j.exit_pages_top3.every(([page, n]) => it.steps.find(s => s.id === ids[page]).dropped === n))(['want.json', 'ids.json'].map(f => JSON.parse(require('fs').readFileSync(f))))"
    while IFS="$(printf '\t')" read -r page n; do
        run funnel walk --step "$1" --step "$page" --order strict --start first --json
        expect_json "it.steps[1].reached === $n"
    done <second
    run verify
    expect_exit 0
}

for start in Pyramid Brain Theatre Asteroid; do
    walk "$start"
done
