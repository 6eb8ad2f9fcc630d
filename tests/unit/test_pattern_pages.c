/* What the library's pages say, asked through the router. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "patterns/files.h"
#include "patterns/patterns.h"
#include "tests/unit.h"
#include "web/router.h"

/* 2026-03-02T10:00:00Z */
#define NOW_MS INT64_C(1772445600000)
#define NBSP   "\xc2\xa0"
#define GUIDANCE                                                               \
    "## When to use\n\nA <script>x</script> [l](javascript:x).\n\n"            \
    "## When not to use\n\nB.\n\n## How it works\n\nC.\n\n"                    \
    "## Research\n\nNone yet.\n"
#define HOSTILE                                                                \
    "<script>parent.document.title='read'</script><p class=\"govuk-body\">&"   \
    "amp;</p>"

static const struct file files[] = {
    {"component/radios/default/index.html",
     "---\ntitle: Default\n---\n" HOSTILE "\n", 0},
    {"component/radios/default/index.njk", "{{ govukRadios({}) }}\n", 0},
    {"component/radios/index.md",
     "---\ntitle: Radios\ndescription: One of a list.\nstatus: stable\n"
     "aliases: [option buttons]\n---\n" GUIDANCE,
     0},
    {"component/radios/options.json",
     "[{\"name\":\"items\",\"type\":\"array\",\"required\":true,"
     "\"description\":\"The `items`.\",\"params\":[{\"name\":\"text\","
     "\"type\":\"string\",\"description\":\"<b>T</b>\"}]}]",
     0},
    {"component/select/default/index.html",
     "---\ntitle: Default\n---\n<p>x</p>\n", 0},
    {"component/select/index.md",
     "---\ntitle: Select\ndescription: One of many.\nstatus: deprecated\n"
     "---\n" GUIDANCE,
     0},
    {"pattern/address-lookup/default/index.html",
     "---\ntitle: Default\n---\n<p>x</p>\n", 0},
    {"pattern/address-lookup/index.md",
     "---\ntitle: Address lookup\ndescription: By postcode.\nstatus: trial\n"
     "uses: [radios]\n---\n" GUIDANCE,
     0},
    {"style/radios/index.md",
     "---\ntitle: Radios\ndescription: How they look.\nstatus: in-progress\n"
     "---\n" GUIDANCE,
     0},
};

enum { FILES = sizeof(files) / sizeof(files[0]) };

/* Made-up figures: of two patterns, which can be swapped. */
struct fake {
    const char *strong, *weak; /* the slugs */
    const char *kind;          /* "style/": what the steps' names begin with */
};

struct library {
    struct arena *arena;
    struct file files[FILES];
    struct catalogue *catalogue;
    struct fake fake;
    struct pattern_evidence_source source;
    struct patterns patterns;
    struct routes folders[2];
    struct site *site;
    struct router *router;
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
                                              .p50_ms = 12346,
                                              .peers = 5,
                                              .peers_rate = 0.12},
                                    weak = {.journey = "trees",
                                            .journey_title = "Report a tree",
                                            .step = "where",
                                            .step_title = "Where is it?",
                                            .pattern_version = "",
                                            .reached = 12,
                                            .dropped = {7, 12, true, 0.58, 0.32,
                                                        0.81},
                                            .p50_ms = -1};
    const struct fake *fake = self;
    const struct pattern_use *use = NULL;

    assert_int_equal(now_ms, NOW_MS);
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

static int open_library(void **state)
{
    struct library *l = test_calloc(1, sizeof(*l));
    struct router_options options = {.folders = l->folders};
    struct files fs = {.n = FILES, .at = l->files};
    struct fault fault = {""};
    size_t i;

    l->arena = arena_new();
    for (i = 0; i < FILES; i++) {
        l->files[i] = files[i];
        l->files[i].size = strlen(files[i].text);
    }
    l->catalogue = catalogue_make(&fs);
    l->fake = (struct fake){"radios", "select", ""};
    l->source = (struct pattern_evidence_source){find_fake, &l->fake};
    l->patterns =
        (struct patterns){.catalogue = l->catalogue, .evidence = &l->source};
    l->folders[0] =
        (struct routes){.table = patterns_routes, .context = &l->patterns};
    if (site_new(json_pack("{s:s s:b}", "name", "Waymark", "docs", 0), NULL,
                 &l->site, &fault))
        fail_msg("%s", fault.text);
    l->router = router_new(l->site, &options);
    *state = l;
    return 0;
}

