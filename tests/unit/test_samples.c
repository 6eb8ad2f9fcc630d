/* Every template has a sample model beside it, and they fit each other. */
#include <stdio.h>
#include <string.h>

#include "base/embedded.h"
#include "base/text.h"
#include "tests/unit.h"
#include "web/site.h"

static const char ending[] = ".html";

/* What is no page or part of one. */
static bool is_template(const char *file)
{
    return text_ends(file, ending) && !text_starts(file, "server/demo/") &&
           !text_starts(file, "patterns/catalogue/");
}

/* "dashboard/share" of "dashboard/share.html". */
static char *name_of(struct arena *a, const char *file)
{
    return arena_strndup(a, file, strlen(file) - strlen(ending));
}

/* The layout is no page; it stands around each that is. */
static const char layout[] = "lib/web/layout";

/* NAME.sample.json, from the source tree. */
static json_t *sample_of(struct arena *a, const char *name)
{
    const char *file = arena_printf(a, "%s.sample.json", name);
    json_error_t error;
    json_t *sample = json_load_file(file, JSON_REJECT_DUPLICATES, &error);

    if (!sample)
        fail_msg("%s:%d: %s", file, error.line, error.text);
    return sample;
}

static void renders(struct arena *a, const struct site *site, const char *name)
{
    json_t *here = site_part(site, "/dashboard/");
    json_t *around = sample_of(a, layout), *sample = sample_of(a, name);
    struct rendering with = {.models = {site->common, here, around, sample}};
    struct fault fault = {""};
    struct buf out;

    buf_init(&out, TEMPLATE_OUT_MAX);
    if (templates_render(site->templates, a, name, &with, &out, &fault))
        fail_msg("%s", fault.text);
    assert_true(out.len > 0);
    buf_release(&out);
    json_decref(sample);
    json_decref(around);
}

static struct site *site_with(bool docs)
{
    struct fault fault = {""};
    struct site *site;

    if (site_new(json_pack("{s:s s:b}", "name", "Waymark", "docs", docs), NULL,
                 &site, &fault))
        fail_msg("%s", fault.text);
    return site;
}

static void every_template_renders_its_sample_strictly(void **state)
{
    struct site *site = site_with(true), *without = site_with(false);
    const struct embedded_file *f;
    int n = 0;

    for (f = embedded_all(); f->name; f++) {
        if (!is_template(f->name) || text_starts(f->name, layout))
            continue;
        renders(*state, site, name_of(*state, f->name));
        renders(*state, without, name_of(*state, f->name));
        n++;
    }
    assert_true(n >= 6);
    site_free(site);
    site_free(without);
}

/* The policy of every page forbids both; a template must not need them. */
static void no_template_has_script_or_style_of_its_own(void **state)
{
    static const char *const words[] = {
        "<script>", "<script type", "<style",
        " style=",  " onclick=",    "javascript:"};
    const struct embedded_file *f;
    size_t i;

    (void)state;
    for (f = embedded_all(); f->name; f++) {
        for (i = 0;
             is_template(f->name) && i < sizeof(words) / sizeof(words[0]);
             i++) {
            if (strstr(f->text, words[i]))
                fail_msg("%s has %s", f->name, words[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(every_template_renders_its_sample_strictly),
        with_arena(no_template_has_script_or_style_of_its_own),
    };

    return cmocka_run_group_tests_name("samples", tests, NULL, NULL);
}
