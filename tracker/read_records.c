#include "tracker/read_records.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

enum {
    RECORD_MAX = 1024 * 1024, /* bytes */
    BREAKS_MAX = 100,         /* within one record */
    VALUES_MAX = 1000,
};

void records_init(struct records *r, struct input *in)
{
    *r = (struct records){.in = in, .delimiter = ',', .line = 1};
    /* Once too much has been used up, a record and the line past its lid. */
    buf_init(&r->ahead, (size_t)4 * RECORD_MAX);
    buf_init(&r->text, (size_t)2 * RECORD_MAX);
}

void records_release(struct records *r)
{
    buf_release(&r->ahead);
    buf_release(&r->text);
    free(r->values);
}

/* Read one more line behind those there are. */
static bool read_ahead(struct records *r)
{
    struct line l;

    if (r->cut_line || !input_line(r->in, &l))
        return false;
    if (r->from == r->ahead.len) {
        buf_reset(&r->ahead);
        r->from = 0;
        r->line = l.number;
    } else if (r->from > RECORD_MAX) {
        r->ahead.len -= r->from;
        memmove(r->ahead.text, r->ahead.text + r->from, r->ahead.len + 1);
        r->from = 0;
    }
    buf_add(&r->ahead, l.text, l.n);
    buf_add(&r->ahead, "\n", 1);
    if (l.cut)
        r->cut_line = l.number;
    r->open_line = l.open;
    return true;
}

/* Go past so many bytes and the line ends among them. */
static void use_up(struct records *r, size_t end)
{
    r->line +=
        (int64_t)text_times(r->ahead.text + r->from, end - r->from, '\n');
    r->from = end;
}

static void use_up_line(struct records *r)
{
    const char *from = r->ahead.text + r->from;
    const char *lf = memchr(from, '\n', r->ahead.len - r->from);

    if (r->line == r->cut_line)
        r->cut_line = 0;
    use_up(r, (size_t)(lf - r->ahead.text) + 1);
}

static void add_value(struct records *r)
{
    r->values =
        mem_grow(r->values, r->n_values, &r->values_room, sizeof(*r->values));
    r->values[r->n_values++] = (struct record_value){r->text.len, 0};
}

static void add_bytes(struct records *r, size_t from, size_t until)
{
    buf_add(&r->text, r->ahead.text + from, until - from);
    r->values[r->n_values - 1].n += until - from;
}

/* Read on within a quoted value; *at and *from move with the lines. */
static bool read_on(struct records *r, size_t *at, size_t *from)
{
    size_t before = r->from;

    add_bytes(r, *from, *at);
    if (!read_ahead(r))
        return false;
    *at = *from = *at - before + r->from;
    return true;
}

/* NULL, and *ret_at behind the closing quote, or what is wrong. */
static const char *read_quoted(struct records *r, size_t at, size_t *ret_at)
{
    size_t from = at;
    int breaks = 0;

    for (;; at++) {
        if (at == r->ahead.len && !read_on(r, &at, &from))
            return "begins a quoted value that is never closed";
        if (r->ahead.text[at] == '\n') {
            if (++breaks > BREAKS_MAX || at - r->from > RECORD_MAX)
                return "begins a quoted value of more than 100 lines or 1 MiB: "
                       "is its closing quote missing?";
        } else if (r->ahead.text[at] == '"') {
            add_bytes(r, from, at);
            from = ++at; /* a second quote is the first byte of the rest */
            if (r->ahead.text[at] != '"')
                break;
        }
    }
    *ret_at = at;
    if (r->ahead.text[at] != r->delimiter && r->ahead.text[at] != '\n')
        return "has text behind a closing quote: within a quoted value, "
               "write a quote twice";
    return NULL;
}

static void read_plain(struct records *r, size_t *at)
{
    size_t i = *at;

    while (r->ahead.text[i] != r->delimiter && r->ahead.text[i] != '\n')
        i++;
    add_bytes(r, *at, i);
    *at = i;
}

/* NULL, and where the record ends, or what is wrong with it. */
static const char *read_record(struct records *r, size_t *ret_end)
{
    const char *reason = NULL;
    size_t at = r->from;

    if (r->line == r->cut_line)
        return "is longer than 1 MiB";
    buf_reset(&r->text);
    for (r->n_values = 0; !reason; at++) {
        if (r->n_values == VALUES_MAX)
            return "has more than 1,000 columns";
        add_value(r);
        if (r->ahead.text[at] == '"') {
            reason = read_quoted(r, at + 1, &at);
        } else {
            read_plain(r, &at);
        }
        if (!reason && r->ahead.text[at] == '\n')
            break;
    }
    *ret_end = at + 1;
    /* Its last line may be one that was cut. */
    if (!reason && r->cut_line && *ret_end == r->ahead.len)
        return "is longer than 1 MiB";
    return reason;
}

static bool have_line(struct records *r)
{
    return r->from < r->ahead.len || read_ahead(r);
}

enum record records_next(struct records *r, int64_t *ret_line,
                         const char **ret_reason)
{
    const char *reason;
    size_t end;

    while (have_line(r) && r->ahead.text[r->from] == '\n')
        use_up_line(r);
    if (!have_line(r))
        return RECORD_END;
    *ret_line = r->line;
    reason = read_record(r, &end);
    if (reason) {
        use_up_line(r);
        *ret_reason = reason;
        return RECORD_BAD;
    }
    use_up(r, end);
    r->open = r->open_line && r->from == r->ahead.len;
    return RECORD_ROW;
}

void records_sniff(struct records *r)
{
    static const char candidates[] = ",;\t|";
    size_t count[sizeof(candidates) - 1] = {0}, i, best = 0;
    bool quoted = false;
    const char *at;

    if (!have_line(r))
        return;
    for (at = r->ahead.text + r->from; *at != '\n'; at++) {
        const char *c = *at ? strchr(candidates, *at) : NULL;

        if (*at == '"')
            quoted = !quoted;
        else if (c && !quoted)
            count[c - candidates]++;
    }
    for (i = 1; i < sizeof(count) / sizeof(*count); i++)
        if (count[i] > count[best])
            best = i;
    r->delimiter = candidates[best];
}

struct piece records_value(const struct records *r, size_t i)
{
    return (struct piece){r->text.text + r->values[i].from, r->values[i].n};
}
