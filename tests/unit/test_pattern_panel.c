/* What an entry's page says of the figures it is given. */
#include "base/public.h"
#include "tests/unit/library.h"

#define NBSP "\xc2\xa0"

static const struct given files[] = {
    {"component/radios/index.md",
     LIBRARY_ENTRY("Radios", "One of a list.", "stable", "")},
    {"component/select/index.md",
     LIBRARY_ENTRY("Select", "One of many.", "deprecated", "")},
    {"pattern/address-lookup/index.md",
     LIBRARY_ENTRY("Address lookup", "By postcode.", "trial", "")},
    {"style/radios/index.md",
     LIBRARY_ENTRY("Radios", "How they look.", "in-progress", "")},
    {0},
};

/* Made-up figures: of two patterns, which can be swapped. */
struct fake {
    const char *strong, *weak; /* the slugs */
    const char *kind;          /* "style/": what the steps' names begin with */
};

static enum err find_fake(void *self, struct arena *a, const char *slug,
                          int64_t now_ms, struct pattern_evidence *ret)
{
    static const struct pattern_use
        strong = {.journey = "bins",
                  .journey_title = "Report a bin",
                  .step = "which",
                  .step_title = "Which bin?",
                  .pattern_version = "2",
                  .has_days = true,
                  .tells_days = true,
                  .from = 20000,
                  .until = 20010,
                  .reached = 1205,
                  .rejects = 35,
                  .dropped = {25, 1200, true, 0.0208, 0.0141, 0.0306},
                  .enough = true,
                  .timed = 1150,
                  .enough_timed = true,
                  .p50_ms = 12346,
                  .peers = {5, 0.12, 0.05, 4, 20000}},
        weak = {.journey = "trees",
                .journey_title = "Report a tree",
                .step = "where",
                .step_title = "Where is it?",
                .pattern_version = "",
                .reached = 10,
                .dropped = {PUBLIC_HIDDEN, 10, true, 0.7, 0.02, 0.89},
                .rejects = PUBLIC_HIDDEN,
                .timed = 10,
                .p50_ms = 4000};
    const struct fake *fake = self;
    const struct pattern_use *use = NULL;

    assert_int_equal(now_ms, LIBRARY_NOW_MS);
    if (strcmp(slug, fake->strong) == 0)
        use = &strong;
    else if (strcmp(slug, fake->weak) == 0)
        use = &weak;
    *ret = (struct pattern_evidence){0};
    if (!use)
        return OK;
    ret->at = arena_array(a, 1, sizeof(*use));
    ret->at[ret->n] = *use;
    ret->at[ret->n++].named = arena_printf(a, "%s%s", fake->kind, slug);
    return OK;
}

struct told {
    struct fake fake;
    struct pattern_evidence_source source;
};

static struct library *library_told(struct told *t, struct arena *a)
{
    struct library *l = library_of(a, files);

    t->fake = (struct fake){"radios", "select", ""};
    t->source = (struct pattern_evidence_source){find_fake, &t->fake};
    l->patterns.evidence = &t->source;
    return l;
}

static void is_strong(const char *page)
{
    assert_says(page, "Report a bin");
    assert_says(page, "version 2 of the pattern");
    assert_says(page, "2" NBSP "%");
    assert_says(page, "25 of 1,200");
    assert_says(page, "1" NBSP "% to 3" NBSP "%");
    assert_says(page, "12" NBSP "% <span class=\"wm-cell__note\">of 5 steps");
    assert_says(page, "it loses fewer");
    assert_says(page, "3 for each 100 attempts");
    assert_says(page, "median of its kind: 5<");
    assert_says(page, "12" NBSP "s");
    assert_says(page, "of 1,150 visits");
    assert_says(page, "median of its kind: 20" NBSP "s");
}

static void is_weak(const char *page)
{
    assert_says(page, "Report a tree");
    assert_says(page,
                "<td class=\"wm-cell--after\" data-label=\"Share dropped\">"
                "<span class=\"wm-quiet\">not enough data</span>");
    assert_says(page, "data-label=\"Refusals\">[c]</td>");
    assert_says(page, "<span class=\"wm-quiet\">not enough data</span>"
                      "<span class=\"wm-cell__note\">of 10 visits");
    assert_says(page, "no attempts yet");
    assert_silent(page, "70" NBSP "%");
    assert_silent(page, "4" NBSP "s");
    assert_silent(page, "for each 100");
}

