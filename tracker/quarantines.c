/* Setting attempts aside, and taking them back (quarantine.h). */
#include <string.h>

#include "base/text.h"
#include "tracker/intake_inside.h"
#include "tracker/quarantine.h"

static bool is_reason(const char *s)
{
    size_t n = s ? strlen(s) : 0;

    return n > 0 && n <= QUARANTINE_REASON_MAX && text_is_line(s, n);
}

/* What can be said without looking into the journey. */
static enum err check_form(const struct quarantine *q, struct problems *p)
{
    if ((q->release != NULL) + (q->import != 0) + q->has_days != 1)
        problems_add(p, NULL,
                     "is of one thing: a release, an import, or the days from "
                     "one to another");
    if (q->has_days && q->from > q->until)
        problems_add(p, "until", "must not be before from");
    if (!is_reason(q->reason))
        problems_add(p, "reason",
                     "is missing or too long: say in a line of up to %d bytes "
                     "why these attempts do not count",
                     QUARANTINE_REASON_MAX);
    return p->total ? ERR_INVALID : OK;
}

static enum err check_import(struct intake *in, int64_t number,
                             struct problems *p)
{
    struct rows r = rows_open(in->tracker->store, Q_IMPORT_GET);
    bool found;

    rows_bind_int(&r, ":number", number);
    found = rows_next(&r) && strcmp(rows_text(&r, 0), in->slug) == 0;
    if (!found)
        problems_add(p, "import",
                     "%lld is no import of this journey: `waymark imports` "
                     "lists them",
                     (long long)number);
    return rows_close(&r);
}

static void check_days(const struct journey *j, const struct quarantine *q,
                       struct problems *p)
{
    char day[TIME_TEXT];

    if (q->until >= j->kept_from_day)
        return;
    day_format((int32_t)j->kept_from_day, day);
    problems_add(p, "until",
                 "is before %s: the trails of days before are gone, and their "
                 "figures stay as they are",
                 day);
}

static enum err check_there(struct intake *in, const struct quarantine *q,
                            struct problems *p)
{
    const struct journey *j = in->journey;
    enum err e = OK;

    if (j->quarantines.n >= QUARANTINES_MAX)
        problems_add(p, NULL,
                     "would be one more than the %d a journey may "
                     "have: remove one",
                     QUARANTINES_MAX);
    if (q->release && !names_find(&j->names[NAME_RELEASE], q->release))
        problems_add(p, "release", "%s is named by no attempt of this journey",
                     text_shown(p->arena, q->release, strlen(q->release)));
    if (q->import)
        e = check_import(in, q->import, p);
    if (q->has_days)
        check_days(j, q, p);
    return e ? e : p->total ? ERR_INVALID : OK;
}

static enum err store_one(struct intake *in, struct quarantine *q)
{
    struct store *st = in->tracker->store;
    struct rows r;
    enum err e = OK;

    /* So that attempts yet to come have the number this one looks for. */
    if (q->release)
        e = journey_word_number(st, in->journey, NAME_RELEASE, q->release,
                                &q->release_name);
    if (e)
        return e;
    r = rows_open(st, Q_QUARANTINE_ADD);
    rows_bind_int(&r, ":journey", in->journey->id);
    rows_bind_text(&r, ":release", q->release);
    rows_bind_int(&r, ":import", q->import);
    rows_bind_int(&r, ":from", q->has_days ? q->from : 0);
    rows_bind_int(&r, ":until", q->has_days ? q->until : 0);
    rows_bind_text(&r, ":reason", q->reason);
    rows_bind_int(&r, ":made_ms", q->made_ms);
    e = rows_run(&r);
    q->number = store_last_id(st);
    return e;
}

/* One on its way in. */
struct adding {
    struct quarantine q;
    bool exported; /* it comes before the attempts it is of */
    struct problems *problems;
    int64_t same; /* the number of one that is there; or 0 */
};

static enum err start_aside(void *self, struct intake *in)
{
    struct adding *ad = self;
    const struct quarantine *same =
        quarantine_same(&in->journey->quarantines, &ad->q);
    enum err e;

    if (same) {
        ad->same = same->number;
        return ERR_CONFLICT;
    }
    e = ad->exported ? OK : check_there(in, &ad->q, ad->problems);
    if (!e)
        e = store_one(in, &ad->q);
    return e ? e
             : change_begin(in->tracker->store, in->journey->id, CHANGE_ASIDE,
                            ad->q.number);
}

