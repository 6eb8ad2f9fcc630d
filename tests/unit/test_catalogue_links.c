/* What entries have to do with one another: parts, circles, older versions. */
#include "tests/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "patterns/catalogue.h"
#include "patterns/files.h"

#define GUIDANCE                                                               \
    "## When to use\n\nA.\n\n## When not to use\n\nB.\n\n"                     \
    "## How it works\n\nC.\n\n## Research\n\nNone yet.\n"
#define ENTRY(title, more)                                                     \
    "---\ntitle: " title "\ndescription: X.\nstatus: proposed\n" more          \
    "---\n" GUIDANCE

struct given {
    const char *path, *text;
};

static struct catalogue *make(struct arena *a, const struct given *given)
{
    struct files fs = {0};
    struct catalogue *c;

    fs.at = arena_array(a, 32, sizeof(*fs.at));
    for (; given->path; given++)
        fs.at[fs.n++] =
            (struct file){given->path, given->text, strlen(given->text)};
    files_sort(&fs);
    c = catalogue_make(&fs);
    arena_own(a, (void (*)(void *))catalogue_close, c);
    return c;
}

static void says(const struct catalogue *c, const char *place,
                 const char *message)
{
    size_t i;

    for (i = 0; i < c->problems.n; i++)
        if (strcmp(c->problems.at[i].place, place) == 0 &&
            text_starts(c->problems.at[i].message, message))
            return;
    fail_msg("nobody says of %s that %s; but %s: %s", place, message,
             c->problems.n ? c->problems.at[0].place : "nothing",
             c->problems.n ? c->problems.at[0].message : "");
}

static void each_entry_of_a_circle_is_refused_and_the_rest_stands(void **state)
{
    static const struct given given[] = {
        {"pattern/a/index.md", ENTRY("A", "uses: [b]\n")},
        {"pattern/b/index.md", ENTRY("B", "uses: [c, d]\n")},
        {"pattern/c/index.md", ENTRY("C", "version: 1\nuses: [a]\n")},
        {"pattern/d/index.md", ENTRY("D", "")},
        {"pattern/e/index.md", ENTRY("E", "uses: [a, d]\n")},
        {0}};
    struct catalogue *c = make(*state, given);

    assert_int_equal(c->n, 2);
    assert_int_equal(c->problems.n, 3);
    says(c, "pattern/a/index.md:5",
         "uses go round in a circle: a uses b uses c uses a");
    says(c, "pattern/b/index.md:5",
         "uses go round in a circle: b uses c uses a uses b");
    says(c, "pattern/c/index.md:6",
         "uses go round in a circle: c uses a uses b uses c");
    assert_non_null(catalogue_named(c, "d"));
    assert_int_equal(catalogue_named(c, "e")->n_uses, 1);
}

static void an_entry_that_uses_itself_is_refused(void **state)
{
    static const struct given given[] = {
        {"pattern/a/index.md", ENTRY("A", "uses: [a]\n")},
        {"component/b/index.md", ENTRY("B", "uses: [b@1]\n")},
        {"component/c/index.md", ENTRY("C", "")},
        {0}};
    struct catalogue *c = make(*state, given);

    assert_int_equal(c->n, 1);
    says(c, "pattern/a/index.md:5", "uses go round in a circle: a uses a");
    says(c, "component/b/index.md:5", "uses go round in a circle: b uses b");
}

static void a_service_is_made_of_what_its_steps_name(void **state)
{
    static const struct given given[] = {
        {"component/radios/index.md", ENTRY("Radios", "")},
        {"pattern/check-answers/index.md", ENTRY("Check answers", "")},
        {"service/bin/index.md", ENTRY("Bin", "uses: [check-answers]\n")},
        {"service/bin/journey.json",
         "{\"waymark\":\"journey/1\",\"id\":\"bin\",\"title\":\"Bin\","
         "\"organisation\":\"x\",\"service\":\"bin\",\"start\":\"a\",\"steps\":"
         "["
         "{\"id\":\"a\",\"title\":\"A\",\"kind\":\"check\",\"patterns\":"
         "[\"check-answers@1\",\"radios@6\",\"gone@1\"],"
         "\"next\":[{\"to\":\"b\"}]},"
         "{\"id\":\"b\",\"title\":\"B\",\"kind\":\"end\","
         "\"outcome\":\"completed\",\"patterns\":[\"radios\"]}]}"},
        {0}};
    struct catalogue *c = make(*state, given);
    const struct pattern *radios = catalogue_named(c, "radios");

    assert_int_equal(c->problems.n, 0);
    assert_int_equal(catalogue_named(c, "bin")->n_uses, 2);
    assert_int_equal(radios->n_used_in, 1);
    assert_string_equal(radios->used_in[0]->slug, "bin");
}

