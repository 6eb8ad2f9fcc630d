# A catalogue with everything wrong in it: each entry is refused by name, and
# the one in order is left.
. tests/cli/lib.sh

# entry SLUG [KEY: VALUE]
entry() {
    mkdir -p "catalogue/pattern/$1/default"
    {
        printf -- '---\ntitle: %s\ndescription: One.\nstatus: trial\n' "$1"
        [ -z "${2-}" ] || echo "$2"
        printf -- '---\n## When to use\n\nA.\n\n## When not to use\n\nB.\n\n'
        printf '## How it works\n\nC.\n\n## Research\n\nD.\n'
    } >"catalogue/pattern/$1/index.md"
    printf -- '---\ntitle: X\nlang: en\n---\n<p>X</p>\n' >"catalogue/pattern/$1/default/index.html"
}
refuses() {
    expect_out "^catalogue/pattern/$1: it is left out of the catalogue: $2"
}

entry good
entry front 'colour: red'
entry without && rm -r catalogue/pattern/without/default
entry loop-a 'uses: [loop-b]'
entry loop-b 'uses: [loop-a]'
entry correct-errors 'uses: [question]' # which is built in and uses that
entry latin && printf '\377\376' >>catalogue/pattern/latin/index.md
entry nul && printf 'a\0b' >>catalogue/pattern/nul/index.md
entry big && truncate -s 50M catalogue/pattern/big/index.md
entry linked && ln -s /etc/passwd catalogue/pattern/linked/default/more.html
ln -s good catalogue/pattern/whole-link
entry zero && ln -s /dev/zero catalogue/pattern/zero/changelog.yml
entry sparse && truncate -s 2G catalogue/pattern/sparse/options.json
entry pipe && mkfifo catalogue/pattern/pipe/journey.json
entry pale && printf 'caf\351\n' >catalogue/pattern/pale/changelog.yml
entry "$(printf 'two\nlines')"
entry Capital
mkfifo catalogue/pattern/whole-pipe
entry bomb && printf -- '- &a [x, x]\n- &b [*a, *a]\n- [*b, *b]\n' >catalogue/pattern/bomb/changelog.yml
entry deep && node -e 'console.log("- ".repeat(5000) + "x")' >catalogue/pattern/deep/changelog.yml
entry many
node -e 'const fs = require("fs"); for (let i = 0; i < 10000; i++) { fs.mkdirSync(`catalogue/pattern/many/e${i}`); fs.copyFileSync("catalogue/pattern/many/default/index.html", `catalogue/pattern/many/e${i}/index.html`); }'
entry brackets && node -e 'console.log("[".repeat(501))' >>catalogue/pattern/brackets/index.md
entry long && node -e 'console.log("word ".repeat(7000))' >>catalogue/pattern/long/index.md

claim 'each broken entry is refused by name, with line and reason'
run lint catalogue
expect_exit 1
refuses front/index.md:5 '"colour" is no key here'
refuses without/index.md:1 'there is no example'
refuses loop-a/index.md:5 'uses go round in a circle: loop-a uses loop-b uses loop-a'
refuses loop-b/index.md:5 'uses go round in a circle: loop-b uses loop-a uses loop-b'
refuses correct-errors/index.md:5 'uses go round in a circle: correct-errors uses question uses correct-errors'
refuses latin/index.md:21 'is not UTF-8: byte FF in column 1'
refuses nul/index.md:21 'has a NUL byte in column 2'
refuses big/index.md:1 'is larger than 1 MiB'
refuses linked/default/more.html:1 'is a link'
refuses whole-link:1 'is a link'
refuses zero/changelog.yml:1 'is a link'
refuses sparse/options.json:1 'is larger than 1 MiB'
refuses pipe/journey.json:1 'is not a file'
refuses whole-pipe:1 'is not a file'
refuses pale/changelog.yml:1 'is not UTF-8: byte E9 in column 4'
refuses 'two[?]lines:1' 'has a name that cannot be shown'
refuses Capital/default/index.html:1 'lies in a folder "Capital", and an entry.s is made of a-z, 0-9 and - .*: rename it, perhaps to capital'
[ "$(grep -c '/Capital/.*refused' out)" = 1 ] || fault 'a folder that is none is told more than once'
grep 'big/.*no index.md' out && fault 'what was refused is told to be missing'
refuses bomb/changelog.yml:1 'anchors, aliases and tags'
refuses deep/changelog.yml:1 'nested more than'
refuses 'many/e[0-9]+/index.html:1' 'there are more than 200 examples'
refuses "brackets/index.md:[0-9]+" '.*too many brackets'
refuses "long/index.md:[0-9]+" '.*longer than 32 KiB'

claim 'the rest is served'
mkdir data && mv catalogue data/
serve data
get /patterns/pattern/good
expect_exit 200
for name in linked big bomb many nul loop-a loop-b zero sparse pipe pale; do
    get "/patterns/pattern/$name"
    expect_exit 404
done

claim 'an entry that closes a circle with a built-in one goes alone, and gives its place back'
get /patterns/page/question.json
expect_json 'it.title === "Question page"'
get /patterns/pattern/correct-errors.json
expect_json 'it.title === "Correct errors"'

claim 'a server that had more callers than files answers when they have gone'
stop
real=$WAYMARK
printf '#!/bin/sh\nulimit -n 40\nexec "%s" "$@"\n' "$real" >few-files && chmod +x few-files
WAYMARK=$PWD/few-files
serve data
WAYMARK=$real
node -e '
const net = require("net"), fs = require("fs"), [port, server] = process.argv.slice(1);
const all = Array.from({ length: 80 }, () => net.connect(Number(port), "127.0.0.1").on("error", () => {}));
let before = 0, times = 0; // until the server takes no more of them
const poll = setInterval(() => {
    const files = fs.readdirSync(`/proc/${server}/fd`).length;
    times = files > 20 && files === before ? times + 1 : 0;
    before = files;
    if (times === 10) { clearInterval(poll); all.forEach((s) => s.destroy()); }
}, 20);' "$(cat port)" "$server"
for worker in 1 2 3 4 5 6 7 8 9 10; do # as likely one as another
    timeout 20 node -e 'fetch(`http://127.0.0.1:${process.argv[1]}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1))' \
        "$(cat port)" || fault 'somebody is not answered'
done

claim 'where nobody can listen is told with what to name instead'
stop
run serve --listen 192.0.2.1:0
expect_exit 74
expect_err 'this machine has no address 192.0.2.1:0: name one it has, or 0.0.0.0 for all'
