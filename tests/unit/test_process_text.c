/* The ordered text, held against the file by a second, slow reading: of what
 * is written only, as a person would follow it. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/embedded.h"
#include "base/text.h"
#include "tests/unit/random_process.h"
#include "web/markdown_text.h"

enum { ROLLED = 200, TEXT_MAX = 256 * 1024, STEPS_MAX = 200, ARROWS_MAX = 600 };

/* What somebody who follows the numbers gets to know. */
struct followed {
    size_t n_steps, n_arrows;
    char who_and_what[STEPS_MAX][600];
    struct {
        size_t from, to;
        bool is_message;
    } arrows[ARROWS_MAX];
};

static void add_arrow(struct followed *f, size_t from, size_t to, bool message)
{
    assert_true(f->n_arrows < ARROWS_MAX);
    f->arrows[f->n_arrows].from = from;
    f->arrows[f->n_arrows].to = to;
    f->arrows[f->n_arrows++].is_message = message;
}

/* A line "    - If yes, go to 5." */
static bool read_way(struct followed *f, const char *line, size_t n)
{
    const char *at = line + n - 1;
    bool message = text_starts(line, "    - A message");

    if (line[n - 1] != '.' || !isdigit((unsigned char)at[-1])) {
        assert_true(message); /* with somebody who has no number */
        return false;
    }
    while (isdigit((unsigned char)at[-1]))
        at--;
    if (strncmp(at - 5, "o to ", 5) != 0)
        assert_true(message && strncmp(at - 8, "goes to ", 8) == 0);
    add_arrow(f, f->n_steps, strtoul(at, NULL, 10), message);
    return !message;
}

/* A step that says no way leads to the next one, unless it is an end. */
static void follow(struct followed *f, const char *text)
{
    bool says_way = true;
    const char *line;

    f->n_steps = f->n_arrows = 0;
    for (line = text; *line; line += strcspn(line, "\n"), line += *line != 0) {
        size_t n = strcspn(line, "\n");
        char *end;
        unsigned long number = strtoul(line, &end, 10);

        if (text_starts(line, "    - ")) {
            says_way |= read_way(f, line, n);
            continue;
        }
        if (!isdigit((unsigned char)line[0]) || !text_starts(end, ". "))
            continue;
        if (!says_way)
            add_arrow(f, f->n_steps, f->n_steps + 1, false);
        assert_int_equal(number, f->n_steps + 1);
        (void)snprintf(f->who_and_what[f->n_steps++], 600, "%.*s",
                       (int)(line + n - end - 2), end + 2);
        says_way = text_starts(end, ". End") ||
                   strstr(f->who_and_what[f->n_steps - 1], "(nothing follows)");
    }
    if (!says_way)
        add_arrow(f, f->n_steps, 0, false);
}

/* Steps that could be this node, by what they say. */
static size_t steps_like(const struct followed *f, const struct process *p,
                         const struct process_node *n)
{
    const char *name = *n->name ? n->name : "";
    const char *who = process_who(p, n);
    size_t i, like = 0;

    for (i = 0; i < f->n_steps; i++)
        like += strstr(f->who_and_what[i], name) &&
                strstr(f->who_and_what[i], who) != NULL;
    return like;
}

static void says_everything_once(struct arena *a, const char *of,
                                 const struct process *p)
{
    static struct followed f;
    size_t nodes = 0, flows = 0, messages = 0, arrows = 0, letters = 0, i;
    struct buf text;

    buf_init(&text, PROCESS_OUT_MAX);
    assert_ok(process_text(a, p, &text));
    follow(&f, text.text);
    for (i = 0; i < p->n_nodes; i++) {
        if (p->nodes[i].kind == NODE_POOL)
            continue;
        nodes++;
        if (steps_like(&f, p, &p->nodes[i]) == 0)
            fail_msg("%s: no step is %s:\n%s", of, p->nodes[i].name, text.text);
    }
    for (i = 0; i < p->n_flows; i++) {
        if (!p->flows[i].is_message)
            flows++;
        else if (p->nodes[p->flows[i].from].kind != NODE_POOL &&
                 p->nodes[p->flows[i].to].kind != NODE_POOL)
            messages++;
    }
    for (i = 0; i < f.n_arrows; i++) {
        if (f.arrows[i].to < 1 || f.arrows[i].to > f.n_steps)
            fail_msg("%s: %zu leads nowhere:\n%s", of, f.arrows[i].from,
                     text.text);
        *(f.arrows[i].is_message ? &letters : &arrows) += 1;
    }
    if (nodes != f.n_steps || flows != arrows || messages != letters)
        fail_msg("%s: %zu steps for %zu nodes, %zu ways for %zu flows:\n%s", of,
                 f.n_steps, nodes, arrows, flows, text.text);
    buf_release(&text);
}

