# A journey that is removed: asked for twice, gone at once and from the file,
# and killed in the middle beside a running server.
. tests/cli/lib.sh
now=2026-03-31T10:00:00Z
bins=$top/tests/cases/cli/missed-bin.json
sed 's/"id": "missed-bin"/"id": "other"/' "$bins" >other.json

# fill: both journeys, with 60,000 attempts over twenty days each.
fill() {
    rm -rf data
    "$WAYMARK" --data data journey add "$bins" >/dev/null
    "$WAYMARK" --data data journey add other.json >/dev/null
    [ -s log.tsv ] || awk 'BEGIN {
        for (i = 0; i < 60000; i++)
            printf "case-%d\tstart\t%.0f\n", i, 1772445600000 + i % 20 * 86400000 + i
    }' >log.tsv
    "$WAYMARK" --data data import --journey missed-bin --now $now log.tsv >/dev/null
    "$WAYMARK" --data data import --journey other --now $now log.tsv >/dev/null
    "$WAYMARK" --data data figures other --json --now $now >before.json
}

# expect_gone: nobody knows it, and the other is as it was.
expect_gone() {
    run journey list
    expect_out '^other '
    ! grep -q missed-bin out || fault 'it is still listed'
    run figures other --json --now $now
    expect_same before.json out
    run verify
    expect_exit 0
    expect_out '60,000 attempts recounted'
}

claim 'a journey with attempts is removed only when that is said twice'
fill
run journey remove missed-bin
expect_exit 2
expect_err 'missed-bin has 60,000 attempts, and nothing brings them back: .waymark export missed-bin'
run verify
expect_out '120,000 attempts recounted'
run journey remove nowhere
expect_exit 2
expect_err 'there is no journey nowhere here'

claim 'then it is gone, and no key of its attempts is in the file'
"$WAYMARK" --data data export missed-bin | grep -o 'h:[0-9a-f]*' | sort -u | head -n 50 >keys
"$WAYMARK" --data data export other | grep -o 'h:[0-9a-f]*' | sort -u | head -n 50 >others
run journey remove missed-bin --yes
expect_exit 0
expect_out '^missed-bin is gone'
expect_gone
node -e 'const fs = require("fs");
    const bytes = fs.readdirSync("data").map((name) => fs.readFileSync(`data/${name}`, "latin1")).join("");
    const held = (file) => fs.readFileSync(file, "latin1").trim().split("\n")
        .filter((key) => bytes.includes(Buffer.from(key.slice(2), "hex").toString("latin1"))).length;
    console.log(held("keys"), held("others") > 20);' >out
expect_out '^0 true$'
run journey remove missed-bin --yes
expect_exit 2
run journey add "$bins"
expect_out 'added, version 1'
run journey remove missed-bin
expect_exit 0

claim 'killed in the middle it is gone all the same, and the same command finishes'
if strace -o /dev/null true 2>/dev/null; then
    fill
    kills=0
    for at in $(seq 9); do
        strace -f -o trace -e trace=fdatasync -e inject=fdatasync:signal=SIGKILL:when=$at \
            "$WAYMARK" --data data journey remove missed-bin --yes >out 2>err
        [ $? = 137 ] || break
        run verify
        expect_exit 0
        "$WAYMARK" --data data journey list | grep -q missed-bin && continue
        kills=$((kills + 1))
        expect_gone
    done
    [ $kills -gt 1 ] || fault "it was killed $kills times in the middle"
    run journey remove missed-bin --yes
    expect_exit 2 # one of the runs above came to the end
    expect_gone
else
    claim_skip='strace is not here, or may not trace'
fi

claim 'a running server knows it no more, and the next of that id as another'
fill
serve data --now $now
# (the page is of 28 days, up to yesterday)
get /dashboard/journeys/missed-bin.json
expect_json 'it.started === 57000'
run journey remove missed-bin --yes
expect_exit 0
get /dashboard/journeys/missed-bin
expect_exit 404
expect_gone
run journey add "$bins"
get /dashboard/journeys/missed-bin.json
expect_json 'it.started === 0'
run import --journey missed-bin --now $now log.tsv
expect_out '60,000 accepted, 0 duplicate'
get /dashboard/journeys/missed-bin.json
expect_json 'it.started === 57000'
stop
run verify
expect_exit 0
expect_out '120,000 attempts recounted'
