/* Stylesheets of other libraries: nothing in them is fetched, and what they
 * mean otherwise stays as it is. */
#include "patterns/pack.h"
#include "patterns/sheet.h"
#include "tests/unit/library.h"

#define ELSEWHERE "https://elsewhere.example/x"

/* A sheet, and what is left of it.  What a browser takes for an address is in
 * CSS Syntax Module Level 3: 4.3.4 (names before a bracket), 4.3.6 (addresses),
 * 4.3.7 (escapes). */
static const struct {
    const char *sheet, *left;
} cleaned[] = {
    {"a{background:#fff url(x.png) no-repeat}",
     "a{background:#fff none no-repeat}"},
    {"a{background:url(\"" ELSEWHERE "\")}", "a{background:none}"},
    {"a{background:url('//elsewhere.example/x')}", "a{background:none}"},
    {"a{background:url( " ELSEWHERE " )}", "a{background:none}"},
    {"a{background:URL(x)}", "a{background:none}"},
    {"a{background:\\75rl(x)}", "a{background:none}"},
    {"a{background:\\000075 \\72\nl(x)}", "a{background:none}"},
    {"a{background:u\\rl(x)}", "a{background:none}"},
    {"a{background:\xc3\xa9url(x)}", "a{background:\xc3\xa9none}"},
    {"<!--url(x)", "<!--none"},
    {"a{background:url(x", "a{background:none"},
    {"a{background:url(a\\)b\"c)}", "a{background:none}"},
    {"a{background:url(\"x\" crossorigin(anonymous))}", "a{background:none}"},
    {"a{background:url(\"data:image/png;base64,AA==\" f(x))}",
     "a{background:none}"},
    {"a{b:url(\"one\ntwo\")}c{d:url(x)}", "a{b:none"},
    {"a{background:image-set(\"x\" 1x, \"y\" 2x)}", "a{background:none}"},
    {"a{background:-webkit-image-set(url(x) 1x)}", "a{background:none}"},
    {"a{background:src(\"x\")}", "a{background:none}"},
    {"a{--icon:url(data:text/html,x)}", "a{--icon:none}"},
    {"a{background:url()}", "a{background:none}"},
    {"@import \"x\";b{c:d}", " b{c:d}"},
    {"@\\69mport url(x);b{c:d}", " b{c:d}"},
    {"@IMPORT 'x' layer(a;b) screen;b{c:d}", " b{c:d}"},
    {"@im/*# sourceMappingURL=x */port \"x\";", "@im port \"x\";"},
    {"@im@font-face{}port \"x\";", "@im port \"x\";"},
    {"@font-face{font-family:A;src:url(x)}b{c:d}", " b{c:d}"},
    {"@font-face{src:url(})}b{c:d}", " b{c:d}"},
    {"@font-face{src:\"}\"}b{c:d}", " b{c:d}"},
    {"@media print{@font-face{src:url(x)}b{c:d}}", "@media print{ b{c:d}}"},
    {"b{@import \"x\"}c{d:e}", "b{ }c{d:e}"},
    {"@charset \"utf-7\";b{c:d}", " b{c:d}"},
    {"@font-face", " "},
};

/* What stays, byte for byte. */
static const char *const kept[] = {
    "",
    "a{color:red}",
    "/*! licence: MIT */a{color:red}/* url(x) @import \"x\" */",
    "a::before{content:\"url(x) @import '\\\"\"}",
    "a[href='url(x)']{color:red}",
    "a{background:url(data:image/svg+xml;base64,PHN2Zy8+)}",
    "a{background:url( \"data:image/svg+xml,%3Csvg%3E(x)%3C/svg%3E\" )}",
    "a{b:\\0000075rl(x)}", /* six digits, and a name that begins with 5 */
    "a{background:URL('DATA:image/png;base64,AA==')}",
    "a{mask:url(#shape)}",
    ".url (x){}",
    ".a\\:url{color:red}",
    "a{width:1url(x);b:#url(x);c:aurl(x);d:url2(x)}",
    "@supports (display:grid) and (not (a:b)){a{b:c}}",
    "@media (min-width:40em){a{b:calc(1px + (2px*3))}}",
    "a{b:c}</style><script>",
    "}})]a{b:c}",
};

