# Libraries of Fractal, from the command line.
. tests/cli/lib.sh
cases=$top/tests/cases/catalogue

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

claim 'an example that takes too much from other components is left out, and told'
mkdir -p vast
{ printf 'context:\n  all:\n' && seq -f '    k%g: "@leaf"' 999; } >vast/tree.config.yml
{ printf 'context:\n' && seq -f '  k%g: 1.50' 999; } >vast/leaf.config.yml
printf '<i>{{all.k1.k2}}</i>\n' >vast/tree.hbs
printf '<i>{{k3}}</i>\n' >vast/leaf.hbs
run import-patterns fractal vast --prefix vast
expect_out '^cut: tree.hbs: the example Default was left out: it takes too much from other components$'
taken component/vast-leaf/default/index.html '^<i>1.5</i>$'

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

claim 'views of Nunjucks are found from above the folder too, and files of no use are not read'
mkdir -p kit/components/tag kit/components/card
printf '{%% macro tag(p) %%}<b>{{ p.text }}{{ caller() if caller }}</b>{%% endmacro %%}\n' >kit/components/tag/_macro.njk
printf '{%% from "components/tag/_macro.njk" import tag %%}\n{%% call tag({text: "A"}) %%}<i>{{ "B" }}</i>{%% endcall %%}\n' >kit/components/card/card.njk
printf '{%%\n  helper "x"\n%%}\n' >kit/components/card/needs.njk
head -c 1100000 /dev/zero | tr '\0' ' ' >kit/components/card/compiled.js
run import-patterns fractal kit/components/ --prefix kit
expect_exit 0
taken component/kit-card/default/index.html '^<b>A<i>B</i></b>$'
expect_out '^cut: card/needs.njk: the example Default was left out: line 2: helper "x" cannot be run here$'

claim 'an example may have a name that means something else beside an entry'
mkdir -p taken/log
printf 'variants:\n  - name: History\n  - name: pictures\n' >taken/log/log.config.yml
printf '<p>{{_self.name}}log</p>\n' >taken/log/log.hbs
run import-patterns fractal taken
expect_exit 0
expect_out '^1 taken, 0 unchanged, 0 refused$'
taken component/fractal-log/history-2/index.html '^title: "History"$'
taken component/fractal-log/pictures-2/index.html '^title: "Pictures"$'