static void a_page_carries_its_own_figures_and_no_others(void **state)
{
    struct told t;
    struct library *l = library_told(&t, *state);

    is_strong(library_get(l, "/patterns/component/radios", 200));
    is_weak(library_get(l, "/patterns/component/select", 200));
    assert_says(library_get(l, "/patterns/pattern/address-lookup", 200),
                "No journey uses this pattern yet.");
}

static void swapped_figures_swap_what_the_pages_say(void **state)
{
    struct told t;
    struct library *l = library_told(&t, *state);

    t.fake = (struct fake){"select", "radios", ""};

    is_weak(library_get(l, "/patterns/component/radios", 200));
    is_strong(library_get(l, "/patterns/component/select", 200));
}

static void of_two_kinds_with_one_name_the_step_means_one(void **state)
{
    struct told t;
    struct library *l = library_told(&t, *state);
    const char *none = "No journey uses this pattern yet.";

    is_strong(library_get(l, "/patterns/component/radios", 200));
    assert_says(library_get(l, "/patterns/style/radios", 200), none);
    t.fake.kind = "style/";
    assert_says(library_get(l, "/patterns/component/radios", 200), none);
    is_strong(library_get(l, "/patterns/style/radios", 200));
}

static void the_figures_are_there_as_data(void **state)
{
    struct told t;
    const json_t *json = library_json(library_told(&t, *state),
                                      "/patterns/component/radios.json");
    const json_t *use = json_array_get(json_object_get(json, "evidence"), 0);

    assert_int_equal(json_integer_value(json_object_get(use, "reached")), 1205);
}

/* Past 500 rows nobody reads on, but nobody is told that there are no more. */
static enum err find_many(void *self, struct arena *a, const char *slug,
                          int64_t now_ms, struct pattern_evidence *ret)
{
    struct fake all = {"radios", "select", ""};
    size_t i, n = *(size_t *)self;
    enum err e = find_fake(&all, a, slug, now_ms, ret);
    struct pattern_use *many = arena_array(a, n, sizeof(*many));

    for (i = 0; i < n; i++) {
        many[i] = ret->at[0];
        many[i].step = arena_printf(a, "step-%zu", i);
    }
    *ret = (struct pattern_evidence){.n = n, .at = many};
    return e;
}

static size_t rows_of(const char *page)
{
    size_t n = 0;

    while ((page = strstr(page, "data-label=\"Reached\""))) {
        page++;
        n++;
    }
    return n;
}

static void what_is_past_the_last_row_is_told(void **state)
{
    struct told t;
    struct library *l = library_told(&t, *state);
    const char *page;
    const json_t *json;
    size_t n = 1502;

    t.source = (struct pattern_evidence_source){find_many, &n};
    page = library_get(l, "/patterns/component/radios", 200);
    assert_int_equal(rows_of(page), 500);
    assert_says(page, "The first 500 rows are shown; 1,002 more are not.");
    assert_says(page, "1,502 steps of 1 live journey use it.");
    json = library_json(l, "/patterns/component/radios.json");
    assert_int_equal(json_array_size(json_object_get(json, "evidence")), 500);
    assert_int_equal(
        json_integer_value(json_object_get(json, "evidenceLeftOut")), 1002);
    n = 500;
    page = library_get(l, "/patterns/component/radios", 200);
    assert_int_equal(rows_of(page), 500);
    assert_silent(page, "more are not");
}

/* At most 7 of 400 is 1.75 %, and 7 in 400 is 1.75 for each 100. */
static enum err find_hidden(void *self, struct arena *a, const char *slug,
                            int64_t now_ms, struct pattern_evidence *ret)
{
    struct fake all = {"radios", "select", ""};
    enum err e = find_fake(&all, a, slug, now_ms, ret);
    struct pattern_use *use = ret->at;

    (void)self;
    if (ret->n) {
        use->reached = 400;
        use->rejects = PUBLIC_HIDDEN;
        use->is_changing = true;
        use->tells_days = false;
        use->dropped = (struct pattern_share){PUBLIC_HIDDEN, 400,    true,
                                              0.0175,        0.0004, 0.0357};
    }
    return e;
}