static size_t number_of(const json_t *steps, const char *id)
{
    const json_t *step;
    size_t i;

    json_array_foreach(
        steps, i,
        step) if (strcmp(json_string_value(json_object_get(step, "id")), id) ==
                  0) return i +
        1;
    return 0;
}

static size_t count_arrows(const struct followed *f, size_t from, size_t to,
                           bool message)
{
    size_t i, n = 0;

    for (i = 0; i < f->n_arrows; i++)
        n += f->arrows[i].from == from && f->arrows[i].to == to &&
             f->arrows[i].is_message == message;
    return n;
}

/* With numbers from the data, every flow of the file is an arrow of the text:
 * the same, and as often. */
static void leads_where_the_file_does(struct arena *a, const char *of,
                                      const struct process *p)
{
    static struct followed f;
    json_t *data = process_data(a, p), *steps = json_object_get(data, "steps");
    struct buf text;
    size_t i, j, n;

    buf_init(&text, PROCESS_OUT_MAX);
    assert_ok(process_text(a, p, &text));
    follow(&f, text.text);
    for (i = 0; i < p->n_flows; i++) {
        const struct process_flow *w = &p->flows[i];
        size_t from = number_of(steps, p->nodes[w->from].id);
        size_t to = number_of(steps, p->nodes[w->to].id);

        for (j = 0, n = 0; j < p->n_flows; j++)
            n += p->flows[j].from == w->from && p->flows[j].to == w->to &&
                 p->flows[j].is_message == w->is_message;
        if (from && to && count_arrows(&f, from, to, w->is_message) != n)
            fail_msg("%s: %s is not told once:\n%s", of, w->id, text.text);
    }
    buf_release(&text);
    json_decref(data);
}

static void for_each(struct arena *a,
                     void (*holds)(struct arena *a, const char *of,
                                   const struct process *p))
{
    const struct embedded_file *f;
    uint32_t seed;
    size_t n = 0;
    char of[32];

    for (f = embedded_all(); f->name; f++) {
        if (!text_ends(f->name, "/process.bpmn"))
            continue;
        holds(a, f->name, read_process(a, f->text));
        n++;
    }
    assert_true(n >= 1);
    for (seed = 0; seed < ROLLED; seed++) {
        struct buf text;

        (void)snprintf(of, sizeof(of), "seed %u", seed);
        buf_init(&text, TEXT_MAX);
        random_process(seed, &text);
        holds(a, of, read_process(a, text.text));
        buf_release(&text);
    }
}

static void every_step_and_way_is_told_once(void **state)
{
    for_each(*state, says_everything_once);
}

static void the_text_leads_where_the_file_does(void **state)
{
    for_each(*state, leads_where_the_file_does);
}

static const char *file_of(struct arena *a, const char *lane, const char *body)
{
    return arena_printf(
        a,
        "<b:definitions xmlns:b=\"http://www.omg.org/spec/BPMN/20100524/"
        "MODEL\"><b:process id=\"p\"><b:laneSet><b:lane id=\"l\" "
        "name=\"%s\"/></b:laneSet>%s</b:process></b:definitions>",
        lane, body);
}

static const char *text_of(struct arena *a, const char *body)
{
    const char *file = file_of(a, "Crew", body);
    struct buf text;
    const char *copy;

    buf_init(&text, PROCESS_OUT_MAX);
    assert_ok(process_text(a, read_process(a, file), &text));
    copy = arena_strdup(a, text.text);
    buf_release(&text);
    return copy;
}

static void says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("it does not say \"%s\" but\n%s", words, text);
}

#define FLOW(id, from, to, more)                                               \
    "<b:sequenceFlow id='" id "' sourceRef='" from "' targetRef='" to          \
    "' " more "/>"

