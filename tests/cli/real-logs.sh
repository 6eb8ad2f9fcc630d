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


// What is stored, event by event, has the log's other figures.
const titles = new Map(proposed.steps.map(s => [s.id, s.title]))
const cases = new Map()
for (const line of waymark('export', name, '--ndjson').trim().split('\n')) {
    const { attempt, step, at } = JSON.parse(line)
    if (!attempt) continue
    if (!cases.has(attempt)) cases.set(attempt, [])
    cases.get(attempt).push([titles.get(step) ?? step, typeof at === 'number' ? at : Date.parse(at)])
}
const falls = events => events.some(([, at], i) => i && at < events[i - 1][1])
same('cases out of order', [...cases.values()].filter(falls).length, want.cases_with_out_of_order_rows)
for (const events of cases.values()) events.sort(([, a], [, b]) => a - b)
const walks = [...cases.values()].map(events => events.map(([step]) => step))
const counted = list => {
    const n = {}
    for (const what of list) n[what] = (n[what] ?? 0) + 1
    return n
}
const byName = o => Object.entries(o).sort(([a], [b]) => a < b ? -1 : 1)
const middle = list => {
    const at = [...list].sort((a, b) => a - b), half = at.length / 2
    return at.length ? (at[Math.ceil(half) - 1] + at[Math.floor(half)]) / 2 : null
}
const nearest = (list, part) => [...list].sort((a, b) => a - b)[Math.ceil(part * list.length) - 1]
same('activities', Object.keys(counted(walks.flat())).length, want.activities)
same('activity events', byName(counted(walks.flat())), byName(want.activity_events))
same('cases with activity', byName(counted(walks.flatMap(w => [...new Set(w)]))), byName(want.cases_with_activity))
same('start activities', byName(counted(walks.map(w => w[0]))), byName(want.start_activities))
same('end activities', byName(counted(walks.map(w => w.at(-1)))), byName(want.end_activities))
const variants = counted(walks.map(w => JSON.stringify(w)))
same('variants', Object.keys(variants).length, want.variants)
same('variants seen once', Object.values(variants).filter(n => n === 1).length, want.variants_seen_once)
same('top variants', want.top_variants.map(v => variants[JSON.stringify(v.steps)]), want.top_variants.map(v => v.cases))
same('no variant above the top', Object.values(variants).sort((a, b) => b - a).slice(0, want.top_variants.length), want.top_variants.map(v => v.cases))
const edges = counted(walks.flatMap(w => w.slice(1).map((step, i) => JSON.stringify([w[i], step]))))
same('directly follows', Object.keys(edges).length, want.dfg_edges)
same('top edges', want.dfg_top.map(([a, b]) => edges[JSON.stringify([a, b])]), want.dfg_top.map(([, , n]) => n))
same('no edge above the top', Object.values(edges).sort((a, b) => b - a).slice(0, want.dfg_top.length), want.dfg_top.map(([, , n]) => n))
same('self loops', walks.reduce((n, w) => n + w.filter((step, i) => i && step === w[i - 1]).length, 0), want.self_loops)
const lengths = walks.map(w => w.length)
same('events a case', [Math.min(...lengths), Math.max(...lengths), Math.round(want.events / want.cases * 1000)],
    [want.events_per_case.min, want.events_per_case.max, Math.round(want.events_per_case.mean * 1000)])
same('single events', lengths.filter(n => n === 1).length, want.single_event_cases)
const times = [...cases.values()].map(events => events.map(([, at]) => at))
same('first and last', [Math.min(...times.map(t => t[0])), Math.max(...times.map(t => t.at(-1)))], [want.first_ms, want.last_ms])
const durations = times.map(t => t.at(-1) - t[0])
same('durations', [middle(durations), Math.max(...durations), Math.round(durations.reduce((a, b) => a + b, 0) / durations.length)],
    [want.case_duration_ms.median, want.case_duration_ms.max, Math.round(want.case_duration_ms.mean)])
same('equal times', times.reduce((n, t) => n + t.filter((at, i) => i && at === t[i - 1]).length, 0), want.equal_time_neighbours)

for (const funnel of want.funnels) {
    const last = counted([...cases.values()].flatMap(events => {
        let at = 0
        for (const [step] of events) if (step === funnel.steps[at]) at++
        return at > 0 && at < funnel.steps.length ? [events.at(-1)[0]] : []
    }))
    const top = funnel.last_event_of_uncompleted_top5
    same('last of the uncompleted', top.map(([step]) => last[step]), top.map(([, n]) => n))
    same('none above them', Object.values(last).sort((a, b) => b - a).slice(0, top.length), top.map(([, n]) => n))
    same('conversion', funnel.open.map(n => Math.round(n / funnel.open[0] * 1e4)), funnel.conversion_pct.map(p => Math.round(p * 100)))
    const gaps = funnel.steps.map(() => []), whole = []
    for (const events of cases.values()) {
        let at = 0, before = 0, first = 0
        for (const [step, ms] of events) {
            if (step !== funnel.steps[at]) continue
            if (at > 0) gaps[at].push(ms - before)
            else first = ms
            before = ms
            if (++at === funnel.steps.length) { whole.push(ms - first); break }
        }
    }
    funnel.gap_ms.forEach((gap, i) => {
        if (!gap) return
        const sum = gaps[i].reduce((a, b) => a + b, 0)
        same(`gaps before step ${i + 1}`, [gaps[i].length, middle(gaps[i]), nearest(gaps[i], 0.9) ?? null, gaps[i].length ? Math.min(...gaps[i]) : null, gaps[i].length ? Math.max(...gaps[i]) : null, sum],
            [gap.n, gap.median, gap.p90, gap.min, gap.max, gap.sum])
    })
    same('from first to last', [whole.length, middle(whole), nearest(whole, 0.9) ?? null], [funnel.complete_ms.n, funnel.complete_ms.median, funnel.complete_ms.p90])
}

// Without ends nothing is sticky, and where an attempt rests is its last event.
const endless = { ...proposed, id: `${name}-endless`,
    steps: proposed.steps.map(({ outcome, ...s }) => ({ ...s, kind: s.kind === 'end' ? 'question' : s.kind })) }
add(endless)
const named = new Map(endless.steps.map(s => [s.id, s.title]))
const last = {}
for (const line of waymark('attempts', endless.id, '--ndjson').trim().split('\n')) {
    const title = named.get(JSON.parse(line).resting)
    last[title] = (last[title] ?? 0) + 1
}

same('last events', byName(last), byName(want.end_activities))
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
