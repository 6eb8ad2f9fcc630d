/* Storing a journey: its definition, and the words of its events. */
#include "tracker/journey_inside.h"

static enum err find_organisation(struct store *st, const struct definition *d,
                                  int64_t *ret_id)
{
    struct rows r = rows_open(st, Q_ORGANISATION_ADD);
    enum err e;

    rows_bind_text(&r, ":slug", d->organisation);
    rows_bind_text(&r, ":zone", d->zone ? d->zone : "Europe/London");
    e = rows_run(&r);
    if (e)
        return e;
    r = rows_open(st, Q_ORGANISATION_FIND);
    rows_bind_text(&r, ":slug", d->organisation);
    if (rows_next(&r))
        *ret_id = rows_int(&r, 0);
    return rows_close(&r);
}

static enum err put_service_and_journey(struct store *st,
                                        const struct definition *d,
                                        int64_t organisation)
{
    struct rows r = rows_open(st, Q_SERVICE_ADD);
    enum err e;

    rows_bind_int(&r, ":organisation", organisation);
    rows_bind_text(&r, ":slug", d->service);
    rows_bind_int(&r, ":lgsl", d->lgsl);
    rows_bind_text(&r, ":verb", d->verb);
    e = rows_run(&r);
    if (e)
        return e;
    r = rows_open(st, Q_JOURNEY_ADD);
    rows_bind_text(&r, ":slug", d->id);
    rows_bind_int(&r, ":organisation", organisation);
    rows_bind_text(&r, ":service", d->service);
    return rows_run(&r);
}

static enum err find_id(struct store *st, const char *slug, int64_t *ret_id)
{
    struct rows r = rows_open(st, Q_JOURNEY_FIND);

    rows_bind_text(&r, ":slug", slug);
    if (rows_next(&r))
        *ret_id = rows_int(&r, 0);
    return rows_close(&r);
}

enum err journey_name_add(struct store *st, struct journey *j,
                          enum name_kind kind, const char *word,
                          uint16_t *ret_number)
{
    struct rows r = rows_open(st, Q_NAME_ADD);
    uint16_t number = names_add(&j->names[kind], word);

    rows_bind_int(&r, ":journey", j->id);
    rows_bind_int(&r, ":kind", kind);
    rows_bind_int(&r, ":number", number);
    rows_bind_text(&r, ":text", word);
    *ret_number = number;
    return rows_run(&r);
}

/* Steps get their numbers before the first event comes. */
static enum err number_steps(struct store *st, const struct definition *d,
                             int64_t journey)
{
    struct journey *j = journey_new(d->id);
    enum err e;
    size_t i;

    j->id = journey;
    e = journey_load_names(st, j);
    for (i = 0; !e && i < d->n_steps; i++) {
        uint16_t number;

        if (names_find(&j->names[NAME_STEP], d->steps[i].id))
            continue;
        e = j->names[NAME_STEP].n > NAMES_STEPS_MAX
                ? ERR_TOO_BIG
                : journey_name_add(st, j, NAME_STEP, d->steps[i].id, &number);
    }
    journey_free(j);
    return e;
}

enum err journey_store(struct store *st, const struct definition *d,
                       const char *text, int64_t number, int64_t from_ms)
{
    int64_t organisation = 0, journey = 0;
    struct rows r;
    enum err e = find_organisation(st, d, &organisation);

    if (!e)
        e = put_service_and_journey(st, d, organisation);
    if (!e)
        e = find_id(st, d->id, &journey);
    if (!e)
        e = number_steps(st, d, journey);
    if (e)
        return e;
    r = rows_open(st, Q_VERSION_PUT);
    rows_bind_int(&r, ":journey", journey);
    rows_bind_int(&r, ":number", number);
    rows_bind_int(&r, ":from_ms", from_ms);
    rows_bind_text(&r, ":definition", text);
    return rows_run(&r);
}
