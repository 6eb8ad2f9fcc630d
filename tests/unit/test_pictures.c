/* Pictures of an entry: what is one, what is none, and that its bytes stay. */
#include "patterns/picture.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "patterns/catalogue.h"
#include "tests/unit.h"

#define INDEX                                                                  \
    "---\ntitle: Bins\ndescription: Which bin.\nstatus: proposed\n---\n"       \
    "## When to use\n\nA.\n\n## When not to use\n\nB.\n\n"                     \
    "## How it works\n\nC.\n\n## Research\n\nNone yet.\n"
#define PNG "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"
#define SVG(...)                                                               \
    "<svg xmlns=\"http://www.w3.org/2000/svg\"" __VA_ARGS__ "</svg>"
#define XLINK    " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
#define BYTES(s) (s), sizeof(s) - 1

/* Signatures: PNG (RFC 2083, 3.1), JPEG (T.81, B.1.1.3), GIF89a (17), WebP
 * (RFC 9649, 2.4). */
static void a_picture_is_told_by_its_bytes(void **state)
{
    (void)state;
    assert_int_equal(picture_type(BYTES(PNG)), PICTURE_PNG);
    assert_int_equal(picture_type(BYTES("\xFF\xD8\xFF\xE0")), PICTURE_JPEG);
    assert_int_equal(picture_type(BYTES("GIF87a..")), PICTURE_GIF);
    assert_int_equal(picture_type(BYTES("GIF89a..")), PICTURE_GIF);
    assert_int_equal(picture_type(BYTES("RIFF\4\0\0\0WEBPVP8L")), PICTURE_WEBP);
    assert_int_equal(picture_type(BYTES("RIFF\4\0\0\0WAVEfmt ")),
                     PICTURE_TYPES);
    assert_int_equal(picture_type(BYTES("\n<?xml version=\"1.0\"?>")),
                     PICTURE_SVG);
    assert_int_equal(picture_type(BYTES("")), PICTURE_TYPES);
    assert_int_equal(picture_type(BYTES("\x89PN")), PICTURE_TYPES);
    assert_int_equal(picture_type(BYTES("BM......")), PICTURE_TYPES);
    assert_int_equal(picture_type(BYTES("MZ\x90")), PICTURE_TYPES);
}

/* Drawings as programs save them. */
static const char *const fine[] = {
    SVG(" viewBox=\"0 0 1 1\"><title>Bin</title><path d=\"M0 0h1v1z\"/>"),
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- made by hand -->\n"
    "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
    "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n" SVG(">"),
    "\xEF\xBB\xBF" SVG(">"),
    SVG("><linearGradient id=\"a\"/><g fill=\"url(#a)\" "
        "style=\"filter:url(#b)\""
        "/>"),
    SVG(XLINK "><use xlink:href=\"#a\"/><use href=\" #a\"/>"),
    SVG(XLINK "><image xlink:href=\"data:image/png;base64,AA==\"/>"),
    SVG("><style>.a{fill:teal;mask:url(#m)}</style>"),
    SVG(" xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\" "
        "i:version=\"1.2\"><metadata><i:view i:zoom=\"1\"/></metadata>"),
};

static void a_plain_drawing_is_taken(void **state)
{
    size_t i;
    int line;

    for (i = 0; i < sizeof(fine) / sizeof(fine[0]); i++) {
        const char *said =
            picture_svg_fault(*state, fine[i], strlen(fine[i]), &line);

        if (said)
            fail_msg("%s\n%s", fine[i], said);
    }
}

#define RUNS  "has a script in it"
#define LOADS "loads or leads to something elsewhere"

/* What runs or loads where a browser opens the file by itself: SVG 2, chapters
 * 5, 15 and 16, and the SVG vectors of OWASP's XSS filter evasion list. */
