/*
 * Files in (tracker.h, import_inside.h): each row to the intake, many rows to
 * a commit.
 */
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "tracker/import_inside.h"
#include "tracker/pack.h"
#include "tracker/version_json.h"

enum {
    COMMIT_EVENTS = 16384, /* read, or kept */
};

static void refuse(struct import *im, int64_t line, const char *field,
                   const char *reason)
{
    im->sum.refused++;
    problems_add_line(im->problems, line, field, reason);
}

static void on_refused(void *self, int64_t line, const char *field,
                       const char *reason)
{
    refuse(self, line, field, reason);
}

/* What an import refuses that the form of the event allows. */
static bool is_welcome(struct import *im, const struct event *e, int64_t line)
{
    struct event_fault fault;
    struct arena *a;

    if (e->journey && strcmp(e->journey, im->o->journey) != 0) {
        a = arena_new();
        refuse(im, line, "journey",
               arena_printf(a, "is of another journey (%s): import it there",
                            text_shown(a, e->journey, strlen(e->journey))));
        arena_free(a);
        return false;
    }
    if (intake_welcomes(&im->intake, e, im->o->now_ms, &fault))
        return true;
    if (fault.reason == intake_in_future)
        fault.reason = "is more than 5 minutes in the future: check the clock, "
                       "or say what time it is with --now";
    refuse(im, line, fault.field, fault.reason);
    return false;
}

static enum err put_import(struct import *im, int state)
{
    struct rows r = rows_open(im->tracker->store, Q_IMPORT_PUT);
    enum err e;

    rows_bind_int(&r, ":number", im->sum.number);
    rows_bind_int(&r, ":accepted", im->sum.accepted);
    rows_bind_int(&r, ":duplicates", im->sum.duplicates);
    rows_bind_int(&r, ":refused", im->sum.refused);
    rows_bind_int(&r, ":conflicts", im->conflicts);
    rows_bind_int(&r, ":state", state);
    e = rows_run(&r);
    if (e || store_changed(im->tracker->store) == 1)
        return e;
    log_line("import %lld was undone meanwhile: nothing more of it is kept",
             (long long)im->sum.number);
    return ERR_CONFLICT;
}

static enum err put_received(struct import *im)
{
    struct import_counts now = {im->sum.duplicates, im->sum.refused,
                                im->conflicts};
    enum err e = intake_received(&im->intake, im->day,
                                 now.duplicates - im->counted.duplicates,
                                 now.refused - im->counted.refused,
                                 now.conflicts - im->counted.conflicts);

    if (!e)
        im->counted = now;
    return e;
}

/* End the transaction: durable, or as if nothing had been. */
static enum err finish_commit(struct import *im, int state)
{
    enum err e = put_received(im);

    if (!e)
        e = put_import(im, state);
    if (e)
        intake_rollback(&im->intake);
    else
        e = intake_commit(&im->intake);
    if (!e)
        im->durable = im->sum;
    return e;
}

static enum err next_transaction(struct import *im)
{
    enum err e;

    im->uncommitted = 0;
    if (im->o->progress)
        im->o->progress(im->o->progress_self, im->in, im->read);
    e = finish_commit(im, IMPORT_UNDER_WAY);
    intake_let_go(&im->intake); /* attempts come one after the other */
    if (!e)
        e = intake_begin(&im->intake);
    im->failed = e != OK;
    return e;
}

static void count_verdict(struct import *im, enum verdict v, int64_t line)
{
    struct event_fault fault;

    im->sum.accepted += v == VERDICT_ACCEPTED;
    im->sum.duplicates += v == VERDICT_DUPLICATE;
    im->conflicts += v == VERDICT_CONFLICT;
    im->sum.unknown_steps = im->intake.unknown_steps;
    if (verdict_fault(v, &fault))
        refuse(im, line, fault.field, fault.reason);
}

/* Keep all that was gathered. */
static enum err keep_gathered(struct import *im)
{
    struct numbered event;
    int64_t line;
    enum err e = OK;

    im->uncommitted = 0; /* from here on, what is kept */
    gather_sort(&im->gather, &im->intake.keys);
    while (!e && gather_next(&im->gather, &event, &line)) {
        enum verdict v;

        e = intake_keep(&im->intake, event.key.bytes, &event.event,
                        event.errors, im->o->now_ms, &v);
        im->failed = e != OK;
        if (e)
            break;
        count_verdict(im, v, line);
        if (++im->uncommitted == COMMIT_EVENTS)
            e = next_transaction(im);
    }
    return e;
}

enum err import_event(struct import *im, const struct event *e, int64_t line)
{
    struct numbered event;
    enum err err;

    im->read++;
    if (!is_welcome(im, e, line))
        return OK;
    if (e->test) {
        im->sum.tests++;
        return OK;
    }
    err = intake_number(&im->intake, e, (uint32_t)im->sum.number, im->o->now_ms,
                        &event);
    if (err) {
        im->failed = true;
        return err;
    }
    gather_add(&im->gather, &event, line);
    if (gather_is_full(&im->gather))
        return keep_gathered(im);
    return ++im->uncommitted < COMMIT_EVENTS ? OK : next_transaction(im);
}

