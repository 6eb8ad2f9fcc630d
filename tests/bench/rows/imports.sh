# imports.sh - the rows about files, against plain rows in SQLite's own shell.

# Both take $file of the largest journey, into nothing.
imported_ms() {
    rm -rf "$work/imported"
    waymark "$work/imported" journey add "$files/01.json" >"$work/said"
    "$bin/stopwatch" "$WAYMARK" --data "$work/imported" import --journey bench-01 \
        "$files/$file" 2>"$work/said" >"$work/took" || wrong "import of $file"
    cat "$work/took" >>"$files/waymark.imports"
    cut -d ' ' -f 1 "$work/took"
}

# of_file NAME: how many times ours is as fast.
of_file() {
    file=$1 many=$rounds
    sqlite_prepare "$files/$file" || return 0
    [ "$rounds" -le 3 ] || rounds=3
    compare sqlite_insert_ms imported_ms
    rounds=$many
    folder=$work/imported
    check_figures 01
    same 'rows in SQLite' "$(sqlite_rows)" "$(expected_of 01 3)"
    sqlite_tidy
    value=$ratio that=$(per_second "$ours")
    ours=$(per_second "$peer") peer=$that
}

# per_second MS: of all its events.
per_second() {
    calculate "$(expected_of 01 3) * 1000 / $1"
    echo ' events/s'
}

row_import_ndjson() { of_file 01.ndjson; }
row_import_tsv() { of_file 01.tsv; }
row_import_ndjson_shuffled() { of_file 01-shuffled.ndjson; }
row_import_tsv_shuffled() { of_file 01-shuffled.tsv; }

# Of those that were run: the whole folder, one journey a file, and the rows above.
row_import_memory() {
    have_folder
    value=$(awk '$2 > most { most = $2 } END { printf "%.1f", most / 1024 }' "$folder.imports")
    ours="$value MB"
}
