# What the program says of its commands, and what the documentation says.
. tests/cli/lib.sh
docs=$top/docs-site/commands.md

"$WAYMARK" --help | sed -n 's/^  \(.\{17\}\) .*/\1/p' | sed 's/ *$//' >commands
while read -r command; do
    "$WAYMARK" $command --help | grep -oE -- '--[a-z-]+' | sort -u | sed "s/^/$command: /"
done <commands >options

claim 'every command has its row in the documentation, and every row is a command'
ran='waymark --help'
[ "$(wc -l <commands)" -gt 30 ] || fault 'it lists too few'
sed -n '/^| command/,/^$/s/^| `\([^`]*\)`.*/\1/p' "$docs" >rows
while read -r command; do
    grep -qE "^$command( [^a-z]|\$)" rows || fault "$command has no row"
done <commands
while read -r row; do
    while read -r command; do
        case "$row " in "$command "*) echo "$row" ;; esac
    done <commands | grep -q . || fault "\"$row\" is no command"
done <rows

claim 'every option of a command stands in its row, or is of all or of segments'
ran='the --help of each command'
while IFS=: read -r command option; do
    option=${option# }
    case "$option" in --json | --now | --data) continue ;; esac
    { grep -E "^\| \`$command[ \`]" "$docs"
      sed -n '/^## Segments/,/^## /p' "$docs" | grep -E "\`$command\`"
      [ "$command" != funnel ] || sed -n '/^## Funnels/,/^## /p' "$docs"; } |
        grep -qF -- "$option" || fault "$option of $command is not told"
done <options

claim 'the documentation tells of no option that is none'
grep -oE -- '--[a-z][a-z-]+' "$docs" | sort -u | while read -r option; do
    case "$option" in --data | --help) continue ;; esac
    grep -q -- ": $option$" options || echo "$option"
done >out
[ ! -s out ] || fault 'no command takes it'

claim 'help is found by its other names, and half a command is told its other half'
run -h
expect_exit 0
expect_out '^  figures '
run figures -h
expect_exit 0
expect_out '^waymark figures ID'
run key
expect_exit 2
expect_err 'key is followed by one more word'
expect_err '^  key allow '
run key --help
expect_exit 0
expect_out '^  key allow '
run ke
expect_exit 2
expect_err '"ke" is no command'

claim 'where the data folder is named is said to whoever names it elsewhere'
run journey list --data=elsewhere
expect_exit 2
expect_err 'stands before the command: waymark --data DIR journey list'
"$WAYMARK" --data >out 2>err && fault 'it ran without a folder'
expect_err 'needs a folder behind it'

claim 'what was left out is named'
for left in 'undo:NUMBER' 'forget missed-bin:ATTEMPT-ID' 'import:FILE' 'key allow missed-bin:ORIGIN' \
    'journey discover --id a:FILE' 'quarantine add:JOURNEY' 'import-patterns moj:DIR'; do
    run ${left%:*}
    expect_exit 2
    expect_err " ${left#*:} is missing$"
done
