#include "patterns/palette.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"

static const char *const properties[] = {
#define X(name, property) property,
    PALETTE_MAP(X)
#undef X
};

/* Success criteria 1.4.3 (text) and 1.4.11 (what is needed to see a control).
 */
#define FOR_TEXT  4.5
#define FOR_SHAPE 3.0

static const struct {
    enum colour ink, ground;
    double least;
    const char *what;
} pairs[] = {
    {COLOUR_TEXT, COLOUR_BODY, FOR_TEXT, "text"},
    {COLOUR_SECONDARY, COLOUR_BODY, FOR_TEXT, "hints"},
    {COLOUR_LINK, COLOUR_BODY, FOR_TEXT, "links"},
    {COLOUR_VISITED, COLOUR_BODY, FOR_TEXT, "links they have visited"},
    {COLOUR_HOVER, COLOUR_BODY, FOR_TEXT, "the link they point at"},
    {COLOUR_ACTIVE, COLOUR_BODY, FOR_TEXT, "the link they press"},
    {COLOUR_ERROR, COLOUR_BODY, FOR_TEXT, "error messages"},
    {COLOUR_SUCCESS, COLOUR_BODY, FOR_TEXT, "links in good news"},
    {COLOUR_INVERSE, COLOUR_BRAND, FOR_TEXT, "text on the brand’s colour"},
    {COLOUR_INVERSE, COLOUR_BRAND_HOVER, FOR_TEXT, "the button they point at"},
    {COLOUR_INVERSE, COLOUR_SUCCESS, FOR_TEXT, "text in a panel"},
    {COLOUR_FOCUS_TEXT, COLOUR_FOCUS, FOR_TEXT, "what has the focus"},
    {COLOUR_SURFACE_TEXT, COLOUR_SURFACE, FOR_TEXT, "text on a surface"},
    {COLOUR_LINK, COLOUR_SURFACE, FOR_TEXT, "links on a surface"},
    {COLOUR_SURFACE_TEXT, COLOUR_TEMPLATE, FOR_TEXT, "the footer"},
    {COLOUR_BRAND, COLOUR_BODY, FOR_SHAPE, "buttons"},
    {COLOUR_INPUT, COLOUR_BODY, FOR_SHAPE, "the border of a text box"},
    {COLOUR_FOCUS_TEXT, COLOUR_BODY, FOR_SHAPE, "where the focus is"},
};

/* A sheet as it is read. */
struct sheet {
    const struct origin *o;
    const char *at, *end;
    int line;
    struct palette *p;
    enum err found; /* the worst so far */
};