static const char *clean(struct arena *a, const char *sheet,
                         struct sheet_cuts *cuts)
{
    struct buf out;
    const char *left;

    buf_init(&out, SHEET_MAX);
    sheet_clean(sheet, strlen(sheet), &out, cuts);
    assert_ok(buf_finish(&out));
    left = arena_strndup(a, out.text, out.len);
    buf_release(&out);
    return left;
}

static size_t total(const struct sheet_cuts *cuts)
{
    size_t i, n = 0;

    for (i = 0; i < SHEET_CUTS; i++)
        n += cuts->n[i];
    return n;
}

static void nothing_that_is_fetched_is_left(void **state)
{
    struct sheet_cuts cuts;
    size_t i;

    for (i = 0; i < sizeof(cleaned) / sizeof(cleaned[0]); i++) {
        const char *left = clean(*state, cleaned[i].sheet, &cuts);

        assert_string_equal(left, cleaned[i].left);
        if (!strstr(cleaned[i].sheet, "sourceMap"))
            assert_true(total(&cuts) > 0);
        assert_string_equal(clean(*state, left, &cuts), left);
        assert_int_equal(total(&cuts), 0);
    }
}

static void what_fetches_nothing_stays_as_it_is(void **state)
{
    struct sheet_cuts cuts;
    size_t i;

    for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        assert_string_equal(clean(*state, kept[i], &cuts), kept[i]);
        assert_int_equal(total(&cuts), 0);
    }
}

static void what_was_cut_is_counted_with_the_line_of_the_first(void **state)
{
    static const char sheet[] = "a{b:c}\n@import 'x';\n@font-face{}\n"
                                "a{b:url(x)}\n@font-face{}\n";
    struct sheet_cuts cuts;

    (void)clean(*state, sheet, &cuts);

    assert_int_equal(cuts.n[SHEET_IMPORT], 1);
    assert_int_equal(cuts.line[SHEET_IMPORT], 2);
    assert_int_equal(cuts.n[SHEET_FONT], 2);
    assert_int_equal(cuts.line[SHEET_FONT], 3);
    assert_int_equal(cuts.n[SHEET_ADDRESS], 1);
    assert_int_equal(cuts.line[SHEET_ADDRESS], 4);
}

static void a_hundred_brackets_in_one_another_are_read(void **state)
{
    enum { DEEP = 100 };
    char sheet[2 * DEEP + 10] = "src";
    struct sheet_cuts cuts;

    memset(sheet + 3, '(', DEEP);
    memset(sheet + 3 + DEEP, ')', DEEP);
    assert_string_equal(clean(*state, sheet, &cuts), "none");
    assert_int_equal(cuts.n[SHEET_DEEP], 0);

    memset(sheet + 3, '(', DEEP + 1);
    memset(sheet + 3 + DEEP + 1, ')', DEEP + 1);
    assert_string_equal(clean(*state, sheet, &cuts), "none");
    assert_int_equal(cuts.n[SHEET_DEEP], 1);
}

static void brackets_without_end_do_not_run_away(void **state)
{
    enum { MANY = 400 * 1000 };
    char *sheet = arena_alloc(*state, MANY + 100);
    struct sheet_cuts cuts;
    size_t n = strlen("@font-face");

    memcpy(sheet, "@font-face", n);
    memset(sheet + n, '(', MANY);
    sheet[n + MANY] = '\0';
    assert_string_equal(clean(*state, sheet, &cuts), " ");
    assert_int_equal(cuts.n[SHEET_DEEP], 1);
    for (; n + 6 < MANY; n += 6)
        memcpy(sheet + n, "url(\"\"", 6);
    (void)clean(*state, sheet, &cuts);
}

/* In a library ------------------------------------------------------------- */

#define SHEET "a{color:red}\n.x{mask:url(#m)}\n"

