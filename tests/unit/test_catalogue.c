/* What an entry of the catalogue may be, and what becomes of one that is not.
 */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "patterns/catalogue.h"
#include "patterns/files.h"
#include "tests/unit.h"

#define TEN  "éééééééééé"
#define LONG TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define GUIDANCE                                                               \
    "## When to use\n\nA.\n\n## When not to use\n\nB.\n\n"                     \
    "## How it works\n\nC.\n\n## Research\n\nNone yet.\n"
#define FRONT(more)                                                            \
    "---\ntitle: Radios\ndescription: One of a list.\n" more "---\n"
#define INDEX FRONT("status: proposed\n") GUIDANCE
#define PLACE "component/radios/"

struct given {
    const char *path, *text;
};

/* A catalogue of those files; ends with {0}. */
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

/* The first thing that was said of such an entry, "file:line: reason". */
static const char *said(struct arena *a, const char *path, const char *text)
{
    const struct given given[] = {{PLACE "index.md", INDEX}, {path, text}, {0}};
    bool own = strcmp(path, PLACE "index.md") == 0;
    struct catalogue *c = make(a, own ? given + 1 : given);

    if (c->problems.n == 0)
        return "nothing";
    assert_int_equal(c->n, 0);
    return arena_printf(a, "%s: %s", c->problems.at[0].place,
                        c->problems.at[0].message);
}

static void an_entry_is_read_whole(void **state)
{
    static const struct given given[] = {
        {PLACE "index.md",
         "---\ntitle: \"Radios: one of a list\"\ndescription: Pick one.\n"
         "theme: Ask\naliases: option buttons, one of many\n"
         "status:\n  type: Trial\n  date: August 2026\n  links:\n"
         "    - href: \"#research\"\n      text: Research\n"
         "version: 2.0.1\nuses: [label]\nowner: Exampleton\nverb: report\n"
         "lgsl: [9999, 525]\nlgil: 17, 0\nlifeEvents: [Moving home]\n"
         "reviewDue: 2027-05-21\n---\n" GUIDANCE},
        {PLACE "default/index.html",
         "---\ntitle: Default\n---\n<p class=\"govuk-hint\">x</p>\n"},
        {PLACE "default/index.njk", "{{ govukRadios({}) }}\n"},
        {PLACE "default.cy/index.html", "---\ntitle: Cymraeg\n---\n<p>x</p>\n"},
        {PLACE "changelog.yml", "- date: 2026-01-02\n  description: First.\n"
                                "- date: 2026-03-04\n  version: 2.0.0\n  "
                                "description: |\n    Second.\n"},
        {PLACE "accessibility.yml",
         "test_items:\n  - summary: Keyboard\n    test_status: pass\n"},
        {PLACE "options.json", "[{\"name\":\"items\",\"params\":[{\"name\":"
                               "\"text\"}]}]"},
        {"component/hint/index.md", "---\ntitle: Hint\ndescription: "
                                    "Helps.\nstatus: proposed\n---\n" GUIDANCE},
        {0}};
    struct catalogue *c = make(*state, given);
    const struct pattern *p = catalogue_find(c, KIND_COMPONENT, "radios");

    if (c->problems.n)
        fail_msg("%s: %s", c->problems.at[0].place, c->problems.at[0].message);
    assert_non_null(p);
    assert_string_equal(p->title, "Radios: one of a list");
    assert_int_equal(p->state, STATE_TRIAL);
    assert_string_equal(p->state_date, "August 2026");
    assert_string_equal(p->links[0].href, "#research");
    assert_int_equal(p->aliases.n, 2);
    assert_string_equal(p->aliases.at[1], "one of many");
    assert_string_equal(p->lgsl.at[0], "9999");
    assert_string_equal(p->lgsl.at[1], "525");
    assert_string_equal(p->lgil.at[0], "17");
    assert_string_equal(p->lgil.at[1], "0");
    assert_int_equal(p->n_examples, 2);
    assert_string_equal(p->examples[0].name, "default");
    assert_string_equal(p->examples[0].njk, "{{ govukRadios({}) }}\n");
    assert_string_equal(p->examples[1].lang, "cy");
    assert_string_equal(p->changes[0].date, "2026-03-04");
    assert_string_equal(p->checks[0].status, "pass");
    assert_int_equal(json_array_size(p->options), 1);
    assert_ptr_equal(catalogue_named(c, "radios@2"), p);
    assert_null(catalogue_named(c, "radio"));
}

