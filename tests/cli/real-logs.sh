# Real logs that nobody here wrote, from file to figure, held against reference
# figures worked out elsewhere: cases, events, last events, every funnel in
# every order and window, and every median.
. tests/cli/lib.sh

cat >hold.mjs <<'END'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const [program, folder, name] = process.argv.slice(2)
const waymark = (...words) => execFileSync(program, ['--data', `data-${name}`, ...words],
    { encoding: 'utf8', maxBuffer: 1 << 28 })
const asked = (...words) => JSON.parse(waymark(...words))
const same = (what, got, want) => {
    if (JSON.stringify(got) !== JSON.stringify(want))
        throw new Error(`${what}: ${JSON.stringify(got)} and not ${JSON.stringify(want)}`)
}
const file = [`${folder}/${name}.tsv`, `${folder}/${name}.tsv.gz`].find(existsSync)
const want = JSON.parse(readFileSync(`${folder}/${name}.ref.json`))

const proposed = asked('journey', 'discover', file, '--id', name)
const add = journey => {
    writeFileSync('journey.json', JSON.stringify(journey))
    waymark('journey', 'add', 'journey.json')
    return asked('import', '--journey', journey.id, '--json', file)
}
same('events', add(proposed).accepted, want.events)
same('the same file again', asked('import', '--journey', name, '--json', file).duplicate, want.events)

const figures = asked('figures', name, '--json')
const sum = key => figures.steps.reduce((n, s) => n + s[key], 0)
same('cases', figures.started + figures.joinedLater, want.cases)
same('started', figures.completed + figures.failed + figures.abandoned + figures.saved + figures.open, figures.started)
same('resting', sum('resting'), figures.started)
same('dropped', sum('dropped'), figures.abandoned)

for (const funnel of want.funnels) {
    const ask = (...more) => asked('funnel', name, '--json', ...more,
        ...funnel.steps.flatMap(s => ['--step', s])).steps
    const open = ask()
    same('open', open.map(s => s.reached), funnel.open)
    same('medians', open.map(s => s.gapMedianMs), funnel.gap_ms.map(g => g && g.median))
    const reached = (...more) => ask(...more).map(s => s.reached)
    if (funnel.strict) same('strict', reached('--order', 'strict'), funnel.strict)
    if (funnel.any_order) same('any order', reached('--order', 'any'), funnel.any_order)
    for (const key of Object.keys(funnel)) {
        const [, ms, start] = key.match(/^window_(\d+)ms_(best|first)$/) ?? []
        if (ms) same(key, reached('--window', `${ms}ms`, '--start', start), funnel[key])
    }
}

// Without ends nothing is sticky, and where an attempt rests is its last event.
const endless = { ...proposed, id: `${name}-endless`,
    steps: proposed.steps.map(({ outcome, ...s }) => ({ ...s, kind: s.kind === 'end' ? 'question' : s.kind })) }
add(endless)
const titles = new Map(endless.steps.map(s => [s.id, s.title]))
const last = {}
for (const line of waymark('attempts', endless.id, '--ndjson').trim().split('\n')) {
    const title = titles.get(JSON.parse(line).resting)
    last[title] = (last[title] ?? 0) + 1
}
const sorted = o => Object.entries(o).sort(([a], [b]) => a < b ? -1 : 1)
same('last events', sorted(last), sorted(want.end_activities))
waymark('verify')

// Undone by their numbers, newest first, nothing is left.
for (const { import: number } of asked('imports', '--json').imports) waymark('undo', String(number))
same('after undoing', asked('figures', name, '--json').started, 0)
waymark('verify')
END

for log in running-example roadtraffic100 interval patients-start bpic2020-domestic; do
    claim "the log $log gives the reference's figures, all of them"
    real_data journeys || continue
    node hold.mjs "$WAYMARK" "$real" "$log" 2>err || fault "$(grep -m 1 Error err)"
done