static void a_step_means_the_version_that_it_names(void **state)
{
    static const struct given given[] = {
        {"pattern/a/index.md", ENTRY("A", "version: \"10.1.0\"\n")},
        {"pattern/a/versions/1.0.0/index.md",
         ENTRY("A", "version: \"1.0.0\"\n")},
        {"pattern/a/versions/1.2.0/index.md",
         ENTRY("A", "version: \"1.2.0\"\n")},
        {0}};
    static const struct {
        const char *name, *address, *version;
    } cases[] = {
        {"a", "/patterns/pattern/a", ""},
        {"a@10", "/patterns/pattern/a", ""},
        {"pattern/a@10.1.0", "/patterns/pattern/a", ""},
        {"a@1", "/patterns/pattern/a?at=1.2.0", "1"},
        {"a@1.0", "/patterns/pattern/a?at=1.0.0", "1.0"},
        {"a@2", "/patterns/pattern/a", "2"}, /* not kept */
    };
    struct arena *arena = *state;
    const struct pattern *p = catalogue_named(make(arena, given), "a");
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        const char *version;

        assert_string_equal(pattern_address_meant(arena, p, cases[i].name),
                            cases[i].address);
        (void)pattern_meant(p, cases[i].name, &version);
        assert_string_equal(version, cases[i].version);
    }
}

/* A second way to say which entries are in a loop, slow: who leads to whom. */
enum { NODES = 7 };

struct graph {
    bool uses[NODES][NODES], leads[NODES][NODES];
};

static void follow(struct graph *g)
{
    size_t i, j, k;

    memcpy(g->leads, g->uses, sizeof(g->leads));
    for (k = 0; k < NODES; k++)
        for (i = 0; i < NODES; i++)
            for (j = 0; j < NODES; j++)
                if (g->leads[i][k] && g->leads[k][j])
                    g->leads[i][j] = true;
}

static struct given entry_of_graph(struct arena *a, const struct graph *g,
                                   size_t i)
{
    const char *uses = "";
    size_t j;

    for (j = 0; j < NODES; j++)
        if (g->uses[i][j])
            uses = arena_printf(a, "%s%se%zu", uses, *uses ? ", " : "", j);
    return (struct given){arena_printf(a, "pattern/e%zu/index.md", i),
                          arena_printf(a, ENTRY("E", "uses: [%s]\n"), uses)};
}

/* "… : e1 uses e4 uses e1" goes from an entry along what is used to it. */
static void is_a_way_round(const struct graph *g, const struct problem *p)
{
    const char *at = strstr(p->message, ": e") + 2;
    size_t first = (size_t)(at[1] - '0'), last = first;

    assert_int_equal(p->place[strlen("pattern/e")], at[1]);
    for (at += 2; text_starts(at, " uses e"); at += strlen(" uses e1")) {
        size_t next = (size_t)(at[strlen(" uses e")] - '0');

        assert_true(g->uses[last][next]);
        last = next;
    }
    assert_int_equal(last, first);
    assert_string_equal(at, "");
}

static void in_any_tangle_just_those_that_lead_back_are_refused(void **state)
{
    unsigned seed = 7;
    size_t round, i, j, lost;

    for (round = 0; round < 400; round++) {
        struct given given[NODES + 1] = {{0}};
        struct graph g = {0};
        struct catalogue *c;

        for (i = 0; i < NODES; i++)
            for (j = 0; j < NODES; j++)
                g.uses[i][j] = rand_r(&seed) % 7 == 0;
        follow(&g);
        for (i = 0; i < NODES; i++)
            given[i] = entry_of_graph(*state, &g, i);

        c = make(*state, given);

        for (lost = i = 0; i < NODES; i++) {
            const char *name = arena_printf(*state, "e%zu", i);

            lost += g.leads[i][i];
            assert_int_equal(catalogue_named(c, name) == NULL, g.leads[i][i]);
        }
        assert_int_equal(c->problems.n, lost);
        for (i = 0; i < lost; i++)
            is_a_way_round(&g, &c->problems.at[i]);
    }
}

static void what_two_entries_share_is_no_circle(void **state)
{
    static const struct given given[] = {
        {"pattern/a/index.md", ENTRY("A", "uses: [b, c]\n")},
        {"pattern/b/index.md", ENTRY("B", "uses: [d]\n")},
        {"pattern/c/index.md", ENTRY("C", "uses: [d, b]\n")},
        {"pattern/d/index.md", ENTRY("D", "")},
        {0}};
    struct catalogue *c = make(*state, given);

    assert_int_equal(c->problems.n, 0);
    assert_int_equal(catalogue_named(c, "d")->n_used_in, 2);
}

