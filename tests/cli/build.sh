# The library as a folder of files: what is in it, and that it is never stale.
. tests/cli/lib.sh

# entry KIND SLUG TITLE [USES]
entry() {
    mkdir -p "data/catalogue/$1/$2/default"
    printf -- '---\ntitle: %s\ndescription: Says what %s is for.\nstatus:\n  type: trial\n%s---\n\n## When to use\n\nUse it for %s.\n\n## When not to use\n\nNot always.\n\n## How it works\n\nIt works.\n\n## Research\n\nNone yet.\n' \
        "$3" "$3" "${4:+uses: [$4]
}" "$3" >"data/catalogue/$1/$2/index.md"
    printf -- '---\ntitle: %s\n---\n<p class="govuk-body">%s</p>\n' "$3" "$3" \
        >"data/catalogue/$1/$2/default/index.html"
}

# The list must be older than a moment, or the next build takes no word for it.
settle_files() {
    find data -exec touch -d '1 hour ago' {} +
    sleep 0.1
}

# What a build says it wrote, but for links of entries that lead nowhere yet.
written() {
    sed -n 's/.*: \([0-9,]*\) written.*/\1/p' out
}

entry pattern zebra-crossing 'Zebra crossing'
entry pattern zebra-user 'Zebra user' zebra-crossing

claim 'pages, their other forms, examples, documentation and assets are files at the same addresses'
run build site
for file in index.html patterns/index.html patterns/search/index.html patterns/search-index.js \
    patterns/pattern/zebra-crossing/index.html patterns/pattern/zebra-crossing.json \
    patterns/pattern/zebra-crossing.md patterns/pattern/zebra-crossing.txt \
    patterns/pattern/zebra-crossing/default/index.html \
    docs/index.html docs/figures/index.html assets/govuk.css assets/waymark.css; do
    [ -s "site/$file" ] || fault "there is no $file"
done
cmp -s site/patterns/pattern/zebra-crossing.md data/catalogue/pattern/zebra-crossing/index.md ||
    fault 'an entry as written is not the entry'
grep -q 'zebra' site/patterns/search-index.js || fault 'the index does not know the entry'
expect_out 'without figures: there is no data in data'

claim 'the search index has each word of an entry once, and all that it is called'
cat >each-word.js <<'END'
const text = require('fs').readFileSync('site/patterns/search-index.js', 'utf8');
const rows = new Function(text + 'return waymark_index.entries;')();
for (const [, , title, , , guidance, , options] of rows)
    for (const words of [guidance, options]) {
        const list = words.trim().split(' ');
        if (new Set(list).size !== list.length) console.log(title + ' has a word twice');
    }
const [, , , , says, guidance, classes] = rows.find((row) => row[2] === 'Zebra crossing');
for (const word of ['when', 'use', 'zebra', 'crossing', 'research'])
    if (!guidance.split(' ').includes(word)) console.log(word + ' is not in it');
if (!says || !classes.split('\n').includes('govuk-body')) console.log('its description or classes are not in it');
END
node each-word.js >words 2>&1 || fault 'it is no script'
[ ! -s words ] || fault "$(head -n 1 words)"

claim 'an older version can be read, and its history leads to it'
[ -s site/patterns/pattern/address-lookup/at-1.0.0/index.html ] || fault 'version 1.0.0 of address-lookup is not there'
grep -q 'href="../at-1.0.0/index.html"' site/patterns/pattern/address-lookup/history/index.html ||
    fault 'the history does not lead to it'

claim 'an older version has the forms of the current one, and no link of a page is dead words'
for form in json md txt zip; do
    [ -s "site/patterns/pattern/address-lookup/at-1.0.0.$form" ] || fault "version 1.0.0 has no .$form"
done
grep -q 'href="../at-1.0.0.json"' site/patterns/pattern/address-lookup/at-1.0.0/index.html ||
    fault 'its page does not lead to its data'
grep -rl '<a class="govuk-link">as ' site --include='*.html' >dead && fault "dead words: $(head -n 3 dead)"

