# two-commands.sh - tools/start and tools/check, where nothing can be installed.
. tests/cli/lib.sh

# A PATH that holds only what each line names.
only() {
    rm -rf bin
    mkdir bin
    for tool in sh dirname printf env "$@"; do
        ln -s "$(command -v "$tool" || echo /bin/"$tool")" bin/"$tool"
    done
}

# stand-in NAME: a program that does what its standard input says.
stand_in() {
    rm -f "bin/$1"
    { echo '#!/bin/sh'; cat; } >"bin/$1"
    chmod +x "bin/$1"
}

try() {
    ran="$1"
    (cd "$folder" && . "$top/tools/need.sh" && PATH=$folder/bin && need "$need_to_build") >out 2>err
    status=$?
}

claim 'on a system that is no Debian it names what is needed, and stops'
only id
try need
expect_exit 69
expect_out 'no Debian system'
expect_out 'libmicrohttpd-dev'

claim 'without root and without sudo it says what to ask for, and stops'
only apt-get
echo 'exit 1' | stand_in dpkg-query
echo 'echo 1000' | stand_in id
try need
expect_exit 77
expect_out 'apt-get install .*libmicrohttpd-dev'

claim 'with everything there, nothing is installed and nothing is said'
only
echo 'echo installed' | stand_in dpkg-query
echo 'touch called; exit 1' | stand_in apt-get
try need
expect_exit 0
[ ! -s out ] || fault "it talks though nothing is missing"
[ ! -e called ] || fault "it called apt-get though nothing is missing"

claim 'the lists of packages are fetched only when those here do not do'
only mkdir tail
echo 'echo 0' | stand_in id
echo 'exit 1' | stand_in dpkg-query
echo 'echo "$*" >>calls' | stand_in apt-get
try need
expect_exit 0
! grep -q update calls || fault "it ran apt-get update though the packages were known"
rm -f calls
printf '%s\n' 'echo "$*" >>calls' '[ -e known ] && exit' 'case "$*" in *update*) : >known ;; *) exit 100 ;; esac' | stand_in apt-get
try need
expect_exit 0
grep -q update calls || fault "it did not run apt-get update though the packages were unknown"

claim 'when apt-get fails it says so, and where to look'
rm -f known
echo 'echo "E: no such thing"; exit 100' | stand_in apt-get
try need
expect_exit 69
expect_out 'E: no such thing'
expect_out 'build/install.log'
