# library.sh - the rows about the pattern library: built as files, searched,
# served again and again, with 1,000 and 5,000 made-up entries.

brought=$(dirname "$WAYMARK")/gen/catalogue

# have_library SIZE: so many entries are in $library, or are made.
have_library() {
    library=$out/library-$1 library_size=$1
    sum=$(cksum <"$bench/entries.awk")
    is_of "$library/all" "$sum" && return
    rm -rf "$library"
    mkdir -p "$library"
    awk -v n="$1" -v dir="$library" -f "$bench/entries.awk" || exit 70
    echo "$sum" >"$library/all.of"
}

# entries_of: what Waymark builds from Markdown, as FOLDER NAME KIND SLUG: the
# entries that were made up, and those that it brings along, its own and the
# components.
entries_of() {
    for entry in "$library"/catalogue/pattern/*/ patterns/catalogue/*/*/ "$brought"/*/*/; do
        folder=${entry%/}
        slug=${folder##*/} kind=${folder%/*}
        kind=${kind##*/}
        case $entry in
        "$library"/*)
            echo "$folder $slug $kind $slug"
            ;;
        *)
            echo "$folder own-$kind-$slug $kind $slug"
            ;;
        esac
    done
}

# sum_of SCRIPT: of it, and of all that it copies for its peer.
sum_of() {
    cat "$1" "$bench/rows/library.sh" "$library/all.of" docs-site/*.md \
        patterns/catalogue/*/*/index.md "$brought"/*/*/index.md | cksum
}

# copy_entries DIR: each entry's Markdown there, under its name.
copy_entries() {
    entries_of | while read -r entry name _; do
        cp "$entry/index.md" "$1/$name.md"
    done
}

first_example() {
    for example in "$1/default/index.html" "$1"/*/index.html; do
        [ ! -f "$example" ] || break
    done
    echo "$example"
}

# copy_site DIR: all that Waymark makes pages of, as patterns/KIND/SLUG.md, where
# what kind it is and its state are said at the top, examples/KIND-SLUG/EXAMPLE,
# of which one is called "default", and docs.
copy_site() {
    mkdir -p "$1/docs"
    entries_of | while read -r entry _ kind slug; do
        first=$(first_example "$entry")
        mkdir -p "$1/patterns/$kind" "$1/examples/$kind-$slug/default"
        awk -v kind="$kind" '/^  type:/ { state = $2 } /^---$/ && ++marks == 2 {
            print "kind: " kind "\nstate: " state } { print }' \
            "$entry/index.md" >"$1/patterns/$kind/$slug.md"
        cp "$first" "$1/examples/$kind-$slug/default"
        for example in "$entry"/*/index.html; do
            [ "$example" != "$first" ] && [ -f "$example" ] || continue
            of=${example%/index.html}
            mkdir -p "$1/examples/$kind-$slug/${of##*/}"
            cp "$example" "$1/examples/$kind-$slug/${of##*/}"
        done
    done
    for page in docs-site/*.md; do
        awk 'NR == 1 { sub(/^# /, ""); print "---\ntitle: \"" $0 "\"\n---"; next } { print }' \
            "$page" >"$1/docs/${page##*/}"
    done
}

# timed_build FILES COMMAND...: into a new folder, named behind it (or, where
# the last word ends with "=", in it); prints milliseconds.  It must have made a
# page of each entry, and so many files an entry at least.  On a disk, what was
# made goes only when all is measured: it is slow where files were removed.
timed_build() {
    least=$(($1 * library_size)) made=$built/made-$(date +%s%N)
    shift
    case $* in
    *=)
        set -- "$@$made"
        ;;
    *)
        set -- "$@" "$made"
        ;;
    esac
    "$bin/stopwatch" "$@" 2>"$work/said" >"$work/took" ||
        [ "$(find "$made" -name index.html | wc -l)" -gt "$library_size" ] ||
        wrong "$*: $(tail -n 1 "$work/said")"
    pages=$(grep -rl 'When not to use' "$made" --include=index.html | wc -l)
    files=$(find "$made" -type f | wc -l)
    [ "$pages" -ge "$library_size" ] || wrong "$1 made $pages pages of $library_size entries"
    [ "$files" -ge "$least" ] || wrong "$1 made $files files, and not $least"
    echo "$files" >"$work/files.${1##*/}"
    cut -d ' ' -f 1 "$work/took"
    [ "$built" = "$work" ] || rm -rf "$made"
}

