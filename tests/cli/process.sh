# A process in BPMN 2.0 from the command line.
. tests/cli/lib.sh
bin=$top/patterns/catalogue/service/missed-bin/process.bpmn

claim 'the ordered text is what is printed'
run process "$bin"
expect_exit 0
expect_out '^Who takes part: Resident, Council system, Crew, Supervisor\.$'
expect_out '^1\. Start, Resident: '
expect_out '^    - If yes, go to [0-9]+\.$'
mv out text
run process "$bin" --text
expect_same text out

claim 'as data every step has its number and leads somewhere'
run process "$bin" --json
expect_json 'it.steps.every((s, i) => s.number === i + 1 && s.ways.every((w) => it.steps[w.to - 1]))'

claim 'a drawing is well-formed and the same each time'
run process "$bin" --svg
expect_exit 0
expect_out '^<svg xmlns="http://www\.w3\.org/2000/svg" width='
expect_out '</svg>'
mv out svg
run process "$bin" --svg
expect_same svg out

claim 'with a diagram it is the same file and one part more, which is then kept'
run process "$bin" --with-diagram
expect_exit 0
sed '/<bpmndi:BPMNDiagram/,/<\/bpmndi:BPMNDiagram>/d' out >without
expect_same "$bin" without
mv out drawn.bpmn
run process drawn.bpmn --with-diagram
expect_same drawn.bpmn out
run process drawn.bpmn --with-diagram --anew
expect_same drawn.bpmn out

claim 'what should be mended is told by line, and the rest is shown'
sed 's/ name="Yes"//' "$bin" >unnamed.bpmn
run process unnamed.bpmn
expect_exit 0
expect_err '^unnamed\.bpmn:[0-9]+: a way out of ".*" does not say when it is taken: name it after the answer$'
expect_out '    - Or go to '

claim 'what cannot be shown is refused by line'
sed 's/targetRef="tell"/targetRef="gone"/' "$bin" >loose.bpmn
run process loose.bpmn --svg
expect_exit 1
expect_err '^loose\.bpmn:[0-9]+: the flow leads to "gone", which is no step$'
[ ! -s out ] || fault 'it printed a drawing'
run process missing.bpmn
expect_exit 66
run process "$bin" --svg --json
expect_exit 2
