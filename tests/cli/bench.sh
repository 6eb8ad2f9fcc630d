# The bench: that it notices a wrong answer.  How fast anything is, no test asks.
. tests/cli/lib.sh

# A source tree of its own, since data and results lie beside the program.
mkdir -p "$folder/build/bench"
cp "$WAYMARK" "$folder/build/waymark"
cp -r "$(dirname "$WAYMARK")/bench/bin" "$folder/build/bench/bin"

bench() {
    WAYMARK=$folder/build/waymark EVENTS=20000 ROUNDS=1 LOAD_SECONDS=0.2 \
        "$top/tests/bench/run" "$@" >out 2>err
    status=$?
    ran="tests/bench/run $*"
}

claim 'figures, funnels and slices of made-up events are what their maker counted'
bench bytes slice
expect_exit 0
expect_out '^slice +[0-9.]+ +<= 30 ms'

claim 'what was acknowledged while it was measured is there, neither more nor less'
bench durable-64 durable-20
expect_exit 0
expect_out '^durable-64 +[0-9.]+ +>= 0\.55'

claim 'a wrong answer fails the bench'
sed -i 's/^slice mobile cy self a .*/slice mobile cy self a 1/' build/bench/20000/expected.txt
bench slice
expect_exit 1
expect_out 'WRONG: slice: Waymark: a slice is not'

claim 'a row that is not there is named'
bench no-such-row
expect_exit 2
expect_out 'There is no row no-such-row'
