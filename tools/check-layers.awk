# check-layers.awk - hold every #include against tools/layers.txt.
#
#   awk -f tools/check-layers.awk tools/layers.txt lib/*/*.[ch] tracker/*.[ch] ...

BEGIN { third_party = "^<(sqlite3|microhttpd|jansson|cmark|zlib|expat|sodium|yaml)\\.h>$" }

FNR == NR {
    if ($0 !~ /^#/ && NF)
        allowed[$1] = $0 " "
    next
}
FNR == 1 {
    folder = FILENAME
    sub(/\/[^\/]*$/, "", folder)
    own = folder
    sub(/^lib\//, "", own)
}
/^#include/ {
    want = $2
    gsub(/"/, "", want)
    if (want ~ /^</ ? want !~ third_party : index(want, own "/") == 1)
        next
    dir = want
    sub(/\/.*/, "/", dir)
    if (index(allowed[folder], " " want " ") || index(allowed[folder], " " dir " "))
        next
    printf "%s:%d: %s may not include %s\n", FILENAME, FNR, folder, want
    bad = 1
}
END { exit bad }
