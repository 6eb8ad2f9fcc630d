# A library that was imported before and is imported again, newer.
. tests/cli/lib.sh
cases=$top/tests/cases/catalogue

claim 'a newer version takes the place of the older, whole'
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
expect_out 'component/tag/as-a-link/index.html: was written or changed here, and stays'
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

claim 'a file added here stays when a newer version brings one of its name'
mkdir data/catalogue/component/tag/with-a-shadow
printf -- '---\ntitle: Ours\n---\n<b>our own shadow</b>\n' >data/catalogue/component/tag/with-a-shadow/index.html
run import-patterns govuk-frontend newer
expect_out 'component/tag/with-a-shadow/index.html: was written or changed here, and stays'
taken component/tag/with-a-shadow/index.html 'our own shadow'
run import-patterns govuk-frontend newer
taken component/tag/with-a-shadow/index.html 'our own shadow'

claim 'an entry of our own is never written over, nor mixed with another of its name'
mkdir -p own/catalogue/component
cp -r data/catalogue/component/tag own/catalogue/component/tag
rm -r own/catalogue/component/tag/.imported own/catalogue/component/tag/as-a-link
sed -i 's/^title:.*/title: Our own/' own/catalogue/component/tag/index.md
cp -r own/catalogue before
"$WAYMARK" --data own import-patterns govuk-frontend newer >out 2>err
[ $? = 1 ] || fault 'it is not told by the exit'
expect_out '^0 taken, 0 unchanged, 1 refused$'
expect_err 'component/tag is there already, and no import wrote it'
diff -r before own/catalogue >out || fault 'it is not as it was'

claim 'a file that grew past what is read, or cannot be read, is not taken for none'
file=data/catalogue/component/tag/as-a-link/index.html
head -c 1100000 /dev/zero | tr '\0' x >>$file
cp $file grown
run import-patterns govuk-frontend older
expect_out 'as-a-link/index.html: was written or changed here, and stays'
cmp -s $file grown || fault 'it was written over'
printf '<b>as we like it\n' >$file
if strace -o /dev/null true 2>/dev/null; then
    for error in EIO EMFILE; do
        strace -f -o trace -P $file -e trace=openat -e inject=openat:error=$error \
            "$WAYMARK" --data data import-patterns govuk-frontend newer >out 2>err
        [ $? = 74 ] || fault "$error: it does not end as storage that failed"
        expect_err "cannot read .*$file: "
        taken component/tag/as-a-link/index.html 'as we like it'
    done
else
    claim_skip='strace is not here, or may not trace'
fi

claim 'what a source has and cannot be read of it takes nothing away'
mkdir -p torn/a
printf '<b>a</b>\n' >torn/a/a.hbs && printf '<b>big</b>\n' >torn/a/a--big.hbs
run import-patterns fractal torn --prefix torn
taken component/torn-a/big/index.html '<b>big'
printf '\377\376' >>torn/a/a--big.hbs
run import-patterns fractal torn --prefix torn
expect_err 'a/a--big.hbs:2: is not UTF-8'
expect_out '^cut: component/torn-a/big/index.html: is not in what could be read of the source, and stays$'
taken component/torn-a/big/index.html '<b>big'
rm torn/a/a--big.hbs
run import-patterns fractal torn --prefix torn
expect_out 'component/torn-a/big/index.html: the source has it no longer: it was taken away'
[ ! -e data/catalogue/component/torn-a/big ] || fault 'what the source has no longer is there'
