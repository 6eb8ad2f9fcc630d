/* Adding journeys (tracker.h). */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tracker/change.h"
#include "tracker/intake.h"
#include "tracker/version_json.h"

/* One definition on its way in. */
struct adding {
    struct tracker *tracker;
    struct problems *problems;
    const struct definition *d;
    const json_t *json;
    char *text;
    int64_t number; /* it has to become that version; 0: the next */
    int64_t now_ms;
    struct intake *intake; /* in its transaction */
    struct addition done;
    int64_t from_ms;
};

static enum err is_counted(const struct adding *ad, const struct version *v,
                           bool *ret_counted)
{
    struct rows r = rows_open(ad->tracker->store, Q_VERSION_COUNTED);

    rows_bind_int(&r, ":journey", ad->intake->journey->id);
    rows_bind_int(&r, ":version", v->number);
    *ret_counted = rows_next(&r) && rows_int(&r, 0);
    return rows_close(&r);
}

/* A journey stays where it is: its figures are that council's. */
static enum err check_home(const struct adding *ad,
                           const struct definition *old)
{
    if (strcmp(old->organisation, ad->d->organisation) != 0)
        problems_add(ad->problems, "organisation",
                     "this journey belongs to %s and cannot move to %s: give "
                     "the new one an id of its own",
                     old->organisation, ad->d->organisation);
    if (strcmp(old->service, ad->d->service) != 0)
        problems_add(ad->problems, "service",
                     "this journey belongs to the service %s and cannot move "
                     "to %s: give the new one an id of its own",
                     old->service, ad->d->service);
    return ad->problems->total ? ERR_CONFLICT : OK;
}

static enum err check_zone(struct adding *ad)
{
    const struct zone *zone;
    struct rows r;
    enum err e;

    if (!ad->d->zone)
        return OK;
    if (zone_open(ad->d->zone, &zone) != OK) {
        problems_add(
            ad->problems, "timeZone",
            "\"%s\" is no time zone this machine knows; try "
            "Europe/London",
            text_shown(ad->problems->arena, ad->d->zone, strlen(ad->d->zone)));
        return ERR_INVALID;
    }
    r = rows_open(ad->tracker->store, Q_ORGANISATION_FIND);
    rows_bind_text(&r, ":slug", ad->d->organisation);
    if (rows_next(&r) && strcmp(rows_text(&r, 1), ad->d->zone) != 0)
        problems_add(ad->problems, "timeZone",
                     "the organisation counts its days in %s already, and "
                     "days once counted cannot move",
                     rows_text(&r, 1));
    e = rows_close(&r);
    return e ? e : ad->problems->total ? ERR_CONFLICT : OK;
}

static enum err conflict(struct adding *ad, const char *what)
{
    problems_add(ad->problems, "version", "%s %lld of \"%s\"", what,
                 (long long)ad->number, ad->d->id);
    return ERR_CONFLICT;
}

/* A version whose number is given: it is here, or comes next. */
static enum err plan_number(struct adding *ad)
{
    const struct journey *j = ad->intake->journey;
    size_t n = j->n_versions;

    ad->done.added = ADDED_VERSION;
    ad->done.version = ad->number;
    if (ad->number > (int64_t)n + 1)
        return conflict(ad, "an earlier version is missing: here is none "
                            "before version");
    if (ad->number == (int64_t)n + 1)
        return OK;
    ad->done.added = ADDED_NOTHING;
    return version_is(j, &j->versions[ad->number - 1], ad->json)
               ? OK
               : conflict(ad, "another definition is here as version");
}

/* What the definition will be: a next version, or the last one anew. */
static enum err plan(struct adding *ad)
{
    const struct journey *j = ad->intake->journey;
    const struct version *last = &j->versions[j->n_versions - 1];
    bool counted;
    enum err e = check_home(ad, last->def);

    if (e)
        return e;
    if (ad->number)
        return plan_number(ad);
    ad->done.version = last->number;
    if (version_is(j, last, ad->json)) {
        ad->done.added = ADDED_NOTHING;
        return OK;
    }
    e = is_counted(ad, last, &counted);
    if (e)
        return e;
    ad->done.added = counted ? ADDED_VERSION : ADDED_REPLACED;
    ad->done.version += counted;
    if (ad->d->from_is_day)
        ad->from_ms = zone_instant_ms(j->zone, ad->d->from_ms);
    if (!ad->d->has_from)
        ad->from_ms = counted || j->n_versions > 1 ? ad->now_ms : 0;
    return OK;
}

