/*
 * An export in (tracker.h).  Each journey's events are an import of its own;
 * an export holds one journey after the other, so that the change from one to
 * the next, which is a commit, is rare.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tracker/import_inside.h"
#include "tracker/version_json.h"

/* One journey's import.  Begun at its first event. */
struct part {
    char *journey;
    struct import_options o;
    struct import im;
};

struct importing {
    struct tracker *tracker;
    const struct import_options *o;
    struct input *in;
    struct problems *problems;
    size_t n, room;
    struct part **parts;
    struct part *current; /* whose transaction is open; or NULL */
    int64_t versions, refused, read;
};

static void refuse(struct importing *all, int64_t line, const char *field,
                   const char *reason)
{
    all->refused++;
    problems_add_line(all->problems, line, field, reason);
}

static void on_refused(void *self, int64_t line, const char *field,
                       const char *reason)
{
    refuse(self, line, field, reason);
}

static enum err pause_current(struct importing *all)
{
    struct part *p = all->current;

    all->current = NULL;
    return p ? import_pause(&p->im) : OK;
}

static void part_free(struct part *p)
{
    import_release(&p->im);
    free(p->journey);
    free(p);
}

static struct part *part_new(struct importing *all, const char *journey)
{
    struct part *p = mem_new(1, sizeof(*p));

    p->journey = mem_strdup(journey);
    p->o = *all->o;
    p->o.journey = p->journey;
    p->o.progress = NULL; /* which is of the whole */
    p->im = (struct import){.tracker = all->tracker,
                            .o = &p->o,
                            .in = all->in,
                            .problems = all->problems};
    import_init(&p->im);
    return p;
}

static struct part *part_find(const struct importing *all, const char *journey)
{
    size_t i;

    for (i = 0; i < all->n; i++)
        if (strcmp(all->parts[i]->journey, journey) == 0)
            return all->parts[i];
    return NULL;
}

static enum err begin_part(struct importing *all, const char *journey)
{
    struct part *p = part_new(all, journey);
    enum err e = import_begin(&p->im);

    if (e) {
        part_free(p);
        return e;
    }
    all->parts =
        mem_grow(all->parts, all->n, &all->room, sizeof(struct part *));
    all->parts[all->n++] = p;
    all->current = p;
    return OK;
}

/* Have that journey's transaction open.  ERR_NOT_FOUND: no such journey. */
static enum err change_to(struct importing *all, const char *journey)
{
    struct part *p;
    enum err e;

    if (all->current && strcmp(all->current->journey, journey) == 0)
        return OK;
    e = pause_current(all);
    if (e)
        return e;
    p = part_find(all, journey);
    if (!p)
        return begin_part(all, journey);
    e = intake_begin(&p->im.intake);
    if (!e)
        all->current = p;
    return e;
}

static enum err on_event(void *self, const struct event *e, int64_t line)
{
    enum { TELL_EVENTS = 4096 };
    struct importing *all = self;
    enum err err;

    if (++all->read % TELL_EVENTS == 0 && all->o->progress)
        all->o->progress(all->o->progress_self, all->in, all->read);
    if (!e->journey) {
        refuse(all, line, "journey",
               "is missing: each line says which journey it is of, or "
               "--journey does");
        return OK;
    }
    err = change_to(all, e->journey);
    if (err == ERR_NOT_FOUND) {
        refuse(all, line, "journey",
               "is not here, and the file has no definition of it before this "
               "line");
        return OK;
    }
    return err ? err : import_event(&all->current->im, e, line);
}

/* A definition without a number is a first version. */
static json_t *numbered(const json_t *json)
{
    json_t *copy = json_deep_copy(json);

    if (!version_number(copy))
        json_object_set_new(copy, "version", json_integer(1));
    return copy;
}

static enum err on_definition(void *self, const json_t *json, int64_t line)
{
    struct importing *all = self;
    struct arena *a = arena_new();
    json_t *version = numbered(json);
    struct problems wrong;
    struct addition done = {.added = ADDED_NOTHING};
    size_t i;
    enum err e = pause_current(all);

    problems_init(&wrong, a, 20);
    if (!e)
        e = quarantine_is_line(json)
                ? quarantine_add_line(all->tracker, json, &wrong)
                : tracker_add_line(all->tracker, version, all->o->now_ms,
                                   &wrong, &done);
    if (!e)
        all->versions += done.added != ADDED_NOTHING;
    if (wrong.total) {
        for (i = 0; i < wrong.n; i++)
            problems_add_line(all->problems, line, wrong.at[i].place,
                              wrong.at[i].message);
        all->refused++;
        e = OK; /* told, and the events may still be of use */
    }
    json_decref(version);
    arena_free(a);
    return e;
}

static void tell(const struct importing *all, struct arena *a,
                 struct import_parts *ret)
{
    size_t i;

    *ret = (struct import_parts){
        .n = all->n, .versions = all->versions, .refused = all->refused};
    ret->at = arena_array(a, all->n, sizeof(*ret->at));
    for (i = 0; i < all->n; i++)
        ret->at[i] = (struct import_part){
            arena_strdup(a, all->parts[i]->journey), all->parts[i]->im.sum};
}

/* End them all, the one whose transaction is open first.  Where the store
 * failed, those that are paused stay as they are: they hold what was durable,
 * and did not finish. */
static enum err end(struct importing *all, enum err read)
{
    struct part *current = all->current;
    enum err e = current ? import_end(&current->im, OK) : OK;
    size_t i;

    for (i = 0; i < all->n && !e; i++) {
        struct part *p = all->parts[i];

        if (p == current || p->im.failed)
            continue;
        e = intake_begin(&p->im.intake);
        if (!e)
            e = import_end(&p->im, OK);
    }
    return read ? read : e;
}

enum err tracker_import_all(struct tracker *t, struct arena *a,
                            struct input *in, const struct import_options *o,
                            struct problems *p, struct import_parts *ret_parts)
{
    struct importing all = {.tracker = t, .o = o, .in = in, .problems = p};
    const struct read_sink sink = {.self = &all,
                                   .event = on_event,
                                   .refused = on_refused,
                                   .definition = on_definition};
    enum err e = read_events(in, &o->read, &sink);
    size_t i;

    e = end(&all, e);
    problems_sort_lines(p);
    tell(&all, a, ret_parts);
    for (i = 0; i < all.n; i++)
        part_free(all.parts[i]);
    free(all.parts);
    return e;
}
