# Memory that runs out at any place: a command says so and ends, or does what it
# was told; nothing is half written, and no answer lacks a part of it.
. tests/cli/lib.sh
short=${SHORT:-$(dirname "$WAYMARK")/tests/ledger/no_memory.so}
places=${PLACES:-40} # of each command; more is slower
now='--now 2026-04-01T00:00:00Z'

# log FILE PREFIX: 60 cases
log() {
    awk -v p="$2" 'BEGIN { for (i = 0; i < 60; i++) for (s = 0; s <= i % 3; s++)
        printf "%s-%04d\t%s\t%d000\n", p, i, s == 0 ? "start" : s == 1 ? "address" : "done", 1772445600 + 60 * i + 9 * s }' >"$1"
}

# state: all that the data says, however its attempts lie
state() {
    "$WAYMARK" --data data verify >/dev/null 2>&1 || echo 'what is stored does not agree'
    "$WAYMARK" --data data export --ndjson | sort
    "$WAYMARK" --data data figures missed-bin --json $now
    "$WAYMARK" --data data imports
    "$WAYMARK" --data data key list | wc -l
}

fresh() {
    rm -rf data backup.new site pack.new
    cp -r kept data
}

# at_any_place ARGUMENTS...: that command, with memory running out at places
# from its first byte to its last.  What it did not come to the end of is done by
# the same command again.
at_any_place() {
    fresh
    FAIL_COUNT=count LD_PRELOAD=$short "$WAYMARK" --data data "$@" >whole 2>err || fault "$*: fails by itself"
    state >done
    n=$(cat count) i=0 died=0
    while [ $i -lt $places ]; do
        place=$((1 + n * i / places)) i=$((i + 1))
        fresh
        FAIL_AT=$place LD_PRELOAD=$short "$WAYMARK" --data data "$@" >out 2>err
        code=$? ran="$*, the ${place}th of $n"
        case $code in
        0) cmp -s out whole || [ "$1" = key ] || fault "$ran: it prints something else and calls it done" ;;
        71)
            died=$((died + 1))
            grep -q 'there is no memory left' err || fault "$ran: it does not say why"
            ;;
        7[0-9]) [ -s err ] || fault "$ran: it says nothing" ;;
        *) fault "$ran: ended with $code" ;;
        esac
        [ ! -e pack.new ] || cmp -s pack.new pack.whole || fault "$ran: a pack that is not whole"
        [ $writes = yes ] || continue
        state >is
        cmp -s is done || {
            [ $code != 0 ] || fault "$ran: it is not done"
            cmp -s is before || {
                "$WAYMARK" --data data "$@" >out 2>err
                state >is
                cmp -s is done || fault "$ran: it left something half done"
            }
        }
    done
    [ $died -gt 0 ] || fault "$*: memory never ran out"
}

[ -e "$short" ] || {
    echo "ok memory that runs out # SKIP there is no $short"
    exit 0
}
log one.tsv one
log two.tsv two
"$WAYMARK" --data kept journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null
"$WAYMARK" --data kept import --journey missed-bin $now one.tsv >/dev/null
"$WAYMARK" --data kept key add missed-bin >/dev/null 2>&1
fresh
state >before
"$WAYMARK" --data data export-patterns pack.whole component/tag >/dev/null
"$WAYMARK" --data data backup saved >/dev/null

claim 'where memory runs out no answer lacks a part, and none is taken for damage'
writes=no
at_any_place figures missed-bin --json $now
at_any_place verify
at_any_place export missed-bin
at_any_place export-patterns pack.new component/tag

claim 'where memory runs out what is written is whole, or not there'
writes=yes
at_any_place import --journey missed-bin $now two.tsv
at_any_place undo 1
at_any_place key add missed-bin
at_any_place backup backup.new

claim 'a limit on how large a file may be is told, and leaves nothing half written'
fresh
for command in 'backup backup.new' 'import --journey missed-bin two.tsv' 'export-patterns pack.big' 'build site'; do
    (
        ulimit -f 16
        exec "$WAYMARK" --data data $command >out 2>err
    )
    code=$?
    [ $code = 74 ] || fault "$command: ended with $code"
    [ -s err ] || fault "$command: it does not say why"
done
[ ! -e pack.big ] || fault 'there is half a pack'
state >is
cmp -s is before || fault 'the data is not as it was'
