# Pictures of an entry: written, read, served, built, given away.
. tests/cli/lib.sh

# bytes FILE: a picture of one dot, one of two formats
gif() {
    mkdir -p "$(dirname "$1")"
    printf 'GIF89a\001\000\001\000\200\000\000\377\377\377\000\000\000,\000\000\000\000\001\000\001\000\000\002\002D\001\000;' >"$1"
}
svg() {
    mkdir -p "$(dirname "$1")"
    printf '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">\r\n%s</svg>\r\n' "${2-}" >"$1"
}

# entry FOLDER VERSION: an entry of which an example shows two pictures
entry() {
    mkdir -p "$1/default"
    {
        printf -- '---\ntitle: Which bin\ndescription: Ask which.\nstatus: trial\nversion: "%s"\n---\n' "$2"
        printf '## When to use\n\nUse it where people have two bins.\n\n## When not to use\n\nDo not use it where everybody has one bin.\n\n'
        printf '## How it works\n\nShow each bin.\n\n## Research\n\nNobody has tried it yet.\n'
    } >"$1/index.md"
    printf -- '---\ntitle: Two bins\nlang: en\n---\n<p class="govuk-body"><img src="../pictures/bin.gif" alt="A bin">\n<img src="../pictures/bin.gif" srcset="../pictures/bin.gif 1x, ../pictures/box.svg 2x" alt="A box"></p>\n' >"$1/default/index.html"
    gif "$1/pictures/bin.gif"
}

bins=data/catalogue/pattern/bins
entry $bins 2.0.0
svg $bins/pictures/box.svg
entry $bins/versions/1.0.0 1.0.0
svg $bins/versions/1.0.0/pictures/box.svg '<path d="M0 0h8v8z"/>'
printf -- '- date: 2026-03-02\n  version: "2.0.0"\n  description: A new box.\n- date: 2026-02-02\n  version: "1.0.0"\n  description: First.\n' >$bins/changelog.yml
printf 'notes:\n  - Each picture has its words.\n' >$bins/accessibility.yml

claim 'an entry with pictures is in order, by itself too'
run lint data/catalogue
expect_out '^1 entry, [0-9]+ files, 0 found$'
run lint $bins
expect_exit 0

claim 'they are served byte for byte, and those of an older version too'
serve data
for name in bin.gif box.svg; do
    get /patterns/pattern/bins/pictures/$name
    expect_exit 200
    cmp -s out $bins/pictures/$name || fault "$name is another"
done
get /patterns/pattern/bins/versions/1.0.0/pictures/box.svg
cmp -s out $bins/versions/1.0.0/pictures/box.svg || fault 'the older box is another'
get '/patterns/pattern/bins/default/?at=1.0.0'
expect_out 'srcset="../versions/1.0.0/pictures/bin.gif 1x, ../versions/1.0.0/pictures/box.svg 2x"'
get /patterns/pattern/bins.json
expect_json 'it.pictures.map((one) => one.type).join() === "image/gif,image/svg+xml"'
stop

claim 'one that is changed or taken away while it is written is so at once'
cp -a data/catalogue ours
serve other --live ours
get /patterns/pattern/bins/pictures/box.svg
cmp -s out $bins/pictures/box.svg || fault 'it is another'
svg ours/pattern/bins/pictures/box.svg '<path d="M1 1h7v7z"/>'
get /patterns/pattern/bins/pictures/box.svg
cmp -s out ours/pattern/bins/pictures/box.svg || fault 'it is the old one'
printf 'hello\n' >ours/pattern/bins/pictures/box.svg
get /patterns/pattern/bins
expect_exit 404
expect_out 'pattern/bins/pictures/box.svg: is no picture'
rm ours/pattern/bins/pictures/box.svg
get /patterns/pattern/bins/pictures/box.svg
expect_exit 404
get /patterns/pattern/bins
expect_exit 200
stop

claim 'a folder that was built has them, and finds them by what its pages show'
run build site
expect_exit 0
for name in bin.gif box.svg; do
    cmp -s site/patterns/pattern/bins/pictures/$name $bins/pictures/$name || fault "$name is another"
    cmp -s site/patterns/pattern/bins/versions/1.0.0/pictures/$name $bins/versions/1.0.0/pictures/$name ||
        fault "the older $name is another"
done
old=site/patterns/pattern/bins/default/at-1.0.0/index.html
grep -q 'src="../../versions/1.0.0/pictures/bin.gif"' $old || fault 'the older example does not lead to its picture'
grep -q 'srcset="../../versions/1.0.0/pictures/bin.gif 1x, ../../versions/1.0.0/pictures/box.svg 2x"' $old ||
    fault 'the older example does not lead to both'

claim 'a picture that changed is a change to a build, and one that went is gone'
run build site
grep -q '^Nothing has changed' out || expect_out ': 0 written, '
printf '<!-- -->' >>$bins/pictures/box.svg
run build site
expect_out ': 3 written, ' # and its entry's data and zip
tail -c 8 site/patterns/pattern/bins/pictures/box.svg | grep -q '^<!-- -->$' || fault 'it is the old one'
gif $bins/pictures/bag.gif
sed -i 's,../pictures/box.svg,../pictures/bag.gif,' $bins/default/index.html
rm $bins/pictures/box.svg
run build site
[ -e site/patterns/pattern/bins/pictures/bag.gif ] || fault 'the new one is not there'
[ ! -e site/patterns/pattern/bins/pictures/box.svg ] || fault 'the one that went is there'

claim 'a pack has them, and comes out of another Waymark byte for byte'
run export-patterns bins.zip pattern/bins
expect_exit 0
"$WAYMARK" --data elsewhere import-patterns pack bins.zip >out 2>err
expect_out '^1 taken, 0 unchanged, 0 refused$'
diff -r -x .imported $bins elsewhere/catalogue/pattern/bins >differ || fault 'a file is another'
"$WAYMARK" --data elsewhere export-patterns again.zip pattern/bins >out
cmp -s bins.zip again.zip || fault 'it is another pack'
"$WAYMARK" --data elsewhere import-patterns pack bins.zip >out 2>err
expect_out '^0 taken, 1 unchanged, 0 refused$'

claim 'what is no picture keeps its entry out, by file and reason'
printf 'hello\n' >$bins/pictures/bag.gif
run lint $bins
expect_exit 1
expect_out "^$bins/pictures/bag.gif:1: it is left out of the catalogue: is no picture: a PNG, JPEG, GIF, WebP or SVG \[refused\]$"
run lint data/catalogue
expect_out "^$bins/pictures/bag.gif:1: it is left out of the catalogue: is no picture"
svg $bins/pictures/bad.svg '<script>alert(1)</script>'
mv $bins/pictures/bag.gif bag.gif
run lint $bins
expect_out "^$bins/pictures/bad.svg:2: it is left out of the catalogue: has a script in it"
rm $bins/pictures/bad.svg
ln -s /etc/hostname $bins/pictures/out.gif
run lint $bins
expect_out "^$bins/pictures/out.gif:1: it is left out of the catalogue: is a link, and links are not followed"
rm $bins/pictures/out.gif
