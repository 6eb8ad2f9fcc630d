# Other people's pattern libraries and packs, from the command line.
. tests/cli/lib.sh
cases=$top/tests/cases/catalogue

# taken FILE REGEX: the entry was written, and a line of that file is like that
taken() {
    grep -Eqs -e "$2" "data/catalogue/$1" || fault "$1 has no line like /$2/"
}

claim 'a Fractal library: configuration of every folder above, variants, notes'
run import-patterns fractal "$cases/fractal"
expect_exit 1
expect_out '^4 taken, 0 unchanged, 2 refused$'
expect_err '02-molecules/label.html: component/fractal-label is there already, from [a-z0-9/.-]+: give one of the two another name'
taken component/fractal-button/index.md '^title: "Push button"$'
taken component/fractal-button/index.md '^  type: "trial"$'
taken component/fractal-button/index.md '^For a link\.$'
taken component/fractal-button/default/index.html '>Send &amp; go, Exampleton<'
taken component/fractal-button/large/index.html 'button button--large'
taken component/fractal-button/quiet/index.html 'button button--quiet'
taken component/fractal-search/default/index.html '<li>bins</li><li>parking</li>'
taken component/fractal-label/index.md '^  type: "stable"$'
[ ! -e data/catalogue/component/fractal-draft ] || fault 'what is hidden was taken'

claim 'what would have to be run is left out, by file and line'
expect_out '^cut: 02-molecules/loop.njk: the example Default was left out: what it shows is in a script$'
expect_out '^cut: 02-molecules/loop.config.js: was not read: it is a script'
expect_err '02-molecules/torn.config.yml:2: '
[ ! -e data/catalogue/component/fractal-torn ] || fault 'a component was taken without its configuration'
taken component/fractal-loop/index.md '^  type: "in-progress"$'

claim 'all of YAML that says what to show: anchors, merges, quotes, the default variant'
mkdir -p lib/card
cat >lib/card/card.config.yml <<'END'
common: &common   # said once
  heading: "Bins"
  open: "false"
days: &days [Monday, Friday]
variants:
  - name: default
    context: {<<: *common, days: *days}
  - name: busy
    context:
      <<: *common
      heading: Parking
END
printf '<h2>{{heading}} {{open}}</h2>{{#each days}}<i>{{this}}</i>{{/each}}\n' >lib/card/card.hbs
printf '<h2>{{heading}}</h2><b>!</b>\n' >lib/card/card--busy.hbs
printf 'a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ncontext: {x: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]}\n' >lib/bomb.config.yml
printf '<p>{{x}}</p>\n' >lib/bomb.hbs
run import-patterns fractal lib
expect_exit 1
expect_out '^1 taken, 0 unchanged, 1 refused$'
expect_err 'bomb.config.yml:5: more than 100000 values'
taken component/fractal-card/default/index.html '^<h2>Bins false</h2><i>Monday</i><i>Friday</i>$'
taken component/fractal-card/busy/index.html '^<h2>Parking</h2><b>!</b>$'
[ "$(find data/catalogue/component/fractal-card -name index.html | wc -l)" = 2 ] ||
    fault 'an example is there twice'

claim 'what a component says of another is what that one says, and of its folder too'
mkdir -p refs/02-cards
printf 'context:\n  council: Exampleton\n' >refs/config.yml
printf 'context:\n  tone: warm\nstatus: wip\n' >refs/02-cards/cards.config.yml
printf 'context:\n  text: Go\nvariants:\n  - name: stop\n    context: {text: Stop}\n' >refs/button.config.yml
printf '<b>{{text}} {{council}}</b>\n' >refs/button.hbs
printf 'context:\n  one: "@button"\n  two: "@button--stop"\n  word: "@button.text"\n  me: "@teaser"\n  mail: "@nobody"\n' >refs/02-cards/teaser.config.yml
printf '<i>{{tone}} {{one.text}} {{two.text}} {{word}} {{mail}} {{council}}</i>\n' >refs/02-cards/teaser.hbs
run import-patterns fractal refs --prefix refs
expect_out '^2 taken, 0 unchanged, 0 refused$'
taken component/refs-teaser/default/index.html '^<i>warm Go Stop Go @nobody Exampleton</i>$'
taken component/refs-teaser/index.md '^  type: "trial"$'
taken component/refs-button/default/index.html '^<b>Go Exampleton</b>$'

