# Other people’s pattern libraries, from the command line.
. tests/cli/lib.sh
cases=$top/tests/cases/catalogue

claim 'pages of the Ministry of Justice: the parts in their order, under our headings'
run import-patterns moj "$cases/moj"
expect_exit 1
expect_err 'components/broken/index.md:1: it does not begin with front matter'
taken component/moj-alert/index.md '^  type: "trial"$'
taken component/moj-alert/index.md '^description: "Says that something happened\."$'
taken component/moj-alert/index.md '^When something happened\.$'
taken component/moj-alert/index.md '\(https://design-patterns.service.justice.gov.uk/components/alerts/\)'
taken component/moj-alert/plain/index.html 'moj-alert'
taken pattern/moj-apply/index.md '^  type: "archived"$'
expect_out 'components/alert/_overview.md:7: left out, as nothing here can run it'

claim 'of the npm package of the Ministry of Justice, what its READMEs say'
mkdir -p package/moj/components/badge package/moj/components/bare
printf '# Badge\n\nA small word.\n\n## Arguments\n\n| Name |\n|---|\n| text |\n' >package/moj/components/badge/README.md
printf '{%% macro mojBare(params) %%}{%% endmacro %%}\n' >package/moj/components/bare/macro.njk
run import-patterns moj package
expect_exit 1
expect_out '^1 taken, 0 unchanged, 1 refused$'
expect_err 'moj/components/bare/macro.njk: nothing beside it says what the component is for'
taken component/moj-badge/index.md '^title: "Badge"$'
taken component/moj-badge/index.md '^### Arguments$'

claim 'a version that has no examples to show is told by component'
mkdir -p old/packages/components/card
: >old/packages/components/card/macro.njk
run import-patterns nhsuk-frontend old
expect_exit 1
expect_err 'packages/components/card: has no fixtures.json with its examples: take the package of version 10 or later'
mkdir -p four/govuk/components
cp -a "$cases/nhsuk-frontend/dist/nhsuk/components/tag" four/govuk/components
run import-patterns govuk-frontend four --dry-run
expect_out '^1 taken, 0 unchanged, 0 refused; '

claim 'what a package has no whole component of is told by file and line'
mkdir -p part/govuk/components
for name in tag bare none link; do
    cp -a "$cases/nhsuk-frontend/dist/nhsuk/components/tag" part/govuk/components/$name
    : >part/govuk/components/$name/macro.njk
done
at=part/govuk/components
rm $at/bare/fixtures.json
printf '{\n  "component": "none",\n  "fixtures": []\n}\n' >$at/none/fixtures.json
mv $at/link/fixtures.json elsewhere.json
ln -s ../../../../elsewhere.json $at/link/fixtures.json
cp -a $at/tag away
ln -s ../../../away $at/whole
printf '{\n  "fixtures": [\n    {"name": "a", "html": "<p>a</p>", "options": {}},\n    {"html": "b"}\n  ]\n}\n' >away/fixtures.json
mkdir $at/torn && cp away/fixtures.json $at/torn
run import-patterns govuk-frontend part --dry-run
expect_exit 1
expect_out '^2 taken, 0 unchanged, 5 refused; '
expect_err 'components/bare: has no fixtures.json with its examples'
expect_err 'components/none/fixtures.json:3: there is no example to show'
expect_err 'components/link/fixtures.json: is a link, and links are not followed'
expect_err 'components/whole/fixtures.json: is a link, and links are not followed'
expect_err 'components/torn/fixtures.json:4: example 2 has no name, options or html'

claim 'components of the NHS, without its mark'
run import-patterns nhsuk-frontend "$cases/nhsuk-frontend"
expect_exit 0
taken component/nhsuk-header/default/index.html 'Name of the council'
taken component/nhsuk-tag/default/index.njk 'nhsukTag\(\{'
taken component/nhsuk-tag/index.md '^version: "1.2.3"$'
grep -q 'svg' data/catalogue/component/nhsuk-header/default/index.html && fault 'the mark is there'

claim 'every import again changes nothing'
for source in fractal pattern-lab moj nhsuk-frontend; do
    run import-patterns $source "$cases/$source"
done
cp -a data/catalogue before
for source in fractal pattern-lab moj nhsuk-frontend; do
    run import-patterns $source "$cases/$source"
    expect_out '^0 taken, '
done
diff -r before data/catalogue >differ || fault 'files differ'

claim 'the real pages of the GOV.UK Design System come in whole'
real_data patterns && {
    run import-patterns govuk-design-system "$real/govuk-design-system"
    expect_exit 0
    expect_out '^70 taken, 0 unchanged, 0 refused$'
    taken component/input/index.md '^title: "Text input"$'
    [ -f data/catalogue/component/input/default/index.html ] ||
        fault 'the component has lost its examples'
    taken pattern/govuk-addresses/index.md '^## When not to use$'
}

claim 'a folder that is none of it is told'
for source in fractal pattern-lab moj nhsuk-frontend govuk-design-system; do
    run import-patterns $source "$top/tools"
    expect_exit 66
    expect_err "holds nothing of $source"
done

claim 'what is no folder, or none of its kind, is told with what to name instead'
mkdir empty && : >file && mkfifo pipe
for source in govuk-frontend nhsuk-frontend govuk-design-system moj fractal pattern-lab; do
    for from in 'gone is not there' '/dev/null is no folder' 'file is no folder' \
        'pipe is no folder' "empty holds nothing of $source"; do
        run import-patterns $source "${from%% *}"
        expect_exit 66
        expect_err "^waymark: $from: name the folder [a-z]+ ?.*, which has "
        [ "$(wc -l <err)" = 1 ] || fault "more than that is said of $from"
    done
done
for from in 'gone is not there' 'empty is a folder' 'pipe is no file' 'file holds nothing of pack'; do
    run import-patterns pack "${from%% *}"
    expect_exit 66
    expect_err "^waymark: $from: name a file that waymark export-patterns wrote$"
done

claim 'nothing waits for a pipe, in what is imported or where it goes to'
cp -aL "$cases/govuk-frontend" piped && rm piped/components/radios/fixtures.json
mkfifo piped/components/radios/fixtures.json
timeout 60 "$WAYMARK" --data piped-data import-patterns govuk-frontend piped >out 2>err
status=$? ran='import of a library with a pipe'
expect_exit 1
expect_err 'components/radios/fixtures.json: is not a file$'
expect_out '^taken: component/header$'
rm piped-data/catalogue/component/header/index.md
mkfifo piped-data/catalogue/component/header/index.md
timeout 60 "$WAYMARK" --data piped-data import-patterns govuk-frontend piped >out 2>err
status=$? ran='import onto a pipe'
expect_out '^taken: component/header$'

claim 'pages are not taken under the name and licence of another source'
mkdir -p wrong/components/alert
printf -- '---\ntitle: Alert\nbacklogIssueId: 6\n---\nOne.\n' >wrong/components/alert/index.md
run import-patterns moj wrong
expect_exit 1
expect_err '^wrong: components/alert/index.md: is of another source and licence: import it as govuk-design-system$'
run import-patterns govuk-design-system "$cases/moj"
expect_err 'components/alert/index.md: .*: import it as moj$'
[ ! -e data/catalogue/component/alert ] || fault 'it was taken all the same'