claim 'a link of an example stays a link, with nowhere to go'
grep -q '<a class="govuk-link govuk-pagination__link" href="#" rel="next">' \
    site/patterns/component/pagination/default/index.html || fault 'the next page is no link any more'

claim 'the feed names files, for a server that finds none by a folder'
grep -q '<link rel="alternate" href="pattern/address-lookup/index.html"/>' site/patterns/feed.atom ||
    fault "it has $(grep -m 2 -o '<link [^>]*>' site/patterns/feed.atom)"

claim 'no link of any page leaves the folder by its root or needs a server'
grep -rlE '(href|src|action)="/' site --include='*.html' >rooted && fault "links from the root: $(head -n 3 rooted)"
grep -rhoE '(href|src|action)="[^":]*\?[^"]*"' site --include='*.html' >asking &&
    fault "links that ask a server: $(head -n 3 asking)"

claim 'search engines are told where the page of a service lies in the folder'
grep -q '"@type": "GovernmentService".*"url": "index.html"' site/patterns/service/missed-bin/index.html ||
    fault 'it is named by an address from the root'

claim 'an example runs no script and asks nobody, opened alone from a disk'
grep -q "Content-Security-Policy.*script-src 'none'" site/patterns/pattern/zebra-crossing/default/index.html ||
    fault 'no policy in it'
grep -q "Content-Security-Policy.*default-src 'none'" site/patterns/pattern/zebra-crossing/default/index.html ||
    fault 'it may ask others'

claim 'others may read what is published'
[ "$(stat -c %a site/index.html)" = 644 ] || fault "index.html is $(stat -c %a site/index.html)"

claim 'a build of the same writes nothing'
find site -type f -exec stat -c '%n %y' {} + | grep -v waymark-build | sort >before
run build site
[ "$(written)" = 0 ] || expect_out '^Nothing has changed'
find site -type f -exec stat -c '%n %y' {} + | grep -v waymark-build | sort >after
cmp -s before after || fault 'files were written again'

claim 'a changed entry is shown at once, wherever it is told'
entry pattern zebra-crossing 'Zebra'
run build site
grep -q 'Use it for Zebra\.' site/patterns/pattern/zebra-crossing/index.html || fault 'its page is stale'
grep -q '>Zebra</bdi></a>' site/patterns/pattern/zebra-user/index.html || fault 'the page of an entry that uses it is stale'
grep -q '"title":"Zebra"' site/patterns/pattern/zebra-crossing.json || fault 'its data is stale'
grep -rq 'Zebra crossing' site --include='*.html' && fault 'the old title is still there'

claim 'an entry that is gone takes its files with it, and nobody elses'
echo mine >site/patterns/pattern/zebra-user/mine.txt
rm -r data/catalogue/pattern/zebra-user
run build site
[ ! -e site/patterns/pattern/zebra-user/index.html ] || fault 'its page is still there'
[ ! -e site/patterns/pattern/zebra-user.json ] || fault 'its data is still there'
[ -s site/patterns/pattern/zebra-user/mine.txt ] || fault 'a file of somebody else was removed'

claim 'a program with other templates makes every page anew, and what was damaged is mended'
cp "$WAYMARK" other && printf 'x' >>other
echo broken >site/docs/index.html
./other --data data build site >out 2>err
grep -q broken site/docs/index.html && fault 'the damaged page is still there'
[ "$(written)" = 1 ] || fault "wrote $(written) files, not 1"

claim 'the same day and the same files are known without looking at any page'
entry pattern lost Lost
printf '\nSee [nothing](/patterns/pattern/not-there).\n' >>data/catalogue/pattern/lost/index.md
settle_files
run build whole
run build whole
expect_exit 1
expect_err 'patterns/pattern/lost/index.html: links to /patterns/pattern/not-there, which is not there'
expect_out '^Nothing has changed: whole has its [0-9,]+ files$'
run build whole --now 2031-01-01T00:00:00Z
grep -q '^Nothing has changed' out && fault 'another day was taken for the same'