static void what_is_hidden_is_told_by_the_most_it_can_be(void **state)
{
    struct told t;
    struct library *l = library_told(&t, *state);
    const char *page;
    const json_t *use, *share;

    t.source = (struct pattern_evidence_source){find_hidden, NULL};
    page = library_get(l, "/patterns/component/radios", 200);
    assert_says(page, "at most 2" NBSP "%</strong>");
    assert_says(page, "[c] of 400");
    assert_says(page, "0" NBSP "% to 4" NBSP "%");
    assert_says(page, "at most 2 for each 100 attempts");
    assert_says(page, "it loses fewer");
    assert_says(page, "These figures are changing just now.");
    assert_says(page, ">a few attempts</span>");
    use = json_array_get(
        json_object_get(library_json(l, "/patterns/component/radios.json"),
                        "evidence"),
        0);
    share = json_object_get(use, "dropped");
    assert_true(json_is_null(json_object_get(use, "rejects")));
    assert_true(json_is_null(json_object_get(share, "n")));
    assert_true(json_is_null(json_object_get(share, "rate")));
    assert_near(json_real_value(json_object_get(share, "high")), 0.0357, 1e-9);
    assert_string_equal(json_string_value(json_object_get(use, "from")), "");
}

/* As the pages of the journeys themselves say them. */
static enum err find_quick(void *self, struct arena *a, const char *slug,
                           int64_t now_ms, struct pattern_evidence *ret)
{
    struct fake all = {"radios", "select", ""};
    enum err e = find_fake(&all, a, slug, now_ms, ret);
    struct pattern_use *use = ret->at;

    (void)self;
    if (ret->n) {
        use->has_days = use->tells_days = true;
        use->p50_ms = 400;
        use->peers.p50_ms = 60 * 1000;
        use->from = 20516; /* 4 March 2026 */
        use->until = use->from + 5;
    }
    return e;
}

static void times_and_days_are_said_as_dashboards_say_them(void **state)
{
    struct told t;
    struct library *l = library_told(&t, *state);
    const char *page;

    t.source = (struct pattern_evidence_source){find_quick, NULL};
    page = library_get(l, "/patterns/component/radios", 200);
    assert_says(page, "under" NBSP "1" NBSP "s");
    assert_says(page, "median of its kind: 1" NBSP "min<");
    assert_says(page, "4 to 9 March 2026");
}

/* Of a step with that id. */
static enum err find_named(void *self, struct arena *a, const char *slug,
                           int64_t now_ms, struct pattern_evidence *ret)
{
    struct fake all = {"radios", "select", ""};
    enum err e = find_fake(&all, a, slug, now_ms, ret);

    if (ret->n)
        ret->at->step = self;
    return e;
}

static void a_step_is_linked_where_it_has_an_address(void **state)
{
    static char odd[] = "Which bin?", none[] = "a/b";
    struct told t;
    struct library *l = library_told(&t, *state);
    const char *page;

    t.source = (struct pattern_evidence_source){find_named, odd};
    page = library_get(l, "/patterns/component/radios", 200);
    assert_says(page, "href=\"/dashboard/journeys/bins/steps/Which%20bin%3f\"");
    t.source.self = none;
    page = library_get(l, "/patterns/component/radios", 200);
    assert_says(page, "<bdi>Which bin?</bdi>");
    assert_silent(page, "/steps/");
}

static enum err find_nothing(void *self, struct arena *a, const char *slug,
                             int64_t now_ms, struct pattern_evidence *ret)
{
    (void)self;
    (void)a;
    (void)slug;
    (void)now_ms;
    (void)ret;
    return ERR_IO;
}

static void guidance_is_shown_when_figures_cannot_be_read(void **state)
{
    struct told t;
    struct library *l = library_told(&t, *state);
    const char *page;

    t.source.find = find_nothing;
    page = library_get(l, "/patterns/component/radios", 200);

    assert_says(page, "When not to use");
    assert_says(page, "The figures cannot be read at the moment.");
    assert_silent(page, "No journey uses");
    (void)library_get(l, "/patterns/component/radios.json", 500);
}

static void without_a_source_it_claims_nothing(void **state)
{
    struct told t;
    struct library *l = library_told(&t, *state);

    l->patterns.evidence = NULL;

    assert_says(library_get(l, "/patterns/component/radios", 200),
                "No journey uses this pattern yet.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(a_page_carries_its_own_figures_and_no_others),
        with_arena(swapped_figures_swap_what_the_pages_say),
        with_arena(of_two_kinds_with_one_name_the_step_means_one),
        with_arena(the_figures_are_there_as_data),
        with_arena(what_is_past_the_last_row_is_told),
        with_arena(what_is_hidden_is_told_by_the_most_it_can_be),
        with_arena(times_and_days_are_said_as_dashboards_say_them),
        with_arena(a_step_is_linked_where_it_has_an_address),
        with_arena(guidance_is_shown_when_figures_cannot_be_read),
        with_arena(without_a_source_it_claims_nothing),
    };

    return cmocka_run_group_tests_name("pattern panel", tests, NULL, NULL);
}
