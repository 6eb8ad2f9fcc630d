# Backups: whole, held against their manifest, never written over anything.
. tests/cli/lib.sh
now=2026-03-10T10:00:00Z
"$WAYMARK" --data data journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null
printf 'a\tstart\t1772445600000\na\tdone\t1772445660000\nb\tstart\t1772445600000\n' >log.tsv
"$WAYMARK" --data data import --journey missed-bin --now $now log.tsv >/dev/null
mkdir -p data/catalogue/pattern/own/default
echo own >data/catalogue/pattern/own/index.md
mkdir data/brands
echo colours >data/brands/harrow-vale.css
"$WAYMARK" --data data figures missed-bin --json --now $now >before.json

# as FOLDER COMMAND...: run, with that data folder
as() {
    folder_of_data=$1
    shift
    ran="waymark --data $folder_of_data $*"
    "$WAYMARK" --data "$folder_of_data" "$@" >out 2>err
    status=$?
}

claim 'what is restored gives the same figures, and takes the same file as known'
run backup saved
expect_exit 0
expect_out '4 files are in saved'
as other restore saved
expect_exit 0
expect_out '2 attempts recounted'
as other figures missed-bin --json --now $now
expect_same before.json out
as other import --journey missed-bin --now $now log.tsv
expect_out '0 accepted, 3 duplicate'
expect_same data/catalogue/pattern/own/index.md other/catalogue/pattern/own/index.md
expect_same data/brands/harrow-vale.css other/brands/harrow-vale.css

claim 'what a file is called keeps it out of no backup: it is restored, or nothing is called a backup'
cp -r data named
rmdir named/catalogue/pattern/own/default
for name in 'a..b.png' '..hidden' 'caf\303\251 "1".txt'; do
    echo "$name" >"named/catalogue/pattern/own/$(printf "$name")"
done
as named backup saved-names
expect_exit 0
as named-again restore saved-names
expect_exit 0
diff -r named/catalogue named-again/catalogue >differ || fault 'not all that is in the catalogue is restored'
echo lost >"named/catalogue/pattern/own/$(printf 'caf\351.txt')"
as named backup saved-latin
expect_exit 74
expect_err 'named/catalogue/pattern/own/caf\?.txt has a name that is not UTF-8: rename it'
[ ! -e saved-latin/manifest.json ] || fault 'it has a manifest all the same'

claim 'a backup is not written over another, nor a restore over data'
run backup saved
expect_exit 73
as other restore saved
expect_exit 1
expect_err 'never overwrites'

claim 'an empty folder is filled as it is, whoever owns what it lies in, and one that is not there is made'
mkdir -p above/ready
chmod 750 above/ready
chmod 555 above
as above/ready restore saved
expect_exit 0
expect_out '2 attempts recounted'
[ "$(stat -c %a above/ready)" = 750 ] || fault 'the folder is another one now'
chmod 755 above
as no/such/folder restore saved
expect_exit 0
expect_out '2 attempts recounted'

claim 'what is in the way of a restore is told'
echo file >in-the-way
as in-the-way restore saved
expect_exit 73
expect_err 'cannot read in-the-way: Not a directory'
as in-the-way/below restore saved
expect_exit 73
expect_err 'cannot read in-the-way/below: Not a directory'

claim 'the key can be kept apart'
run backup apart --without-key
expect_exit 0
expect_out 'attempt.key is not among them'
[ ! -e apart/attempt.key ] || fault 'the key is there'
as without restore apart
expect_exit 0
expect_out 'attempt.key was kept apart: put it into without'
expect_out '2 attempts recounted'
as without import --journey missed-bin --now $now log.tsv
expect_exit 74
expect_err 'attempt.key is missing'
cp data/attempt.key without/
as without import --journey missed-bin --now $now log.tsv
expect_out '0 accepted, 3 duplicate'

claim 'a restore that is cut off leaves nothing to be taken for whole'
if strace -o /dev/null true 2>/dev/null; then
    for cut in rename:when=1 fsync:when=1 fsync:when=4; do
        rm -rf cut
        strace -f -o trace -e trace="${cut%:*}" -e inject="${cut%:*}:signal=SIGKILL:${cut#*:}" \
            "$WAYMARK" --data cut restore saved >out 2>err
        [ $? = 137 ] || fault "it was not cut off at $cut"
        as cut figures missed-bin
        expect_exit 66
        left=$(ls -A cut)
        as cut restore saved
        if [ "$left" ]; then
            expect_exit 1
            expect_err 'never overwrites'
        else
            expect_exit 0
        fi
    done