claim 'data of a variant lies over that of its component map for map, a list as a whole'
mkdir -p merged/_parts
cat >merged/alert.config.yml <<'END'
context:
  alert: {text: "<b>Wait</b>", tone: warm, days: [Monday, Friday], who: {name: Ann, age: 3}}
variants:
  - name: short
    context: {alert: {tone: cold, days: [Sunday], who: {name: Bob}}}
END
printf '{%% set lock %%}<i>{{ alert.tone }}</i>{%% endset %%}<p>{{ alert.text|safe }} {{ lock|safe }} {{ alert.days }} {{ alert.who.name }} {{ alert.who.age }} {{ "A & B"|replace("A", "C") }}</p>\n' >merged/alert.njk
run import-patterns fractal merged --prefix merged
expect_out '^1 taken, 0 unchanged, 0 refused$'
taken component/merged-alert/default/index.html '^<p><b>Wait</b> <i>warm</i> Monday,Friday Ann 3 C &amp; B</p>$'
taken component/merged-alert/short/index.html '^<p><b>Wait</b> <i>cold</i> Sunday Bob 3 C &amp; B</p>$'

claim 'a view shows other components by their handles, with their data and its own'
printf 'context: {label: Go, tone: {name: warm, size: 2}}\nvariants: [{name: stop, context: {label: Stop}}, {name: Big One, context: {label: Big}}]\n' >merged/_parts/_button.config.yml
printf '<b>{{ label }} {{ tone.name }} {{ tone.size }}</b>' >merged/_parts/_button.njk
printf 'context: {word: Green}\n' >merged/_parts/_badge.config.yml
printf '<u>{{word}} {{label}}</u>' >merged/_parts/_badge.hbs
printf 'context: {label: Outer, tone: {name: cold}}\n' >merged/all.config.yml
printf "{%% render '@button' %%}|{%% render '@button--stop' %%}|{%% render '@button', {tone: tone}, true %%}|{%% render '@button', {label: label} %%}|{%% include '@button--stop' %%}|{%% render '@button--big-one' %%}|{%% render '@button', {tone: tone}, merge=true %%}\n" >merged/all.njk
printf "{{render '@badge'}}|{{{render '@button--stop' tone merge=true}}}|{{> @badge}}|{{> @button--stop}}|{{render '@badge' tone}}\n" >merged/more.hbs
cp merged/all.config.yml merged/more.config.yml
printf "{%% render '@nobody' %%}\n" >merged/none.njk
printf "{%% render '@ring' %%}\n" >merged/ring.njk
printf 'handle: big--door\ncontext: {label: Door}\n' >merged/_parts/_gate.config.yml
printf '<b>{{ label }}</b>' >merged/_parts/_gate.njk
printf "{%% render '@big--door' %%}|{%% include '@big--door' %%}|{%% render '@button--tall' %%}\n" >merged/way.njk
printf '<i>{{ label }}</i>' >merged/_parts/_button--tall.njk
mkdir merged/_layouts
printf '<main>{%% block main %%}none{%% endblock %%}</main>\n' >merged/_layouts/base.njk
printf "{%% extends '_layouts/base.njk' %%}{%% block main %%}{%% render '@button' %%}{%% endblock %%}\n" >merged/page.njk
run import-patterns fractal merged --prefix merged
taken component/merged-way/default/index.html '^<b>Door</b>\|<b></b>\|<i>Go</i>$'
taken component/merged-page/default/index.html '^<main><b>Go warm 2</b></main>$'
expect_out '^cut: none.njk: the example Default was left out: there is no component @nobody$'
expect_out '^cut: ring.njk: the example Default was left out: its partials hold one another$'
taken component/merged-all/default/index.html '^<b>Go warm 2</b>\|<b>Stop warm 2</b>\|<b>Go cold 2</b>\|<b>Outer  </b>\|<b>Outer cold </b>\|<b>Big warm 2</b>\|<b>Go cold 2</b>$'
taken component/merged-more/default/index.html '^<u>Green </u>\|<b>Stop warm 2</b>\|<u> Outer</u>\|<b>Outer cold </b>\|<u> </u>$'

claim 'of more variants than an entry may have examples the rest is not even tried'
mkdir -p many
printf '{"name": "many", "variants": [{"name": "default"}%s]}\n' \
    "$(seq -f ', {"name": "v%g"}' 299)" >many/many.config.json
