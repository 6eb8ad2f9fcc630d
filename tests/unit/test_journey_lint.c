/* What the linter of journeys finds, on cases and on real forms. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/text.h"
#include "tests/unit.h"
#include "tracker/lint.h"

#define REAL "../shared/data/real/forms/"

static const char *pattern_fault(const void *self, struct arena *a,
                                 const char *name)
{
    (void)self;
    (void)a;
    return strcmp(name, "radios") == 0 ? NULL : "is no entry";
}

#define P "\"patterns\":[\"radios\"]"
#define DONE                                                                   \
    "{\"id\":\"done\",\"kind\":\"end\",\"outcome\":\"completed\"," P "}"
#define BAD "{\"id\":\"bad\",\"kind\":\"end\",\"outcome\":\"error\"," P "}"
#define ASK(next)                                                              \
    "{\"id\":\"ask\",\"kind\":\"start\"," P ",\"fields\":[{\"id\":\"f\","      \
    "\"options\":[\"a\",{\"value\":\"b\"},\"bb\"]},{\"id\":\"t\"}],\"next\":"  \
    "[" next "]}"
#define TO(step)       "{\"to\":\"" step "\"}"
#define IF(what, step) "{\"when\":{" what "},\"to\":\"" step "\"}"
#define F(op, value)   "\"field\":\"f\",\"" op "\":" value
#define BOTH           TO("done") "," TO("bad")

/* The steps between "start" and the end of the definition. */
static const char *journey(struct arena *a, const char *steps)
{
    return arena_printf(a,
                        "{\"waymark\":\"journey/1\",\"id\":\"j\",\"start\":"
                        "\"ask\",\"steps\":[%s]}",
                        steps);
}

static void lint_text(struct arena *a, const char *text, struct journey_lint *l)
{
    const char *reason;
    json_t *json;

    if (json_read(a, text, strlen(text), 16, &json, &reason))
        fail_msg("%s %s", text, reason);
    *l = (struct journey_lint){.pattern_fault = pattern_fault};
    journey_lint(l, a, json);
}

static const char *found(struct arena *a, const char *steps)
{
    struct journey_lint l;
    const char *all = "";
    size_t i;

    lint_text(a, journey(a, steps), &l);
    for (i = 0; i < l.n; i++)
        all = arena_printf(a, "%s%s %s; ", all, journey_rule_key(l.at[i].rule),
                           l.at[i].place);
    return all;
}

static void each_fault_is_told_once_at_its_place(void **state)
{
    static const struct {
        const char *steps, *want;
    } cases[] = {
        {ASK(BOTH) "," DONE "," BAD, ""},
        {ASK(BOTH "," TO("gone")) "," DONE "," BAD,
         "dangling-target steps[0].next[2]; "},
        {ASK(BOTH) "," DONE "," BAD "," DONE,
         "duplicate-id steps[3]; unreachable steps[3]; "},
        {ASK(TO("done")) "," DONE "," BAD, "unreachable steps[2]; "},
        {ASK(BOTH "," TO("l")) "," DONE "," BAD ",{\"id\":\"l\"," P
                               ",\"next\":[" TO("m") "]},{\"id\":\"m\"," P
                                                     ",\"next\":[" TO("l") "]}",
         "no-way-out steps[3]; "},
        {ASK(BOTH "," TO("l")) "," DONE "," BAD ",{\"id\":\"l\"," P
                               ",\"next\":[" TO("l") "," TO("ask") "]}",
         ""},
        {ASK(BOTH "," TO("l")) "," DONE "," BAD ",{\"id\":\"l\"," P "}",
         "dead-end steps[3]; "},
        {ASK(TO("l")) ",{\"id\":\"l\"," P "}",
         "dead-end steps[1]; no-end steps; "},
        {ASK(TO("done")) "," DONE, "no-error-end steps; "},
        {ASK(BOTH) "," DONE
                   ",{\"id\":\"bad\",\"kind\":\"end\",\"outcome\":\"error\"}",
         "no-pattern steps[2]; "},
        {ASK(BOTH) "," DONE ",{\"id\":\"bad\",\"kind\":\"end\",\"outcome\":"
                   "\"error\",\"patterns\":[\"radio\"]}",
         "unknown-pattern steps[2].patterns[0]; "},
        {ASK(BOTH "," IF(F("is", "\"c\""), "done")) "," DONE "," BAD,
         "never-holds steps[0].next[2]; "},
        {ASK(BOTH "," IF(F("is", "[\"a\",\"b\"]"), "done")) "," DONE "," BAD,
         ""},
        {ASK(BOTH "," IF("\"field\":\"g\",\"is\":\"a\"", "done")) "," DONE
                                                                  "," BAD,
         "never-holds steps[0].next[2]; "},
        {ASK(IF(F("is", "\"a\""), "done") "," IF(F("is", "\"b\""),
                                                 "bad")) "," DONE "," BAD,
         "uncovered-option steps[0].next; "},
        {ASK(IF(F("is", "[\"a\",\"bb\"]"),
                "done") "," IF(F("is", "\"b\""), "bad")) "," DONE "," BAD,
         ""},
        {ASK(IF("\"field\":\"t\",\"is\":\"x\"",
                "done") "," IF(F("is", "\"b\""), "bad")) "," DONE "," BAD,
         "uncovered-option steps[0].next; "},
        {ASK(BOTH "," IF(F("contains", "\"b\""), "done")) "," DONE "," BAD,
         "contains-overlap steps[0].next[2]; "},
        {ASK(BOTH "," IF("\"field\":\"t\",\"contains\":\"flat\"",
                         "done") "," IF("\"field\":\"t\",\"contains\":"
                                        "\"flatmate\"",
                                        "bad")) "," DONE "," BAD,
         "contains-overlap steps[0].next[2]; "},
        {ASK(BOTH "," IF("\"f\":1", "done")) "," DONE "," BAD,
         "definition steps[0].next[2]; "},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *got = found(*state, cases[i].steps);

        if (strcmp(got, cases[i].want) != 0)
            fail_msg("case %zu: it finds %s and not %s", i, got, cases[i].want);
    }
}

