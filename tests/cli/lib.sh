# lib.sh - what every tests/cli/*.sh sources: a folder of its own, and words
# to claim things about the command line.  From the top of the source tree:
#
#   . tests/cli/lib.sh
#
#   claim 'a log that comes twice changes nothing'
#   run import --journey missed-bin "$top/tests/cases/bins.tsv"
#   expect_exit 0
#   expect_out '12 duplicate'
#   run figures missed-bin --json
#   expect_json 'it.started === 4 && it.steps[0].reached === 4'
#
# A claim lasts until the next one or the end, and holds when every expectation
# in it did.  $WAYMARK is the program; `run` gives it --data ./data.
set -u

top=$PWD
WAYMARK=${WAYMARK:-$top/build/waymark}
folder=$(mktemp -d)
cd "$folder" || exit 70
claim_name= claim_fault= claim_skip= any_fault=0 ran=
server=
trap 'settle; stop; rm -rf "$folder"; exit "$any_fault"' EXIT
trap 'exit 1' HUP INT TERM

# claim NAME: begins the next test.
claim() {
    settle
    claim_name=$1 claim_fault= claim_skip=
}

settle() {
    if [ -z "$claim_name" ]; then
        return
    elif [ -n "$claim_fault" ]; then
        printf 'not ok %s: %s\n' "$claim_name" "$claim_fault"
        cat "$folder/why"
        any_fault=1
    elif [ -n "$claim_skip" ]; then
        printf 'ok %s # SKIP %s\n' "$claim_name" "$claim_skip"
    else
        printf 'ok %s\n' "$claim_name"
    fi
    claim_name=
}

# fault WHY: the claim does not hold.  The first reason is the one told, with
# what the program had printed until then.
fault() {
    [ -z "$claim_fault" ] || return 0
    claim_fault=$*
    for said in out err; do
        [ ! -s "$said" ] || head -n 20 "$said" | sed "s/^/# $said: /"
    done >"$folder/why"
}

# run ARGUMENTS...: runs Waymark; leaves its status in $status and what it
# printed in the files out and err.  Give it input with `run ... <file`.
run() {
    ran="waymark $*"
    "$WAYMARK" --data data "$@" >out 2>err
    status=$?
}

# serve FOLDER ARGUMENTS...: a server on that data folder, until `stop` or the
# end of the test.  Its port is in the file port, what it says in served.
serve() {
    folder_of_data=$1
    shift
    rm -f port
    "$WAYMARK" --data "$folder_of_data" serve --listen 127.0.0.1:0 --port-file port "$@" >served 2>&1 &
    server=$!
    await_port
}

# await_port: until the server has written it, however busy the machine is.
await_port() {
    until [ -s port ]; do
        kill -0 "$server" 2>/dev/null || break
        sleep 0.02
    done
    [ -s port ] || fault "the server did not start: $(tail -n 3 served)"
}

# get PATH: asks that server; the answer's status is in $status, its body in out.
get() {
    rm -f status
    node -e 'const fs = require("fs"), [port, path] = process.argv.slice(1);
        fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual" }).then(async (answer) => {
            fs.writeFileSync("status", String(answer.status));
            fs.writeFileSync("out", Buffer.from(await answer.arrayBuffer()));
        })' "$(cat port)" "$1" >out 2>err
    ran="GET $1" status=$(cat status 2>>err)
}

stop() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null
    wait "$server"
    server=
}

expect_exit() {
    [ "$status" = "$1" ] || fault "$ran: ended with $status, not $1"
}

# expect_out REGEX, expect_err REGEX: some line of it is like that (grep -E).
expect_out() {
    grep -Eq -e "$1" out || fault "$ran: printed no line like /$1/"
}

expect_err() {
    grep -Eq -e "$1" err || fault "$ran: said no line like /$1/ on standard error"
}

# expect_json EXPRESSION: true of what was printed, which is called `it`.
expect_json() {
    node -e 'const it = JSON.parse(require("fs").readFileSync("out"));
        if (!eval(process.argv[1])) process.exit(1)' "$1" 2>>err ||
        fault "$ran: of its JSON this does not hold: $1"
}

# expect_same FILE FILE
expect_same() {
    diff "$1" "$2" >differ || {
        fault "$ran: $1 and $2 differ"
        head -n 20 differ | sed 's/^/# /' >>"$folder/why"
    }
}

# taken FILE REGEX: an entry's file was imported, and a line of it is like that.
taken() {
    grep -Eqs -e "$2" "data/catalogue/$1" || fault "$1 has no line like /$2/"
}

# real_data PATH: sets $real to that file or folder of the real logs, which lie
# beside the source tree where the project is worked on.  Without them the
# claim is skipped: `real_data journeys && { run ...; }`
real_data() {
    real=$top/../shared/data/real/$1
    [ -e "$real" ] || {
        claim_skip="there is no ../shared/data/real/$1 here"
        return 1
    }
}
