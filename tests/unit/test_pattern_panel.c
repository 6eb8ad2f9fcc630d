/* What an entry's page says of the figures it is given. */
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
    static const struct pattern_use strong = {.journey = "bins",
                                              .journey_title = "Report a bin",
                                              .step = "which",
                                              .step_title = "Which bin?",
                                              .pattern_version = "2",
                                              .has_days = true,
                                              .from = 20000,
                                              .until = 20010,
                                              .reached = 1204,
                                              .rejects = 31,
                                              .dropped = {24, 1200, true, 0.02,
                                                          0.0135, 0.0296},
                                              .enough = true,
                                              .timed = 1150,
                                              .enough_timed = true,
                                              .p50_ms = 12346,
                                              .peers = {5, 0.12, 0.05, 4,
                                                        20000}},
                                    weak = {.journey = "trees",
                                            .journey_title = "Report a tree",
                                            .step = "where",
                                            .step_title = "Where is it?",
                                            .pattern_version = "",
                                            .reached = 12,
                                            .dropped = {7, 12, true, 0.58, 0.32,
                                                        0.81},
                                            .timed = 11,
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
    assert_says(page, "24 of 1,200");
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
    assert_says(page, "7 of 12");
    assert_says(page, "not enough data");
    assert_says(page, "<span class=\"wm-quiet\">not enough data</span>"
                      "<span class=\"wm-cell__note\">of 11 visits");
    assert_says(page, "no attempts yet");
    assert_silent(page, "58" NBSP "%");
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

    assert_int_equal(json_integer_value(json_object_get(use, "reached")), 1204);
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
        with_arena(guidance_is_shown_when_figures_cannot_be_read),
        with_arena(without_a_source_it_claims_nothing),
    };

    return cmocka_run_group_tests_name("pattern panel", tests, NULL, NULL);
}
