#include "tracker/read_columns.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"

enum { ROLES = 3, NAMES_MAX = 8, SHOWN_MAX = 2048, LISTED_MAX = 40 };

static const size_t none = (size_t)-1, many = (size_t)-2;

/* Squeezed (see same_name); the first is the one of XES. */
static const struct role {
    const char *word, *option;
    const char *names[NAMES_MAX];
} roles[ROLES] = {
    {"case",
     "--case",
     {"case:concept:name", "case", "caseid", "caseconceptname", "attempt",
      "attemptid", "traceid"}},
    {"step",
     "--step",
     {"concept:name", "step", "stepname", "activity", "activityname", "event",
      "eventname"}},
    {"time",
     "--time",
     {"time:timestamp", "timestamp", "time", "at", "datetime", "eventtime",
      "completetimestamp"}},
};

/* "Case ID", "case_id" and "CaseId" are all "caseid". */
static bool same_name(struct piece p, const char *squeezed)
{
    size_t i;

    for (i = 0; i < p.n; i++) {
        char c = p.s[i];

        if (c == ' ' || c == '_' || c == '-')
            continue;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (*squeezed == '\0' || *squeezed++ != c)
            return false;
    }
    return *squeezed == '\0';
}

/* 0: the name of XES, 1: another known name, 2: none. */
static int name_rank(const struct role *role, struct piece p)
{
    size_t i;

    if (same_name(p, role->names[0]))
        return 0;
    for (i = 1; i < NAMES_MAX && role->names[i]; i++)
        if (same_name(p, role->names[i]))
            return 1;
    return 2;
}

/* 0: exactly as asked for, 1: but for capitals, 2: not it. */
static int asked_rank(const char *asked, struct piece p)
{
    if (strlen(asked) != p.n)
        return 2;
    if (memcmp(asked, p.s, p.n) == 0)
        return 0;
    return strncasecmp(asked, p.s, p.n) == 0 ? 1 : 2;
}

static size_t best_column(const struct role *role, const char *asked,
                          const struct piece *names, size_t n)
{
    size_t i, best = none;
    int rank = 2;

    for (i = 0; i < n; i++) {
        int r = asked ? asked_rank(asked, names[i]) : name_rank(role, names[i]);

        if (r < rank) {
            rank = r;
            best = i;
        } else if (r == rank && r < 2) {
            best = many;
        }
    }
    return best;
}

/* "a", "b" and 12 more */
static void list_names(struct buf *b, const struct piece *names, size_t n)
{
    struct arena *a = arena_new();
    size_t i;

    for (i = 0; i < n && i < LISTED_MAX; i++)
        buf_addf(b, "%s\"%s\"", i ? ", " : "",
                 text_shown(a, names[i].s, names[i].n));
    if (i < n)
        buf_addf(b, " and %zu more", n - i);
    arena_free(a);
}

static enum err refuse_columns(const struct row_door *d, int64_t line,
                               const struct role *role, const char *what,
                               struct buf *list)
{
    row_refuse(d, line, role->word,
               "%s the %s: name it with %s COLUMN; the columns are %s", what,
               role->word, role->option,
               buf_finish(list) ? "too many to list here" : list->text);
    return ERR_INVALID;
}

enum err columns_find(const struct row_door *d, int64_t line,
                      const struct piece *names, size_t n,
                      struct columns *ret_columns)
{
    const char *asked[ROLES] = {d->options->case_column,
                                d->options->step_column,
                                d->options->time_column};
    size_t found[ROLES], i;
    enum err e = OK;
    struct buf list;

    buf_init(&list, SHOWN_MAX);
    list_names(&list, names, n);
    for (i = 0; i < ROLES; i++) {
        found[i] = best_column(&roles[i], asked[i], names, n);
        if (found[i] == none)
            e = refuse_columns(d, line, &roles[i], "no column is", &list);
        else if (found[i] == many)
            e = refuse_columns(d, line, &roles[i],
                               "more than one column could be", &list);
    }
    buf_release(&list);
    if (e)
        return e;
    *ret_columns = (struct columns){found[0], found[1], found[2]};
    return OK;
}

enum err columns_head(const struct row_door *d, int64_t line,
                      const struct piece texts[3], bool *ret_head)
{
    size_t i, role, in_place = 0, known = 0;

    for (i = 0; i < ROLES; i++) {
        in_place += name_rank(&roles[i], texts[i]) < 2;
        for (role = 0; role < ROLES; role++)
            known += name_rank(&roles[role], texts[i]) < 2;
    }
    if (known == ROLES && in_place < ROLES) {
        row_refuse(d, line, "",
                   "the columns must be case, step, time, in this order; a "
                   "file with others is read by their names with --format csv");
        return ERR_INVALID;
    }
    *ret_head = in_place >= 2 && name_rank(&roles[2], texts[2]) < 2;
    return OK;
}
