# What `waymark lint` says of entries, and how it ends.
. tests/cli/lib.sh

# entry SLUG SENTENCE: an entry in order, which says that.
entry() {
    mkdir -p "catalogue/pattern/$1/default"
    cat >"catalogue/pattern/$1/index.md" <<END
---
title: About $1
description: Ask for one thing.
status: trial
version: "1.0.0"
uses: [button]
reviewDue: 2027-05-21
---
## When to use

Use it for $1.

## When not to use

Do not use it for anything but $1.

## How it works

$2

## Research

No council has sent us findings yet.
END
    cat >"catalogue/pattern/$1/default/index.html" <<END
---
title: About $1
lang: en
---
<button class="govuk-button">Go on</button>
END
    cat >"catalogue/pattern/$1/changelog.yml" <<END
- date: 2026-11-21
  version: "1.0.0"
  description: First version.
END
    echo 'notes: [Give the button a verb.]' >"catalogue/pattern/$1/accessibility.yml"
}

claim 'our own catalogue passes'
run lint --now 2026-11-22T00:00:00Z
expect_exit 0
expect_out '^[1-9][0-9]+ entries, [1-9][0-9]+ files, 0 found$'

claim 'a catalogue in order passes, and the number that was read is said'
entry bins 'Ask which bin it is.'
run lint catalogue --now 2026-11-22T00:00:00Z
expect_exit 0
expect_out '^1 entry, 4 files, 0 found$'

claim 'each finding has its file, its line, what to do and its rule'
entry trees 'Utilise the [tree](/patterns/pattern/oak).'
run lint catalogue --now 2026-11-22T00:00:00Z
expect_exit 1
expect_out '^catalogue/pattern/trees/index.md:19: "Utilise": write use \[jargon\]$'
expect_out '^catalogue/pattern/trees/index.md:19: the link "tree" .* \[dead-link\]$'
expect_out '^2 entries, 8 files, 2 found$'

claim 'the same can be read by machine'
run lint catalogue --json --now 2026-11-22T00:00:00Z
expect_exit 1
expect_json 'it.found === 2 && it.entries === 2 && it.findings.some(f => f.rule === "jargon" && f.line === 19 && f.file === "catalogue/pattern/trees/index.md")'

claim 'one entry can be read by itself, also from within its folder'
run lint catalogue/pattern/bins --now 2026-11-22T00:00:00Z
expect_exit 0
cd catalogue/pattern/trees && "$WAYMARK" lint . --now 2026-11-22T00:00:00Z >"$folder/out" 2>"$folder/err"
status=$? ran='lint .'
cd "$folder" || exit 70
expect_exit 1
expect_out '^\./index.md:19: "Utilise"'

claim 'entries of one kind can be read by themselves'
run lint "$top/patterns/catalogue/page"
expect_exit 0
expect_out '^1[0-9] entries, [0-9]+ files, 0 found$'

claim 'an entry of the data folder is read without being named'
mkdir data && cp -R catalogue data/
run lint --now 2026-11-22T00:00:00Z
expect_exit 1
expect_out '^data/catalogue/pattern/trees/index.md:19: '

claim 'a review that is due is a finding from the day after'
run lint catalogue/pattern/bins --now 2027-05-21T12:00:00Z
expect_exit 0
run lint catalogue/pattern/bins --now 2027-05-22T00:00:00Z
expect_exit 1
expect_out 'index.md:7: .*2027-05-21.* \[review-due\]$'

claim 'the rules are listed with the reason for each'
run lint --rules
expect_exit 0
expect_out '^long-sentence +past 25 words'
while read -r rule _; do
    grep -q "^| \`$rule\` | " "$top/docs-site/lint.md" || fault "the documentation does not list $rule"
done <out
run lint --rules --json
expect_json 'it.rules.length > 15 && it.rules.every(r => r.rule && r.why)'

claim 'what is no catalogue is told'
run lint "$top/server"
expect_exit 66
expect_err 'is no folder of a catalogue'
run lint nowhere
expect_exit 66
