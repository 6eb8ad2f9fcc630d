# install.sh - `make install`, and the unit that systemd runs it by.
. tests/cli/lib.sh

# install_at PREFIX
install_at() {
    ran="make install PREFIX=$1"
    make -s -C "$top" install DESTDIR="$folder/stage" PREFIX="$1" >out 2>err
    status=$?
    unit=stage$1/lib/systemd/system/waymark.service
}

claim 'what is installed is the program that was built'
install_at /usr
expect_exit 0
WAYMARK=$folder/stage/usr/bin/waymark
run demo
expect_exit 0
expect_out '^Exampleton council'

claim 'its unit runs that program on the folder and with the options that the documentation names'
grep -q '^ExecStart=/usr/bin/waymark --data /var/lib/waymark serve \$WAYMARK_SERVE$' "$unit" ||
    fault "$(grep ExecStart= "$unit")"
grep -q '^StateDirectory=waymark$' "$unit" || fault 'it cannot write to /var/lib/waymark'
options=$(sed -n "s/^echo 'WAYMARK_SERVE=\"\(.*\)\"' .*/\1/p" "$top/docs-site/operate.md")
[ -n "$options" ] || fault 'the documentation names no options'
serve data $options
get /readyz
[ "$status" = 200 ] || fault "with $options it answers $status"
stop

claim 'systemd takes the unit as it is'
if command -v systemd-analyze >out; then
    install_at "$folder/usr"
    mkdir -p "$folder/usr/bin"
    cp "$folder/stage$folder/usr/bin/waymark" "$folder/usr/bin/"
    ran='systemd-analyze verify'
    systemd-analyze verify "$unit" >out 2>err
    status=$?
    expect_exit 0
    [ ! -s err ] || fault 'it is not content'
else
    claim_skip='there is no systemd-analyze here'
fi
