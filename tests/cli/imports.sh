# Imports: every format, what is refused, twice, undone, dry.
. tests/cli/lib.sh
cases=$top/tests/cases/cli
now=2026-03-10T10:00:00Z
"$WAYMARK" --data data journey add "$cases/missed-bin.json" >/dev/null

# Three attempts: one completes, one stops at the address, one joined later.
printf 'p\tstart\t1772445600000\np\taddress\t1772445660000\np\tdone\t1772445720000\nq\tstart\t1772445600000\nq\taddress\t1772445661000\nr\taddress\t1772445600000\n' >log.tsv

counts='it.started === 2 && it.completed === 1 && it.abandoned === 1 && it.joinedLater === 1 && it.steps[1].reached === 2 && it.steps[1].dropped === 1 && it.completionRate.n === 1 && it.completionRate.m === 2 && it.duplicates === 0 && it.refused === 0'

claim 'a tab-separated log becomes figures'
run import --journey missed-bin --now $now log.tsv
expect_exit 0
expect_out '6 accepted, 0 duplicate, 0 refused'
run figures missed-bin --json --now $now
expect_json "$counts"

claim 'a log that comes twice changes nothing but the duplicates'
run import --journey missed-bin --now $now log.tsv
expect_exit 0
expect_out '0 accepted, 6 duplicate'
run figures missed-bin --json --now $now
expect_json "$(echo "$counts" | sed 's/duplicates === 0/duplicates === 6/')"

claim 'an import is undone by its number, once, and takes its counts with it'
run undo 2
expect_exit 0
run figures missed-bin --json --now $now
expect_json "$counts"
run undo 1
expect_exit 0
expect_out '6 events were taken back'
run figures missed-bin --json --now $now
expect_json 'it.started === 0 && it.joinedLater === 0 && it.duplicates === 0'
run undo 1
expect_exit 1
expect_err 'undone already'
run undo 77
expect_exit 2
run verify
expect_exit 0

claim 'gzip, standard input, CSV and XES give the same figures'
gzip -k log.tsv
run import --journey missed-bin --now $now log.tsv.gz
expect_exit 0
run figures missed-bin --json --now $now
expect_json "$counts"
run undo 3
run import --journey missed-bin --now $now - <log.tsv
expect_exit 0
run figures missed-bin --json --now $now
expect_json "$counts"
run undo 4
{
    echo 'when;who;what'
    awk -F '\t' '{ printf "%s;\"%s\";%s\n", $3, $1, $2 }' log.tsv
} >log.csv
run import --journey missed-bin --now $now --case who --step what --time when log.csv
expect_exit 0
run figures missed-bin --json --now $now
expect_json "$counts"
run undo 5
{
    echo '<?xml version="1.0"?><log xmlns="http://www.xes-standard.org/">'
    for case in p q r; do
        echo "<trace><string key=\"concept:name\" value=\"$case\"/>"
        awk -F '\t' -v c=$case '$1 == c { printf "<event><string key=\"concept:name\" value=\"%s\"><string key=\"note\" value=\"nested\"/></string><date key=\"time:timestamp\" value=\"2026-03-02T10:0%d:%02d.000Z\"/></event>\n", $2, ($3 - 1772445600000) / 60000, ($3 / 1000) % 60 }' log.tsv
        echo '</trace>'
    done
    echo '</log>'
} >log.xes
run import --journey missed-bin --now $now log.xes
expect_exit 0
expect_out '6 accepted'
run figures missed-bin --json --now $now
expect_json "$counts"
run undo 6

