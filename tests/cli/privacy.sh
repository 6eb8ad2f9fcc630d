# Nothing of a resident stays: markers in every header, field, address and file
# are in no file afterwards, in no shape.
. tests/cli/lib.sh
markers=$top/tests/cli/markers.js
origin=https://forms.example.org
mkdir temporary
export TMPDIR="$folder/temporary"
"$WAYMARK" --data data journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null
"$WAYMARK" --data data key allow missed-bin "$origin"
key=$("$WAYMARK" --data data key add missed-bin 2>/dev/null)
serve data --proxy 127.9.87.65

# search PLACE...: no marker is in any file of these.
search() {
    node "$markers" search "$@" >out 2>err || fault "$(head -n 3 out err)"
}

claim 'every request is answered as it should be'
node "$markers" send "$(cat port)" "$key" "$origin" >out 2>err || fault "$(head -n 3 out err)"

claim 'files of every format are imported'
mkdir logs
node "$markers" files logs 2>err || fault "$(cat err)"
for file in logs/*.* logs/*/*; do
    run import --journey missed-bin "$file"
    [ "$status" -le 1 ] || fault "$file: $(cat err)"
    expect_out ' [1-9][0-9]* accepted'
done

claim 'while it is served no marker is in the data, the log or a backup'
run backup saved
expect_exit 0
search data saved served temporary

claim 'the salt of pages that keep nothing is in memory alone'
salt=/dev/shm/$(printf 'waymark-%x-%x.salt' $(stat -c '%d %i' data))
if [ "$(stat -f -c %T /dev/shm)" = tmpfs ]; then
    node "$markers" salt "$salt" data saved served temporary >out 2>err || fault "$(head -n 3 out err)"
    search "$salt" data
fi

claim 'nor in an export, and what is kept by design is in both'
run export
cp out exported.ndjson
search data exported.ndjson served

claim 'nor once it has ended'
stop
search data saved served temporary exported.ndjson
"$WAYMARK" --data data verify >/dev/null || fault 'the figures are not those of the trails'

rm -f "$salt"

claim 'an attempt that is forgotten by its id leaves none behind'
run forget missed-bin "$(node -p 'require("./planted.json").find((one) => one.where === "kept, attempt").text')"
expect_exit 0
search data
