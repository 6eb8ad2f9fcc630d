#include "web/csv.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "web/number.h"

/* What a spreadsheet may take for the start of a formula, full-width too. */
static const char *const dangerous[] = {
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\xef\xbc\x9d",
    "\xef\xbc\x8b",
    "\xef\xbc\x8d",
    "\xef\xbc\xa0",
};

struct csv csv_make(struct buf *out)
{
    return (struct csv){.out = out};
}

static size_t digits(const char *s)
{
    return strspn(s, "0123456789");
}

/* -12, +0.5, 1e-9: nothing a formula could hide in. */
static bool is_plain_number(const char *s)
{
    size_t n;

    s += *s == '-' || *s == '+';
    n = digits(s);
    if (!n)
        return false;
    s += n;
    if (*s == '.') {
        n = digits(s + 1);
        s += n ? n + 1 : 0;
    }
    if (*s == 'e' || *s == 'E') {
        size_t sign = s[1] == '-' || s[1] == '+';

        n = digits(s + 1 + sign);
        s += n ? 1 + sign + n : 0;
    }
    return *s == '\0';
}

static bool looks_like_formula(const char *text)
{
    size_t i;

    for (i = 0; i < sizeof(dangerous) / sizeof(dangerous[0]); i++) {
        if (text_starts(text, dangerous[i]))
            return !is_plain_number(text);
    }
    return false;
}

static void begin_cell(struct csv *c)
{
    if (c->cells++)
        buf_adds(c->out, ",");
}

static void add_quoted(struct buf *out, const char *text)
{
    size_t n;

    for (; *text; text += n) {
        n = strcspn(text, "\"");
        buf_add(out, text, n);
        if (text[n]) {
            buf_adds(out, "\"\"");
            n++;
        }
    }
}

void csv_text(struct csv *c, const char *text)
{
    bool formula, quoted;

    begin_cell(c);
    if (!text)
        return;
    formula = looks_like_formula(text);
    quoted = strpbrk(text, "\",\r\n") || *text == ' ' || text_ends(text, " ");
    if (quoted)
        buf_adds(c->out, "\"");
    if (formula)
        buf_adds(c->out, "'");
    add_quoted(c->out, text);
    if (quoted)
        buf_adds(c->out, "\"");
}

void csv_count(struct csv *c, int64_t n)
{
    begin_cell(c);
    buf_addf(c->out, "%lld", (long long)n);
}

void csv_real(struct csv *c, double x)
{
    begin_cell(c);
    if (isfinite(x))
        number_add(c->out, x);
}

void csv_end_row(struct csv *c)
{
    buf_adds(c->out, "\r\n");
    c->cells = 0;
}
