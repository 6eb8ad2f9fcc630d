# Pattern Labs, from the command line.
. tests/cli/lib.sh
cases=$top/tests/cases/catalogue

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

claim 'names that are too long stay different, and the same the next time'
long=a-very-long-name-of-a-component-that-nobody-would-give
for group in organisms-with-a-name templates-with-a-name; do
    mkdir -p "wide/_patterns/$group/$long"
    printf '<p>one</p>\n' >"wide/_patterns/$group/$long/page.mustache"
    printf '<p>two</p>\n' >"wide/_patterns/$group/$long/paging.mustache"
done
run import-patterns pattern-lab wide --prefix wide
expect_exit 0
expect_out '^4 taken, 0 unchanged, 0 refused$'
run import-patterns pattern-lab wide --prefix wide
expect_out '^0 taken, 4 unchanged, 0 refused$'
