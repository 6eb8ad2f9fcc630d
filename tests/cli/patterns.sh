# The pattern library from the command line: importing GOV.UK Frontend.
. tests/cli/lib.sh
cases=$top/tests/cases/catalogue/govuk-frontend

claim 'what is whole is taken, and what is not is named with the reason'
run import-patterns govuk-frontend "$cases"
expect_exit 1
expect_out '^2 taken, 0 unchanged, 3 refused$'
expect_out '^cut: .*header/fixtures.json, default: the GOV.UK logotype with the crown$'
expect_err 'broken/fixtures.json:[0-9]+: '
expect_err 'odd/fixtures.json:1: example 1 has no name, options or html'
[ -f data/catalogue/component/radios/default/index.html ] || fault 'nothing was written'

claim 'importing again changes no byte'
cp -a data/catalogue before
run import-patterns govuk-frontend "$cases"
expect_out '^0 taken, 2 unchanged, 3 refused$'
diff -r before data/catalogue >differ || fault 'files differ'
find data -name '*.part' | grep -q . && fault 'half a file was left'

claim 'a dry run says what would be, and writes nothing'
rm -rf data
run import-patterns govuk-frontend "$cases" --dry-run
expect_out '^2 taken, .*; a dry run, nothing was kept$'
[ ! -e data ] || fault 'it wrote into the data folder'

claim 'the report can be read by machine'
run import-patterns govuk-frontend "$cases" --json
expect_json 'it.taken === 2 && it.unchanged === 0 && it.refused === 3 && /header.fixtures.json, default$/.test(it.cut[0].where) && /broken.fixtures.json:\d+$/.test(it.problems[0].where) && it.entries.some((e) => e.entry === "component/radios" && e.fate === "taken")'

claim 'a folder without components, and a source nobody knows, are told'
run import-patterns govuk-frontend "$top/tools"
expect_exit 66
expect_err 'holds nothing of govuk-frontend: name the folder of its npm package'
run import-patterns bootstrap "$cases"
expect_exit 2
expect_err '"bootstrap" is no source'
run import-patterns govuk-frontend
expect_exit 2

claim 'a data folder that cannot be written is told'
: >file
"$WAYMARK" --data file import-patterns govuk-frontend "$cases" >out 2>err
status=$? ran='import-patterns into a file'
expect_exit 74
expect_err 'cannot write to file/catalogue'