printf '{{helper this}}\n' >many/many.hbs
run import-patterns fractal many --dry-run
expect_exit 1
[ "$(grep -c '^cut: many.hbs: the example' out)" = 200 ] || fault 'more or fewer than 200 were tried'
expect_err 'many.config.json: lists 300 variants: those past the first 200 were left out$'
printf '<p>%s</p>\n' v >many/many.hbs
run import-patterns fractal many
expect_exit 1
[ "$(find data/catalogue/component/fractal-many -name index.html | wc -l)" = 200 ] ||
    fault 'the entry has more or fewer examples than 200'

claim 'names can begin with the name of the library'
run import-patterns fractal "$cases/fractal" --prefix stockport
taken component/stockport-button/index.md '^owner: "stockport"$'
run import-patterns fractal "$cases/fractal" --prefix 'Stock port'
expect_exit 2

claim 'a Pattern Lab: data for all and of its own, variants, partials, states'
run import-patterns pattern-lab "$cases/pattern-lab"
expect_exit 0
expect_out '^5 taken, 0 unchanged, 0 refused$'
taken component/pattern-lab-text-field/index.md '^title: "A field of text"$'
taken component/pattern-lab-text-field/index.md '^  type: "in-review"$'
taken component/pattern-lab-text-field/default/index.html 'name="q" value="of its own"'
taken component/pattern-lab-text-field/empty/index.html 'value="empty"'
taken component/pattern-lab-search/default/index.html '<b>&lt;Bob&gt;</b>'
taken page/pattern-lab-home/default/index.html '<main><form>'
[ ! -e data/catalogue/component/pattern-lab-hidden ] || fault 'what is hidden was taken'

claim 'a Pattern Lab as its starter kits ship it, and notes of every form'
mkdir -p kit/dist/_patterns/atoms/forms/deep/er/and/deep/er kit/dist/_data
printf '<p>%s</p>\n' words >kit/dist/_patterns/atoms/forms/deep/er/and/deep/er/far.hbs
for name in bare closed windows; do
    printf '<p>%s</p>\n' "$name" >"kit/dist/_patterns/atoms/forms/$name.mustache"
done
printf 'Only words here.\n' >kit/dist/_patterns/atoms/forms/bare.md
printf -- '---\ntitle: Closed at the end\nstate: inreview\n---' >kit/dist/_patterns/atoms/forms/closed.md
printf -- '\357\273\277---\r\ntitle: From Windows\r\n---\r\nWords.\r\n' >kit/dist/_patterns/atoms/forms/windows.md
long=a-name-that-goes-on-and-on-until-there-is-no-room-left-for-it
printf '{{> atoms-nowhere }}\n' >"kit/dist/_patterns/atoms/forms/$long.mustache"
printf -- '---\nstate: inreview\n---\n' >"kit/dist/_patterns/atoms/forms/$long.md"
run import-patterns pattern-lab kit
expect_exit 0
expect_out '^5 taken, 0 unchanged, 0 refused$'
taken component/pattern-lab-bare/index.md '^Only words here\.$'
taken component/pattern-lab-closed/index.md '^title: "Closed at the end"$'
taken component/pattern-lab-windows/index.md '^title: "From Windows"$'
taken component/pattern-lab-far/default/index.html '^<p>words</p>$'

claim 'lists to fill in, partials with classes and values, names that come twice'
mkdir -p kit/dist/_patterns/molecules/cards
printf '{"1": {"t": "A"}, "2": {"t": "B"}, "3": {"t": "C"}}\n' >kit/dist/_data/listitems.json
printf '{{# listItems.two }}<i>{{ t }}</i>{{/ listItems.two }}\n' >kit/dist/_patterns/atoms/forms/list.mustache
printf '<b class="b {{ styleModifier }}">{{ text }}</b>\n' >kit/dist/_patterns/atoms/forms/word.mustache
printf '{{> atoms-word:big|red(text: "Go, now") }}\n' >kit/dist/_patterns/molecules/cards/list.mustache
run import-patterns pattern-lab kit
expect_out '^3 taken, 5 unchanged, 0 refused$'
taken component/pattern-lab-atoms-forms-list/default/index.html '^<i>A</i><i>B</i>$'
taken component/pattern-lab-molecules-cards-list/default/index.html '^<b class="b big red">Go, now</b>$'

