/* What a file of BPMN may be, what is refused, and what is told of the rest. */
#include <stdlib.h>

#include "base/text.h"
#include "patterns/process/tell.h"
#include "tests/unit/random_process.h"

#define NS "http://www.omg.org/spec/BPMN/20100524/MODEL"
#define ALL(body)                                                              \
    "<definitions xmlns='" NS "' id='d'>\n" body "</definitions>\n"
#define PROCESS(body) ALL("<process id='p'>\n" body "</process>\n")
#define WAY(id, from, to)                                                      \
    "<sequenceFlow id='" id "' sourceRef='" from "' targetRef='" to "'/>\n"
#define GOOD                                                                   \
    "<startEvent id='a' name='A'/>\n<endEvent id='e' name='E'/>\n" WAY(        \
        "f", "a", "e")

struct reading {
    struct problems problems;
    struct process *process; /* NULL: it was refused */
};

static struct reading read_n(struct arena *a, const char *text, size_t n)
{
    struct reading r = {.process = NULL};
    struct origin o = {.arena = a, .problems = &r.problems, .file = "x.bpmn"};

    problems_init(&r.problems, a, 10);
    if (process_read(&o, text, n, &r.process))
        r.process = NULL;
    return r;
}

static void is_refused(struct arena *a, const char *text, int line,
                       const char *words)
{
    struct reading r = read_n(a, text, strlen(text));

    if (r.process || r.problems.n != 1)
        fail_msg("not refused, or not once:\n%s", text);
    assert_string_equal(r.problems.at[0].place,
                        arena_printf(a, "x.bpmn:%d", line));
    if (!strstr(r.problems.at[0].message, words))
        fail_msg("it does not say \"%s\" but \"%s\"", words,
                 r.problems.at[0].message);
}