claim 'what is good is kept, what is bad is named with line, key and reason'
cat >events.ndjson <<'END'
{"attempt":"attempt-1","seq":0,"kind":"view","step":"start","at":"2026-03-02T10:00:00Z"}
{"attempt":"attempt-1","seq":1,"kind":"look","step":"start","at":"2026-03-02T10:00:00Z"}
{"attempt":"attempt-1","seq":0,"kind":"view","step":"address","at":"2026-03-02T10:01:00Z"}
{"attempt":"attempt-1","seq":2,"kind":"reject","step":"address","rule":"sk1-3xe","at":"2026-03-02T10:01:00Z"}
not JSON
{"attempt":"short","seq":3,"kind":"view","step":"start"}
{"journey":"other","attempt":"attempt-1","seq":4,"kind":"view","step":"start"}
{"attempt":"attempt-1","seq":5,"kind":"view","step":"start","at":"2026-03-11T10:00:00Z"}
{"attempt":"attempt-1","seq":6,"kind":"view","step":"start","name":"Ann"}
{"attempt":"attempt-1","seq":7,"kind":"view","step":"start","test":true}
END
run import --journey missed-bin --now $now --json events.ndjson
expect_exit 1
expect_json 'it.accepted === 1 && it.duplicate === 0 && it.refused === 8 && it.test === 1'
expect_json 'it.problems[0].where === "line 2, kind" && /must be one of/.test(it.problems[0].reason)'
expect_json 'it.problems[1].where === "line 3, seq" && /seq-conflict/.test(it.problems[1].reason)'
expect_json 'it.problems[2].where === "line 4, rule" && /looks like a postcode/.test(it.problems[2].reason)'
expect_err 'line 5: '
expect_err 'line 6, attempt: must be text of 8 to 128'
expect_err 'line 7, journey: is of another journey'
expect_err 'line 8, at: is more than 5 minutes in the future: check the clock, or say what time it is with --now'
expect_err 'line 9, name: is not a key of an event'
run figures missed-bin --json --now $now
expect_json 'it.started === 1 && it.abandoned === 1 && it.refused === 8'
run undo 7

claim 'a dry run keeps nothing'
run import --journey missed-bin --now $now --dry-run log.tsv
expect_exit 0
expect_out '6 accepted.*a dry run'
run figures missed-bin --json --now $now
expect_json 'it.started === 0'
run imports --json
expect_json 'it.imports.length === 7 && it.imports.every(i => i.undone)'

claim 'a file that is cut off keeps what came before, and says so'
head -c 60 log.tsv.gz >cut.tsv.gz
run import --journey missed-bin --now $now cut.tsv.gz
expect_exit 1
expect_err 'could not be read to its end'
run verify
expect_exit 0

claim 'events older than the journey keeps trails are refused with a sentence'
sed 's/"retentionMonths": 0/"retentionMonths": 13/; s/"id": "missed-bin"/"id": "short-memory"/' "$cases/missed-bin.json" >short.json
run journey add short.json
run import --journey short-memory --now 2026-03-10T10:00:00Z - <<'END'
a	start	1500000000000
b	start	1772445600000
END
expect_exit 1
expect_err 'line 1, at: is before 2025-02-10, and this journey keeps no trails that old'
expect_out '1 accepted, 0 duplicate, 1 refused'

claim 'an import that waits for its input keeps nobody else from writing'
mkfifo slow
"$WAYMARK" --data data import --journey missed-bin --now $now --format tsv slow >/dev/null 2>&1 &
exec 3>slow
printf 'slow\tstart\t1772445600000\n' >&3
looks=0
until "$WAYMARK" --data data imports 2>/dev/null | grep -q ' slow: ' || [ $looks = 200 ]; do
    looks=$((looks + 1))
done
printf 'quick\tstart\t1772445600000\n' >quick.tsv
run import --journey missed-bin --now $now quick.tsv
expect_exit 0
expect_out '1 accepted'
exec 3>&-
wait
run imports --json
expect_json 'it.imports[1].file === "slow" && it.imports[1].accepted === 1 && it.imports[1].finished'
run verify
expect_exit 0

claim 'an unknown journey is named, and nothing is kept'
run import --journey nowhere log.tsv
expect_exit 2
expect_err 'there is no journey.* nowhere here'