claim 'data of a Pattern Lab lies over what is there map for map and item by item'
mkdir -p laid/_patterns/atoms laid/_data
printf '{"nav": {"title": "All", "items": [{"t": "A", "u": "link.pages-home"}, {"t": "B"}]}}\n' >laid/_data/data.json
printf '{{nav.title}} {{nav.more}} {{#each nav.items}}<a href="{{u}}">{{t}}{{n}}</a>{{/each}} <a href="{{ link.atoms-menu-short }}">S</a>\n' >laid/_patterns/atoms/menu.hbs
printf '{"nav": {"more": "M", "items": [{"n": 1}]}}\n' >laid/_patterns/atoms/menu.json
printf '{"nav": {"items": [{"t": "C"}, {"n": 2}, {"t": "D"}]}}\n' >laid/_patterns/atoms/menu~short.json
run import-patterns pattern-lab laid --prefix laid
expect_out '^1 taken, 0 unchanged, 0 refused$'
taken component/laid-menu/default/index.html '^All M <a href="#">A1</a><a href="">B</a> <a href="#">S</a>$'
taken component/laid-menu/short/index.html '^All M <a href="#">C1</a><a href="">B2</a><a href="">D</a> <a href="#">S</a>$'

claim 'partials that are not there, or hold one another, are told'
run import-patterns pattern-lab "$cases/pattern-lab"
expect_out 'lost.mustache: the example Default was left out: there is no view atoms-nowhere'
expect_out 'round.mustache: the example Default was left out'

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
expect_err 'packages/components/card: has no fixtures.json with its examples: take a newer version'
mkdir -p four/govuk/components
cp -a "$cases/nhsuk-frontend/dist/nhsuk/components/tag" four/govuk/components
run import-patterns govuk-frontend four --dry-run
expect_out '^1 taken, 0 unchanged, 0 refused; '

claim 'components of the NHS, without its mark'
run import-patterns nhsuk-frontend "$cases/nhsuk-frontend"
expect_exit 0
taken component/nhsuk-tag/default/index.njk 'nhsukTag\(\{'
taken component/nhsuk-tag/index.md '^version: "1.2.3"$'
grep -q 'svg' data/catalogue/component/nhsuk-header/default/index.html && fault 'the mark is there'

claim 'every import again changes nothing'
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

claim 'pages are not taken under the name and licence of another source'
mkdir -p wrong/components/alert
printf -- '---\ntitle: Alert\nbacklogIssueId: 6\n---\nOne.\n' >wrong/components/alert/index.md
run import-patterns moj wrong
expect_exit 1
expect_err '^wrong: components/alert/index.md: is of another source and licence: import it as govuk-design-system$'
run import-patterns govuk-design-system "$cases/moj"
expect_err 'components/alert/index.md: .*: import it as moj$'
[ ! -e data/catalogue/component/alert ] || fault 'it was taken all the same'

claim 'a pack comes back byte for byte in another Waymark'
run export-patterns all.zip
expect_exit 0
"$WAYMARK" --data other import-patterns pack all.zip >out 2>err
status=$? ran='import-patterns pack'
expect_exit 0
"$WAYMARK" --data other export-patterns again.zip >out
cmp -s all.zip again.zip || fault 'the second pack is another'
cp -a other/catalogue before-again
"$WAYMARK" --data other import-patterns pack all.zip >out
expect_out '^0 taken, [1-9][0-9]* unchanged, 0 refused$'
diff -r before-again other/catalogue >differ || fault 'files differ'

claim 'a pack of what was named, and of what is our own'
run export-patterns two.zip component/radios pattern/address-lookup
expect_out '^2 entries in two.zip'
run export-patterns own.zip --own
expect_exit 0
run export-patterns two.zip
expect_exit 73
expect_err 'two.zip is there already'
run export-patterns none.zip component/nowhere
expect_exit 66
"$WAYMARK" --data empty export-patterns none.zip --own >out 2>err
status=$? ran='export-patterns --own'
expect_exit 66
expect_err 'has no entry of its own'

claim 'the zip of an entry’s page is the pack of that entry'
serve data
get /patterns/component/radios.zip
cp out page.zip
run export-patterns radios.zip component/radios
expect_exit 0
cmp -s page.zip radios.zip || fault 'it is another file'
stop

