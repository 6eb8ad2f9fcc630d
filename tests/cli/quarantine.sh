# Setting attempts aside with a reason, and giving them back.
. tests/cli/lib.sh
now=2026-03-10T10:00:00Z
"$WAYMARK" --data data journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null
cat >log.ndjson <<'END'
{"journey":"missed-bin","attempt":"attempt-1","seq":0,"kind":"view","step":"start","at":"2026-03-02T10:00:00Z","release":"2.0"}
{"journey":"missed-bin","attempt":"attempt-1","seq":1,"kind":"view","step":"done","at":"2026-03-02T10:01:00Z"}
{"journey":"missed-bin","attempt":"attempt-2","seq":0,"kind":"view","step":"start","at":"2026-03-03T10:00:00Z","release":"2.1"}
{"journey":"missed-bin","attempt":"attempt-3","seq":0,"kind":"view","step":"start","at":"2026-03-03T11:00:00Z","release":"2.1"}
END
"$WAYMARK" --data data import --journey missed-bin --now $now log.ndjson >/dev/null

claim 'a release is set aside, with its reason, and in no rate'
run figures missed-bin --json --now $now
cp out before.json
run quarantine add missed-bin --release 2.1 --reason 'the pages of 2.1 went in circles'
expect_exit 0
expect_out 1
expect_err 'Quarantine 1: 2 attempts of release 2.1 held apart'
run figures missed-bin --json --now $now
expect_json 'it.started === 1 && it.completed === 1 && it.abandoned === 0 && it.apart.quarantine === 2 && it.completionRate.m === 1'
run figures missed-bin --now $now
expect_out 'held apart: bots 0, bursts 0, quarantine 2'
run attempts missed-bin --now $now
expect_out '"apart":"quarantine"'
run verify
expect_exit 0

claim 'what is set aside is listed'
run quarantine list
expect_out 'release 2.1              the pages of 2.1 went in circles'
run quarantine list --json
expect_json 'it.length === 1 && it[0].number === 1 && it[0].journey === "missed-bin" && it[0].of === "release 2.1"'

claim 'removed, every figure is what it was'
run quarantine remove 1
expect_exit 0
expect_err '2 attempts count again'
run figures missed-bin --json --now $now
cmp -s out before.json || fault 'the figures are others'
run verify
expect_exit 0

claim 'an import and days can be set aside too'
run quarantine add missed-bin --import 1 --reason 'the wrong file'
expect_err '3 attempts of import 1 held apart'
run quarantine add missed-bin --from 2026-03-02 --until 2026-03-02 --reason 'a day of training'
expect_err '0 attempts of 2026-03-02 to 2026-03-02 held apart'
run quarantine remove 2
expect_err '2 attempts count again'

claim 'what cannot be meant is refused with the reason'
run quarantine add missed-bin --release 9 --reason x
expect_exit 2
expect_err 'is named by no attempt of this journey'
run quarantine add missed-bin --release 2.1
expect_exit 2
expect_err 'reason'
run quarantine add missed-bin --from 2026-03-02 --reason x
expect_exit 2
expect_err '--from and --until go together'
run quarantine add nowhere --release 2.1 --reason x
expect_exit 2
run quarantine remove 77
expect_exit 2
expect_err 'there is no such quarantine'
