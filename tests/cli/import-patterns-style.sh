# The stylesheet of an imported library: found, cleaned, shown, given away.
. tests/cli/lib.sh

# taken FILE REGEX: the entry was written, and a line of that file is like that
taken() {
    grep -Eqs -e "$2" "data/catalogue/$1" || fault "$1 has no line like /$2/"
}

# lib DIR: a project with a library of one component in src/components
lib() {
    mkdir -p "$1/src/components" "$1/public/css"
    printf '<p class="card">Card</p>\n' >"$1/src/components/card.html"
    printf '{"name": "ours", "version": "1.2.0", "license": "MIT"}\n' >"$1/package.json"
    printf '.card { color: teal }\n' >"$1/public/css/ours.css"
    printf '.more { color: navy }\n' >"$1/public/css/more.css"
}

claim 'a Fractal library: the sheets that its preview links to, in their order'
lib ours
cat >ours/src/components/_preview.hbs <<'END'
<head>
  <link rel="icon" href="/icon.css.png">
  <link media="all" rel="stylesheet" href="{{ path '/css/ours.css' }}">
  <link rel="stylesheet" href="../../css/more.css?{{ now }}">
  <link rel="stylesheet" href="https://elsewhere.example/type.css">
</head>
END
run import-patterns fractal ours/src/components --prefix ours
expect_exit 0
expect_out '^stylesheet: public/css/ours.css, public/css/more.css, as style/ours$'
expect_out '^cut: _preview.hbs: links to https://elsewhere.example/type.css, which is elsewhere and was left out$'
expect_out '^2 taken, 0 unchanged, 0 refused$'
taken component/ours-card/index.md '^uses: \["style/ours"\]$'
taken style/ours/index.md '^version: "1.2.0"$'
taken style/ours/index.md '^licence: "MIT"$'
printf '.card { color: teal }\n\n.more { color: navy }\n' | cmp -s - data/catalogue/style/ours/sheet.css ||
    fault 'the sheet is not both, one behind the other'
run lint data/catalogue/style/ours
expect_exit 0

claim 'a licence as long as a title is named, and a longer one keeps no sheet out'
for size in 100 101; do
    lib terms$size
    licence=$(head -c $size /dev/zero | tr '\0' L)
    printf '{"name": "ours", "version": "1.2.0", "license": "%s"}\n' "$licence" >terms$size/package.json
    cp ours/src/components/_preview.hbs terms$size/src/components/
    run import-patterns fractal terms$size/src/components --prefix terms$size
    expect_out '^2 taken, 0 unchanged, 0 refused$'
done
taken style/terms100/index.md '^licence: "L{100}"$'
! grep -q licence data/catalogue/style/terms101/index.md || fault 'a licence that is too long is named'

claim 'a sheet that cannot be read takes no other with it'
lib halves
cp ours/src/components/_preview.hbs halves/src/components/
printf '.card { content: "\351" }\n' >halves/public/css/ours.css
run import-patterns fractal halves/src/components --prefix halves
expect_exit 1
expect_err 'public/css/ours.css:1: '
expect_out '^2 taken, 0 unchanged, 1 refused$'
printf '.more { color: navy }\n' | cmp -s - data/catalogue/style/halves/sheet.css ||
    fault 'the sheet is not the other one alone'

claim 'again it changes nothing'
run import-patterns fractal ours/src/components --prefix ours
expect_out '^0 taken, 2 unchanged, 0 refused$'

claim 'an entry of our own can be shown in it, and lint tells of classes it has no rule for'
mkdir -p data/catalogue/pattern/mine/default
printf -- '---\ntitle: Mine\ndescription: X.\nstatus: trial\nuses: [style/ours]\n---\n' >data/catalogue/pattern/mine/index.md
printf '## When to use\n\nA.\n\n## When not to use\n\nB.\n\n## How it works\n\nC.\n\n## Research\n\nNone yet.\n' >>data/catalogue/pattern/mine/index.md
printf -- '---\ntitle: Mine\nlang: en\n---\n<p class="card">x</p>\n<p class="lost">y</p>\n' >data/catalogue/pattern/mine/default/index.html
run lint data/catalogue/pattern/mine
expect_out 'mine/default/index.html:6: the class "lost" is of no component here'
grep 'class "card"' out && fault 'it tells of one that it has a rule for'