claim 'a hostile pack leaves nothing outside the catalogue, and takes what is good'
node -e '
const { deflateRawSync } = require("zlib");
const table = [];
for (let i = 0; i < 256; i++) { let c = i; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; table.push(c >>> 0); }
const crc = (b) => { let c = ~0 >>> 0; for (const x of b) c = table[(c ^ x) & 255] ^ (c >>> 8); return ~c >>> 0; };
const entry = "---\ntitle: Good\ndescription: X.\nstatus: proposed\n---\n## When to use\n\nA.\n\n## When not to use\n\nB.\n\n## How it works\n\nC.\n\n## Research\n\nD.\n";
const files = [
  ["pattern/good/index.md", entry], ["../escape.md", entry], ["/abs/x/index.md", entry],
  ["pattern/../../x/index.md", entry], ["pattern/back\\\\slash/index.md", entry],
  ["pattern/Bad Name/index.md", entry], ["gadget/x/index.md", entry], ["pattern/broken/index.md", "no front matter"],
  ["pattern/part/index.md", entry], ["pattern/part/accessibility.yml", Buffer.from([0xe9, 0x0a])],
  ["pattern/latin/index.md", Buffer.from([0xe9, 0x0a])], ["pattern/bomb/index.md", Buffer.alloc(40 << 20, 97)],
];
let at = 0; const parts = [], list = [];
for (const [name, text] of files) {
  const n = Buffer.from(name), data = Buffer.from(text), z = deflateRawSync(data), h = Buffer.alloc(30), c = Buffer.alloc(46);
  h.writeUInt32LE(0x04034b50, 0); h.writeUInt16LE(20, 4); h.writeUInt16LE(8, 8); h.writeUInt32LE(crc(data), 14);
  h.writeUInt32LE(z.length, 18); h.writeUInt32LE(data.length, 22); h.writeUInt16LE(n.length, 26);
  c.writeUInt32LE(0x02014b50, 0); c.writeUInt16LE(20, 4); c.writeUInt16LE(20, 6); h.copy(c, 10, 8, 30); c.writeUInt32LE(at, 42);
  parts.push(h, n, z); list.push(c, n); at += 30 + n.length + z.length;
}
const size = list.reduce((s, b) => s + b.length, 0), end = Buffer.alloc(22);
end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(files.length, 8); end.writeUInt16LE(files.length, 10);
end.writeUInt32LE(size, 12); end.writeUInt32LE(at, 16);
require("fs").writeFileSync("hostile.zip", Buffer.concat([...parts, ...list, end]));'
"$WAYMARK" --data deep/inside import-patterns pack hostile.zip >out 2>err
status=$? ran='import-patterns pack hostile.zip'
expect_exit 1
expect_out '^1 taken, 0 unchanged, 13 refused$'
[ -f deep/inside/catalogue/pattern/good/index.md ] || fault 'what is good was not taken'
[ "$(find . -name 'escape*' | wc -l)" = 0 ] || fault 'something lies outside'
expect_err 'pattern/latin/index.md:[0-9]+: is not UTF-8: byte [0-9A-F]+ in column'
expect_err 'pattern/bomb/index.md: is larger than 1 MiB'
expect_err 'pattern/part: is left out: a file of it cannot be taken'
expect_err 'a path that leads elsewhere'
find deep -type f | grep -v '/pattern/good/' | grep . && fault 'something else was written'
head -c 300 hostile.zip >torn.zip
run import-patterns pack torn.zip
expect_exit 66

claim 'a catalogue saved on Windows is the same catalogue, and so is its pack'
mkdir -p ours/catalogue theirs
cp -a "$top/patterns/catalogue/." ours/catalogue
cp -a ours/catalogue theirs
find theirs/catalogue -type f -exec sed -i -e 's/$/\r/' -e '1s/^/\xEF\xBB\xBF/' {} +
"$WAYMARK" --data ours export-patterns ours.zip --own >out
"$WAYMARK" --data theirs export-patterns theirs.zip --own >out 2>err
status=$? ran='export-patterns --own'
expect_exit 0
[ -s ours.zip ] && cmp -s ours.zip theirs.zip || fault 'it is another'
run lint theirs/catalogue
expect_exit 0

