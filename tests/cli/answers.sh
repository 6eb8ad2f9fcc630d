# Questions: figures of days, funnels, attempts, verification.
. tests/cli/lib.sh
now=2026-03-10T10:00:00Z
"$WAYMARK" --data data journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null
printf 'a\tstart\t1772445600000\na\taddress\t1772445660000\na\tdone\t1772445780000\nb\tstart\t1772532000000\nb\taddress\t1772532030000\n' >log.tsv
"$WAYMARK" --data data import --journey missed-bin --now $now log.tsv >/dev/null

claim 'days are inclusive, and are days in London'
run figures missed-bin --json --from 2026-03-02 --until 2026-03-02 --now $now
expect_json 'it.started === 1 && it.completed === 1'
run figures missed-bin --json --from 2026-03-03 --now $now
expect_json 'it.started === 1 && it.abandoned === 1'
run figures missed-bin --json --from 2026-03-04 --now $now
expect_json 'it.started === 0 && it.completionRate.m === 0 && it.completionRate.rate === null'
run figures missed-bin --from 2026-03-04 --until 2026-03-01
expect_exit 2

claim 'the days that figures are of are told'
run figures missed-bin --now $now
expect_out '^attempts by the day they started, 2 to 3 March 2026$'
run figures missed-bin --from 2026-03-03 --now $now
expect_out '^attempts by the day they started, 3 March 2026$'

claim 'the keys are those that scripts rely on'
run figures missed-bin --json --now $now
expect_json 'Object.keys(it).join() === "journey,version,started,completed,failed,abandoned,saved,open,joinedLater,apart,duplicates,refused,cut,outcomes,completionRate,steps"'
expect_json 'Object.keys(it.outcomes).sort().join() === "completed,duplicate,ineligible,referred"'
expect_json 'Object.keys(it.steps[0]).join() === "id,reached,mature,resting,dropped,errorAttributed,rejects,backs,timeMs"'

claim 'an interval is Wilson'"'"'s: 1 of 2 is 9.5 % to 90.5 %'
expect_json 'Math.abs(it.completionRate.low - 0.0945) < 0.0005 && Math.abs(it.completionRate.high - 0.9055) < 0.0005'

claim 'time passes without an event: open becomes abandoned'
run figures missed-bin --json --now 2026-03-03T10:10:00Z
expect_json 'it.open === 1 && it.abandoned === 0 && it.steps[1].mature === 1 && it.steps[1].reached === 2'
run figures missed-bin --json --now 2026-03-03T10:30:31Z
expect_json 'it.open === 0 && it.abandoned === 1 && it.steps[1].mature === 2'

claim 'time at a step is within 4 % of the true one'
run figures missed-bin --json --now $now
expect_json 'Math.abs(it.steps[0].timeMs.p50 - 30000) <= 1200 && Math.abs(it.steps[0].timeMs.p90 - 60000) <= 2400'
expect_json 'it.steps[2].timeMs.p50 === null'

claim 'a funnel names steps by id or by exact title'
run funnel missed-bin --step start --step 'Where do you live?' --step done --json
expect_json 'it.steps.map(s => s.reached).join() === "2,2,1"'
expect_json 'it.steps[0].gapMedianMs === null && it.steps[1].gapMedianMs === 45000 && it.steps[2].gapMedianMs === 120000'
run funnel missed-bin --step start --step done --window 3m --json
expect_json 'it.steps[1].reached === 1'
run funnel missed-bin --step start --step done --window 179s --json
expect_json 'it.steps[1].reached === 0'
run funnel missed-bin --step start --step done --order strict --json
expect_json 'it.steps[1].reached === 0'
run funnel missed-bin --step done --step start --order any --json
expect_json 'it.steps.map(s => s.reached).join() === "1,1"'
run funnel missed-bin --step start --step address --step done --from 2026-03-03 --json
expect_json 'it.steps.map(s => s.reached).join() === "1,1,0" && it.steps[1].gapMedianMs === 30000'
run funnel missed-bin --step start --step address --step done --until 2026-03-02 --json
expect_json 'it.steps.map(s => s.reached).join() === "1,1,1" && it.steps[1].gapMedianMs === 60000'
run funnel missed-bin --step start --from 2026-03-03 --until 2026-03-02
expect_exit 2
run funnel missed-bin --step finish
expect_exit 2
expect_err '"finish" is neither the id nor the exact title'

