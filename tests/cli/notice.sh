# A privacy notice, by command.
. tests/cli/lib.sh

claim 'the notice alone is printed, and beside it what is left to confirm'
run notice --organisation 'Exampleton Council' --service 'Report a missed bin' --contact privacy@example.org
expect_exit 0
expect_out '^Exampleton Council counts how people get through “Report a missed bin”'
expect_err '^For your data protection officer to confirm:$'
if grep -q 'to confirm' out; then fault 'the list stands in the notice'; fi
[ ! -e data ] || fault 'it made a data folder'

claim 'as HTML it can be pasted'
run notice --storage none --months 0 --html
expect_exit 0
expect_out '^<p>We keep nothing on your machine'
expect_out 'kept for good'

claim 'what cannot be is told'
run notice --storage cookie
expect_exit 2
expect_err '--storage is session, none or own'
run notice --months many
expect_exit 2
run notice --organisation "$(printf 'a\377')"
expect_exit 2
expect_err 'must be UTF-8'
