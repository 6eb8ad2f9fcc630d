#include "tracker/read_formats.h"

#include <stdlib.h>

#include "base/memory.h"
#include "tracker/read_columns.h"
#include "tracker/read_records.h"

struct table {
    const struct row_door *door;
    struct records records;
    struct columns columns;
    size_t n_columns;
};

static enum err read_head(struct table *t)
{
    struct records *r = &t->records;
    const char *reason = "";
    struct piece *names;
    int64_t line = 1;
    size_t i;
    enum err e;

    records_sniff(r);
    switch (records_next(r, &line, &reason)) {
    case RECORD_END:
        row_refuse(t->door, line, "",
                   "is missing: a CSV file begins with the names of its "
                   "columns");
        return ERR_INVALID;
    case RECORD_BAD:
        row_refuse(t->door, line, "", "%s", reason);
        return ERR_INVALID;
    case RECORD_ROW:
        break;
    }
    t->n_columns = r->n_values;
    names = mem_new(r->n_values, sizeof(*names));
    for (i = 0; i < r->n_values; i++)
        names[i] = records_value(r, i);
    e = columns_find(t->door, line, names, r->n_values, &t->columns);
    free(names);
    return e;
}

/* Spreadsheets write empty columns at the end. */
static bool has_all_columns(const struct table *t)
{
    size_t i;

    for (i = t->n_columns; i < t->records.n_values; i++)
        if (t->records.values[i].n > 0)
            return false;
    return t->records.n_values >= t->n_columns;
}

static enum err read_row(struct table *t, int64_t line)
{
    const struct records *r = &t->records;
    struct row row = {.line = line, .open = r->open};

    if (!has_all_columns(t)) {
        row_refuse(t->door, line, "",
                   "has %zu columns where the first line has %zu: a value that "
                   "holds the separator needs quotes",
                   r->n_values, t->n_columns);
        return OK;
    }
    row.case_id = records_value(r, t->columns.case_id);
    row.step = records_value(r, t->columns.step);
    row.time = records_value(r, t->columns.time);
    return row_hand_out(t->door, &row);
}

static enum err read_rows(struct table *t)
{
    const char *reason = "";
    int64_t line = 0;
    enum err e = OK;

    while (!e) {
        switch (records_next(&t->records, &line, &reason)) {
        case RECORD_END:
            return OK;
        case RECORD_BAD:
            row_refuse(t->door, line, "", "%s", reason);
            break;
        case RECORD_ROW:
            e = read_row(t, line);
            break;
        }
    }
    return e;
}

enum err read_csv(struct input *in, const struct row_door *d)
{
    struct table t = {.door = d};
    enum err e;

    records_init(&t.records, in);
    e = read_head(&t);
    if (!e)
        e = read_rows(&t);
    records_release(&t.records);
    return e;
}