waymark_ms() { timed_build 7 "$WAYMARK" --data "$library" build; }

# The second time, into the folder of the first.
waymark_again_ms() {
    "$bin/stopwatch" "$WAYMARK" --data "$library" build "$built/again" 2>"$work/said" >"$work/took" ||
        wrong "build: $(tail -n 1 "$work/said")"
    [ "$again" = no ] || grep -q '^Nothing has changed' "$work/said" ||
        wrong "build: $(tail -n 1 "$work/said")"
    cut -d ' ' -f 1 "$work/took"
}

# as_times PEER: $ours and $peer are milliseconds; the value is how many times
# ours the peer takes.
as_times() {
    rm -rf "$built"/made-* "$built/again"
    value=$(awk '{ print $1 ? $2 / $1 : 0 }' "$work/pairs" | middle)
    ours="$ours ms$(files_of waymark)" peer="$peer ms$(files_of "$1")"
}

files_of() {
    [ ! -s "$work/files.$1" ] || echo " for $(cat "$work/files.$1") files"
}

# against SIZE PEER HOW: peers make an entry's page alone, or "all" of the site.
against() {
    have_library "$1"
    "$2_prepare" "$3" || return 0
    compare waymark_ms "$2_$3_ms"
    as_times "$2"
}

again_against_hugo() {
    have_library "$1"
    hugo_prepare all || return 0
    again=no
    waymark_again_ms >"$work/first"
    again=yes
    rm -f "$work/files.waymark"
    compare waymark_again_ms hugo_all_ms
    as_times hugo
}

row_library_hugo_1000() { against 1000 hugo all; }
row_library_hugo_5000() { against 5000 hugo all; }
row_library_eleventy_1000() { against 1000 eleventy all; }
row_library_eleventy_5000() { against 5000 eleventy all; }
row_library_pages_hugo_1000() { against 1000 hugo pages; }
row_library_pages_hugo_5000() { against 5000 hugo pages; }
row_library_pages_eleventy_1000() { against 1000 eleventy pages; }
row_library_pages_eleventy_5000() { against 5000 eleventy pages; }
row_library_again_1000() { again_against_hugo 1000; }
row_library_again_5000() { again_against_hugo 5000; }

# open_library SIZE: a server with the entries and nothing else of data.
open_library() {
    have_library "$1"
    mkdir -p "$work/library-data"
    ln -sfn "$library/catalogue" "$work/library-data/catalogue"
}

library_start_ms() {
    "$bin/stopwatch" -u /patterns/ "$WAYMARK" --data "$work/library-data" \
        serve --listen 127.0.0.1:0
}

row_library_start() {
    open_library 5000
    library_start_ms >"$work/said"
    measure library_start_ms
    value=$ours ours="$ours ms"
}

# A question that is a name, one of common words, one that is misspelt, one of
# ten words that every entry has, and one that is only begun.
library_search_ms() {
    for question in 'school+permit' 'proof+of+address' 'adress+pemit' \
        'people+council+ask+answer+form+page+address+letter+school+bin' 's'; do
        load library 2 -c 1 "$port" fresh "/patterns/search.json?q=$question"
    done | sort -g | tail -n 1 | awk '{ print $1 / 1000 }'
}

row_library_search() {
    open_library 5000
    serve library "$work/library-data"
    curl -s "http://127.0.0.1:$port/patterns/search.json?q=school" | grep -q '"results"' ||
        wrong 'the search finds nothing'
    measure library_search_ms
    value=$ours ours="$ours ms"
    stop library
}

row_library_memory() {
    open_library 5000
    serve library "$work/library-data"
    curl -s "http://127.0.0.1:$port/patterns/search.json?q=school" >"$work/said"
    load library 1 -c 64 "$port" fresh /patterns/pattern/entry-00001 >"$work/rate"
    value=$(peak_mb library) ours="$value MB"
    stop library
}

library_page() { load library 1 -c 64 "$port" get /patterns/pattern/address-lookup; }

row_library_page() {
    serve library "$work/empty-data"
    nginx_start "http://127.0.0.1:$port/patterns/pattern/address-lookup" && {
        compare library_page nginx_page
        stop nginx
        value=$ratio ours="$ours pages/s$ours_cpu" peer="$peer pages/s$peer_cpu"
    }
    stop library
}
