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