claim 'its examples are shown in it'
serve data
get /patterns/component/ours-card/default/
expect_out 'href="/patterns/style/ours/sheet.css"'
get /patterns/pattern/mine/default/
expect_out 'href="/patterns/style/ours/sheet.css"'
get /patterns/style/ours/sheet.css
expect_exit 200
expect_out '^\.card \{ color: teal \}$'
get /patterns/component/radios/default/
grep 'ours/sheet.css' out && fault 'another library’s example is shown in it'
stop

claim 'a pack of the entry has it, and comes out of another Waymark byte for byte'
run export-patterns card.zip component/ours-card
expect_out '^2 entries in card.zip'
"$WAYMARK" --data elsewhere import-patterns pack card.zip >out 2>err
[ -f elsewhere/catalogue/style/ours/sheet.css ] || fault 'the sheet is not in it'
"$WAYMARK" --data elsewhere export-patterns again.zip component/ours-card >out
cmp -s card.zip again.zip || fault 'it is another pack'
run import-patterns pack card.zip --style ours/public/css/ours.css
expect_exit 2

claim 'the library as a folder has it, too'
run build site
expect_exit 0
grep -q 'href="../../../style/ours/sheet.css"' site/patterns/component/ours-card/default/index.html ||
    fault 'the example does not lead to it'
cmp -s data/catalogue/style/ours/sheet.css site/patterns/style/ours/sheet.css || fault 'it is another'

claim 'a Pattern Lab: what its head links to'
mkdir -p lab/source/_patterns/atoms lab/source/_meta lab/source/css
printf '<p>Word</p>\n' >lab/source/_patterns/atoms/word.mustache
printf '<link rel="stylesheet" href="../../css/style.css?{{ cacheBuster }}" media="all" />\n' >lab/source/_meta/_00-head.mustache
printf 'p { margin: 0 }\n' >lab/source/css/style.css
run import-patterns pattern-lab lab/source
expect_out '^stylesheet: css/style.css, as style/pattern-lab$'

claim 'what its package.json names, or the one that is usual'
rm -rf data
lib named
printf '{"style": "public/css/more.css"}\n' >named/package.json
run import-patterns fractal named/src/components
expect_out '^stylesheet: public/css/more.css, as style/fractal$'
cp -a "$top/tests/cases/catalogue/nhsuk-frontend" nhs
printf 'b { c: d }\n' >nhs/dist/nhsuk.css
run import-patterns nhsuk-frontend nhs
expect_out '^stylesheet: dist/nhsuk.css, as style/nhsuk-frontend$'
taken component/nhsuk-tag/index.md '^uses: \["style/nhsuk-frontend"\]$'

claim 'the one that is named, whatever the library says; none is told'
run import-patterns nhsuk-frontend nhs --style ours/public/css/more.css
expect_out '^stylesheet: more.css, as style/nhsuk-frontend$'
taken style/nhsuk-frontend/sheet.css '^\.more'
rm nhs/dist/nhsuk.css
run import-patterns nhsuk-frontend nhs
expect_out '^stylesheet: none was taken, so the examples are shown without: name the library.s compiled CSS with --style FILE$'
expect_out '^cut: style/nhsuk-frontend: is no longer in nhs'
grep -q '^uses' data/catalogue/component/nhsuk-tag/index.md && fault 'the entry still names it'
run import-patterns nhsuk-frontend nhs --style nowhere.css
expect_exit 66
expect_err '--style nowhere.css cannot be read'
run import-patterns nhsuk-frontend nhs --json
expect_json 'it.stylesheet === null'

