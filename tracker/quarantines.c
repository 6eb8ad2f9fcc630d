/* Setting attempts aside, and taking them back (quarantine.h). */
#include <string.h>

#include "base/text.h"
#include "tracker/intake_inside.h"
#include "tracker/quarantine.h"

/* A change under way: figures go from the old list to the new one. */
struct change {
    struct intake intake;
    struct quarantines list; /* the new one */
    struct bag before, after;
    int64_t attempts; /* that are held apart now, or are no longer */
};

/* Nothing of an attempt changes but what it adds to the figures: only they
 * are written, and its trail stays where it is. */
static enum err move(void *self, const struct scanned *s)
{
    struct change *c = self;
    struct journey *j = c->intake.journey;
    struct fold_scratch *scratch = &c->intake.tracker->scratch;
    const struct quarantines old = j->quarantines;
    struct attempt before, after;
    enum err e;

    bag_empty(&c->before);
    attempt_fold(j, s->trail, scratch, &before, &c->before);
    if (before.apart == APART_BOT || before.apart == APART_BURST ||
        before.quarantine == quarantine_of(&c->list, s->trail, &before))
        return OK;
    e = intake_count(&c->intake, &before, &c->before, -1);
    if (e)
        return e;
    j->quarantines = c->list;
    bag_empty(&c->after);
    attempt_fold(j, s->trail, scratch, &after, &c->after);
    j->quarantines = old;
    c->attempts += before.apart != after.apart;
    return intake_count(&c->intake, &after, &c->after, 1);
}

/* In the transaction that the intake has open, which ends. */
static enum err commit_change(struct change *c)
{
    enum err e = scan_all(c->intake.tracker, c->intake.journey, move, c);

    if (e)
        intake_rollback(&c->intake);
    else
        e = intake_commit(&c->intake);
    folder_forget(c->intake.tracker); /* the journey is another one now */
    return e;
}

static void change_init(struct change *c, struct tracker *t, const char *slug)
{
    *c = (struct change){.list = {0, NULL}};
    intake_init(&c->intake, t, slug);
    bag_init(&c->before);
    bag_init(&c->after);
}

static void change_release(struct change *c)
{
    bag_release(&c->before);
    bag_release(&c->after);
    intake_release(&c->intake);
}

static bool is_line_of_text(const char *s)
{
    size_t i, n = s ? strlen(s) : 0;

    for (i = 0; i < n; i++)
        if ((unsigned char)s[i] < ' ' || s[i] == 0x7F)
            return false;
    return n > 0 && n <= QUARANTINE_REASON_MAX && text_is_utf8(s, n);
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
    if (!is_line_of_text(q->reason))
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

/* The list of the journey, without the number, and with room for one more. */
static struct quarantines list_without(const struct journey *j, int64_t number)
{
    struct quarantines list = {
        0, arena_array(j->arena, j->quarantines.n + 1, sizeof(*list.at))};
    size_t i;

    for (i = 0; i < j->quarantines.n; i++)
        if (j->quarantines.at[i].number != number)
            list.at[list.n++] = j->quarantines.at[i];
    return list;
}

static enum err add_to(struct change *c, const struct quarantine *asked,
                       bool exported, struct problems *p)
{
    struct quarantine q = *asked;
    const struct quarantine *same =
        quarantine_same(&c->intake.journey->quarantines, asked);
    enum err e;

    if (same) {
        problems_add(p, NULL, "is set aside already, as number %lld",
                     (long long)same->number);
        return ERR_CONFLICT;
    }
    e = exported ? OK : check_there(&c->intake, asked, p);
    if (!e)
        e = store_one(&c->intake, &q);
    if (e)
        return e;
    c->list = list_without(c->intake.journey, 0);
    c->list.at[c->list.n++] = q;
    return OK;
}

/* exported: it comes before the attempts it is of. */
static enum err add(struct tracker *t, const struct quarantine *q,
                    bool exported, struct problems *p,
                    struct quarantine_done *ret_done)
{
    struct change c;
    enum err e = check_form(q, p);

    if (e)
        return e;
    change_init(&c, t, q->journey);
    e = intake_begin(&c.intake);
    if (!e) {
        e = add_to(&c, q, exported, p);
        if (e) {
            intake_rollback(&c.intake);
        } else {
            ret_done->number = c.list.at[c.list.n - 1].number;
            e = commit_change(&c);
            ret_done->attempts = c.attempts;
        }
    }
    change_release(&c);
    return e;
}

enum err quarantine_add(struct tracker *t, const struct quarantine *q,
                        struct problems *p, struct quarantine_done *ret_done)
{
    return add(t, q, false, p, ret_done);
}

enum err quarantine_add_line(struct tracker *t, const json_t *line,
                             struct problems *p)
{
    struct quarantine q = quarantine_read(line);
    struct quarantine_done done;
    struct problems wrong;
    enum err e;

    if (!q.journey) {
        problems_add(p, "journey", "is missing");
        return ERR_INVALID;
    }
    problems_init(&wrong, p->arena, 1);
    e = add(t, &q, true, &wrong, &done);
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

static enum err delete_one(struct intake *in, int64_t number)
{
    struct rows r = rows_open(in->tracker->store, Q_QUARANTINE_DELETE);

    rows_bind_int(&r, ":number", number);
    return rows_run(&r);
}

static enum err remove_from(struct change *c, int64_t number)
{
    enum err e = intake_begin(&c->intake);

    if (e)
        return e;
    c->list = list_without(c->intake.journey, number);
    if (c->list.n == c->intake.journey->quarantines.n)
        e = ERR_NOT_FOUND; /* somebody else has removed it meanwhile */
    if (!e)
        e = delete_one(&c->intake, number);
    if (!e)
        return commit_change(c);
    intake_rollback(&c->intake);
    return e;
}

enum err quarantine_remove(struct tracker *t, int64_t number,
                           struct quarantine_done *ret_done)
{
    struct arena *a = arena_new();
    const char *slug;
    struct change c;
    enum err e = find_journey(t, a, number, &slug);

    if (!e) {
        change_init(&c, t, slug);
        e = remove_from(&c, number);
        *ret_done = (struct quarantine_done){number, c.attempts};
        change_release(&c);
    }
    arena_free(a);
    return e;
}
