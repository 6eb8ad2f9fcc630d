#include "tracker/read_formats.h"

#include <string.h>

#include "tracker/read_columns.h"

enum { COLUMNS = 3 };

/* How many columns there are, counted no further than the third. */
static size_t split(const struct line *l, struct piece ret_columns[COLUMNS])
{
    const char *at = l->text, *end = l->text + l->n, *tab;
    size_t n = 0;

    while (n < COLUMNS) {
        tab = memchr(at, '\t', (size_t)(end - at));
        ret_columns[n].s = at;
        ret_columns[n].n = (size_t)((tab ? tab : end) - at);
        n++;
        if (!tab)
            break;
        at = tab + 1;
    }
    return n;
}

static enum err read_row(const struct row_door *d, const struct line *l,
                         bool *first)
{
    struct piece columns[COLUMNS];
    bool head = false;
    size_t n;
    enum err e;

    if (l->n == 0)
        return OK;
    if (l->cut) {
        row_refuse(d, l->number, "", "is longer than 1 MiB");
        return OK;
    }
    n = split(l, columns);
    if (n == COLUMNS && *first) {
        e = columns_head(d, l->number, columns, &head);
        if (e)
            return e;
    }
    *first = false;
    if (head)
        return OK;
    if (n < COLUMNS) {
        row_refuse(d, l->number, "",
                   "has %zu of the three columns case, step and time, which "
                   "are parted by tabs",
                   n);
        return OK;
    }
    return row_hand_out(d, &(struct row){l->number, columns[0], columns[1],
                                         columns[2], l->open});
}

enum err read_tsv(struct input *in, const struct row_door *d)
{
    struct line l;
    bool first = true;
    enum err e;

    while (input_line(in, &l)) {
        e = read_row(d, &l, &first);
        if (e)
            return e;
    }
    return OK;
}