/* Versions count attempts by their start: those of its time go over to the new
 * one.  The first has them all already. */
static enum err start(void *self, struct intake *in)
{
    struct adding *ad = self;
    enum err e;

    ad->intake = in;
    e = plan(ad);
    if (e || ad->done.added == ADDED_NOTHING)
        return e;
    e = journey_store(ad->tracker->store, ad->d, ad->text, ad->done.version,
                      ad->from_ms);
    if (e || ad->done.version == 1)
        return e;
    return change_begin(ad->tracker->store, in->journey->id, CHANGE_VERSION,
                        ad->done.version);
}

/* *ret_there: somebody else has added it meanwhile, and nothing was done. */
static enum err add_journey(struct adding *ad, bool *ret_there)
{
    struct journey *j;
    enum err e;

    if (ad->number > 1)
        return conflict(ad, "version 1 is missing: here is none before "
                            "version");
    e = folder_begin(ad->tracker);
    if (e)
        return e;
    e = folder_journey(ad->tracker, ad->d->id, &j);
    *ret_there = !e;
    ad->done.added = ADDED_NEW;
    ad->done.version = 1;
    if (e == ERR_NOT_FOUND)
        e = journey_store(ad->tracker->store, ad->d, ad->text, 1, ad->from_ms);
    if (!e && !*ret_there)
        return folder_commit(ad->tracker);
    folder_rollback(ad->tracker);
    return e;
}

static enum err add(struct adding *ad)
{
    struct change last;
    bool again = true;
    enum err e = check_zone(ad);

    while (!e && again) {
        again = false;
        ad->from_ms = ad->d->from_ms;
        e = change_make(ad->tracker, ad->d->id, start, ad, &last);
        if (e == ERR_NOT_FOUND)
            e = add_journey(ad, &again);
    }
    return e;
}

static json_t *parse(const char *text, size_t n, struct problems *p)
{
    json_error_t fault;
    json_t *json = n <= DEFINITION_MAX
                       ? json_loadb(text, n, JSON_REJECT_DUPLICATES, &fault)
                       : NULL;

    if (n > DEFINITION_MAX)
        problems_add(p, NULL,
                     "is larger than 1 MiB, the most a definition "
                     "may be");
    else if (!json)
        problems_add(p, NULL, "is not JSON: line %d, column %d: %s", fault.line,
                     fault.column, fault.text);
    return json;
}

/* How many steps a person was asked to look at. */
static size_t count_guesses(const json_t *json)
{
    const json_t *steps = json_object_get(json, "steps");
    size_t i, n = 0;

    for (i = 0; i < json_array_size(steps); i++)
        n += json_is_true(json_object_get(json_array_get(steps, i), "confirm"));
    return n;
}

/* Add what json says and text holds. */
static enum err add_definition(struct adding *ad, struct arena *a,
                               const json_t *json, struct addition *ret)
{
    struct definition *d;
    enum err e = definition_read(a, json, ad->problems, &d);

    if (e)
        return e;
    ad->d = d;
    ad->json = json;
    e = add(ad);
    ad->done.from_ms = ad->from_ms;
    ad->done.to_confirm = count_guesses(json);
    if (!e)
        *ret = ad->done;
    return e;
}

enum err tracker_add(struct tracker *t, const char *text, size_t n,
                     int64_t now_ms, struct problems *p,
                     struct addition *ret_addition)
{
    struct arena *a = arena_new();
    struct adding ad = {.tracker = t, .problems = p, .now_ms = now_ms};
    json_t *json = parse(text, n, p);
    enum err e = ERR_INVALID;

    if (json) {
        ad.text = arena_strndup(a, text, n);
        e = add_definition(&ad, a, json, ret_addition);
    }
    json_decref(json);
    arena_free(a);
    return e;
}

enum err tracker_add_line(struct tracker *t, const json_t *line, int64_t now_ms,
                          struct problems *p, struct addition *ret_addition)
{
    struct arena *a = arena_new();
    struct adding ad = {.tracker = t,
                        .problems = p,
                        .now_ms = now_ms,
                        .number = version_number(line)};
    json_t *json = version_unnumbered(line);
    char *text = json_dumps(json, JSON_COMPACT);
    enum err e;

    ad.text = text;
    if (ad.number > 1 && !json_object_get(json, "from")) {
        problems_add(p, "from", "is missing: only version 1 has none");
        e = ERR_INVALID;
    } else {
        e = add_definition(&ad, a, json, ret_addition);
    }
    free(text);
    json_decref(json);
    arena_free(a);
    return e;
}
