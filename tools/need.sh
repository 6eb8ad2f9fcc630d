# need.sh - find which Debian packages are missing, and install them.
#
# Sourced by tools/start and tools/check, from the top of the source tree.
# Nothing is done, and the network is left alone, when nothing is missing.

# need TABLE: each line of it says PACKAGE, COMMAND, WHY.  A package is there
# when Debian says so, or when COMMAND (unless it is -) is found all the same.
need() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        need_other_system "$1"
        return
    fi
    need_missing=
    while read -r need_package need_command need_why; do
        [ -n "$need_package" ] || continue
        need_is_there "$need_package" "$need_command" && continue
        [ -n "$need_missing" ] || echo "Missing, and to be installed with apt-get:"
        printf '  %-22s %s\n' "$need_package" "$need_why"
        need_missing="$need_missing $need_package"
    done <<END
$1
END
    [ -z "$need_missing" ] || need_install
}

need_is_there() {
    case $2 in
    -) ;;
    *) ! command -v "$2" >/dev/null || return 0 ;;
    esac
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Not Debian: the packages have other names there, so we only look for commands.
need_other_system() {
    need_missing=$(printf '%s\n' "$1" | while read -r need_package need_command need_why; do
        [ -n "$need_package" ] || continue
        [ "$need_command" != - ] && command -v "$need_command" >/dev/null ||
            printf '  %-22s %s\n' "$need_package" "$need_why"
    done)
    echo "This is no Debian system (there is no apt-get), so nothing is installed for you."
    echo "Make sure you have what these Debian 12 packages hold, then run make:"
    echo "$need_missing"
    exit 69
}

need_install() {
    if [ "$(id -u)" = 0 ]; then
        need_root=
    elif command -v sudo >/dev/null; then
        need_root=sudo
    else
        echo "Installing needs root, and there is no sudo. Ask whoever runs this machine for:"
        echo "  apt-get install --no-install-recommends$need_missing"
        echo "Then run $0 again."
        exit 77
    fi
    mkdir -p build
    echo "Installing them and what they need${need_root:+, with sudo} (minutes; the log is build/install.log) ..."
    if ! need_apt >build/install.log 2>&1; then
        tail -n 20 build/install.log
        echo "apt-get could not install the packages above; build/install.log has all it said."
        echo "Check the network and /etc/apt/sources.list, then run $0 again."
        exit 69
    fi
}

# The lists of packages are fetched only when the ones here do not do.
need_apt() {
    need_apt_get -s install $need_missing && need_apt_get install $need_missing && return
    need_apt_get update && need_apt_get install $need_missing
}

need_apt_get() {
    $need_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
        --no-install-recommends "$@" </dev/null
}

need_to_build='
gcc                gcc         compiles the program
libc6-dev          -           C library: headers
make               make        runs the steps of the build
pkg-config         pkg-config  tells the compiler where libraries are
libmicrohttpd-dev  -           library: HTTP server
libsqlite3-dev     -           library: database
libjansson-dev     -           library: JSON
libcmark-dev       -           library: Markdown
libexpat1-dev      -           library: XML, for XES logs
libsodium-dev      -           library: hashing and keys
libyaml-dev        -           library: YAML, for the catalogue
libzip-dev         -           library: packs of patterns
zlib1g-dev         -           library: gzipped logs
libzstd-dev        -           library: trails in fewer bytes
tzdata             -           time zones
ca-certificates    -           trusted certificates, for npm
nodejs             node        runs npm (the build only; the program needs no Node)
npm                npm         fetches the GOV.UK Frontend stylesheet'

need_to_test='
libcmocka-dev         -                unit tests
clang-14              clang-14         make fuzz: looks for bytes we do not stand
libclang-rt-14-dev    -                make fuzz: sanitizers
clang-format-14       clang-format-14  how the C is laid out
clang-tidy-14         clang-tidy-14    finds mistakes in the C
cppcheck              cppcheck         finds mistakes in the C
chromium              chromium         page tests, in a real browser
strace                strace           command tests: makes a disk fail
fonts-liberation      -                page tests: letters of the usual widths
default-jre-headless  java             runs the HTML validator'