static const struct {
    const char *svg, *says;
    int line;
} refused[] = {
    {SVG(">\n<script>alert(1)</script>"), RUNS, 2},
    {SVG(">\n<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\"/>"), RUNS, 2},
    {SVG(" onload=\"alert(1)\">"), RUNS, 1},
    {SVG("><g ONCLICK=\"x\"/>"), RUNS, 1},
    {SVG("><foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\"/>"
         "</foreignObject>"),
     RUNS, 1},
    {SVG(XLINK "><a xlink:href=\"javascript:alert(1)\"/>"), LOADS, 1},
    {SVG("><a href=\"https://elsewhere.example/\"/>"), LOADS, 1},
    {SVG("><a id=\"a\"/><set href=\"#a\" attributeName=\"href\" "
         "to=\"javascript:alert(1)\"/>"),
     RUNS, 1},
    {SVG("><animate attributeName=\"xlink:href\" values=\"javascript:x\"/>"),
     RUNS, 1},
    {SVG("><animate attributeName=\"onclick\" to=\"alert(1)\"/>"), RUNS, 1},
    {SVG("><image href=\"//elsewhere.example/x.png\"/>"), LOADS, 1},
    {SVG("><image href=\"x.png\"/>"), LOADS, 1},
    {SVG("><use href=\"other.svg#a\"/>"), LOADS, 1},
    {SVG("><use href=\"data:image/svg+xml,%3Csvg/%3E#a\"/>"), LOADS, 1},
    {SVG("><feImage href=\"https://elsewhere.example/x\"/>"), LOADS, 1},
    {SVG("><rect fill=\"url(https://elsewhere.example/x#a)\"/>"), LOADS, 1},
    {SVG("><rect style=\"fill:\\75rl(x)\"/>"), LOADS, 1},
    {SVG("><rect style=\"background:image-set('x' 1x)\"/>"), LOADS, 1},
    {SVG(">\n\n<style>@import \"x.css\";</style>"), LOADS, 3},
    {SVG("><style><![CDATA[a{fill:url(x)}]]></style>"), LOADS, 1},
    {SVG("><style>a{fill:u<!-- -->rl(x)}</style>"), LOADS, 1},
    {SVG("><style>a{</style><style>b{fill:url(x)}</style>"), LOADS, 1},
    {SVG(" xml:base=\"https://elsewhere.example/\"><use href=\"#a\"/>"), LOADS,
     1},
    {"<?xml-stylesheet href=\"x.css\"?>" SVG(">"), LOADS, 1},
    {"<!DOCTYPE svg [<!ENTITY a \"b\">]>" SVG(">&a;"), "declares entities", 1},
    {"<svg></svg>", "is no picture", 1},
    {"<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", "is no picture", 1},
    {SVG("><g>"), "is no SVG that can be read: mismatched tag", 1},
    {SVG("><use xlink:href=\"#a\"/>"), "is no SVG that can be read", 1},
    {"<p>hello", "is no picture", 1},
};

static void
a_drawing_that_would_run_or_load_is_refused_with_its_line(void **state)
{
    size_t i;
    int line;

    for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        const char *svg = refused[i].svg;
        const char *said = picture_svg_fault(*state, svg, strlen(svg), &line);

        if (!said || !text_starts(said, refused[i].says))
            fail_msg("%s\n%s", svg, said ? said : "taken");
        assert_int_equal(line, refused[i].line);
    }
}

/* In a catalogue ----------------------------------------------------------- */

#define PLACE "pattern/bins/pictures/"

/* What was said of that entry; "": it is served. */
static const char *said_of_files(struct arena *a, struct files *fs)
{
    struct catalogue *c;
    const char *said = "";

    files_add(fs, "pattern/bins/index.md", BYTES(INDEX));
    files_sort(fs);
    c = catalogue_make(fs);
    assert_int_equal(c->n, c->problems.n ? 0 : 1);
    if (c->problems.n)
        said = arena_printf(a, "%s: %s", c->problems.at[0].place,
                            c->problems.at[0].message);
    catalogue_close(c);
    files_release(fs);
    return said;
}

static const char *said_of(struct arena *a, const char *name, const char *bytes,
                           size_t n)
{
    struct files fs = {0};

    files_add(&fs, arena_printf(a, PLACE "%s", name), bytes, n);
    return said_of_files(a, &fs);
}

static void
what_is_no_picture_keeps_its_entry_out_by_file_and_reason(void **state)
{
    static const struct {
        const char *name, *bytes, *says;
    } cases[] = {
        {"bin.png", "hello",
         "bin.png: is no picture: a PNG, JPEG, GIF, WebP "
         "or SVG"},
        {"bin.png", "\xFF\xD8\xFF\xE0",
         "bin.png: is image/jpeg: end its name in .jpg"},
        {"bin.svg", "GIF89a", "bin.svg: is image/gif: end its name in .gif"},
        {"Bin.gif", "GIF89a", "Bin.gif: is no name of a picture"},
        {"my bin.gif", "GIF89a", "my bin.gif: is no name of a picture"},
        {"bin.tar.gif", "GIF89a", "bin.tar.gif: is no name of a picture"},
        {"big/bin.gif", "GIF89a", "big/bin.gif: is no name of a picture"},
        {"bin.svg", SVG(">\n<script/>"), "bin.svg:2: has a script in it"},
        {"bin.html", "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
         "bin.html:1: is no picture"},
    };
    size_t i;

    assert_string_equal(said_of(*state, "bin.png", BYTES(PNG)), "");
    assert_string_equal(said_of(*state, "bin.jpeg", BYTES("\xFF\xD8\xFF")), "");
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *said = said_of(*state, cases[i].name, cases[i].bytes,
                                   strlen(cases[i].bytes));

        if (!text_starts(said, PLACE) ||
            !text_starts(said + strlen(PLACE), cases[i].says))
            fail_msg("%s: %s", cases[i].name, said);
    }
}

static void a_picture_has_a_lid(void **state)
{
    char *big = arena_alloc(*state, PICTURE_MAX + 1);

    memcpy(big, "GIF89a", 6);

    assert_string_equal(said_of(*state, "bin.gif", big, PICTURE_MAX), "");
    assert_string_equal(said_of(*state, "bin.gif", big, PICTURE_MAX + 1),
                        PLACE "bin.gif: is larger than 256 KiB: save it "
                              "smaller");
}

