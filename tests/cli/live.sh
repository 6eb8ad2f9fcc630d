# A catalogue that is being written: what a contributor sees is what will be
# published.
. tests/cli/lib.sh

# entry FILE TITLE: an index.md of that title
entry() {
    mkdir -p "$(dirname "$1")"
    {
        printf -- '---\ntitle: %s\ndescription: X.\nstatus: proposed\n' "$2"
        printf -- '---\n## When to use\n\nA.\n\n## When not to use\n\nB.\n\n'
        printf '## How it works\n\nC.\n\n## Research\n\nNone yet.\n'
    } >"$1"
}

# brand FILE COLOUR: a sheet of a council
brand() {
    mkdir -p "$(dirname "$1")"
    printf '/* Harrow Vale */\n:root {\n  --govuk-brand-colour: %s;\n}\n' "$2" >"$1"
}

claim 'a folder that is not there is said, and not waited for'
run serve --listen 127.0.0.1:0 --live our
expect_exit 66
expect_err '^waymark: --live our is no folder'

claim 'an entry is no catalogue, and the one it is in is named'
entry ours/pattern/kept/index.md 'Kept as it was'
run serve --listen 127.0.0.1:0 --live ours/pattern/kept
expect_exit 66
expect_err '^waymark: --live ours/pattern/kept is one entry: .*--live ours/pattern/kept/../..'

serve data --live ours

claim 'a new entry is there as soon as it is saved'
get /patterns/pattern/mine
expect_exit 404
entry ours/pattern/mine/index.md 'My first words'
get /patterns/pattern/mine
expect_exit 200
expect_out 'My first words'

claim 'and each change of it'
entry ours/pattern/mine/index.md 'My other words'
get /patterns/pattern/mine
expect_out 'My other words'
mkdir ours/pattern/mine/default
printf -- '---\ntitle: Shown\n---\n<p>an example</p>\n' >ours/pattern/mine/default/index.html
get /patterns/pattern/mine/default/
expect_exit 200
expect_out 'an example'

claim 'a slip says file, line and reason in the place of the entry, and in no other'
printf -- '---\ntitle: X\ndescription: Y.\nstatus: gold\n---\n' >ours/pattern/mine/index.md
get /patterns/pattern/mine
expect_exit 404
expect_out 'pattern/mine/index.md:4: .*gold'
get /patterns/pattern/kept
expect_exit 200
get /patterns/component/radios
expect_exit 200

claim 'mended it is back, removed it is gone'
entry ours/pattern/mine/index.md 'My last words'
get /patterns/pattern/mine
expect_out 'My last words'
rm -r ours/pattern/mine
get /patterns/pattern/mine
expect_exit 404

claim 'an entry of the same name stands in for the built-in one'
get /patterns/pattern/address-lookup
expect_exit 200
entry ours/pattern/address-lookup/index.md 'Where do they live'
get /patterns/pattern/address-lookup
expect_out 'Where do they live'

claim 'the data folder’s own entries are read again too'
entry data/catalogue/pattern/of-the-folder/index.md 'Of the data folder'
get /patterns/pattern/of-the-folder
expect_out 'Of the data folder'

claim 'the folder that is written in may be the data folder’s own'
stop
serve data --live data/catalogue
get /patterns/pattern/of-the-folder
expect_out 'Of the data folder'
entry data/catalogue/pattern/of-the-folder/index.md 'Written where it is served'
get /patterns/pattern/of-the-folder
expect_out 'Written where it is served'
stop
entry data/catalogue/pattern/of-the-folder/index.md 'Of the data folder'
serve data --live ours

claim 'a council’s colours are there as they are saved, and told where they are wrong'
get /patterns/brands/harrow-vale.css
expect_exit 404
brand data/brands/harrow-vale.css '#004499'
get /patterns/brands/harrow-vale.css
expect_exit 200
expect_out 'brand-colour: #004499;'
brand data/brands/harrow-vale.css '#225500'
get /patterns/brands/harrow-vale.css
expect_out 'brand-colour: #225500;'
get '/patterns/component/button/default/?brand=harrow-vale'
expect_exit 200
brand data/brands/harrow-vale.css 'loud'
get /patterns/brands/harrow-vale.css
expect_exit 404
cp served out
expect_out 'catalogue: brands/harrow-vale.css:3: '
rm data/brands/harrow-vale.css
get '/patterns/component/button/default/?brand=harrow-vale'
expect_exit 404
stop

claim 'of a source tree the entries on disk are shown, and no others'
mkdir -p tree/patterns/catalogue/pattern
entry tree/patterns/catalogue/pattern/only/index.md 'The only one'
serve other --live tree
brand tree/patterns/brands/of-the-tree.css '#004499'
get /patterns/brands/of-the-tree.css
expect_exit 200
get /patterns/pattern/only
expect_exit 200
get /patterns/pattern/address-lookup
expect_exit 404
get /patterns/component/radios
expect_exit 200

claim 'without --live nothing changes while it is served'
stop
serve data
get /patterns/pattern/of-the-folder
expect_exit 200
rm -r data/catalogue/pattern/of-the-folder
get /patterns/pattern/of-the-folder
expect_exit 200