/* Of sRGB, as WCAG 2.2 defines relative luminance. */
static double luminance(uint32_t colour)
{
    static const double weights[] = {0.0722, 0.7152, 0.2126}; /* blue first */
    double sum = 0;
    size_t i;

    for (i = 0; i < 3; i++) {
        double c = (double)(colour >> 8 * i & 0xff) / 255;

        sum += weights[i] *
               (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double palette_contrast(uint32_t one, uint32_t other)
{
    double a = luminance(one) + 0.05, b = luminance(other) + 0.05;

    return a > b ? a / b : b / a;
}

static void step(struct sheet *s)
{
    s->line += *s->at == '\n';
    s->at++;
}

/* The name of the sheet is the first thing said in it. */
static void take_name(const struct sheet *s, const char *from, size_t n)
{
    while (n && isspace((unsigned char)*from)) {
        from++;
        n--;
    }
    while (n && isspace((unsigned char)from[n - 1]))
        n--;
    if (!*s->p->name && n && n <= PALETTE_NAME_MAX && !memchr(from, '\n', n))
        s->p->name = arena_strndup(s->o->arena, from, n);
}

static void skip_blank(struct sheet *s)
{
    const char *from;

    for (;;) {
        while (s->at < s->end && isspace((unsigned char)*s->at))
            step(s);
        if (!text_starts(s->at, "/*"))
            return;
        from = s->at += 2;
        while (s->at < s->end && !text_starts(s->at, "*/"))
            step(s);
        take_name(s, from, (size_t)(s->at - from));
        s->at += s->at < s->end ? 2 : 0;
    }
}

static bool take(struct sheet *s, const char *word)
{
    skip_blank(s);
    if (!text_starts(s->at, word))
        return false;
    s->at += strlen(word);
    return true;
}

/* What stands before one of these, without the spaces behind it. */
static const char *take_until(struct sheet *s, const char *ends)
{
    const char *from;
    size_t n;

    skip_blank(s);
    from = s->at;
    while (s->at < s->end && !strchr(ends, *s->at))
        step(s);
    for (n = (size_t)(s->at - from); n && isspace((unsigned char)from[n - 1]);)
        n--;
    return text_shown(s->o->arena, from, n);
}

static bool read_colour(const char *text, uint32_t *ret_colour)
{
    size_t i, n;
    uint32_t colour = 0;

    if (*text != '#')
        return false;
    n = strspn(text + 1, "0123456789abcdefABCDEF");
    if (text[1 + n] || (n != 3 && n != 6))
        return false;
    for (i = 1; i <= n; i++) {
        unsigned char c = (unsigned char)text[i];
        uint32_t digit = isdigit(c) ? (uint32_t)(c - '0')
                                    : (uint32_t)(tolower(c) - 'a' + 10);

        colour = colour << 4 | digit;
        if (n == 3)
            colour = colour << 4 | digit;
    }
    *ret_colour = colour;
    return true;
}

static enum err take_colour(struct sheet *s, const char *property,
                            const char *value, int line)
{
    uint32_t colour;
    size_t i;

    for (i = 0; i < COLOURS && strcmp(properties[i], property) != 0; i++)
        ;
    if (i == COLOURS)
        return origin_refuse(s->o, line,
                             "\"%s\" is no colour that a brand sets: see the "
                             "list at /docs/brands",
                             property);
    if (s->p->line[i])
        return origin_refuse(s->o, line, "%s is set in line %d already",
                             property, s->p->line[i]);
    if (!read_colour(value, &colour))
        return origin_refuse(s->o, line,
                             "%s must be a colour written like #0d4552, not "
                             "\"%s\"",
                             property, value);
    s->p->at[i] = colour;
    s->p->line[i] = line;
    return OK;
}

static enum err read_declaration(struct sheet *s)
{
    const char *property = take_until(s, ":;}"), *value;
    int line = s->line;

    if (!take(s, ":")) {
        (void)take(s, ";");
        return origin_refuse(s->o, line,
                             "write --govuk-…-colour: #0d4552; here");
    }
    value = take_until(s, ";}");
    (void)take(s, ";");
    return take_colour(s, property, value, line);
}

static enum err read_sheet(struct sheet *s)
{
    enum err e;

    if (!take(s, ":root") || !take(s, "{"))
        return origin_refuse(s->o, s->line,
                             "a brand is one block: :root { … } and nothing "
                             "else");
    for (skip_blank(s); s->at < s->end && *s->at != '}'; skip_blank(s)) {
        e = read_declaration(s);
        if (e)
            s->found = e;
    }
    if (!take(s, "}"))
        return origin_refuse(s->o, s->line,
                             "the block is not closed: } is "
                             "missing");
    skip_blank(s);
    if (s->at < s->end)
        return origin_refuse(s->o, s->line,
                             "nothing may stand behind the block :root { … }");
    return s->found;
}

static enum err check_contrast(const struct origin *o, const struct palette *p)
{
    enum err found = OK;
    size_t i;

    for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        enum colour ink = pairs[i].ink, ground = pairs[i].ground;
        int line = p->line[ink] ? p->line[ink] : p->line[ground];
        double ratio = palette_contrast(p->at[ink], p->at[ground]);

        if (ratio < pairs[i].least)
            found = origin_refuse(
                o, line ? line : 1,
                "%s #%06x on %s #%06x: a contrast of %.2f to 1, where people "
                "need %.1f to see %s",
                properties[ink], p->at[ink], properties[ground], p->at[ground],
                floor(ratio * 100) / 100, pairs[i].least, pairs[i].what);
    }
    return found;
}

static enum err check_all_set(const struct origin *o, const struct palette *p)
{
    size_t i;

    for (i = 0; i < COLOURS; i++)
        if (!p->line[i])
            return origin_refuse(o, 1, "%s is missing", properties[i]);
    return OK;
}

enum err palette_read(const struct origin *o, const struct palette *base,
                      const struct file *sheet, struct palette *ret_palette)
{
    struct palette p = base ? *base : (struct palette){.name = ""};
    struct sheet s = {.o = o,
                      .at = sheet->text,
                      .end = sheet->text + sheet->size,
                      .line = 1,
                      .p = &p};
    enum err e;

    if (sheet->size > PALETTE_SHEET_MAX)
        return origin_refuse(o, 1, "is larger than %d KiB",
                             PALETTE_SHEET_MAX / 1024);
    p.name = "";
    memset(p.line, 0, sizeof(p.line));
    e = read_sheet(&s);
    if (!e && !base)
        e = check_all_set(o, &p);
    if (!e)
        e = check_contrast(o, &p);
    if (!e)
        *ret_palette = p;
    return e;
}

const char *palette_css(struct arena *a, const struct palette *p)
{
    const char *css = ":root {\n";
    size_t i;

    for (i = 0; i < COLOURS; i++)
        css = arena_printf(a, "%s  %s: #%06x;\n", css, properties[i], p->at[i]);
    return arena_printf(a, "%s}\n", css);
}