else
    claim_skip='strace is not here, or may not trace'
fi

claim 'a folder too deep for a backup is named, a path too long and a file that cannot be read'
cp -r data deep
deepest=deep/catalogue
for _ in $(seq 16); do deepest=$deepest/below; done
mkdir -p "$deepest"
as deep backup too-deep
expect_exit 74
expect_err "more than 15 folders deep: $deepest\$"
expect_err 'the backup in too-deep is not complete'
rm -r deep/catalogue/below
name=$(printf 'a%.0s' $(seq 255))
mkdir -p "deep/catalogue/$name/$name/$name/$name/b"
as deep backup too-long
expect_exit 74
expect_err "a path of more than 1023 bytes, of what lies in deep/catalogue/$name/$name/$name/a*\$"
if strace -o /dev/null true 2>/dev/null; then
    strace -f -o trace -P data/catalogue/pattern/own/index.md -e trace=openat -e inject=openat:error=EACCES \
        "$WAYMARK" --data data backup unread >out 2>err
    status=$?
    expect_exit 74
    expect_err 'cannot read data/catalogue/pattern/own/index.md: Permission denied'
fi

claim 'a database that is damaged or emptied is not served, and not touched'
for damage in 'printf x | dd of=hurt/journeys.db bs=1 seek=5 conv=notrunc' 'truncate -s 50000 hurt/journeys.db'; do
    rm -rf hurt
    cp -r data hurt
    eval "$damage" 2>/dev/null
    cksum <hurt/journeys.db >sum
    as hurt serve --listen 127.0.0.1:0
    expect_exit 74
    expect_err 'restore a backup into another folder'
    cksum <hurt/journeys.db >out
    expect_same sum out
done
: >hurt/journeys.db
for command in 'journey list' 'serve --listen 127.0.0.1:0'; do
    as hurt $command
    expect_exit 74
    expect_err 'journeys.db is empty, though there was data'
    [ ! -s hurt/journeys.db ] || fault 'it was made anew'
done

claim 'a folder of another user, or none at all, is told for what it is'
as /etc/passwd journey list
expect_exit 66
expect_err '/etc/passwd is no folder'
other= program=$WAYMARK
if [ "$(id -u)" = 0 ]; then
    other='setpriv --reuid=65534 --regid=65534 --clear-groups'
    program=./waymark-of-all
    cp "$WAYMARK" "$program"
    chmod 755 "$program"
    chmod 711 .
fi
cp -r data kept-in
chmod 500 kept-in
chmod 400 kept-in/journeys.db
$other true 2>/dev/null || claim_skip='no other user can be had here'
for command in 'journey list' 'serve --listen 127.0.0.1:0' 'key list'; do
    [ -z "$claim_skip" ] || break
    ran="$command, by another user"
    $other "$program" --data kept-in $command >out 2>err
    status=$?
    expect_exit 74
    expect_err 'kept-in may not be read and written by this user: run waymark as the user it belongs to'
done
chmod -R u+w kept-in

claim 'one changed byte, and nothing is restored'
cp -r saved damaged
printf x | dd of=damaged/journeys.db bs=1 seek=5000 conv=notrunc 2>/dev/null
as third restore damaged
expect_exit 1
expect_err 'journeys.db is not as it was'
[ ! -e third ] || fault 'something was restored'

claim 'a manifest that leads out of its folder is not followed'
cp -r saved sly
sed -i 's#"attempt.key"#"../data/attempt.key"#' sly/manifest.json
as fourth restore sly
expect_exit 1

claim 'a backup that stopped halfway has no manifest, and is none'
mkdir half
cp saved/journeys.db half
as fifth restore half
expect_exit 66
expect_err 'half is no whole backup, for this is missing: manifest.json, attempt.key .unless it is kept apart.; it was cut off'
expect_err 'make it again with `waymark backup`'
[ ! -e fifth ] || fault 'something was restored'

claim 'of a backup that was copied in part, what is missing is named'
cp -r saved part
rm part/attempt.key part/journeys.db
as sixth restore part
expect_exit 1
expect_err 'part is not the whole backup, for this is missing: '
expect_err 'attempt.key'
expect_err 'journeys.db'
expect_err 'copy it again from where it was made'
[ ! -e sixth ] || fault 'something was restored'

claim 'a folder that is not there is no backup'
as seventh restore nothing-there
expect_exit 66
expect_err 'nothing-there'