static void an_entry_uses_the_component_of_its_own_name(void **state)
{
    static const struct given given[] = {
        {"component/task-list/index.md", ENTRY("Task list", "")},
        {"pattern/task-list/index.md", ENTRY("Tasks", "uses: [task-list]\n")},
        {0}};
    struct catalogue *c = make(*state, given);
    const struct pattern *p = catalogue_named(c, "task-list");

    assert_int_equal(c->problems.n, 0);
    assert_int_equal(p->kind, KIND_PATTERN);
    assert_int_equal(p->n_uses, 1);
    assert_int_equal(p->uses[0]->kind, KIND_COMPONENT);
    assert_ptr_equal(catalogue_named(c, "component/task-list@3"), p->uses[0]);
}

static const struct given with_versions[] = {
    {"pattern/a/changelog.yml", "- date: 2026-03-04\n  version: 1.10.0\n"
                                "  description: Third.\n"},
    {"pattern/a/index.md", ENTRY("A", "version: 1.10.0\nuses: [b]\n")},
    {"pattern/a/versions/1.9.0/index.md",
     ENTRY("A of old", "version: 1.9.0\n")},
    {"pattern/a/versions/1.9.0/old/index.html",
     "---\ntitle: Old\n---\n<p class=\"govuk-b\">old</p>\n"},
    {"pattern/a/versions/1.2.0/index.md",
     ENTRY("A of very old", "version: 1.2.0\n")},
    {"component/b/index.md", ENTRY("B", "")},
    {0}};

static void older_versions_are_kept_newest_first(void **state)
{
    struct catalogue *c = make(*state, with_versions);
    const struct pattern *p = catalogue_named(c, "a");
    const struct pattern *old = pattern_version(p, "1.9.0");

    assert_int_equal(c->problems.n, 0);
    assert_int_equal(p->n_versions, 2);
    assert_string_equal(p->versions[0].version, "1.9.0");
    assert_string_equal(p->versions[1].version, "1.2.0");
    assert_string_equal(old->title, "A of old");
    assert_int_equal(old->n_examples, 1);
    assert_string_equal(old->uses[0]->slug, "b");
    assert_int_equal(p->n_examples, 0);
    assert_int_equal(p->n_files, 2);
    assert_ptr_equal(pattern_version(p, "1.10.0"), p);
    assert_null(pattern_version(p, "1.3.0"));
}

static void what_an_older_version_used_is_not_used_now(void **state)
{
    struct catalogue *c = make(*state, with_versions);

    assert_int_equal(catalogue_named(c, "b")->n_used_in, 1);
}

static void a_broken_older_version_is_left_out_alone(void **state)
{
    static const struct given given[] = {
        {"pattern/a/index.md", ENTRY("A", "version: 2.0.0\n")},
        {"pattern/a/versions/1.0.0/index.md", "no front matter"},
        {"pattern/a/versions/1.1.0/index.md", ENTRY("A", "version: 1.2.0\n")},
        {"pattern/a/versions/1.4.0/versions/1.3.0/index.md",
         ENTRY("A", "version: 1.3.0\n")},
        {"pattern/a/versions/2.0.0/index.md", ENTRY("A", "version: 2.0.0\n")},
        {"pattern/a/versions/stray.md", "x"},
        {0}};
    struct catalogue *c = make(*state, given);

    assert_int_equal(c->n, 1);
    assert_int_equal(c->at[0].n_versions, 0);
    says(c, "pattern/a/versions/1.0.0/index.md:1", "it does not begin with");
    says(c, "pattern/a/versions/1.1.0/index.md:1", "its version is \"1.2.0\"");
    says(c, "pattern/a/versions/1.4.0/versions/1.3.0/index.md:1",
         "there is no index.md");
    says(c, "pattern/a/versions/2.0.0/index.md:1", "2.0.0 is the entry as it");
    says(c, "pattern/a/versions/stray.md", "is in no folder of a version");
}

static void what_is_offered_for_use_has_an_example(void **state)
{
    static const struct given given[] = {
        {"pattern/a/index.md",
         "---\ntitle: A\ndescription: X.\nstatus: trial\n---\n" GUIDANCE},
        {"pattern/b/index.md", ENTRY("B", "")},
        {0}};
    struct catalogue *c = make(*state, given);

    assert_int_equal(c->n, 1);
    says(c, "pattern/a/index.md:1", "there is no example");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(each_entry_of_a_circle_is_refused_and_the_rest_stands),
        with_arena(an_entry_that_uses_itself_is_refused),
        with_arena(a_service_is_made_of_what_its_steps_name),
        with_arena(a_step_means_the_version_that_it_names),
        with_arena(in_any_tangle_just_those_that_lead_back_are_refused),
        with_arena(what_two_entries_share_is_no_circle),
        with_arena(an_entry_uses_the_component_of_its_own_name),
        with_arena(older_versions_are_kept_newest_first),
        with_arena(what_an_older_version_used_is_not_used_now),
        with_arena(a_broken_older_version_is_left_out_alone),
        with_arena(what_is_offered_for_use_has_an_example),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