static void what_cannot_be_shown_is_refused_by_line(void **state)
{
    static const struct {
        const char *text;
        int line;
        const char *says;
    } cases[] = {
        {"", 1, "not well-formed"},
        {"\xff\xfe<\0", 1, "is not UTF-8: byte FF in column 1"},
        {"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", 1, "UTF-8"},
        {"<!DOCTYPE a [<!ENTITY b 'c'>]>\n<a>&b;</a>", 1, "DOCTYPE"},
        {"<definitions/>", 1, "is not BPMN 2.0"},
        {"<definitions xmlns='urn:other'/>", 1, "is not BPMN 2.0"},
        {ALL(""), 1, "has no <process>"},
        {PROCESS(""), 2, "has no step"},
        {ALL("<process id='p'>\n<a>\n</process>"), 4, "not well-formed"},
        {PROCESS(GOOD WAY("g", "a", "gone")), 6, "leads to \"gone\""},
        {PROCESS(GOOD WAY("g", "gone", "e")), 6, "comes from \"gone\""},
        {PROCESS(GOOD "<task id='a' name='B'/>\n"), 6, "id a is there twice"},
        {PROCESS(GOOD "<task name='B'/>\n"), 6, "has no id"},
        {PROCESS(GOOD "<boundaryEvent id='b' attachedToRef='e'/>\n"), 6,
         "attachedToRef must name a task"},
        {ALL("<process id='p'>\n" GOOD "<task id='t' name='T'/></process>\n"
             "<process id='q'>\n<boundaryEvent id='b' attachedToRef='t'/>"
             "</process>\n"),
         8, "attachedToRef must name a task of this process"},
        {PROCESS(GOOD "<task id='t'/>\n"
                      "<boundaryEvent id='b' attachedToRef='t'/>\n" WAY(
                          "g", "a", "b")),
         8, "nothing may lead there"},
        {ALL("<process id='p'>\n</process>\n<process id='p'>\n" GOOD
             "</process>\n"),
         4, "of this id already"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        is_refused(*state, cases[i].text, cases[i].line, cases[i].says);
}

/* before0after, before1after ... */
static void add_times(struct buf *b, int n, const char *before,
                      const char *after)
{
    int i;

    for (i = 0; i < n; i++)
        buf_addf(b, "%s%d%s", before, i, after);
}

/* One under each lid is taken, one over it is not. */
static void holds_to_lid(struct arena *a, int lid, const char *before,
                         const char *after)
{
    bool tasks = text_starts(before, "<task");
    struct buf b;
    int n;

    for (n = lid; n <= lid + 1; n++) {
        buf_init(&b, PROCESS_SIZE_MAX);
        buf_adds(&b, "<definitions xmlns='" NS "'>\n<process id='p'>\n");
        buf_adds(&b, tasks ? "" : "<task id='t0'/>\n");
        add_times(&b, n, before, after);
        buf_adds(&b, "</process></definitions>\n");
        if (n > lid)
            is_refused(a, b.text, (tasks ? 3 : 4) + lid,
                       arena_printf(a, "more than %d", lid));
        else if (!read_n(a, b.text, b.len).process)
            fail_msg("%d are too many", n);
        buf_release(&b);
    }
}

static void every_size_has_a_lid(void **state)
{
    struct buf b;

    holds_to_lid(*state, PROCESS_NODES_MAX, "<task id='t", "'/>\n");
    holds_to_lid(*state, PROCESS_FLOWS_MAX, "<sequenceFlow id='f",
                 "' sourceRef='t0' targetRef='t0'/>\n");
    buf_init(&b, (size_t)4 * PROCESS_SIZE_MAX);
    buf_adds(&b, "<definitions xmlns='" NS "'>");
    add_times(&b, PROCESS_DEPTH_MAX, "<extensionElements a='", "'>");
    is_refused(*state, b.text, 1, "nests deeper than 40");
    buf_reset(&b);
    buf_adds(&b, PROCESS(GOOD));
    add_times(&b, PROCESS_SIZE_MAX / 10, "<!-- ", " -->");
    is_refused(*state, b.text, 1, "larger than 1024 KiB");
    buf_reset(&b);
    buf_adds(&b, "<definitions xmlns='" NS "'><process id='p'><task id='t' "
                 "name='");
    add_times(&b, PROCESS_NAME_MAX / 2, "x", "");
    buf_adds(&b, "'/></process></definitions>");
    is_refused(*state, b.text, 1, "longer than 200 bytes");
    buf_release(&b);
}

static void is_noted(struct arena *a, const char *text, int line,
                     const char *words)
{
    struct reading r = read_n(a, text, strlen(text));
    const char *place = arena_printf(a, "x.bpmn:%d", line);
    size_t i;

    if (!r.process)
        fail_msg("%s: %s", r.problems.at[0].place, r.problems.at[0].message);
    for (i = 0; i < r.process->notes.n; i++)
        if (strcmp(r.process->notes.at[i].place, place) == 0 &&
            strstr(r.process->notes.at[i].message, words))
            return;
    fail_msg("%s does not say \"%s\":\n%s", place, words, text);
}

static void what_should_be_mended_is_told_by_line(void **state)
{
    static const char *const good = PROCESS(GOOD);
    static const char *const otherwise = /* which a default way is */
        PROCESS("<startEvent id='a' name='A'/>\n"
                "<exclusiveGateway id='q' name='Q' default='h'/>\n"
                "<endEvent id='e' name='E'/>\n" WAY("f", "a", "q")
                    WAY("g", "q", "e' name='Yes") WAY("h", "q", "e"));

    is_noted(*state,
             PROCESS("<laneSet><lane id='l' name='Crew'/></laneSet>\n" GOOD), 4,
             "\"A\" is in no lane");
    is_noted(*state, PROCESS(GOOD "<task id='t' name='T'/>\n"), 6,
             "\"T\" is never reached");
    is_noted(*state, PROCESS(GOOD "<task id='t' name='T'/>\n"), 6,
             "nothing follows \"T\"");
    is_noted(*state, PROCESS(GOOD "<userTask id='t'/>\n"), 6, "has no name");
    is_noted(*state,
             PROCESS(GOOD "<task id='t' name='T'/>\n" WAY("g", "t", "a")), 3,
             "a flow leads to \"A\", which is a start");
    is_noted(*state,
             PROCESS("<startEvent id='a' name='A'/>\n"
                     "<task id='t' name='T'/>\n" WAY("f", "a", "t")
                         WAY("g", "t", "t")),
             2, "has no end");
    is_noted(*state,
             PROCESS("<startEvent id='a' name='A'/>\n"
                     "<exclusiveGateway id='q' name='Q'/>\n"
                     "<endEvent id='e' name='E'/>\n" WAY("f", "a", "q")
                         WAY("g", "q", "e") WAY("h", "q", "e")),
             8, "a way out of \"Q\" does not say when");
    is_noted(*state,
             PROCESS("<startEvent id='a' name='A'/>\n"
                     "<exclusiveGateway id='q'/>\n"
                     "<endEvent id='e' name='E'/>\n" WAY("f", "a", "q")
                         WAY("g", "q", "e") WAY("h", "q", "e")),
             8, "a way out of the decision in line 4 does not say when");
    assert_int_equal(
        read_n(*state, otherwise, strlen(otherwise)).process->notes.n, 0);
    is_noted(*state,
             ALL("<process id='p'>\n" GOOD "</process>\n"
                 "<process id='q'>\n"
                 "<task id='t' name='T'/>\n" WAY("g", "a", "t") "</process>\n"),
             9, "a flow leads from \"A\" to \"T\" of another process");
    is_noted(*state, PROCESS(GOOD "<textAnnotation id='n'/>\n"), 6,
             "<textAnnotation> is kept in the file, but not shown");
    assert_int_equal(read_n(*state, good, strlen(good)).process->notes.n, 0);
}

/* A prefix is whatever the file likes; extensions and what is in a
 * sub-process are passed over. */
static void a_lane_holds_steps_of_its_own_process_only(void **state)
{
    static const char *const text =
        ALL("<collaboration id='c'>\n"
            "<participant id='x' name='Council' processRef='p'/>\n"
            "<participant id='y' name='Contractor' processRef='q'/>\n"
            "</collaboration>\n"
            "<process id='p'>\n<laneSet><lane id='l' name='Desk'>\n"
            "<flowNodeRef>b</flowNodeRef>\n"
            "<flowNodeRef>none</flowNodeRef>\n</lane></laneSet>\n" GOOD
            "</process>\n"
            "<process id='q'><startEvent id='b' name='B'/>"
            "<endEvent id='d' name='D'/>" WAY("g", "b", "d") "</process>\n");
    const struct process *p = read_n(*state, text, strlen(text)).process;

    is_noted(*state, text, 8, "the lane holds b, which is no step of its");
    is_noted(*state, text, 9, "the lane holds none, which is no step of its");
    assert_non_null(p);
    assert_string_equal(p->nodes[2].name, "B");
    assert_string_equal(process_who(p, &p->nodes[2]), "Contractor");
}

static void elements_are_known_by_their_namespace(void **state)
{
    static const char text[] =
        "<q:definitions xmlns:q='" NS "' xmlns:z='urn:z'>\n"
        "<q:process id='p' name='P'><q:documentation>D</q:documentation>\n"
        "<z:startEvent id='not'/>\n"
        "<q:startEvent id='a' name='A&#10; b'/>\n"
        "<q:subProcess id='s' name='S'><q:task id='inner' name='I'/>\n"
        "<q:sequenceFlow id='in' sourceRef='inner' targetRef='nowhere'/>\n"
        "</q:subProcess>\n"
        "<q:endEvent id='e' name='E'><q:terminateEventDefinition/>\n"
        "</q:endEvent>\n"
        "<q:sequenceFlow id='f' sourceRef='t:a' targetRef='s'/>\n"
        "<q:sequenceFlow id='g' sourceRef='s' targetRef='e'/>\n"
        "</q:process></q:definitions>";
    const struct process *p = read_process(*state, text);

    assert_int_equal(p->n_nodes, 3);
    assert_int_equal(p->n_flows, 2);
    assert_string_equal(p->nodes[0].name, "A b");
    assert_int_equal(p->nodes[1].kind, NODE_SUB);
    assert_int_equal(p->nodes[2].mark, MARK_TERMINATE);
    assert_int_equal(p->notes.n, 0);
}

static void lanes_of_lanes_count_as_the_innermost(void **state)
{
#define OUTER "<flowNodeRef>a</flowNodeRef><flowNodeRef>e</flowNodeRef>"
#define INNER                                                                  \
    "<childLaneSet><lane id='x' name='Desk'><flowNodeRef> a </flowNodeRef>"    \
    "</lane><lane id='y' name='Post'><flowNodeRef>e</flowNodeRef></lane>"      \
    "</childLaneSet>"
#define LANES(held)                                                            \
    PROCESS("<laneSet><lane id='o' name='Office'>" held                        \
            "</lane></laneSet>\n" GOOD)
    static const char *const texts[] = {LANES(OUTER INNER), LANES(INNER OUTER)};
    size_t i;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        const struct process *p = read_process(*state, texts[i]);

        assert_int_equal(p->n_lanes, 2);
        assert_string_equal(process_who(p, &p->nodes[0]), "Desk");
        assert_string_equal(process_who(p, &p->nodes[1]), "Post");
        assert_int_equal(p->notes.n, 0);
    }
}

/* Two councils that work together, and a bank that we know nothing of. */
static void several_pools_and_their_messages_are_read(void **state)
{
    const struct process *p = read_process(
        *state,
        ALL("<collaboration id='c'><participant id='one' name='County' "
            "processRef='p1'/><participant id='two' name='District' "
            "processRef='p2'/><participant id='bank' name='Bank'/>"
            "<participant id='post' name='Post'/>\n"
            "<messageFlow id='m0' sourceRef='bank' targetRef='post'/>\n"
            "<messageFlow id='m1' sourceRef='e1' targetRef='a2'/>\n"
            "<messageFlow id='m2' sourceRef='e2' targetRef='bank'/>\n"
            "<messageFlow id='m3' sourceRef='gone' targetRef='bank'/>\n"
            "</collaboration>\n"
            "<process id='p2'><startEvent id='a2' name='A'/>"
            "<endEvent id='e2' name='E'/>" WAY(
                "f2", "a2", "e2") "</process><process id='p1'><startEvent "
                                  "id='a1' name='B'/>"
                                  "<endEvent id='e1' name='F'/>" WAY(
                                      "f1", "a1", "e1") "</process>"));

    const struct process_telling told = process_tell(*state, p);

    assert_int_equal(p->n_pools, 4);
    assert_int_equal(p->n_nodes, 6); /* with the bank and the post */
    assert_int_equal(p->n_flows, 5);
    assert_int_equal(told.n_messages, 1);
    assert_string_equal(told.messages[0].text,
                        "A message goes from Bank to Post");
    assert_string_equal(process_who(p, &p->nodes[0]), "District");
    assert_string_equal(process_who(p, &p->nodes[2]), "County");
    assert_int_equal(p->nodes[4].kind, NODE_POOL);
    assert_int_equal(p->notes.n, 1); /* m3 */
}

#define SHAPE(of, x, y, w, h)                                                  \
    "<i:BPMNShape id='s_" of "' bpmnElement='" of "'><c:Bounds x='" x          \
    "' y='" y "' width='" w "' height='" h "'/></i:BPMNShape>"
#define EDGE                                                                   \
    "<i:BPMNEdge id='s_f' bpmnElement='f'><n:waypoint x='136' y='118'/>"       \
    "<n:waypoint x='300' y='118.4'/></i:BPMNEdge>"
#define DIAGRAM(shapes)                                                        \
    "<i:BPMNDiagram xmlns:i='http://www.omg.org/spec/BPMN/20100524/DI' "       \
    "xmlns:c='http://www.omg.org/spec/DD/20100524/DC' "                        \
    "xmlns:n='http://www.omg.org/spec/DD/20100524/DI'><i:BPMNPlane "           \
    "bpmnElement='p'>" shapes "</i:BPMNPlane></i:BPMNDiagram>"
#define DRAWN(shapes) ALL("<process id='p'>" GOOD "</process>" DIAGRAM(shapes))

/* The file's own diagram is used if it shows everything, and not otherwise. */
static void a_whole_diagram_is_kept_and_half_of_one_is_not(void **state)
{
    static const char whole[] =
        DRAWN(SHAPE("a", "100", "100", "36", "36")
                  SHAPE("e", "300", "-4e1", "36", "316") EDGE);
    static const char half[] = DRAWN(SHAPE("a", "100", "100", "36", "36") EDGE);
    const struct process *p = read_process(*state, whole);
    int width, height;

    assert_true(p->has_diagram);
    assert_int_equal(p->nodes[1].shape.box.y, -40);
    assert_string_equal(written_process(*state, p), whole);
    process_size(p, &width, &height);
    assert_int_equal(height, 12 + 40 + 276 + 12 + 20);

    p = read_process(*state, half);
    assert_false(p->has_diagram);
    assert_null(strstr(written_process(*state, p), "s_a"));
    assert_non_null(strstr(written_process(*state, p), "bpmnElement=\"e\""));
    assert_int_equal(p->notes.n, 1);
}

static void a_diagram_of_no_numbers_is_refused(void **state)
{
    is_refused(*state, DRAWN(SHAPE("a", "nan", "0", "1", "1")), 5,
               "x must be a number");
    is_refused(*state, DRAWN(SHAPE("a", "1e9", "0", "1", "1")), 5,
               "x must be a number");
    is_refused(*state, DRAWN(SHAPE("a", "1", "0", "-1", "1")), 5,
               "must not be below 0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(what_cannot_be_shown_is_refused_by_line),
        with_arena(every_size_has_a_lid),
        with_arena(what_should_be_mended_is_told_by_line),
        with_arena(a_lane_holds_steps_of_its_own_process_only),
        with_arena(elements_are_known_by_their_namespace),
        with_arena(lanes_of_lanes_count_as_the_innermost),
        with_arena(several_pools_and_their_messages_are_read),
        with_arena(a_whole_diagram_is_kept_and_half_of_one_is_not),
        with_arena(a_diagram_of_no_numbers_is_refused),
    };

    return cmocka_run_group_tests_name("files of BPMN", tests, NULL, NULL);
}