static void it_reads_as_a_person_would_say_it(void **state)
{
    const char *text = text_of(
        *state,
        "<b:startEvent id='a' name='The bin is full'/>"
        "<b:exclusiveGateway id='q' name='Is it ours?' default='f3'/>"
        "<b:manualTask id='t' name='Empty it'/>"
        "<b:boundaryEvent id='w' attachedToRef='t' name='Road closed' "
        "cancelActivity='false'/>"
        "<b:parallelGateway id='s'/><b:serviceTask id='x' name='Note it'/>"
        "<b:sendTask id='y' name='Tell'/><b:parallelGateway id='j'/>"
        "<b:intermediateCatchEvent id='c' name='One day'>"
        "<b:timerEventDefinition/></b:intermediateCatchEvent>"
        "<b:endEvent id='e' name='Emptied'/><b:endEvent id='n' name='Not "
        "ours'/>" FLOW("f1", "a", "q", "") FLOW("f2", "q", "t", "name='Yes'")
            FLOW("f3", "q", "n", "") FLOW("f4", "t", "s", "")
                FLOW("f5", "s", "x", "") FLOW("f6", "s", "y", "")
                    FLOW("f7", "x", "j", "") FLOW("f8", "y", "j", "")
                        FLOW("f9", "j", "c", "") FLOW("g1", "c", "e", "")
                            FLOW("g2", "w", "t", "name='Open again'"));

    says(text, "\n1. Start: The bin is full.\n");
    says(text, "\n2. Decision: Is it ours?\n    - If yes, go to 3.\n    - "
               "Otherwise, go to 11.\n");
    says(text, "\n3. Empty it (by hand).\n");
    says(text, ". During 3: Road closed (3 goes on).\n    - If “Open "
               "again”, go to 3.\n");
    says(text, "All at once: all ways at once.\n    - Go to ");
    says(text, "    - At the same time, go to ");
    says(text, "Note it (by a system).\n");
    says(text, "Tell (a message goes out).\n");
    says(text, "Once all ways here are done: go on.\n");
    says(text, "Wait by the clock: One day.\n");
    says(text, "End: Emptied.\n");
    says(text, "End: Not ours.\n");
}

static void what_begins_is_told_first(void **state)
{
    const char *text = text_of(
        *state, "<b:task id='t' name='By the way'/><b:endEvent id='n' "
                "name='Over'/><b:startEvent id='a' name='Full'/>"
                "<b:endEvent id='e' name='Empty'/>" FLOW("f1", "t", "n", "")
                    FLOW("f2", "a", "e", ""));

    says(text, "\n1. Start: Full.\n2. End: Empty.\n3. By the way.\n");
}

/* CommonMark's own reader gives every name back as it was written. */
static void no_sign_in_a_name_means_anything_in_markdown(void **state)
{
    static const char *const names[] = {"Send <b>all</b>",
                                        "*Is* it __here__?",
                                        "[Look](https://a.example)",
                                        "# One",
                                        "2. or 3) or 4",
                                        "- and + and > it",
                                        "`ls` ~~gone~~ |",
                                        "Tea &amp; a \\ slash",
                                        "![Bins](x.png)",
                                        "===",
                                        "<https://a.example>",
                                        "~~~"};
    enum { NAMES = sizeof(names) / sizeof(names[0]) };
    struct arena *a = *state;
    const char *nodes = "", *plain;
    struct buf text;
    size_t i;

    for (i = 0; i < NAMES; i++) {
        struct buf name;

        buf_init(&name, 1000);
        buf_add_html(&name, names[i], strlen(names[i]));
        nodes = arena_printf(a,
                             "%s<b:task id=\"t%zu\" name=\"%s\"/>"
                             "<b:sequenceFlow id=\"f%zu\" sourceRef=\"t%zu\" "
                             "targetRef=\"t%d\" name=\"%s\"/>",
                             nodes, i, name.text, i, i, i ? 0 : NAMES - 1,
                             name.text);
        buf_release(&name);
    }
    buf_init(&text, PROCESS_OUT_MAX);
    assert_ok(process_text_markdown(
        a, read_process(a, file_of(a, "Crew *one* &lt;i>", nodes)), &text));
    assert_ok(markdown_text(a, text.text, text.len, LINKS_LEFT_OUT, &plain));

    says(plain, "Who takes part: Crew *one* <i>.");
    for (i = 0; i < NAMES; i++) {
        says(plain, arena_printf(a, ". %s", names[i]));
        says(plain, arena_printf(a, "- If “%s”, go to ", names[i]));
    }
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(every_step_and_way_is_told_once),
        with_arena(the_text_leads_where_the_file_does),
        with_arena(it_reads_as_a_person_would_say_it),
        with_arena(what_begins_is_told_first),
        with_arena(no_sign_in_a_name_means_anything_in_markdown),
    };

    return cmocka_run_group_tests_name("processes in words", tests, NULL, NULL);
}