claim 'a newer version takes the place of the older, whole'
rm -rf data newer fresh older
mkdir -p older/components/tag older/components/gone newer/components/tag
version() { # FOLDER COMPONENT EXAMPLE…: a component with those examples
    where=$1/components/$2/fixtures.json component=$2
    shift 2
    {
        printf '{"component": "%s", "fixtures": [' "$component"
        comma=
        for example in "$@"; do
            printf '%s{"name": "%s", "options": {"text": "X"}, "html": "<b>%s</b>"}' \
                "$comma" "$example" "$example"
            comma=,
        done
        printf ']}\n'
    } >"$where"
}
version older tag default 'with a border' 'as a link'
version older gone default
version newer tag default 'with a shadow' 'as a link'
run import-patterns govuk-frontend older
expect_exit 0
printf -- '---\ntitle: Default\nlang: cy\n---\n<b>Cymraeg</b>\n' >welsh
mkdir data/catalogue/component/tag/default.cy
cp welsh data/catalogue/component/tag/default.cy/index.html
sed -i 's/<b>as a link/<b>as we like it/' data/catalogue/component/tag/as-a-link/index.html
run import-patterns govuk-frontend newer --dry-run
expect_out 'component/tag/with-a-border/index.html: the source has it no longer'
[ -f data/catalogue/component/tag/with-a-border/index.html ] || fault 'the dry run took it away'
run import-patterns govuk-frontend newer
expect_exit 0
expect_out '^1 taken, 0 unchanged, 0 refused$'
[ ! -e data/catalogue/component/tag/with-a-border ] || fault 'the older one’s example is still there'
taken component/tag/with-a-shadow/index.html 'with a shadow'

claim 'what a newer version has no longer stays, and is told'
run import-patterns nhsuk-frontend "$cases/nhsuk-frontend"
grep 'no longer' out && fault 'it is told of another library'
run import-patterns govuk-frontend newer --dry-run
expect_out '^cut: component/gone: is no longer in newer; it stays as it is: remove its folder if nobody needs it$'
[ "$(grep -c 'is no longer in' out)" = 1 ] || fault 'it is told of more than that one'
run import-patterns govuk-frontend newer
expect_out '^cut: component/gone: is no longer in newer; '
taken component/gone/default/index.html '<b>default'
mkdir newer/components/gone
printf '{"fixtures": [{]}\n' >newer/components/gone/fixtures.json
run import-patterns govuk-frontend newer
expect_err 'components/gone/fixtures.json:1: '
grep 'is no longer in\|could be read' out && fault 'it is told of what is only broken'
rm newer/components/gone/fixtures.json
printf '{]\n' >newer/components/tag/fixtures.json
run import-patterns govuk-frontend newer
expect_out '^cut: component/gone: is not in what could be read of newer; it stays as it is'
rm -r newer/components/gone
version newer tag default 'with a shadow' 'as a link'
run export-patterns tag.zip component/tag
run export-patterns gone.zip component/gone
for pack in tag gone; do
    "$WAYMARK" --data packed import-patterns pack $pack.zip >out
    grep 'is no longer in' out && fault 'it is told of a pack, which is no library'
done
rm -r data/catalogue/component/nhsuk-*

claim 'libraries of one kind are told apart by their prefix'
mkdir lib-one lib-other
printf '<b>a</b>\n' >lib-one/a.hbs && printf '<b>b</b>\n' >lib-other/b.hbs
run import-patterns fractal lib-one --prefix one
run import-patterns fractal lib-other --prefix other
grep 'is no longer in' out && fault 'it is told of another library'
run import-patterns fractal lib-other --prefix one
expect_out '^cut: component/one-a: is no longer in lib-other; '
rm -r data/catalogue/component/one-* data/catalogue/component/other-*

claim 'what somebody wrote or changed here stays, and that is told'
run import-patterns govuk-frontend newer
taken component/tag/default.cy/index.html Cymraeg
taken component/tag/as-a-link/index.html 'as we like it'
expect_out 'component/tag/as-a-link/index.html: was changed here since it was imported'
run import-patterns govuk-frontend older
taken component/tag/as-a-link/index.html 'as we like it'
rm data/catalogue/component/tag/as-a-link/index.html
run import-patterns govuk-frontend older
taken component/tag/as-a-link/index.html '<b>as a link'
run import-patterns govuk-frontend older
expect_out '^0 taken, 2 unchanged, 0 refused$'
"$WAYMARK" --data fresh import-patterns govuk-frontend older >out 2>err
rm -r data/catalogue/component/tag/default.cy
diff -r data/catalogue fresh/catalogue >out || fault 'it is not as if it had been imported fresh'