static enum err add_import(struct import *im)
{
    struct rows r = rows_open(im->tracker->store, Q_IMPORT_ADD);
    enum err e;

    rows_bind_int(&r, ":journey", im->intake.journey->id);
    rows_bind_text(&r, ":file", im->o->name);
    rows_bind_int(&r, ":received_ms", im->o->now_ms);
    rows_bind_int(&r, ":day", im->day);
    e = rows_run(&r);
    if (!e)
        im->sum.number = store_last_id(im->tracker->store);
    return e;
}

void import_init(struct import *im)
{
    intake_init(&im->intake, im->tracker, im->o->journey);
    gather_init(&im->gather, im->o->hold_bytes);
}

void import_release(struct import *im)
{
    intake_release(&im->intake);
    gather_release(&im->gather);
}

enum err import_begin(struct import *im)
{
    enum err e = intake_begin(&im->intake);
    const struct journey *j = im->intake.journey;

    if (e)
        return e;
    im->day = zone_day(j->zone, im->o->now_ms);
    e = add_import(im);
    if (e)
        intake_rollback(&im->intake);
    return e;
}

enum err import_pause(struct import *im)
{
    enum err e = keep_gathered(im);

    if (e)
        intake_rollback(&im->intake);
    else
        e = finish_commit(im, IMPORT_UNDER_WAY);
    im->uncommitted = 0;
    im->failed = e != OK;
    if (e)
        im->sum = im->durable;
    return e;
}

/* Say first why the rest was not read. */
enum err import_end(struct import *im, enum err read)
{
    enum err e = im->failed ? OK : keep_gathered(im);

    if (im->failed) {
        intake_rollback(&im->intake);
        im->sum = im->durable;
        return read ? read : e;
    }
    e = finish_commit(im, IMPORT_DONE);
    if (e)
        im->sum = im->durable;
    else if (!im->o->dry_run)
        e = pack_journey(im->tracker, im->o->journey, im->o->now_ms);
    return read ? read : e;
}

/* Nobody is kept from writing while the input keeps us waiting. */
static void on_wait(void *self)
{
    struct import *im = self;

    if (!im->failed && !im->waiting)
        im->waiting = import_pause(im) == OK;
}

static enum err go_on(struct import *im)
{
    enum err e = OK;

    if (im->failed)
        return ERR_IO;
    if (im->waiting)
        e = intake_begin(&im->intake);
    im->waiting = false;
    im->failed = e != OK;
    return e;
}

static enum err on_event(void *self, const struct event *e, int64_t line)
{
    enum err err = go_on(self);

    return err ? err : import_event(self, e, line);
}

/* The head of an export: the journey must be the one that was meant. */
static enum err on_definition(void *self, const json_t *json, int64_t line)
{
    struct import *im = self;
    const char *id = json_string_value(json_object_get(json, "id"));
    enum err e = go_on(im);
    const struct journey *j = im->intake.journey;
    size_t v;

    if (e)
        return e;
    if (quarantine_is_line(json)) {
        if (!quarantine_is_here(j, json))
            refuse(im, line, "",
                   "is a quarantine that is not here: import the export "
                   "without --journey");
        return OK;
    }
    if (!id || strcmp(id, im->o->journey) != 0) {
        refuse(im, line, "id",
               "is the definition of another journey: import it without "
               "--journey");
        return OK;
    }
    for (v = 0; v < j->n_versions; v++)
        if (version_is(j, &j->versions[v], json))
            return OK;
    refuse(im, line, "",
           "is a version of this journey that is not here: import the export "
           "without --journey, or add it with `waymark journey add`");
    return OK;
}

static enum err import_into(struct tracker *t, struct input *in,
                            const struct import_options *o, struct problems *p,
                            struct import_summary *ret_summary)
{
    struct import im = {.tracker = t, .o = o, .in = in, .problems = p};
    struct read_options read = o->read;
    struct read_sink sink = {.self = &im,
                             .event = on_event,
                             .refused = on_refused,
                             .definition = on_definition};
    enum err e;

    import_init(&im);
    e = import_begin(&im);
    if (!e) {
        if (!read.zone)
            read.zone = im.intake.journey->zone;
        input_on_wait(in, on_wait, &im);
        e = read_events(in, &read, &sink);
        input_on_wait(in, NULL, NULL);
        if (go_on(&im) != OK && !e)
            e = ERR_IO;
        e = import_end(&im, e);
        *ret_summary = im.sum;
    }
    problems_sort_lines(p);
    import_release(&im);
    return e;
}

enum err tracker_import(struct tracker *t, struct input *in,
                        const struct import_options *o, struct problems *p,
                        struct import_summary *ret_summary)
{
    struct tracker *copy;
    enum err e;

    if (!o->dry_run)
        return import_into(t, in, o, p, ret_summary);
    e = folder_copy(t, &copy);
    if (e)
        return e;
    e = import_into(copy, in, o, p, ret_summary);
    ret_summary->number = 0;
    tracker_close(copy);
    return e;
}
