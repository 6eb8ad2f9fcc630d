# recount.awk - the figures of an export, counted again the slow and plain way.
#
#   awk -f recount.awk -v journey=ID -v now=MS export.ndjson
#
# Prints "started 12", "completed 3", …, and for each step "reached STEP 9" and
# "dropped STEP 2".  Written from docs-site/figures.md for journeys of one
# version whose every event has a seq and whose every end has an outcome.

# The text of a key in the line.
function text(key,   at, rest) {
    at = index($0, "\"" key "\":\"")
    if (!at) return ""
    rest = substr($0, at + length(key) + 4)
    return substr(rest, 1, index(rest, "\"") - 1)
}

function number(key,   at) {
    at = index($0, "\"" key "\":")
    return at ? substr($0, at + length(key) + 3) + 0 : -1
}

# The steps of the definition: which is the start, and how the ends end.
function read_definition(   steps, n, i, id, rest) {
    start = text("start")
    rest = $0
    sub(/.*"steps":\[/, "", rest)
    n = split(rest, steps, /\{"id":"/)
    for (i = 2; i <= n; i++) {
        id = substr(steps[i], 1, index(steps[i], "\"") - 1)
        if (steps[i] !~ /^[^"]*","title":/) continue # a field
        step_ids[++n_steps] = id
        if (steps[i] ~ /"kind":"end"/) {
            outcome[id] = steps[i]
            sub(/.*"outcome":"/, "", outcome[id])
            sub(/".*/, "", outcome[id])
        }
    }
    idle_ms = number("idleMinutes") * 60000
    save_ms = number("saveDays") * 86400000
}

# One attempt: its events by seq.
function count_attempt(   i, seq, state, resting, newest, began, seen, kind, step, limit) {
    for (i = 0; i <= top; i++) {
        if (!(i in kinds)) continue
        kind = kinds[i]; step = steps[i]
        if (ats[i] > newest) newest = ats[i]
        if (kind == "help" || kind == "rating" || kind == "contact") continue
        if (state == "completed") continue
        if (!began) { began = 1; if (step != start) { later++; return } }
        if (step == "") step = resting
        resting = step
        seen[step] = 1
        state = kind == "error" ? "failed" : kind == "save" ? "saved" : "open"
        if (step in outcome && kind != "error")
            state = outcome[step] == "error" ? "failed" : "completed"
    }
    if (!began) { later++; return }
    started++
    if (state == "open" && now - newest > idle_ms) state = "abandoned"
    if (state == "saved" && now - newest > save_ms) state = "abandoned"
    states[state]++
    for (step in seen) reached[step]++
    if (state == "abandoned") dropped[resting]++
}

/"waymark":"journey\/1"/ && text("id") == journey { read_definition() }
/"kind":"/ && /"attempt":"/ && text("journey") == journey {
    if (text("attempt") != attempt) {
        if (attempt != "") count_attempt()
        attempt = text("attempt")
        split("", kinds); split("", steps); split("", ats); top = 0
    }
    seq = number("seq")
    kinds[seq] = text("kind"); steps[seq] = text("step"); ats[seq] = number("at")
    if (seq > top) top = seq
}
END {
    if (attempt != "") count_attempt()
    split("completed failed abandoned saved open", names, " ")
    printf "started %d\n", started
    for (i = 1; i <= 5; i++) printf "%s %d\n", names[i], states[names[i]]
    printf "joinedLater %d\n", later
    for (i = 1; i <= n_steps; i++)
        printf "reached %s %d\ndropped %s %d\n", step_ids[i],
            reached[step_ids[i]], step_ids[i], dropped[step_ids[i]]
}