claim 'an entry that is refused is not in it, and said so each time until it is mended'
mkdir -p data/catalogue/pattern/refused
echo 'no front matter' >data/catalogue/pattern/refused/index.md
settle_files
for again in written 'Nothing has changed'; do
    run build whole
    expect_exit 1
    expect_out "$again"
    expect_err 'whole: catalogue/pattern/refused/index.md:1: it does not begin with front matter'
done
rm -r data/catalogue/pattern/refused data/catalogue/pattern/lost
run build whole
expect_exit 0

claim 'a picture that the site does not have is told with the page that shows it'
entry pattern shows-more 'Shows more'
printf '<p><img src="/pictures/not-there.svg" alt="A map"></p>\n' >>data/catalogue/pattern/shows-more/default/index.html
run build whole
expect_exit 1
expect_err '^whole: patterns/pattern/shows-more/default/index.html: shows /pictures/not-there.svg, which the site does not have$'
rm -r data/catalogue/pattern/shows-more
run build whole
expect_exit 0

claim 'an entry that the disk does not give out whole is not in it, and nothing goes by what was seen of it'
if strace -o /dev/null true 2>/dev/null; then
    for failing in read=pattern/zebra-crossing/index.md getdents64=pattern/zebra-crossing; do
        settle_files
        strace -f -o trace -P "data/catalogue/${failing#*=}" -P "$folder/data/catalogue/${failing#*=}" \
            -e trace="${failing%=*}" -e inject="${failing%=*}:error=EIO" "$WAYMARK" --data data build whole >out 2>err
        status=$? ran="waymark build, where ${failing%=*} fails"
        expect_exit 1
        expect_err "whole: catalogue/${failing#*=}: cannot be read to its end: see to its disk\$"
        [ ! -e whole/patterns/pattern/zebra-crossing.md ] || fault 'it is there'
        run build whole
        expect_exit 0
        [ -s whole/patterns/pattern/zebra-crossing.md ] || fault 'it did not come back'
    done
else
    claim_skip='strace is not here, or may not trace'
fi

claim 'a folder that it did not make is left alone, and said so'
mkdir others && echo mine >others/index.html
run build others
expect_exit 73
expect_err 'others is not empty, and `waymark build` did not make it'
[ "$(cat others/index.html)" = mine ] || fault 'it was written over'
run build others/index.html
expect_exit 73
run build data/site
expect_exit 2
expect_err 'data/site lies in the data folder'
[ ! -e data/site ] || fault 'it was made in the data folder'
run build
expect_exit 2

claim 'with data, the figures of entries are in it'
rm -rf data
run demo --now 2026-11-22T00:00:00Z
run build figures --now 2026-11-22T12:00:00Z
expect_out 'with the figures of data'
grep -rlq 'Report a missed bin' figures/patterns/pattern || fault 'no page has figures'

claim 'a folder has one build at a time, and says so to another'
mkdir -p taken
flock taken "$WAYMARK" --data data build taken >out 2>err
status=$? ran='build of a folder that another builds'
expect_exit 75
expect_err 'another `waymark build` is writing to taken: wait'
[ -z "$(ls -A taken)" ] || fault 'something was written'

claim 'a first build that was cut off at its first file can be made again'
mkdir begun && : >begun/.waymark-build.part
run build begun
expect_exit 0
[ -s begun/index.html ] || fault 'there is no site'

claim 'a build waits for nothing that lies where its list should be'
mkdir pipe && mkfifo pipe/.waymark-build
timeout 60 "$WAYMARK" --data data build pipe >out 2>err
status=$? ran='build into a folder with a pipe'
expect_exit 73
expect_err 'pipe is not empty'

claim 'what is no folder is told as such'
: >file
run build file
expect_exit 73
expect_err '"file" is no folder'
run build ''
expect_exit 73
expect_err '"" is no folder'

claim 'data is never published with the site around it'
run build around
expect_exit 0
cp -a data around/data
"$WAYMARK" --data around/data build around >out 2>err
status=$? ran='build around its data'
expect_exit 2
expect_err 'the data folder around/data lies in around, which is for publishing'