static void a_place_has_its_line(void **state)
{
    static const char text[] = "{ \"a\": \"]}\",\n  \"steps\": [\n    {},\n"
                               "    { \"b\": [1, 2],\n      \"next\": [\n"
                               "        {}, {\n} ] } ] }";

    (void)state;
    assert_int_equal(json_line(text, strlen(text), ""), 1);
    assert_int_equal(json_line(text, strlen(text), "steps"), 2);
    assert_int_equal(json_line(text, strlen(text), "steps[1]"), 4);
    assert_int_equal(json_line(text, strlen(text), "$.steps[1].next[1]"), 6);
    assert_int_equal(json_line(text, strlen(text), "steps[1].next[9]"), 5);
    assert_int_equal(json_line("{\"a", 3, "a[1"), 1);
}

/* One made-up journey: n steps, edges by chance, and a closure by Warshall's
 * rule, which knows nothing of walks. */
static void check_random(struct arena *a, unsigned *seed)
{
    enum { N = 12 };
    bool way[N][N] = {{false}};
    const char *steps = "";
    struct journey_lint l;
    size_t i, j, k, lost = 0, told = 0;

    for (i = 0; i < N; i++) {
        const char *next = "";

        for (j = 0; j < N; j++) {
            *seed = *seed * 1103515245u + 12345u;
            if ((*seed >> 16) % 10 != 0)
                continue;
            way[i][j] = true;
            next = arena_printf(a, "%s%s{\"to\":\"s%zu\"}", next,
                                *next ? "," : "", j);
        }
        steps = arena_printf(a, "%s%s{\"id\":\"%s%zu\",\"next\":[%s]}", steps,
                             i ? "," : "", "s", i, next);
    }
    for (k = 0; k < N; k++)
        for (i = 0; i < N; i++)
            for (j = 0; j < N; j++)
                way[i][j] = way[i][j] || (way[i][k] && way[k][j]);
    for (i = 1; i < N; i++)
        lost += !way[0][i];
    lint_text(a,
              arena_printf(a,
                           "{\"waymark\":\"journey/1\",\"id\":\"j\","
                           "\"start\":\"s0\",\"steps\":[%s]}",
                           steps),
              &l);
    for (i = 0; i < l.n; i++)
        if (l.at[i].rule == JOURNEY_UNREACHABLE) {
            assert_false(way[0][strtoul(l.at[i].step + 1, NULL, 10)]);
            told++;
        }
    assert_int_equal(told, lost);
}

static void what_cannot_be_reached_is_what_a_closure_says(void **state)
{
    unsigned seed = 7;
    int i;

    for (i = 0; i < 500; i++)
        check_random(*state, &seed);
}

