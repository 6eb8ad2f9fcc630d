/* What people wrote from right to left stands in our sentences, lists and
 * headings without turning them round. */
#include "tests/unit/library.h"

#define FORM  "טופס כתובת (חדש)"
#define ENTRY "כתובת (בית)"
#define THEME "שאלות לתושבים"
#define STEP  "שאלה (1)"

static const struct given given[] = {
    {"component/form/index.md", LIBRARY_ENTRY(FORM, "X.", "trial", "")},
    {"component/form/changelog.yml",
     "- date: 2026-02-01\n  version: \"2\"\n  description: " STEP "\n"},
    {"component/form/versions/1/index.md",
     LIBRARY_ENTRY(FORM, "X.", "trial", "version: \"1\"\n")},
    {"component/form/versions/1/default/index.html",
     "---\ntitle: " STEP "\n---\n<p>x</p>\n"},
    {"pattern/home/index.md",
     LIBRARY_ENTRY(ENTRY, "Y.", "trial",
                   "theme: " THEME "\naliases: [house]\nuses: [form]\n")},
    {"pattern/home/default/index.html",
     "---\ntitle: " STEP "\n---\n<p>x</p>\n"},
    {"pattern/home/issues.yml", "- title: " STEP "\n  description: " STEP "\n"},
    {0}};

/* The tag that a text begins behind; "": there is something between. */
static const char *tag_before(struct arena *a, const char *page,
                              const char *text)
{
    const char *at = text;

    if (at == page || at[-1] != '>')
        return "";
    while (at > page && *at != '<')
        at--;
    return arena_strndup(a, at, (size_t)(text - at));
}

static bool is_in_tag(const char *page, const char *text)
{
    while (text > page && *text != '<' && *text != '>')
        text--;
    return *text == '<';
}

static size_t check(struct arena *a, const char *page, const char *title)
{
    const char *at = strstr(page, "<main");
    size_t n = 0;

    for (; (at = strstr(at, title)); at += strlen(title)) {
        const char *tag = tag_before(a, page, at);

        if (is_in_tag(page, at))
            continue; /* an attribute knows no direction */
        n++;
        if (strcmp(tag, "<bdi>") != 0 && !strstr(tag, " dir=\"auto\""))
            fail_msg("%.60s... is not apart: %.*s", title, 120, at - 60);
    }
    return n;
}

static void
what_was_written_the_other_way_round_turns_nothing_of_ours(void **state)
{
    static const struct {
        const char *address, *titles[4];
    } pages[] = {
        {"/", {FORM, THEME, ENTRY}},
        {"/patterns/", {FORM, ENTRY, THEME}},
        {"/patterns/?madeOf=form&verb=pay", {FORM}},
        {"/patterns/search?q=house", {ENTRY}},
        {"/patterns/pattern/home", {ENTRY, FORM, THEME, STEP}},
        {"/patterns/component/form", {FORM, ENTRY, STEP}},
        {"/patterns/component/form?at=1", {FORM, STEP}},
        {"/patterns/component/form/history", {FORM, STEP}},
    };
    struct library *l = library_of(*state, given);
    size_t i, j;

    for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
        const char *page = library_get(l, pages[i].address, 200);

        for (j = 0; j < 4 && pages[i].titles[j]; j++)
            if (!check(*state, page, pages[i].titles[j]))
                fail_msg("%s does not say %s", pages[i].address,
                         pages[i].titles[j]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(what_was_written_the_other_way_round_turns_nothing_of_ours),
    };

    return cmocka_run_group_tests_name("pattern direction", tests, NULL, NULL);
}