static int close_library(void **state)
{
    struct library *l = *state;

    router_free(l->router);
    site_free(l->site);
    catalogue_close(l->catalogue);
    arena_free(l->arena);
    test_free(l);
    return 0;
}

#define with_library(fn)                                                       \
    cmocka_unit_test_setup_teardown(fn, open_library, close_library)

static const char *get(struct library *l, const char *target, int status)
{
    struct message m = message_get(target);
    struct answer answer;
    const char *body;

    router_answer(l->router, l->arena, &m, NOW_MS, &answer);
    body = arena_strndup(l->arena, answer.body.text, answer.body.len);
    if (answer.status != status)
        fail_msg("%s answers %d\n%s", target, answer.status, body);
    answer_release(&answer);
    return body;
}

static const char *header(struct library *l, const char *target,
                          const char *name)
{
    struct message m = message_get(target);
    struct answer answer;
    const char *value;

    router_answer(l->router, l->arena, &m, NOW_MS, &answer);
    value = answer_header(&answer, name);
    value = value ? arena_strdup(l->arena, value) : "";
    answer_release(&answer);
    return value;
}

static json_t *get_json(struct library *l, const char *target)
{
    json_t *json = json_loads(get(l, target, 200), 0, NULL);

    assert_non_null(json);
    return json;
}

static void says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("it does not say \"%s\" but\n%s", words, text);
}

static void is_silent(const char *text, const char *words)
{
    if (strstr(text, words))
        fail_msg("it says \"%s\":\n%s", words, text);
}

static void an_entry_shows_all_it_has(void **state)
{
    struct library *l = *state;
    const char *page = get(l, "/patterns/component/radios", 200);

    says(page, "<h1 class=\"govuk-heading-l\">Radios</h1>");
    says(page, "wm-status--stable");
    says(page, "When not to use");
    says(page, "option buttons");
    says(page, "src=\"/patterns/component/radios/default/\" loading=\"lazy\" "
               "sandbox=\"\"");
    says(page, "title=\"Preview: Default\" "
               "src=\"/patterns/component/radios/default/\" sandbox=\"\"");
    says(page, "title=\"Example: Default\"");
    says(page, "{{ govukRadios({}) }}");
    says(page, "<code><span class=\"wm-quiet\">items.</span><wbr>text</code>");
    says(page, "href=\"/patterns/pattern/address-lookup\">Address lookup</a>");
    says(get(l, "/patterns/pattern/address-lookup", 200),
         "href=\"/patterns/component/radios\">Radios</a>");
    (void)get(l, "/patterns/component/gone", 404);
    (void)get(l, "/patterns/pattern/radios", 404);
    (void)get(l, "/patterns/component/radios/", 303);
}

static void nothing_of_an_entry_becomes_markup_of_ours(void **state)
{
    const char *page = get(*state, "/patterns/component/radios", 200);

    is_silent(page, "<script>");
    is_silent(page, "javascript:");
    is_silent(page, "<b>T</b>");
    says(page, "&lt;script&gt;parent.document.title");
}

static void an_entry_is_there_as_data_and_as_written(void **state)
{
    struct library *l = *state;
    json_t *json = get_json(l, "/patterns/component/radios.json");
    const json_t *use = json_array_get(json_object_get(json, "evidence"), 0);
    static const char *const endings[] = {"json", "md", "txt", "zip"};
    const char *page;
    size_t i;

    assert_string_equal(json_string_value(json_object_get(json, "status")),
                        "stable");
    assert_string_equal(
        json_string_value(json_object_get(
            json_array_get(json_object_get(json, "examples"), 0), "html")),
        HOSTILE "\n");
    assert_int_equal(json_integer_value(json_object_get(use, "reached")), 1204);
    says(get(l, "/patterns/component/radios.md", 200), "---\ntitle: Radios\n");
    says(get(l, "/patterns/component/radios.txt", 200), "Radios\n\nOne of");
    page = get(l, "/patterns/component/radios", 200);
    for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        says(page,
             arena_printf(l->arena, "href=\"/patterns/component/radios.%s\"",
                          endings[i]));
    json_decref(json);
}

