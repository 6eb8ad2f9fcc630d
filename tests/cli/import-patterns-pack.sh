# Packs of entries, from one Waymark to another.
. tests/cli/lib.sh
cases=$top/tests/cases/catalogue

claim 'a pack comes back byte for byte in another Waymark'
for source in fractal pattern-lab moj; do
    run import-patterns $source "$cases/$source"
done
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
  ["pattern/shown/index.md", entry], ["pattern/shown/pictures/a.gif", "hello"],
  ["pattern/latin/index.md", Buffer.from([0xe9, 0x0a])], ["pattern/bomb/index.md", Buffer.alloc(40 << 20, 97)],
  ["pattern/twice/index.md", entry], ["pattern/twice/index.md", entry.replace("Good", "Other")],
  ["pattern/both/index.md", entry], ["pattern/both/more", "x"], ["pattern/both/more-so.txt", "x"], ["pattern/both/more/x.txt", "x"],
  ["pattern/lines/a\nb.txt", "x"], ["pattern/wide/" + "n".repeat(300), "x"],
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
expect_out '^1 taken, 0 unchanged, 20 refused$'
[ -f deep/inside/catalogue/pattern/good/index.md ] || fault 'what is good was not taken'
[ "$(find . -name 'escape*' | wc -l)" = 0 ] || fault 'something lies outside'
expect_err 'pattern/latin/index.md:[0-9]+: is not UTF-8: byte [0-9A-F]+ in column'
expect_err 'pattern/bomb/index.md: is larger than 1 MiB'
expect_err 'pattern/part: is left out: a file of it cannot be taken'
expect_err '^hostile.zip: [.][.]/escape.md: is a path that leads elsewhere'
expect_err 'pattern/lines/a[?]b.txt: is a path that .* cannot be shown'
expect_err 'pattern/wide/nn.*: is a path that leads elsewhere'
expect_err 'pattern/twice/index.md: is there twice'
expect_err 'pattern/both/more/x.txt: lies in what is a file of the pack'
expect_err 'pattern/shown: as an entry, pattern/shown/pictures/a.gif: is no picture'
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