static void uses_are_found_in_the_markup_and_the_other_way_about(void **state)
{
    static const struct given given[] = {
        {PLACE "index.md", INDEX},
        {PLACE "default/index.html",
         "---\ntitle: Default\n---\n<p class=\"govuk-radios__x "
         "govuk-hint--small\">x</p>\n"},
        {"component/hint/index.md", "---\ntitle: Hint\ndescription: "
                                    "Helps.\nstatus: proposed\n---\n" GUIDANCE},
        {0}};
    struct catalogue *c = make(*state, given);
    const struct pattern *radios = catalogue_named(c, "radios");
    const struct pattern *hint = catalogue_named(c, "hint");

    assert_int_equal(radios->n_uses, 1);
    assert_ptr_equal(radios->uses[0], hint);
    assert_int_equal(hint->n_used_in, 1);
    assert_ptr_equal(hint->used_in[0], radios);
}

static void a_broken_entry_is_named_with_file_line_and_reason(void **state)
{
    static const struct {
        const char *file, *text, *want;
    } cases[] = {
        {"index.md", "# Radios\n", "index.md:1: it does not begin with"},
        {"index.md", "---\ntitle: Radios\n", "index.md:1: its front matter"},
        {"index.md", FRONT("") GUIDANCE, "index.md:1: status is missing"},
        {"index.md", FRONT("status: gold\n") GUIDANCE,
         "index.md:4: \"gold\" is no status"},
        {"index.md", FRONT("status: proposed\nstatus: trial\n") GUIDANCE,
         "index.md:5: \"status\" is there twice"},
        {"index.md", FRONT("status: proposed\nlayout: x\n") GUIDANCE,
         "index.md:5: \"layout\" is no key here: take it out; there are "
         "title, description, theme,"},
        {"index.md", FRONT("status: proposed\nlife-events: [x]\n") GUIDANCE,
         "index.md:5: \"life-events\" is no key here: write lifeEvents"},
        {"index.md", "\n---\ntitle: Radios\n---\n",
         "index.md:1: there is nothing on its first line"},
        {"index.md", "—-\ntitle: Radios\n---\n",
         "index.md:1: its first line is \"—-\" and must be \"---\""},
        {"index.md", FRONT("status: &a stable\n") GUIDANCE,
         "index.md:4: anchors, aliases and tags"},
        {"index.md", FRONT("status: !!str stable\n") GUIDANCE,
         "index.md:4: anchors, aliases and tags"},
        {"index.md", FRONT("status: [stable\n") GUIDANCE, "index.md:"},
        {"index.md", FRONT("status: proposed\nreviewDue: soon\n") GUIDANCE,
         "index.md:5: reviewDue must be a day"},
        {"index.md",
         FRONT("status: {type: stable, links: [{href: "
               "\"javascript:x\", text: y}]}\n") GUIDANCE,
         "index.md:4: href must begin with"},
        {"index.md",
         FRONT("status: {type: stable, links: [{href: "
               "\"//elsewhere\", text: y}]}\n") GUIDANCE,
         "index.md:4: href must begin with"},
        {"index.md", FRONT("status: proposed\n") "## When to use\n\n## Why\n",
         "index.md:8: the heading \"## Why\" stands where \"## When not to "
         "use\" is due"},
        {"index.md", FRONT("status: proposed\n") "## When to use\n",
         "index.md:7: the heading \"When not to use\" is missing"},
        {"index.md", FRONT("status: proposed\nuses: {a: b}\n") GUIDANCE,
         "index.md:5: uses must be a list of texts"},
        {"index.md", FRONT("status: proposed\nlgsl: bins\n") GUIDANCE,
         "index.md:5: lgsl: \"bins\" is no number of the list"},
        {"index.md",
         FRONT("status: proposed\nlgsl:\n  - 524\n  - 52A\n") GUIDANCE,
         "index.md:7: lgsl: \"52A\" is no number"},
        {"index.md", FRONT("status: proposed\nlgsl: [1, 12345]\n") GUIDANCE,
         "index.md:5: lgsl: \"12345\" is no number"},
        {"index.md",
         FRONT("status: proposed\nlgil: 17, -8\ntier: x\n") GUIDANCE,
         "index.md:5: lgil: \"-8\" is no number"},
        {"index.md", FRONT("status: proposed\nlgil: [00]\n") GUIDANCE,
         "index.md:5: lgil: \"00\" is no number"},
        {"index.md", FRONT("status: proposed\nlgil: [17.0]\n") GUIDANCE,
         "index.md:5: lgil: \"17.0\" is no number"},
        {"index.md",
         FRONT("status: proposed\nlgsl: 1, 2\nversion: ../x\n") GUIDANCE,
         "index.md:6: version must be made of"},
        {"index.md",
         FRONT("status: proposed\nversion: "
               "1.0.0-01234567890123456789012345678901234\n") GUIDANCE,
         "index.md:5: version is longer than 40 bytes"},
        {"index.md",
         FRONT("status: {type: stable, links: {href: /}}\n") GUIDANCE,
         "index.md:4: links must be a list"},
        {"index.md", FRONT("status: \"ab\\nc\"\n") GUIDANCE,
         "index.md:4: \"ab?c\" is no status"},
        {"index.md", FRONT("status: \"a\\x1b[31mb\"\n") GUIDANCE,
         "index.md:4: a text holds a control character"},
        {"options.json", "[{\"name\": \"a\",\n\"description\": \"\\u001B\"}]",
         "options.json:2: a text holds a control character"},
        {"options.json", "[{\"name\": \"\\\\b\", \"type\": \"\\b\"}]",
         "options.json:1: a text holds a control character"},
        {"index.md", FRONT("status: proposed\nowner: \"a\\0b\"\n") GUIDANCE,
         "index.md:5: a text holds a control character"},
        {"index.md", FRONT("status: proposed\n\"a\\0b\": x\n") GUIDANCE,
         "index.md:5: a text holds a control character"},
        {"index.md",
         FRONT("status: proposed\naliases: "
               "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,"
               "F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U,V,W,X,Y\n") GUIDANCE,
         "index.md:5: aliases has more than 50 items"},
        {"changelog.yml", "- date: yesterday\n  description: x\n",
         "changelog.yml:1: date must be a day"},
        {"changelog.yml", "a: b\n", "changelog.yml:1: must be a list"},
        {"index.md", FRONT("status: proposed\nowner: us: them\n") GUIDANCE,
         "index.md:5: this is no YAML: a second colon in the line"},
        {"index.md", FRONT("status: proposed\nowner: @us\n") GUIDANCE,
         "index.md:5: this is no YAML: a tab, or a value that begins with"},
        {"index.md", FRONT("status: proposed\nowner: 'us\n") GUIDANCE,
         "index.md:5: this is no YAML: the quote that begins here"},
        {"accessibility.yml", "test_items:\n  - summary: x\n",
         "accessibility.yml:2: test_status must be"},
        {"index.md", FRONT("status: proposed\na" LONG ": x\n") GUIDANCE,
         "index.md:5: \"aéé"},
        {"options.json", "[\n{\"name\": 1}]", "options.json:1: must be a list"},
        {"options.json", "[\n{]", "options.json:2: is not valid JSON: "},
        {"default/index.html", "<p>x</p>", "default/index.html:1: it does not"},
        {"default/index.html", "---\ntitle: x\nlayout: wide\n---\n",
         "default/index.html:3: layout must be"},
        {"default/index.html", "---\ntitle: x\nlang: \"\\\"><b\"\n---\n",
         "default/index.html:3: lang must be"},
        {"Default/index.html", "---\ntitle: x\n---\n",
         "Default/index.html:1: the folder of an example"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *got =
            said(*state, arena_printf(*state, PLACE "%s", cases[i].file),
                 cases[i].text);
        const char *want = arena_printf(*state, PLACE "%s", cases[i].want);

        assert_true(text_is_utf8(got, strlen(got))); /* cut or not */
        if (!text_starts(got, want))
            fail_msg("case %zu: it says\n%s\nnot\n%s", i, got, want);
    }
}

/* Each key is held against all before it, and a file has room for 100,000. */
static void
a_map_of_too_many_keys_is_refused_where_they_are_too_many(void **state)
{
    struct buf text;
    int i;

    buf_init(&text, 64 * 1024);
    buf_adds(&text, "---\n");
    for (i = 0; i <= 1000; i++)
        buf_addf(&text, "k%d: x\n", i);
    buf_adds(&text, "---\n");
    assert_string_equal(said(*state, PLACE "index.md", text.text),
                        PLACE "index.md:1002: there are 1000 keys in one map "
                              "already: take some out");
    buf_release(&text);
}

static void a_folder_of_another_name_is_told_with_one_that_is(void **state)
{
    static const char *const cases[][2] = {
        {"patterns/x/index.md",
         "patterns/x/index.md: lies in a folder \"patterns\", which is no kind "
         "of entry: rename it to pattern"},
        {"pattern/Which Bin/index.md",
         "pattern/Which Bin/index.md: lies in a folder \"Which Bin\", and an "
         "entry's is made of a-z, 0-9 and - (64 at most): rename it, perhaps "
         "to which-bin"},
        {"which-bin/index.md",
         "which-bin/index.md: is not in a folder KIND/NAME"},
        {"gadget/x/index.md", "gadget/x/index.md: is not in a folder"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct given given[] = {{cases[i][0], INDEX}, {0}};
        const struct catalogue *c = make(*state, given);
        const char *got =
            arena_printf(*state, "%s: %s", c->problems.at[0].place,
                         c->problems.at[0].message);

        assert_int_equal(c->problems.n, 1);
        if (!text_starts(got, cases[i][1]))
            fail_msg("it says\n%s\nnot\n%s", got, cases[i][1]);
    }
}

static void the_rest_is_served(void **state)
{
    static const struct given given[] = {
        {PLACE "index.md", INDEX},
        {"component/broken/index.md", "no front matter"},
        {"component/empty/default/index.html", "---\ntitle: x\n---\n"},
        {"gadget/x/index.md", INDEX},
        {"README.md", "x"},
        {0}};
    struct catalogue *c = make(*state, given);

    assert_int_equal(c->n, 1);
    assert_int_equal(c->problems.n, 4);
}

/* More than one thread reads: 300 entries, of which every seventh is broken. */
static void of_many_entries_each_is_read_or_told_in_order(void **state)
{
    enum { MANY = 300, BROKEN = 7 };
    struct arena *a = *state;
    struct files fs = {.at = arena_array(a, MANY, sizeof(*fs.at))};
    struct catalogue *c;
    size_t i, broken = 0;

    for (i = 0; i < MANY; i++) {
        const char *text = i % BROKEN ? INDEX : "no front matter";

        fs.at[fs.n++] =
            (struct file){arena_printf(a, "component/e-%03zu/index.md", i),
                          text, strlen(text)};
    }
    c = catalogue_make(&fs);
    for (i = 0; i < MANY; i++) {
        const char *slug = arena_printf(a, "e-%03zu", i);
        const struct pattern *p = catalogue_find(c, KIND_COMPONENT, slug);

        if (i % BROKEN) {
            assert_non_null(p);
            assert_string_equal(p->slug, slug);
        } else {
            assert_null(p);
            assert_non_null(strstr(c->problems.at[broken++].place, slug));
        }
    }
    assert_int_equal(c->n, MANY - broken);
    assert_int_equal(c->problems.n, broken);
    assert_int_equal(c->problems.total, broken);
    catalogue_close(c);
}

static void guidance_past_the_lid_is_refused(void **state)
{
    struct buf b;
    int i;

    buf_init(&b, 1 << 20);
    buf_adds(&b, INDEX);
    for (i = 0; i < 5000; i++)
        buf_adds(&b, "word word ");
    assert_non_null(strstr(said(*state, PLACE "index.md", b.text),
                           "is longer than 32 KiB"));
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(an_entry_is_read_whole),
        with_arena(uses_are_found_in_the_markup_and_the_other_way_about),
        with_arena(a_broken_entry_is_named_with_file_line_and_reason),
        with_arena(a_map_of_too_many_keys_is_refused_where_they_are_too_many),
        with_arena(a_folder_of_another_name_is_told_with_one_that_is),
        with_arena(the_rest_is_served),
        with_arena(of_many_entries_each_is_read_or_told_in_order),
        with_arena(guidance_past_the_lid_is_refused),
    };

    return cmocka_run_group_tests_name("catalogue", tests, NULL, NULL);
}