claim 'a library without components leaves no stylesheet behind'
lib bare
rm bare/src/components/card.html
printf '{"style": "public/css/ours.css"}\n' >bare/package.json
run import-patterns fractal bare/src/components --prefix bare
expect_exit 66
[ ! -e data/catalogue/style/bare ] || fault 'it is there'
mkdir -p empty/packages/components/tag empty/dist
: >empty/packages/components/tag/macro.njk
cp ours/public/css/ours.css empty/dist/nhsuk.css
run import-patterns nhsuk-frontend empty
expect_exit 1
grep '^stylesheet' out && fault 'it says that one was taken'

claim 'what it would load from elsewhere is left out, and told by file and line'
lib loads
cat >loads/public/css/ours.css <<'END'
@charset "utf-8";
.card { background: #fff url(../img/card.png) }
@import "more.css";
@font-face { font-family: X; src: url(x.woff2) }
.card { background: \75rl(//elsewhere.example/x) }
.card::after { content: url(data:image/png;base64,AA==) }
</style><script>
/*# sourceMappingURL=ours.css.map */
END
run import-patterns fractal loads/src/components --prefix loads --style loads/public/css/ours.css
expect_exit 0
expect_out '^cut: ours.css:3: @import was left out here, 1 in all: '
expect_out '^cut: ours.css:4: @font-face was left out here, 1 in all: '
expect_out '^cut: ours.css:2: an address was left out here, 2 in all: '
printf '%s\n' ' ' '.card { background: #fff none }' ' ' ' ' '.card { background: none }' \
    '.card::after { content: url(data:image/png;base64,AA==) }' '</style><script>' ' ' |
    cmp -s - data/catalogue/style/loads/sheet.css || fault 'something else is left of it'

claim 'a sheet that cannot be taken is told, and the components are taken without'
lib torn
printf '{"style": "public/css/ours.css"}\n' >torn/package.json
printf 'a { b: c }\na { b: "\351" }\n' >torn/public/css/ours.css
run import-patterns fractal torn/src/components --prefix torn
expect_exit 1
expect_err 'public/css/ours.css:2: is not UTF-8: byte E9'
expect_out '^stylesheet: none was taken'
expect_out '^1 taken, 0 unchanged, 1 refused$'
head -c 52428800 /dev/zero | tr '\0' 'a' >torn/public/css/ours.css
run import-patterns fractal torn/src/components --prefix torn
expect_err 'public/css/ours.css: is larger than 8 MiB'
head -c 1048577 /dev/zero | tr '\0' ' ' >torn/public/css/ours.css
run import-patterns fractal torn/src/components --prefix torn
expect_err 'public/css/ours.css: is larger than 1 MiB: name a smaller one with --style'
rm torn/public/css/ours.css
printf 'secret {}\n' >outside.css
ln -s ../../../outside.css torn/public/css/ours.css
run import-patterns fractal torn/src/components --prefix torn
expect_err 'public/css/ours.css: leads out of torn/src/components/../..: to have that stylesheet, name it with --style'
[ ! -e data/catalogue/style/torn ] || fault 'it was taken'
rm torn/public/css/ours.css
printf '{"style": "../outside.css"}\n' >torn/package.json
run import-patterns fractal torn/src/components --prefix torn
expect_err '../outside.css: leads out of torn'

claim 'a sheet in the catalogue that would load something is refused by line, and the rest is served'
printf 'a { b: c }\n.card { background: url(//elsewhere.example/x) }\n' >data/catalogue/style/loads/sheet.css
serve data --live data/catalogue
get /patterns/style/loads/sheet.css
expect_exit 404
get /patterns/style/loads
expect_out 'style/loads/sheet.css:2: an address has to go: a sheet here loads nothing'
get /patterns/component/loads-card/default/
expect_exit 200
printf 'a { b: c }\n' >data/catalogue/style/loads/sheet.css
get /patterns/style/loads/sheet.css
expect_exit 200
expect_out '^a \{ b: c \}$'
stop