/* A form of the XGov kind as a journey: pages and the ways between them. */
static json_t *form_journey(const json_t *form)
{
    json_t *steps = json_array();
    const json_t *pages = json_object_get(form, "pages");
    size_t i, k;

    for (i = 0; i < json_array_size(pages); i++) {
        const json_t *page = json_array_get(pages, i);
        const json_t *next = json_object_get(page, "next");
        json_t *edges = json_array();

        for (k = 0; k < json_array_size(next); k++)
            (void)json_array_append_new(
                edges,
                json_pack("{s:O}", "to",
                          json_object_get(json_array_get(next, k), "path")));
        (void)json_array_append_new(
            steps, json_pack("{s:O s:o}", "id", json_object_get(page, "path"),
                             "next", edges));
    }
    return json_pack("{s:s s:s s:O s:o}", "waymark", "journey/1", "id", "form",
                     "start", json_object_get(form, "startPage"), "steps",
                     steps);
}

static void add_way(json_t *ways, json_t *to)
{
    if (*json_string_value(to)) /* "" ends the form */
        (void)json_array_append_new(ways, json_pack("{s:O}", "to", to));
}

/* A form of the Ministry of Justice: pages and branches are steps, and a
 * branch leads by its conditions, or by default. */
static json_t *moj_journey(const json_t *form)
{
    json_t *steps = json_array(), *object, *start = NULL;
    const json_t *page, *condition;
    const char *id;
    size_t i;

    json_array_foreach(json_object_get(form, "pages"), i, page)
    {
        if (strcmp(json_string_value(json_object_get(page, "_type")),
                   "page.start") == 0)
            start = json_object_get(page, "_uuid");
    }
    json_object_foreach(json_object_get(form, "flow"), id, object)
    {
        const json_t *next = json_object_get(object, "next");
        json_t *ways = json_array();

        add_way(ways, json_object_get(next, "default"));
        json_array_foreach(json_object_get(next, "conditionals"), i, condition)
        {
            add_way(ways, json_object_get(condition, "next"));
        }
        (void)json_array_append_new(
            steps, json_pack("{s:s s:o}", "id", id, "next", ways));
    }
    return json_pack("{s:s s:s s:O s:o}", "waymark", "journey/1", "id", "form",
                     "start", start, "steps", steps);
}

/* The reference names what is unreachable, and pairs of what dangles. */
static void check_form(struct arena *a, const char *name, const json_t *ref)
{
    const json_t *lost = json_object_get(ref, "unreachable"),
                 *dangling = json_object_get(ref, "dangling_edges");
    json_t *form = json_load_file(arena_printf(a, REAL "%s", name), 0, NULL),
           *made;
    struct journey_lint l = {0};
    size_t i, k, n_lost = 0, n_dangling = 0;

    assert_non_null(form);
    made = text_starts(name, "moj/") ? moj_journey(form) : form_journey(form);
    assert_non_null(made);
    journey_lint(&l, a, made);
    for (i = 0; i < l.n; i++) {
        n_dangling += l.at[i].rule == JOURNEY_DANGLING;
        if (l.at[i].rule != JOURNEY_UNREACHABLE)
            continue;
        n_lost++;
        for (k = 0; k < json_array_size(lost); k++)
            if (strcmp(json_string_value(json_array_get(lost, k)),
                       l.at[i].step) == 0)
                break;
        if (k == json_array_size(lost))
            fail_msg("%s: %s can be reached", name, l.at[i].step);
    }
    if (n_lost != json_array_size(lost) ||
        n_dangling != json_array_size(dangling))
        fail_msg("%s: %zu unreachable, %zu dangling", name, n_lost, n_dangling);
    json_decref(made);
    json_decref(form);
}

static void real_forms_have_the_faults_they_are_known_for(void **state)
{
    json_t *all = json_load_file(REAL "forms.ref.json", 0, NULL);
    const char *name;
    json_t *ref;
    size_t n = 0, of_moj = 0;

    if (!all) {
        print_message("there is no " REAL " here\n");
        skip();
    }
    json_object_foreach(all, name, ref)
    {
        struct arena *a = arena_new();

        check_form(a, name, ref);
        n++;
        of_moj += text_starts(name, "moj/");
        arena_free(a);
    }
    json_decref(all);
    (void)state;
    assert_true(n > 200);
    assert_int_equal(of_moj, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(each_fault_is_told_once_at_its_place),
        with_arena(a_place_has_its_line),
        with_arena(what_cannot_be_reached_is_what_a_closure_says),
        cmocka_unit_test(real_forms_have_the_faults_they_are_known_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
