# What commands print for people cannot steer their terminal, whatever stands in
# definitions, logs and names of files.
. tests/cli/lib.sh
now=2026-03-10T10:00:00Z
esc=$(printf '\033')
bad="${esc}]0;owned${esc}[31m"
json='\u001b]0;owned\u001b[31m\u009b32m'
mkdir catalogue
# define TO: a journey whose second step leads there.
define() {
    cat <<END
{ "waymark": "journey/1", "id": "hostile", "title": "Title $json", "organisation": "exampleton",
  "service": "hostile", "start": "a", "retentionMonths": 0,
  "steps": [ { "id": "a", "title": "A $json", "kind": "start", "next": [{ "to": "b" }] },
             { "id": "b", "title": "B $json", "next": [{ "to": "$1" }] },
             { "id": "c", "kind": "end", "outcome": "completed" } ] }
END
}
define "nowhere $json" >hostile.json
define c >good.json
log="log$bad.tsv"
printf 'case-1\ta\t1772445600000\ncase-1\tlost%s\t1772445601000\ncase-1\tb\t1772445602000\ncase-2\ta\tnever%s\ncase-2%s\ta\t1772445602000\n' \
    "$bad" "$bad" "$bad" >"$log"

# plain ARGUMENTS...: what the command prints and says holds no such byte.
plain() {
    run "$@"
    for said in out err; do
        [ "$(LC_ALL=C tr -d '\011\012\040-\176\200-\377' <"$said" | wc -c)" = 0 ] ||
            fault "$ran: a control character is in $said"
        ! LC_ALL=C grep -qa "$(printf '\302\233')" "$said" ||
            fault "$ran: a control character of C1 is in $said"
    done
}

claim 'no command prints a control character that it was given'
plain journey add hostile.json
expect_exit 1
expect_err 'nowhere \?\]0;owned'
plain journey lint hostile.json
plain journey add good.json
expect_exit 0
plain journey list
expect_out 'Title \?\]0;owned\?\[31m\?\?32m'
plain import --journey hostile --now $now "$log"
expect_exit 1
expect_err 'never\?\]0;owned'
plain import --journey hostile --now $now "none$bad"
plain imports
expect_out 'log\?\]0;owned'
plain journey discover --id hostile "$log"
plain figures hostile --now $now
expect_out 'Title \?\]'
plain funnel hostile --step a --step "B $bad"
plain funnel hostile --step a --step b
plain paths hostile --after a --now $now
plain paths hostile --after "none$bad"
plain slice hostile --by resting --now $now
plain slice hostile --by "none$bad"
plain quarantine add hostile --import 1 --reason "because $bad"
plain quarantine add hostile --import 1 --reason 'because'
plain quarantine list
plain journey remove "none$bad"
plain verify
plain key add "none$bad"
plain key allow hostile "https://none$bad"
plain undo "none$bad"
plain figures hostile --from "none$bad"
plain "none$bad"
plain content "none$bad" "none$bad"
plain lint "none$bad"
plain backup "none$bad/none"
plain restore "none$bad"
plain process "none$bad"
plain import-patterns "none$bad" "none$bad"
plain build "none$bad/none"

claim 'with --json the names are as they were given'
run journey list --json
expect_json 'it.journeys[0].title === "Title \u001b]0;owned\u001b[31m\u009b32m"'
