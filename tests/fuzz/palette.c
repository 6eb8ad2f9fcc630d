/* A council's sheet of colours: refused by line, or written anew so that it is
 * read as the same colours. */
#include "patterns/palette.h"
#include "tests/fuzz/fuzz.h"

static enum err read_sheet(struct arena *a, const struct palette *base,
                           const char *text, size_t n, struct palette *ret)
{
    struct problems problems;
    const struct origin o = {
        .arena = a, .problems = &problems, .file = "brands/x.css"};
    const struct file f = {"brands/x.css", text, n};
    enum err e;

    problems_init(&problems, a, 10);
    e = palette_read(&o, base, &f, ret);
    FUZZ_HOLDS((e == OK) == (problems.n == 0));
    return e;
}

void fuzz_palette(const char *bytes, size_t n)
{
    /* Black on white, but for the boxes and buttons. */
    static struct palette base;
    struct arena *a = arena_new();
    struct palette once, twice;
    const char *css;
    int i;

    for (i = 0; i < COLOURS; i++)
        base.at[i] = i == COLOUR_BODY || i == COLOUR_TEMPLATE ||
                             i == COLOUR_INVERSE || i == COLOUR_SURFACE ||
                             i == COLOUR_HOVERED
                         ? 0xFFFFFF
                         : 0x0B0C0C;
    base.at[COLOUR_FOCUS] = 0xFFDD00;
    if (!memchr(bytes, '\0', n) && /* which no file of text has */
        read_sheet(a, &base, arena_strndup(a, bytes, n), n, &once) == OK) {
        css = palette_css(a, &once);
        FUZZ_HOLDS(!strchr(css, '<'));
        if (read_sheet(a, NULL, css, strlen(css), &twice) == OK)
            FUZZ_HOLDS(memcmp(once.at, twice.at, sizeof(once.at)) == 0);
    }
    arena_free(a);
}
