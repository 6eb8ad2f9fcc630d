# The pictures that a library's examples name: they come along, or one stands
# in for them, and the report says which and why.
. tests/cli/lib.sh

# gif FILE SIZE: a picture of so many bytes
gif() {
    mkdir -p "$(dirname "$1")"
    { printf 'GIF89a' && head -c "$(($2 - 6))" /dev/zero; } >"$1"
}

# lib DIR: a project with a library in src/components
lib() {
    mkdir -p "$1/src/components"
    printf '{"name": "ours", "version": "1.2.0"}\n' >"$1/package.json"
}

# card DIR NAME HTML
card() {
    printf '%s\n' "$3" >"$1/src/components/$2.html"
}

lib ours
gif ours/public/img/bin.gif 60
gif ours/public/assets/Grüne_Tonne.GIF 70
gif ours/src/components/icons/bin.gif 80
cp ours/public/img/bin.gif ours/public/img/misnamed.png
card ours plain '<img src="/img/bin.gif" alt="A bin"><img alt="Again" src=/img/bin.gif?v=2>'
card ours mounted '<img alt="" src="/our-site/assets/Grüne_Tonne.GIF">'
card ours two '<img src="../../img/bin.gif" alt=""><img src="/icons/bin.gif" alt=""><img src="/img/misnamed.png" alt="">'
card ours sizes '<img srcset="/img/bin.gif 1x, /icons/bin.gif 2x" src="/img/bin.gif" alt="">'
card ours button '<form><input type="image" src="/img/bin.gif" alt="Go"><input type="text" value="/img/bin.gif"></form>'
card ours inside '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""><b data-alt="/img/bin.gif">b</b>'

claim 'what lies in the library comes along, under names of ours, and the code leads to it'
run import-patterns fractal ours/src/components --prefix ours
expect_exit 0
expect_out '^pictures: 8 of the library came along$'
grep '^cut' out && fault 'something was left out'
entry=data/catalogue/component/ours
cmp -s ours/public/img/bin.gif $entry-plain/pictures/bin.gif || fault 'it is not the same'
taken component/ours-plain/default/index.html '^<img src="../pictures/bin.gif" alt="A bin"><img alt="Again" src=../pictures/bin.gif>$'
[ "$(ls $entry-plain/pictures)" = bin.gif ] || fault 'it is there twice'
taken component/ours-mounted/default/index.html 'src="../pictures/gr-ne-tonne.gif"'
taken component/ours-two/default/index.html 'src="../pictures/bin.gif" .*src="../pictures/bin-2.gif" .*src="../pictures/misnamed.gif"'
cmp -s ours/src/components/icons/bin.gif $entry-two/pictures/bin-2.gif || fault 'the second is another'
taken component/ours-sizes/default/index.html '<img srcset="../pictures/bin.gif 1x, ../pictures/bin-2.gif 2x" src="../pictures/bin.gif" alt="">'
taken component/ours-button/default/index.html '<input type="image" src="../pictures/bin.gif" alt="Go"><input type="text" value="/img/bin.gif">'
[ ! -e $entry-inside/pictures ] || fault 'what is no picture of a file was taken'

claim 'again it changes nothing; what went from the library goes here'
run import-patterns fractal ours/src/components --prefix ours
expect_out '^0 taken, 6 unchanged, 0 refused$'
card ours plain '<img src="/icons/bin.gif" alt="A bin">'
run import-patterns fractal ours/src/components --prefix ours
expect_out '^1 taken, 5 unchanged, 0 refused$'
cmp -s ours/src/components/icons/bin.gif $entry-plain/pictures/bin.gif || fault 'it is the old one'
card ours plain '<p>None</p>'
run import-patterns fractal ours/src/components --prefix ours
expect_out '^cut: component/ours-plain/pictures/bin.gif: the source has it no longer: it was taken away$'
[ ! -e $entry-plain/pictures ] || fault 'the folder stays behind'

claim 'the folder that is built shows them, and says nothing of any'
run build site
expect_exit 0
cmp -s site/patterns/component/ours-two/pictures/bin-2.gif $entry-two/pictures/bin-2.gif || fault 'it is not there'