static enum err add(struct tracker *t, struct adding *ad,
                    struct quarantine_done *ret_done)
{
    struct change before = {.kind = CHANGE_NONE}, last = before;
    enum err e = check_form(&ad->q, ad->problems);

    if (!e)
        e = change_finish(t, ad->q.journey, &before);
    if (!e)
        e = change_make(t, ad->q.journey, start_aside, ad, &last);
    if (e == ERR_CONFLICT && before.kind == CHANGE_ASIDE &&
        before.number == ad->same) {
        last = before; /* it was under way, and has come to its end */
        e = OK;
    }
    if (e == ERR_CONFLICT)
        problems_add(ad->problems, NULL, "is set aside already, as number %lld",
                     (long long)ad->same);
    if (!e)
        *ret_done = (struct quarantine_done){last.number, last.done};
    return e;
}

enum err quarantine_add(struct tracker *t, const struct quarantine *q,
                        struct problems *p, struct quarantine_done *ret_done)
{
    struct adding ad = {.q = *q, .problems = p};

    return add(t, &ad, ret_done);
}

enum err quarantine_add_line(struct tracker *t, const json_t *line,
                             struct problems *p)
{
    struct quarantine q = quarantine_read(line);
    struct quarantine_done done;
    struct problems wrong;
    struct adding ad;
    enum err e;

    if (!q.journey) {
        problems_add(p, "journey", "is missing");
        return ERR_INVALID;
    }
    problems_init(&wrong, p->arena, 1);
    ad = (struct adding){.q = q, .exported = true, .problems = &wrong};
    e = add(t, &ad, &done);
    if (e == ERR_CONFLICT)
        return OK; /* it is here */
    if (e == ERR_NOT_FOUND) {
        problems_add(p, "journey",
                     "is not here, and the file has no "
                     "definition of it before this line");
        return ERR_INVALID;
    }
    if (wrong.n)
        problems_add(p, wrong.at[0].place, "%s", wrong.at[0].message);
    return e;
}

static enum err find_journey(struct tracker *t, struct arena *a, int64_t number,
                             const char **ret_slug)
{
    struct rows r = rows_open(t->store, Q_QUARANTINE_GET);
    const char *slug = NULL;
    enum err e;

    rows_bind_int(&r, ":number", number);
    if (rows_next(&r))
        slug = arena_strdup(a, rows_text(&r, 0));
    e = rows_close(&r);
    *ret_slug = slug;
    return e ? e : slug ? OK : ERR_NOT_FOUND;
}

static enum err start_back(void *self, struct intake *in)
{
    const struct quarantines *list = &in->journey->quarantines;
    int64_t number = *(const int64_t *)self;
    size_t i;

    for (i = 0; i < list->n; i++)
        if (list->at[i].number == number)
            return change_begin(in->tracker->store, in->journey->id,
                                CHANGE_BACK, number);
    return ERR_NOT_FOUND; /* somebody else has removed it meanwhile */
}

enum err quarantine_remove(struct tracker *t, int64_t number,
                           struct quarantine_done *ret_done)
{
    struct arena *a = arena_new();
    struct change last = {.kind = CHANGE_NONE};
    const char *slug;
    enum err e = find_journey(t, a, number, &slug);

    if (!e)
        e = change_finish(t, slug, &last);
    if (!e && !(last.kind == CHANGE_BACK && last.number == number))
        e = change_make(t, slug, start_back, &number, &last);
    if (!e)
        *ret_done = (struct quarantine_done){number, last.done};
    arena_free(a);
    return e;
}

/* What is said of those that come or go. */
static enum err say_under_way(struct tracker *t, struct arena *a,
                              struct quarantines *list)
{
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < list->n; i++) {
        struct quarantine *q = &list->at[i];
        struct journey *j;

        e = folder_journey(t, q->journey, &j);
        if (!e && j->change.number == q->number &&
            (j->change.kind == CHANGE_ASIDE || j->change.kind == CHANGE_BACK))
            q->under_way = change_text(a, j);
    }
    return e;
}

enum err quarantine_list(struct tracker *t, struct arena *a,
                         struct quarantines *ret_list)
{
    struct quarantines list = {0, NULL};
    enum err e = folder_begin(t);
    struct rows r;

    if (e)
        return e;
    r = rows_open(t->store, Q_QUARANTINE_ALL);
    e = quarantine_read_rows(&r, a, &list);
    if (!e)
        e = say_under_way(t, a, &list);
    folder_end(t);
    if (!e)
        *ret_list = list;
    return e;
}
