# data.sh - what is asked about: the generator's files, and Waymark's folder
# made of them.  Both are kept in build/bench/ from one run to the next.

# is_of MADE SUM: beside what was made lies the sum of what it was made by.
is_of() {
    [ "$(cat "$1.of" 2>/dev/null)" = "$2" ]
}

# make_data EVENTS: the files of so many are there, or are made; sets $files.
make_data() {
    files=$out/$1
    sum=$(cat "$bench/generate.c" "$bench"/walk.? | cksum)
    is_of "$files/all" "$sum" && return
    echo "Making $1 events ..." >&2
    rm -rf "$files"
    mkdir -p "$files"
    "$bin/generate" "$files" "$1" || exit 70
    echo "$sum" >"$files/all.of"
}

journeys() {
    seq -w 20
}

# expected_of JOURNEY (as 07) FIELD: events 3, attempts 4, started 5, completed 6
expected_of() {
    awk -v journey="${1#0}" -v field="$2" \
        '$1 == "journey" && $2 == journey { print $field }' "$files/expected.txt"
}

# have_folder: $folder holds all of $files, imported by this very program; in
# $folder.imports is what each import took: MS PEAK-KB.
have_folder() {
    folder=$files/waymark
    sum=$(cksum <"$WAYMARK")
    is_of "$folder" "$sum" && return
    echo "Importing $files ..." >&2
    rm -rf "$folder" "$folder.imports" "$folder.of"
    for j in $(journeys); do
        waymark "$folder" journey add "$files/$j.json" >"$work/said"
        "$bin/stopwatch" "$WAYMARK" --data "$folder" import \
            --journey "bench-$j" "$files/$j.ndjson" >>"$folder.imports" 2>"$work/said" ||
            wrong "import of $files/$j.ndjson: $(tail -n 1 "$work/said")"
        check_figures "$j"
    done
    funnel_ms >"$work/said"
    check_funnel Waymark "$work/funnel"
    slices_ms >"$work/said"
    check_slices
    [ -s "$work/wrong" ] || echo "$sum" >"$folder.of"
}

# check_figures JOURNEY: the folder's figures are the generator's.
check_figures() {
    waymark "$folder" figures "bench-$1" --json >"$work/figures.json"
    same "started of bench-$1" "$(figure started)" "$(expected_of "$1" 5)"
    same "completed of bench-$1" "$(figure completed)" "$(expected_of "$1" 6)"
    same "attempts of bench-$1" "$(($(figure started) + $(figure joinedLater)))" \
        "$(expected_of "$1" 4)"
}

# figure NAME: of $work/figures.json.
figure() {
    awk -F '[:,]' -v name="\"$1\"" '{ gsub(/ /, "") } $1 == name { print $2; exit }' \
        "$work/figures.json"
}