claim 'what does not come along has one in its place, and the report says why'
lib left
printf 'secret' >outside.gif
mkdir -p left/public
ln -s ../../outside.gif left/public/linked.gif
gif left/public/big.gif 262145
gif left/public/full.gif 262144
printf 'hello' >left/public/text.gif
printf '<svg xmlns="http://www.w3.org/2000/svg">\n<script>x</script></svg>' >left/public/live.svg
printf '<svg xmlns="http://www.w3.org/2000/svg"><g id="crown"/></svg>' >left/public/plain.svg
gif left/public/royal-crest.gif 60
for n in missing.gif linked.gif big.gif full.gif text.gif live.svg plain.svg royal-crest.gif; do
    card left "$(printf %s "$n" | tr . -)" "<img alt=\"A\" src=\"/$n\">"
done
card left elsewhere '<img src="https://elsewhere.example/a.gif" alt="">'
card left sizes '<picture><source srcset="/full.gif 1x, /missing.gif 2x" media="print"><img src="/full.gif" srcset="//elsewhere.example/b.gif 2x" alt=""></picture>'
run import-patterns fractal left/src/components --prefix left
expect_exit 0
cut() {
    expect_out "^cut: $1: the picture $2 $3; a grey one stands in for it$"
}
cut 'missing-gif.html, Default' /missing.gif 'is not in the library'
cut 'linked-gif.html, Default' /linked.gif 'leads out of left/src/components/../..'
cut 'big-gif.html, Default' /big.gif 'is larger than 256 KiB: save it smaller'
cut 'text-gif.html, Default' /text.gif 'is no picture: a PNG, JPEG, GIF, WebP or SVG'
cut 'live-svg.html, Default' /live.svg 'has a script in it: a picture runs nothing'
cut 'plain-svg.html, Default' /plain.svg 'is the crown'
cut 'royal-crest-gif.html, Default' /royal-crest.gif 'is the royal crest'
cut 'elsewhere.html, Default' https://elsewhere.example/a.gif 'is not in the library, but elsewhere'
expect_out '^pictures: 2 of the library came along$'
expect_out '^pictures: in 8 examples a grey one stands in for what stays behind$'
taken component/left-missing-gif/default/index.html '^<img alt="A" src="../pictures/stand-in.svg">$'
taken component/left-full-gif/default/index.html 'src="../pictures/full.gif"'
taken component/left-sizes/default/index.html '^<picture><source media="print"><img src="../pictures/full.gif" alt=""></picture>$'
grep -rq secret data/catalogue && fault 'what lies outside was taken'
run import-patterns fractal left/src/components --prefix left --json
expect_json 'it.pictures === 2 && it.pictured === 8'
run build site
expect_exit 0

claim 'an entry has a lid of pictures, and what is past it has one in its place'
lib many
html=
for i in $(seq 17); do
    gif many/public/p$i.gif 262144
    printf %03d "$i" >>many/public/p$i.gif
    html="$html<img src=\"/p$i.gif\" alt=\"\">"
done
for i in $(seq 17); do truncate -s 262144 many/public/p$i.gif; printf %03d "$i" | dd of=many/public/p$i.gif bs=1 seek=100 conv=notrunc 2>/dev/null; done
card many all "$html"
run import-patterns fractal many/src/components --prefix many
expect_out '^cut: all.html, Default: the picture /p16.gif is past 4 MiB of pictures of one entry; a grey one stands in for it$'
expect_out '^pictures: 15 of the library came along$'
expect_out '^1 taken, 0 unchanged, 0 refused$'

claim 'a file of text is read as text, wherever it lies'
mkdir -p words/source/_patterns/atoms/pictures
printf '\357\273\277<p>One</p>\r\n<p>Two</p>\r\n' >words/source/_patterns/atoms/pictures/word.mustache
printf '<p>\351</p>\n' >words/source/_patterns/atoms/pictures/latin.mustache
run import-patterns pattern-lab words/source --prefix words
expect_err 'latin.mustache:1: is not UTF-8'
[ "$(sed 1,4d data/catalogue/component/words-word/default/index.html | od -c | grep -c '\\r')" = 0 ] ||
    fault 'its lines end as on Windows'