static void an_example_stands_alone_in_a_sandbox(void **state)
{
    struct library *l = *state;
    const char *address = "/patterns/component/radios/default/";
    const char *policy = header(l, address, "Content-Security-Policy");

    says(get(l, address, 200), HOSTILE);
    assert_true(strncmp(policy, "sandbox; default-src 'none'; ", 29) == 0);
    says(policy, "style-src 'self'; img-src 'self' data:; font-src 'self'");
    says(policy, "frame-ancestors 'self'");
    is_silent(policy, "allow");
    is_silent(policy, "unsafe");
    is_silent(policy, "script");
    assert_string_equal(header(l, address, "Cross-Origin-Opener-Policy"),
                        "unsafe-none");
    assert_string_equal(
        header(l, "/patterns/component/radios", "Content-Security-Policy"),
        ""); /* as every page of ours */
    (void)get(l, "/patterns/component/radios/default", 303);
    (void)get(l, "/patterns/component/radios/gone/", 404);
    (void)get(l, "/patterns/component/radios/..%2fdefault/", 404);
    (void)get(l, "/patterns/component/radios/%C3%A9", 404);
}

static void an_example_can_be_styled_where_it_is_of_no_origin(void **state)
{
    assert_string_equal(
        header(*state, "/assets/govuk.css", "Cross-Origin-Resource-Policy"),
        "cross-origin");
}

/* The loop ----------------------------------------------------------------- */

static void is_strong(const char *page)
{
    says(page, "Report a bin");
    says(page, "version 2 of the pattern");
    says(page, "2" NBSP "%");
    says(page, "24 of 1,200");
    says(page, "1" NBSP "% to 3" NBSP "%");
    says(page, "12" NBSP "% <span class=\"wm-cell__note\">of 5 steps");
    says(page, "it loses fewer");
    says(page, "12" NBSP "s");
}

static void is_weak(const char *page)
{
    says(page, "Report a tree");
    says(page, "7 of 12");
    says(page, "not enough data");
    says(page, "not timed");
    says(page, "no attempts yet");
    is_silent(page, "58" NBSP "%");
}

static void a_page_carries_its_own_figures_and_no_others(void **state)
{
    struct library *l = *state;

    is_strong(get(l, "/patterns/component/radios", 200));
    is_weak(get(l, "/patterns/component/select", 200));
    says(get(l, "/patterns/pattern/address-lookup", 200),
         "No journey uses this pattern yet.");
}

static void swapped_figures_swap_what_the_pages_say(void **state)
{
    struct library *l = *state;

    l->fake = (struct fake){"select", "radios", ""};

    is_weak(get(l, "/patterns/component/radios", 200));
    is_strong(get(l, "/patterns/component/select", 200));
}

static void of_two_kinds_with_one_name_the_step_means_one(void **state)
{
    struct library *l = *state;
    const char *none = "No journey uses this pattern yet.";

    is_strong(get(l, "/patterns/component/radios", 200));
    says(get(l, "/patterns/style/radios", 200), none);
    l->fake.kind = "style/";
    says(get(l, "/patterns/component/radios", 200), none);
    is_strong(get(l, "/patterns/style/radios", 200));
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
    struct library *l = *state;
    const char *page;

    l->source.find = find_nothing;
    page = get(l, "/patterns/component/radios", 200);

    says(page, "When not to use");
    says(page, "The figures cannot be read at the moment.");
    is_silent(page, "No journey uses");
    (void)get(l, "/patterns/component/radios.json", 500);
}

static void without_a_source_it_claims_nothing(void **state)
{
    struct library *l = *state;

    l->patterns.evidence = NULL;

    says(get(l, "/patterns/component/radios", 200),
         "No journey uses this pattern yet.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_library(an_entry_shows_all_it_has),
        with_library(nothing_of_an_entry_becomes_markup_of_ours),
        with_library(an_entry_is_there_as_data_and_as_written),
        with_library(an_example_stands_alone_in_a_sandbox),
        with_library(an_example_can_be_styled_where_it_is_of_no_origin),
        with_library(a_page_carries_its_own_figures_and_no_others),
        with_library(swapped_figures_swap_what_the_pages_say),
        with_library(of_two_kinds_with_one_name_the_step_means_one),
        with_library(guidance_is_shown_when_figures_cannot_be_read),
        with_library(without_a_source_it_claims_nothing),
    };

    return cmocka_run_group_tests_name("pattern pages", tests, NULL, NULL);
}
