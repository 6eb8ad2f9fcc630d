# A disk that is full, and one that fails: 503, nothing acknowledged that is
# not stored, pages as before, and all goes on when the disk does.
if [ -z "${SMALL_DISK:-}" ]; then # a place to mount a small disk, if we may
    unshare -rm mount -t tmpfs none /mnt 2>/dev/null &&
        SMALL_DISK=yes exec unshare -rm sh "$0"
    SMALL_DISK=no
fi
. tests/cli/lib.sh
mkdir -m 700 data
[ "$SMALL_DISK" = no ] || mount -t tmpfs -o size=16m,mode=700 none data
. "$top/tests/ledger/server.sh"
[ "$SMALL_DISK" = no ] || leave='umount -l data'

# fill_disk: but for half a megabyte
fill_disk() {
    room=$(df --output=avail -k data | tail -n 1)
    head -c $(((room - 500) * 1024)) /dev/zero >data/ballast
}

can_trace() {
    may_trace || {
        claim_skip='strace is not here, or may not trace'
        return 1
    }
}

# start_failing CALL ERROR WHEN: a server of which these calls fail.
start_failing() {
    wrap="strace -D -f --seccomp-bpf -o trace -e trace=$1 -e inject=$1:error=$2:when=$3"
    start_server
    wrap=
}

expect_refusals() {
    grep -Eq 'refused [1-9]' sent || fault "nothing was refused: $(cat sent)"
}

# expect_pages WHEN: what is asked is answered.
expect_pages() {
    for path in /healthz /dashboard/ /dashboard/journeys/missed-bin; do
        said=$("$LEDGER" get "$(cat port)" "$path" 2>&1)
        [ "$said" = 200 ] || fault "$1, $path was answered with $said"
    done
}

claim 'a full disk takes nothing, shows its pages, and takes all again when there is room'
if [ "$SMALL_DISK" = no ]; then
    claim_skip='nobody here may mount a small disk (unshare -rm)'
else
    fill_disk
    start_server
    send --refused 100
    expect_refusals
    expect_pages 'on a full disk'
    rm data/ballast
    send --until 1000
    stop_server
    expect_ledger 'after the full disk'

    fill_disk
    start_server
    send --refused 20
    kill -9 "$server"
    end_server
    rm data/ballast
    start_server
    send --until 200
    stop_server
    expect_ledger 'killed on a full disk'
fi

claim 'where there is no memory left for the salt, pages that keep nothing are counted all the same'
if [ "$SMALL_DISK" = no ]; then
    claim_skip='nobody here may mount a small disk (unshare -rm)'
else
    "$WAYMARK" --data open journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null
    "$WAYMARK" --data open key allow missed-bin https://forms.example.org
    mkdir memory
    mount -t tmpfs -o size=4k none memory
    echo full >memory/full
    export RUNTIME_DIRECTORY="$folder/memory"
    serve open
    unset RUNTIME_DIRECTORY
    node -e 'fetch(process.argv[1], { method: "POST",
            headers: { Origin: "https://forms.example.org" },
            body: JSON.stringify({ kind: "view", journey: "missed-bin", step: "start" }) })
        .then(async (answer) => console.log(await answer.text()))' \
        "http://127.0.0.1:$(cat port)/v1/events" >out 2>err
    ran='an event of a page that keeps nothing'
    expect_json 'it.accepted === 1'
    stop
    umount memory
fi

claim 'syncs that fail acknowledge nothing, and it goes on when they succeed'
can_trace && {
    start_failing fdatasync EIO 60..80
    send --until 1000
    expect_refusals
    stop_server
    expect_ledger 'after failing syncs'
}

claim 'writes that fail acknowledge nothing, and it goes on when they succeed'
can_trace && for error in ENOSPC EIO; do
    start_failing pwrite64 $error 200..400
    send --until 1000
    expect_refusals
    stop_server
    expect_ledger "after $error"
done

claim 'with a disk that never syncs again pages are shown, and a restart has all'
can_trace && {
    start_failing fdatasync EIO 60+
    send --refused 50
    expect_refusals
    expect_pages 'on a disk that does not sync'
    [ "$(wc -l <served)" -lt 10 ] || fault "the log says it $(wc -l <served) times"
    kill -9 "$server"
    end_server
    expect_ledger 'killed'
    start_server
    send --until 300
    stop_server
    expect_ledger 'restarted'
}

claim 'where it cannot read it takes nothing, and it goes on when it can'
can_trace && {
    start_failing pread64 EIO 100..160
    send --refused 1 --until 100000
    expect_refusals
    send --until 300
    stop_server
    expect_ledger 'after failing reads'
}

short=$(dirname "$LEDGER")/no_memory.so

# counted ARGUMENTS...: how often a server asks for memory that is sent that
# much.
counted() {
    rm -f count
    wrap="env LD_PRELOAD=$short FAIL_COUNT=$folder/count"
    start_server
    wrap=
    [ $# = 0 ] || send "$@"
    stop_server
    cat count
}

claim 'where memory runs out it says so and ends, and a restart has all that was acknowledged'
if [ ! -e "$short" ]; then
    claim_skip="there is no $short"
else
    least=$(counted) most=$(counted --until 2000)
    for tenth in 2 4 6 8 9; do
        wrap="env LD_PRELOAD=$short FAIL_AT=$((least + (most - least) * tenth / 10))"
        start_server
        wrap=
        send --until 20000
        kill -15 "$server" 2>/dev/null
        end_server
        case $ended in
        0) ;;
        71) grep -q 'there is no memory left' served || fault 'it does not say why it ended' ;;
        *) fault "it ended with $ended: $(tail -n 3 served)" ;;
        esac
        expect_ledger "memory ran out at $tenth tenths"
    done
fi

claim 'an import that is killed keeps what it committed, comes again without counting twice, and can be undone'
can_trace && {
    "$WAYMARK" --data other journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null
    awk 'BEGIN { for (i = 0; i < 50000; i++) printf "c%d\tstart\t%d000\n", i, 1772445600 + i }' >log.tsv
    for killed in 4 5 6; do
        strace -f -o trace -e trace=fdatasync -e inject=fdatasync:signal=SIGKILL:when=$killed \
            "$WAYMARK" --data other import --journey missed-bin --now 2026-04-01T00:00:00Z log.tsv >out 2>err
        [ $? = 137 ] || fault "it was not killed at sync $killed: $(cat out)"
        "$WAYMARK" --data other verify >out 2>err || fault "killed at sync $killed: $(head -n 1 out err)"
    done
    ran='waymark import'
    "$WAYMARK" --data other import --journey missed-bin --now 2026-04-01T00:00:00Z log.tsv >out 2>err
    expect_out '[1-9][0-9,]* duplicate, 0 refused'
    "$WAYMARK" --data other figures missed-bin --json >out 2>err
    expect_json 'it.started === 50000'
    for number in $("$WAYMARK" --data other imports --json | sed -n 's/.*"import": *\([0-9]*\).*/\1/p'); do
        "$WAYMARK" --data other undo "$number" >out 2>err || fault "undo $number: $(cat err)"
    done
    "$WAYMARK" --data other figures missed-bin --json >out 2>err
    expect_json 'it.started === 0'
    "$WAYMARK" --data other verify >out 2>err || fault "undone: $(head -n 1 out err)"
}
