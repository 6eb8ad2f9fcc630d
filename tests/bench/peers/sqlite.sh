# sqlite.sh - SQLite's own shell: .import with 1,000 rows a commit.

# sqlite_prepare FILE: its lines, 1,000 to a file, since .import commits once a
# file; and the script that imports them all.
sqlite_prepare() {
    command -v sqlite3 >"$work/said" || {
        missing='no sqlite3 here: make bench-deps'
        return 1
    }
    mkdir "$work/sqlite"
    split -a 6 -l 1000 "$1" "$work/sqlite/part."
    {
        echo 'PRAGMA journal_mode = WAL;'
        echo 'PRAGMA synchronous = FULL;'
        case $1 in
        *.tsv)
            echo 'CREATE TABLE event (attempt TEXT, step TEXT, at TEXT);'
            echo '.mode tabs'
            ;;
        *)
            # One column: no byte of this value is in the data.
            echo 'CREATE TABLE event (line TEXT);'
            echo '.mode ascii'
            printf '.separator "\\001" "\\n"\n'
            ;;
        esac
        printf '.import %s event\n' "$work"/sqlite/part.*
    } >"$work/sqlite/script"
}

sqlite_insert_ms() {
    rm -f "$work"/rows.db*
    "$bin/stopwatch" sqlite3 "$work/rows.db" ".read $work/sqlite/script" \
        2>"$work/said" >"$work/took" || wrong 'sqlite3 .import'
    cut -d ' ' -f 1 "$work/took"
}

sqlite_rows() {
    sqlite3 "$work/rows.db" 'SELECT count(*) FROM event'
}

sqlite_tidy() {
    rm -rf "$work/sqlite" "$work"/rows.db*
}