static const struct given styled[] = {
    {"component/other-card/index.md",
     LIBRARY_ENTRY("Card", "A card.", "stable", "uses: [style/other]\n")},
    {"component/plain/index.md", LIBRARY_ENTRY("Plain", "P.", "stable", "")},
    {"style/other/index.md", LIBRARY_ENTRY("Other", "O.", "stable", "")},
    {"style/other/sheet.css", SHEET},
    {0}};

static void an_example_is_shown_in_the_sheet_its_entry_uses(void **state)
{
    static const char address[] = "/patterns/style/other/sheet.css";
    struct library *l = library_of(*state, styled);
    const char *link = "<link rel=\"stylesheet\" href=\"/patterns/style/other/"
                       "sheet.css\">\n</head>";

    assert_non_null(strstr(
        library_get(l, "/patterns/component/other-card/default/", 200), link));
    assert_null(
        strstr(library_get(l, "/patterns/component/plain/default/", 200),
               "other/sheet.css"));
    assert_string_equal(library_get(l, address, 200), SHEET);
    assert_string_equal(
        library_header(l, address, "Cross-Origin-Resource-Policy"),
        "cross-origin");
    (void)library_get(l, "/patterns/component/plain/sheet.css", 404);
}

static void a_pack_of_an_entry_has_its_sheet(void **state)
{
    struct library *l = library_of(*state, styled);
    const struct pattern *card = catalogue_named(l->catalogue, "other-card");
    const struct pattern *twice[2] = {card, card->uses[0]};
    const struct pattern **all;
    size_t n;

    all = pack_with_sheets(*state, twice, 1, &n);
    assert_int_equal(n, 2);
    assert_string_equal(all[1]->slug, "other");
    (void)pack_with_sheets(*state, twice, 2, &n);
    assert_int_equal(n, 2);
}

/* What the catalogue says of an entry with that sheet. */
static const char *refusal(struct arena *a, const char *path, const char *sheet)
{
    struct file at[3] = {{.path = path, .text = sheet, .size = strlen(sheet)}};
    struct files fs = {.n = 2, .at = at};
    struct catalogue *c;
    const char *said;

    at[1].path = arena_printf(a, "%.*sindex.md",
                              (int)(strrchr(path, '/') + 1 - path), path);
    at[1].text = LIBRARY_ENTRY("O", "O.", "in-progress", "");
    at[1].size = strlen(at[1].text);
    files_sort(&fs);
    c = catalogue_make(&fs);
    said = c->problems.n ? arena_printf(a, "%s: %s", c->problems.at[0].place,
                                        c->problems.at[0].message)
                         : "";
    assert_int_equal(c->n, c->problems.n ? 0 : 1);
    catalogue_close(c);
    return said;
}

static void a_sheet_that_fetches_is_refused_by_line(void **state)
{
    assert_string_equal(refusal(*state, "style/o/sheet.css", SHEET), "");
    assert_string_equal(
        refusal(*state, "style/o/sheet.css", "a{}\nb{c:url(//x)}\n"),
        "style/o/sheet.css:2: an address has to go: a sheet here loads "
        "nothing; a picture may lie in it as data:image/");
    assert_string_equal(
        refusal(*state, "style/o/sheet.css", "\n\n@import 'x';"),
        "style/o/sheet.css:3: @import has to go: a sheet here is whole and "
        "loads no other");
    assert_string_equal(refusal(*state, "component/o/sheet.css", SHEET),
                        "component/o/sheet.css:1: only an entry of the kind "
                        "style has a sheet: name that one under uses");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(nothing_that_is_fetched_is_left),
        with_arena(what_fetches_nothing_stays_as_it_is),
        with_arena(what_was_cut_is_counted_with_the_line_of_the_first),
        with_arena(a_hundred_brackets_in_one_another_are_read),
        with_arena(brackets_without_end_do_not_run_away),
        with_arena(an_example_is_shown_in_the_sheet_its_entry_uses),
        with_arena(a_pack_of_an_entry_has_its_sheet),
        with_arena(a_sheet_that_fetches_is_refused_by_line),
    };

    return cmocka_run_group_tests_name("sheet", tests, NULL, NULL);
}
