# What somebody meets who does not know the program yet, or whose shell, disk or
# file is not as it should be.
. tests/cli/lib.sh
bins=$top/tests/cases/cli/missed-bin.json
now=2026-03-10T10:00:00Z

claim 'a slip in --data makes no folder, and says that there is nothing'
for words in 'undo 1' 'quarantine add a --import 1 --reason x' 'quarantine remove 1' \
    'key add s' 'key remove 1' 'key allow s https://a.example' 'key deny s https://a.example' \
    'forget a b' 'retain' 'journey remove a --yes' 'import --journey a x' 'figures a' 'verify'; do
    run $words
    expect_exit 66
    expect_err '^waymark: there is no data in data: name another folder'
    [ ! -e data ] || fault "$ran: it made the folder"
done

claim 'where there is nothing to list, that is said, and not on standard output'
run journey add "$bins"
for words in imports 'key list' 'quarantine list'; do
    run $words
    expect_exit 0
    [ ! -s out ] || fault "$ran: it printed something"
    [ -s err ] || fault "$ran: it said nothing"
done

claim 'an output that is full or closed is told as that'
printf 'p\tstart\t1772445600000\n' >log.tsv
run import --journey missed-bin --now $now log.tsv
for words in 'journey list' 'imports' 'figures missed-bin --json' 'attempts missed-bin' 'export' 'verify' '--help'; do
    "$WAYMARK" --data data $words >/dev/full 2>err
    status=$? ran="waymark $words >/dev/full"
    expect_exit 74
    expect_err '^waymark: cannot write to standard output$'
    "$WAYMARK" --data data $words >&- 2>err
    status=$? ran="waymark $words >&-"
    expect_exit 74
    expect_err '^waymark: cannot write to standard output$'
done

claim 'no file that is written takes the place of an output that is closed'
if strace -o /dev/null true 2>/dev/null; then
    for words in 'backup whole' 'build site' 'export-patterns some.zip component/button'; do
        strace -f -o trace -e trace=open,openat "$WAYMARK" --data data $words <&- >&- 2>&-
        grep -q O_WRONLY trace || grep -q O_RDWR trace || fault "$words wrote nothing"
        ! grep -E 'O_(WRONLY|RDWR).* = [012]$' trace | grep -vq '"/dev/null"' ||
            fault "$words: $(grep -E 'O_(WRONLY|RDWR).* = [012]$' trace | grep -v '"/dev/null"' | head -n 1)"
    done
    "$WAYMARK" --data back restore whole >out 2>err || fault 'the backup is not whole'
else
    claim_skip='strace is not here, or may not trace'
fi

claim 'a file without an end is given up at the lid of what is read'
for words in 'journey add' 'journey lint' 'process' 'content alert-banner'; do
    timeout 60 "$WAYMARK" --data data $words /dev/zero >out 2>err
    status=$? ran="waymark $words /dev/zero"
    expect_exit 66
    expect_err '/dev/zero is larger than (64|1024) KiB$'
done

claim 'a file that cannot be read is not counted among those that were'
run content alert-banner nowhere.json
expect_exit 66
expect_out '^0 files, 0 found$'

claim 'a file of no known kind is told as that, and nothing as kept'
printf 'words and nothing else' >words
run import --journey missed-bin words
expect_exit 1
expect_err 'line 1: does not tell what kind of file this is'
expect_err '^waymark: words: nothing of it could be read$'
run import --journey missed-bin --format nosuch words
expect_exit 2
expect_err 'nosuch is no format: auto, ndjson, tsv, csv or xes'

claim 'a file with nothing in it is no fault, and told'
: >nothing.tsv
run import --journey missed-bin --now $now nothing.tsv
expect_exit 0
expect_err '^nothing.tsv: there is no event in it$'
run import --journey missed-bin --now $now log.tsv
[ ! -s err ] || fault 'of a file with something in it, that was said too'

claim 'a version that is not there is what is told'
run figures missed-bin --version 7
expect_exit 2
expect_err 'there is no journey missed-bin here, or it has no version 7'

claim 'help is help'
run help
expect_exit 0
expect_out 'Usage: waymark'