claim 'nothing of an attempt'"'"'s id, and no text of a refused line, is in the data folder'
printf 'MARKER-in-the-case-id\tstart\t1772445600000\nx\tMARKER in a step, with blanks\t1772445600000\n' >marked.tsv
run import --journey missed-bin --now $now marked.tsv
expect_exit 0
if grep -rq MARKER data; then fault 'a marker is in the data folder'; fi

claim 'a lost or another key is refused, and nothing is counted twice'
run figures missed-bin --json --now $now
cp out before.json
mv data/attempt.key kept.key
run import --journey missed-bin --now $now log.tsv
expect_exit 74
expect_err 'attempt.key is missing'
printf 0123456789abcdef >data/attempt.key
run import --journey missed-bin --now $now log.tsv
expect_exit 74
expect_err 'is not the key under which'
mv kept.key data/attempt.key
run figures missed-bin --json --now $now
expect_same before.json out

claim 'the data folder is for its owner only'
for file in data data/*; do
    case $(ls -ld "$file") in
    ????------*) ;;
    *) fault "$file may be read by others: $(ls -ld "$file")" ;;
    esac
done

claim 'an import is listed whatever its file is called, and a name says nothing to a terminal'
for name in 'caf\351.tsv' 'a\033[31m\n.tsv'; do
    cp log.tsv "$(printf "$name")"
    run import --journey missed-bin --now $now --json "$(printf "$name")"
    expect_exit 0
done
run imports --json
expect_json 'it.imports[1].file === "caf?.tsv" && it.imports[0].file === "a?[31m?.tsv"'

claim 'a year of daily files is one command'
mkdir year
for day in $(seq 365); do
    printf 'of-day-%s\tstart\t1772445600000\n' "$day" >"year/$day.tsv"
done
run import --journey missed-bin --now $now year/*.tsv
expect_exit 0
[ "$(grep -c ': 1 accepted, 0 duplicate' out)" = 365 ] || fault 'not each file was taken'
run imports
[ "$(wc -l <out)" -gt 365 ] || fault 'not each import is listed'
run import --journey missed-bin --now $now $(seq 5000)
expect_exit 2
expect_err 'takes 4,096 files at once'

claim 'whatever a key or a journey is called, its refusal is told in whole characters'
{
    printf '{"attempt":"attempt-1","seq":8,"kind":"view","step":"start","a%s":1}\n' "$(printf 'é%.0s' $(seq 40))"
    printf '{"journey":"a%s","attempt":"attempt-1","seq":9,"kind":"view","step":"start"}\n' "$(printf 'é%.0s' $(seq 40))"
} >long.ndjson
run import --journey missed-bin --now $now --json long.ndjson
expect_exit 1
expect_json 'it.refused === 2 && it.problems.length === 2'
expect_json '/^line 1, aé{30}\.\.\.$/.test(it.problems[0].where)'
expect_json '/of another journey \(aé{30}\.\.\.\)/.test(it.problems[1].reason)'

claim 'an import that was killed is listed as not at its end, and the file again completes it'
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "killed-%d\tstart\t%.0f\n", i, 1772445600000 + i }' >large.tsv
if strace -o /dev/null true 2>/dev/null; then
    strace -f -o trace -e trace=fdatasync -e inject=fdatasync:signal=SIGKILL:when=3 \
        "$WAYMARK" --data data import --journey missed-bin --now $now large.tsv >out 2>err
    run imports
    head -n 1 out >first
    grep -q 'large.tsv: .*, under way, or stopped before its end$' first || fault "it is listed as $(cat first)"
    run import --journey missed-bin --now $now large.tsv
    expect_exit 0
    run attempts missed-bin --now $now
    [ "$(grep -c . out)" -ge 300000 ] || fault 'some are missing'
    run verify
    expect_exit 0
else
    claim_skip='strace is not here, or may not trace'
fi