claim 'a slice counts attempts by their attributes'
run slice missed-bin --where standing=started --by state --json --now $now
expect_json 'it.attempts === 2 && it.counted === "figures" && it.by === "state"'
expect_json 'it.groups.map(g => g.value + g.attempts).join() === "abandoned1,completed1"'
run slice missed-bin --where state=abandoned --where channel=self --now $now
expect_out 'attempts                                         1'
run slice missed-bin --by postcode
expect_exit 2
expect_err '"postcode" is none'
run slice missed-bin --where device
expect_exit 2

claim 'paths say what led to a step, and where it went on'
run paths missed-bin --before address --json
expect_json 'it.attempts === 2 && it.paths.length === 1 && it.paths[0].steps.join() === "start" && it.paths[0].whole'
run paths missed-bin --after 'Where do you live?' --json
expect_json 'it.step === "address" && it.paths.map(p => `${p.n}/${p.m}:${p.steps}`).join("; ") === "1/2:; 1/2:done"'
run paths missed-bin --after start --depth 1 --until 2026-03-02 --json
expect_json 'it.attempts === 1 && it.paths[0].steps.join() === "address" && !it.paths[0].whole'
run paths missed-bin --after start --most 1 --json
expect_json 'it.paths[0].steps.join() === "address" && it.other.n === 1 && it.other.paths === 1'
run paths missed-bin --after-leaving address
expect_out '^0 attempts left at address and came back'
run paths missed-bin --after address --before start
expect_exit 2
run paths missed-bin --after nowhere
expect_exit 2
expect_err '"nowhere" is neither the id nor the exact title'
run paths missed-bin --after start --depth 11
expect_exit 2

claim 'attempts come one a line'
run attempts missed-bin --ndjson --now $now
sort out >lines
printf '%s\n' \
    '{"state":"abandoned","outcome":null,"resting":"address","furthest":"address","backs":0,"rejects":0,"joinedLater":false,"apart":null,"errorAttributed":false,"leftBy":null,"unmapped":0,"day":"2026-03-03"}' \
    '{"state":"completed","outcome":"completed","resting":"done","furthest":"done","backs":0,"rejects":0,"joinedLater":false,"apart":null,"errorAttributed":false,"leftBy":null,"unmapped":0,"day":"2026-03-02"}' >want
expect_same want lines

claim 'figures, funnels and attempts can be of some segments only'
sed 's/"id": "missed-bin"/"id": "segments"/' "$top/tests/cases/cli/missed-bin.json" >segments.json
"$WAYMARK" --data data journey add segments.json >/dev/null
n=0
for words in '"device":"mobile","lang":"cy"' '"device":"mobile","lang":"en"' '"device":"mobile"' '"device":"desktop","lang":"cy","channel":"kiosk"'; do
    n=$((n + 1))
    printf '{"attempt":"attempt-%d","seq":0,"kind":"view","step":"start","at":"2026-03-02T10:00:0%dZ",%s}\n' $n $n "$words"
    [ $n = 1 ] || printf '{"attempt":"attempt-%d","seq":1,"kind":"view","step":"address","at":"2026-03-02T10:01:00Z"}\n' $n
done >segments.ndjson
"$WAYMARK" --data data import --journey segments --now $now segments.ndjson >/dev/null
run figures segments --device mobile --json --now $now
expect_json 'it.started === 3 && it.steps[1].reached === 2 && it.fromTrails === false && it.segments.device === "mobile"'
run figures segments --channel self --json --now $now
expect_json 'it.started === 3 && it.fromTrails === false'
run figures segments --device mobile --lang cy --json --now $now
expect_json 'it.started === 1 && it.steps[1].reached === 0 && it.fromTrails === true'
run figures segments --device mobile --lang cy --now $now
expect_out 'counted from the trails'
run funnel segments --step start --step address --lang cy --json
expect_json 'it.steps.map(s => s.reached).join() === "2,1"'
run paths segments --after start --channel kiosk --json
expect_json 'it.attempts === 1 && it.paths[0].steps.join() === "address"'
run attempts segments --lang en --ndjson --now $now
expect_json 'it.resting === "address"'
run figures segments --release nobody-made --json --now $now
expect_json 'it.started === 0'
run figures segments --device phone
expect_exit 2
expect_err 'mobile, tablet, desktop or other'

claim 'a recount finds every figure as the trails say'
run verify
expect_exit 0
expect_out '6 attempts recounted'

claim 'every command has help, on standard output'
for command in serve demo 'journey add' 'journey discover' 'journey list' import imports undo figures funnel paths attempts verify; do
    # shellcheck disable=SC2086
    run $command --help
    expect_exit 0
    expect_out "^waymark $command"
done

claim 'what cannot be written is not called done'
[ ! -e /dev/full ] || {
    "$WAYMARK" --data data figures missed-bin --json >/dev/full 2>err
    status=$? ran='figures to a full disk'
    expect_exit 74
}
