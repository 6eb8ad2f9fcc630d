# stylesheet.sh - the sheet made from GOV.UK Frontend, and what npm may bring.
. tests/cli/lib.sh

sheet=$(dirname "$WAYMARK")/gen/govuk.css
ran=tools/govuk-css.awk

claim 'the stylesheet holds no typeface, crest or icon of GOV.UK'
[ -s "$sheet" ] || fault "$sheet is not there"
for word in '@font-face' 'url(' 'GDS Transport'; do
    ! grep -Fiq -e "$word" "$sheet" || fault "$sheet holds $word"
done

claim 'the stylesheet is whole: as many { as }, and the rules pages need'
[ "$(tr -cd '{' <"$sheet" | wc -c)" = "$(tr -cd '}' <"$sheet" | wc -c)" ] || fault "$sheet has { and } that do not pair"
for rule in .govuk-button .govuk-table .govuk-skip-link '@media print'; do
    grep -Fq -e "$rule" "$sheet" || fault "$sheet has no $rule"
done

claim 'what is cut is cut, and the notice of the licence is put in front'
printf '%s\n' '@charset "UTF-8";@font-face{font-family:GDS Transport;src:url(a.woff2)}p{font-family:"GDS Transport",arial,sans-serif}' \
    '@media print{p{color:#000}}p:before{background:url(/crest.svg) no-repeat}' |
    awk -f "$top/tools/govuk-css.awk" >out
tail -n +2 out >got
printf '%s\n' 'p{font-family:arial,sans-serif}' '@media print{p{color:#000}}p:before{background:none no-repeat}' >want
expect_same want got
head -n 1 out | grep -q '^/\*.*MIT.*Crown Copyright.*\*/$\|^/\*.*Crown Copyright.*MIT.*\*/$' || fault 'the first line is no licence notice'

claim 'the lock file of npm pins contents and names no place to fetch them from'
! grep -q '"resolved"' "$top/package-lock.json" || fault 'package-lock.json holds "resolved"'
[ "$(grep -c '"integrity": "sha512-' "$top/package-lock.json")" -ge 4 ] || fault 'package-lock.json pins no contents'
! grep -Eq '"[~^<*]' "$top/package.json" || fault 'package.json has a version that is not exact'
