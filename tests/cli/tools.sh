# tools.sh - the tools that judge the rest are able to say no.
. tests/cli/lib.sh

# program NAME: a test program that does what standard input says.
program() {
    { echo '#!/bin/sh'; cat; } >"$1"
    chmod +x "$1"
}

tally() {
    ran="tools/tally $*"
    "$top/tools/tally" 'some tests' log "$@" >out 2>err
    status=$?
}

program good <<'END'
printf '1..2\nok 1 - a\nok 2 - b\n'
END
program bad <<'END'
printf '1..2\nok 1 - a\nnot ok 2 - b\n# 0x1 != 0x2\n'; exit 1
END
program dead <<'END'
printf '1..3\nok 1 - a\n'; kill -ABRT $$
END
program leaky <<'END'
printf '1..1\nok 1 - a\n'; echo 'leaked 8 bytes' >&2; exit 23
END
program idle <<'END'
echo 'nothing to do'
END
program skips <<'END'
printf 'ok a # SKIP no data here\nok b\nSKIP: no logs here\nnot ok 3 # SKIP c\n'
END

claim 'results are summed'
tally ./good ./skips
expect_exit 0
expect_out '^some tests: 3 passed, 0 failed, 2 skipped$'
expect_out 'ok a # SKIP no data here'
expect_out ' ok # SKIP c: no logs here'

claim 'a failed test is shown with its reason, and fails the whole'
tally ./good ./bad
expect_exit 1
expect_out 'not ok 2 - b'
expect_out '# 0x1 != 0x2'
expect_out '^some tests: 3 passed, 1 failed, 0 skipped$'

claim 'a program that dies before its plan is done has failed'
tally ./dead
expect_exit 1
expect_out 'stopped after 1 of its 3 tests'

claim 'a program that ends badly after passing all has failed, and what it said is shown'
tally ./leaky
expect_exit 1
expect_out 'leaked 8 bytes'
expect_out '^some tests: 1 passed, 1 failed, 0 skipped$'

claim 'a program that runs no test has failed, and so has no program at all'
tally ./idle
expect_exit 1
tally
expect_exit 1

layers() {
    ran='tools/check-layers.awk'
    mkdir -p lib/base tracker
    printf '%s\n' "$1" >lib/base/x.c
    printf '%s\n' "$2" >tracker/y.c
    awk -f "$top/tools/check-layers.awk" "$top/tools/layers.txt" lib/base/x.c tracker/y.c >out 2>err
    status=$?
}

claim 'a folder may include what the layers allow, and nothing else'
layers '#include "base/text.h"' '#include "base/text.h"'
expect_exit 0
layers '#include "tracker/tracker.h"' '#include <stdio.h>'
expect_exit 1
expect_out '^lib/base/x.c:1: lib/base may not include "?tracker/tracker.h'
layers '' '#include <microhttpd.h>'
expect_exit 1
expect_out 'tracker may not include <microhttpd.h>'
