# Data of every released form opens, is copied first where its form changes,
# and answers to the digit what it answered then; data of a newer one is left.
. tests/cli/lib.sh
newest=$(ls "$top"/tracker/migrations/*.sql | wc -l)

# same_answers THEN NOW: every value that was answered is the same; there may
# be more now.
same_answers() {
    node -e 'const fs = require("fs"), [then, now] = process.argv.slice(1);
        const within = (a, b) => a !== null && typeof a === "object"
            ? b !== null && typeof b === "object" && Object.keys(a).every(k => within(a[k], b[k]))
            : a === b;
        for (const f of fs.readdirSync(then)) {
            const [a, b] = [then, now].map(d => JSON.parse(fs.readFileSync(d + "/" + f)));
            if (!within(a, b)) { console.log(f); process.exit(1); }
        }' "$1" "$2" >differ 2>&1 || fault "$(cat differ) is not what it was"
}

for release in "$top"/tests/releases/[0-9]*; do
    form=${release##*/}
    claim "data of form $form opens, and answers what it answered"
    [ -d "$release" ] || {
        claim_skip='no form was released yet: tests/releases/make makes its folder'
        break
    }
    rm -rf data answers
    cp -r "$release/data" data
    mkdir answers
    run import --journey missed-bin --now 2026-04-20T00:00:00Z --dry-run "$release/rows.tsv"
    expect_exit 0
    if [ "$form" != "$newest" ]; then
        expect_err "is brought from version $form up to date"
        [ -f "data/journeys.db.before-$((form + 1))" ] || fault 'no copy was made before its form changed'
    fi
    "$top/tests/releases/answers" "$WAYMARK" data answers 2>err || fault "$(cat err)"
    same_answers "$release/answers" answers
    run verify
    expect_exit 0

    claim "into data of form $form nothing comes twice"
    run import --journey missed-bin --now 2026-04-20T00:00:00Z "$release/rows.tsv"
    expect_out ' 0 accepted, 202 duplicate, 0 refused'
    run import --journey parking --now 2026-04-20T00:00:00Z "$release/events.ndjson"
    expect_out ' 0 accepted, 236 duplicate, 0 refused'
    run verify
    expect_exit 0
done

claim 'the form of today is kept'
[ -d "$top/tests/releases/$newest" ] || claim_skip="form $newest is not released: before it is, tests/releases/make build/waymark tests/releases/$newest"

claim 'data of a newer form is refused with a sentence, and left as it is'
rm -rf data
"$WAYMARK" --data data journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null
printf '\0\0\0\143' | dd of=data/journeys.db bs=1 seek=60 conv=notrunc 2>/dev/null
cksum <data/journeys.db >before
for command in 'figures missed-bin' 'journey list' 'verify' 'serve --listen 127.0.0.1:0'; do
    run $command
    expect_exit 74
    expect_err 'was written by a newer program \(version 99; this one knows [0-9]+\): use a program as new as the data'
done
cksum <data/journeys.db >after
expect_same before after
