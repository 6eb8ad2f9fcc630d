/* What is in quarantine: read, matched, and as a line of an export. */
#include "tracker/quarantine.h"

#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "tracker/folder.h"

/* A row of quarantine_of_journey or quarantine_all, in the arena. */
static struct quarantine read_row(struct arena *a, const struct rows *r)
{
    struct quarantine q = {
        .number = rows_int(r, 0),
        .journey = arena_strdup(a, rows_text(r, 1)),
        .import = rows_int(r, 3),
        .from = (int32_t)rows_int(r, 4),
        .until = (int32_t)rows_int(r, 5),
        .reason = arena_strdup(a, rows_text(r, 6)),
        .made_ms = rows_int(r, 7),
    };

    if (rows_text(r, 2))
        q.release = arena_strdup(a, rows_text(r, 2));
    q.has_days = !q.release && !q.import;
    return q;
}

enum err quarantine_read_rows(struct rows *r, struct arena *a,
                              struct quarantines *list)
{
    size_t room = 0;

    while (rows_next(r)) {
        list->at = arena_grow(a, list->at, list->n, &room, sizeof(*list->at));
        list->at[list->n++] = read_row(a, r);
    }
    return rows_close(r);
}

enum err quarantine_load(struct store *st, struct journey *j)
{
    struct rows r = rows_open(st, Q_QUARANTINE_OF_JOURNEY);
    struct quarantines *list = &j->quarantines;
    size_t i;
    enum err e;

    rows_bind_int(&r, ":journey", j->id);
    e = quarantine_read_rows(&r, j->arena, list);
    for (i = 0; i < list->n; i++)
        if (list->at[i].release)
            list->at[i].release_name =
                names_find(&j->names[NAME_RELEASE], list->at[i].release);
    return e;
}

struct quarantine quarantine_copy(struct arena *a, const struct quarantine *q)
{
    struct quarantine copy = *q;

    copy.journey = arena_strdup(a, q->journey);
    copy.release = q->release ? arena_strdup(a, q->release) : NULL;
    copy.reason = arena_strdup(a, q->reason);
    return copy;
}

static bool was_brought_by(const struct trail *t, int64_t import)
{
    size_t i;

    for (i = 0; i < t->n; i++)
        if (t->at[i].import == import)
            return true;
    return false;
}

static bool matches(const struct quarantine *q, const struct trail *t,
                    const struct attempt *a)
{
    if (q->release)
        return q->release_name &&
               q->release_name == a->values[DIMENSION_RELEASE];
    if (q->import)
        return was_brought_by(t, q->import);
    return a->day >= q->from && a->day <= q->until;
}

/* One that is new, or goes, is in force as far as the change has come. */
static bool is_in_force(const struct change *c, const struct quarantine *q,
                        const struct attempt *a)
{
    if (c->number != q->number)
        return true;
    if (c->kind == CHANGE_ASIDE)
        return change_has_come_to(c, a->start_ms);
    return c->kind != CHANGE_BACK || !change_has_come_to(c, a->start_ms);
}

uint32_t quarantine_of(const struct journey *j, const struct trail *t,
                       const struct attempt *a)
{
    const struct quarantines *list = &j->quarantines;
    size_t i;

    for (i = 0; i < list->n; i++)
        if (matches(&list->at[i], t, a) &&
            is_in_force(&j->change, &list->at[i], a))
            return (uint32_t)list->at[i].number;
    return 0;
}

static bool is_same(const struct quarantine *a, const struct quarantine *b)
{
    if (a->release || b->release)
        return a->release && b->release && strcmp(a->release, b->release) == 0;
    return a->import == b->import && a->has_days == b->has_days &&
           a->from == b->from && a->until == b->until;
}

const struct quarantine *quarantine_same(const struct quarantines *list,
                                         const struct quarantine *q)
{
    size_t i;

    for (i = 0; i < list->n; i++)
        if (is_same(&list->at[i], q))
            return &list->at[i];
    return NULL;
}

bool quarantine_has_import(const struct quarantines *list, uint32_t import)
{
    size_t i;

    for (i = 0; import && i < list->n; i++)
        if (list->at[i].import == import)
            return true;
    return false;
}

static void set_day(json_t *json, const char *key, int32_t day)
{
    char text[TIME_TEXT];

    day_format(day, text);
    json_object_set_new(json, key, json_string(text));
}

json_t *quarantine_json(const struct quarantine *q)
{
    json_t *json = json_pack("{s:s s:s}", "waymark", "quarantine/1", "journey",
                             q->journey);
    char made[TIME_TEXT];

    if (q->release)
        json_object_set_new(json, "release", json_string(q->release));
    if (q->has_days) {
        set_day(json, "from", q->from);
        set_day(json, "until", q->until);
    }
    time_format(q->made_ms, made);
    json_object_set_new(json, "reason", json_string(q->reason));
    json_object_set_new(json, "made", json_string(made));
    return json;
}

bool quarantine_is_line(const json_t *json)
{
    const char *what = json_string_value(json_object_get(json, "waymark"));

    return what && text_starts(what, "quarantine/");
}

static const char *text_of(const json_t *line, const char *key)
{
    return json_string_value(json_object_get(line, key));
}

struct quarantine quarantine_read(const json_t *line)
{
    const char *made = text_of(line, "made"), *from = text_of(line, "from"),
               *until = text_of(line, "until");
    struct quarantine q = {
        .journey = text_of(line, "journey"),
        .release = text_of(line, "release"),
        .reason = text_of(line, "reason"),
    };

    if (made && time_parse(made, strlen(made), &q.made_ms) != OK)
        q.made_ms = 0;
    q.has_days = from && until && day_parse(from, &q.from) == OK &&
                 day_parse(until, &q.until) == OK;
    return q;
}

bool quarantine_is_here(const struct journey *j, const json_t *line)
{
    struct quarantine q = quarantine_read(line);

    return quarantine_same(&j->quarantines, &q) != NULL;
}