/* So many pictures of that size. */
static const char *said_of_many(struct arena *a, size_t n, size_t size)
{
    struct files fs = {0};
    char *bytes = arena_alloc(a, size);
    size_t i;

    memcpy(bytes, "GIF89a", 6);
    for (i = 0; i < n; i++)
        files_add(&fs, arena_printf(a, PLACE "%03zu.gif", i), bytes, size);
    return said_of_files(a, &fs);
}

static void an_entry_has_a_lid_of_pictures(void **state)
{
    assert_string_equal(said_of_many(*state, 100, 6), "");
    assert_string_equal(said_of_many(*state, 101, 6),
                        PLACE "100.gif: is one of more than 100 pictures");
    assert_string_equal(said_of_many(*state, 16, PICTURE_MAX), "");
    assert_string_equal(said_of_many(*state, 17, PICTURE_MAX),
                        PLACE "016.gif: is past 4 MiB of pictures of one "
                              "entry");
}

/* In a folder -------------------------------------------------------------- */

static char *make_folder(struct arena *a)
{
    char *dir = arena_strdup(a, "/tmp/test-pictures-XXXXXX");

    assert_non_null(mkdtemp(dir));
    return dir;
}

static int remove_one(const char *path, const struct stat *st, int type,
                      struct FTW *at)
{
    (void)st, (void)type, (void)at;
    return remove(path);
}

static void put(struct arena *a, const char *dir, const char *path,
                const char *bytes, size_t n)
{
    char *whole = arena_printf(a, "%s/%s", dir, path), *slash = whole;
    FILE *f;

    while ((slash = strchr(slash + 1, '/'))) {
        *slash = '\0';
        (void)mkdir(whole, 0700);
        *slash = '/';
    }
    f = fopen(whole, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

/* As files of text are tidied, and as they end: none of it here. */
static void bytes_stay_as_they_are(void **state)
{
    static const char png[] = PNG "\xEF\xBB\xBF\r\n\0\r\n\xFF\xFE";
    char *dir = make_folder(*state);
    const struct pattern_file *f;
    const struct pattern *p;
    struct catalogue *c;

    put(*state, dir, "pattern/bins/index.md", BYTES(INDEX));
    put(*state, dir, PLACE "bin.png", BYTES(png));
    c = catalogue_open(dir);
    p = catalogue_find(c, KIND_PATTERN, "bins");
    assert_non_null(p);
    f = pattern_file(p, FILES_PICTURES "bin.png");

    assert_non_null(f);
    assert_int_equal(f->size, sizeof(png) - 1);
    assert_memory_equal(f->text, png, sizeof(png) - 1);
    assert_ptr_equal(&p->files[picture_next(p, 0)], f);
    assert_int_equal(picture_next(p, picture_next(p, 0) + 1), p->n_files);
    catalogue_close(c);
    (void)nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void a_link_out_of_the_folder_is_not_followed(void **state)
{
    char *dir = make_folder(*state);
    struct catalogue *c;

    put(*state, dir, "pattern/bins/index.md", BYTES(INDEX));
    put(*state, dir, PLACE "bin.png", BYTES(PNG));
    put(*state, dir, "out.png", BYTES(PNG));
    assert_int_equal(symlink("../../../out.png",
                             arena_printf(*state, "%s/" PLACE "out.png", dir)),
                     0);
    assert_int_equal(unlink(arena_printf(*state, "%s/out.png", dir)), 0);
    c = catalogue_open(dir);

    assert_null(catalogue_find(c, KIND_PATTERN, "bins"));
    assert_int_equal(c->problems.n, 1);
    assert_string_equal(c->problems.at[0].place, PLACE "out.png");
    assert_string_equal(c->problems.at[0].message,
                        "is a link, and links are not followed");
    catalogue_close(c);
    (void)nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Only below an entry is the folder one of pictures. */
static void an_entry_that_is_called_pictures_is_text(void **state)
{
    char *dir = make_folder(*state);
    struct catalogue *c;

    put(*state, dir, "pattern/pictures/index.md", BYTES("---\nx\n\xFF"));
    put(*state, dir, "pattern/pictures/versions/1.0.0/pictures/a.gif",
        BYTES("GIF89a\xFF"));
    c = catalogue_open(dir);

    assert_int_equal(c->problems.n, 1);
    assert_string_equal(c->problems.at[0].place, "pattern/pictures/index.md:3");
    catalogue_close(c);
    (void)nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(a_picture_is_told_by_its_bytes),
        with_arena(a_plain_drawing_is_taken),
        with_arena(a_drawing_that_would_run_or_load_is_refused_with_its_line),
        with_arena(what_is_no_picture_keeps_its_entry_out_by_file_and_reason),
        with_arena(a_picture_has_a_lid),
        with_arena(an_entry_has_a_lid_of_pictures),
        with_arena(bytes_stay_as_they_are),
        with_arena(a_link_out_of_the_folder_is_not_followed),
        with_arena(an_entry_that_is_called_pictures_is_text),
    };

    return cmocka_run_group_tests_name("pictures", tests, NULL, NULL);
}
