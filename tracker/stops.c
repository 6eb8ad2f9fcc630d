#include "tracker/stops.h"

#include <stdlib.h>

#include "base/memory.h"

void stops_init(struct stops *s)
{
    unsigned kind;

    *s = (struct stops){
        .at = mem_new(ATTEMPT_EVENTS_MAX, sizeof(*s->at)),
        .glances = mem_new(ATTEMPT_EVENTS_MAX, sizeof(*s->glances)),
    };
    for (kind = 0; kind < KINDS; kind++)
        s->moving |= kind_moves(kind) ? 1U << kind : 0;
}

void stops_release(struct stops *s)
{
    free(s->at);
    free(s->glances);
    fold_scratch_release(&s->scratch);
    bag_release(&s->figures);
    trail_release(&s->trail);
}

/* Keep what are stops.  Without a step of its own one is at the last. */
static void keep_stops(struct stops *s, const struct version *v, size_t n)
{
    const struct trail_glance *g = s->glances, *const end = g + n;
    const int16_t *places = v->places;
    const size_t n_places = v->n_places;
    const unsigned moving = s->moving;
    struct stop *to = s->at;
    unsigned step = 0;

    for (; g < end; g++) {
        unsigned here = g->step ? g->step : step;

        if (!(moving >> g->kind & 1) || here >= n_places || places[here] < 0)
            continue;
        step = here;
        to->at_ms = g->at_ms;
        to->step = (uint16_t)here;
        to->event = (uint16_t)(g - s->glances);
        to++;
    }
    s->n = (size_t)(to - s->at);
}

/* Glances in the order that counts, of an attempt of any kind; *ret_n is 0 if
 * it is none that is asked for. */
static enum err glance_slowly(struct stops *s, const struct journey *j,
                              struct varint_reader *bytes, size_t *ret_n)
{
    struct attempt a;
    size_t i;

    if (trail_read(&s->trail, bytes) != OK || s->trail.n == 0)
        return ERR_INVALID;
    bag_empty(&s->figures);
    attempt_fold(j, &s->trail, &s->scratch, &a, &s->figures);
    for (i = 0; i < s->trail.n; i++) {
        const struct trail_event *e = &s->trail.at[s->scratch.order.at[i]];

        s->glances[i] = (struct trail_glance){e->at_ms, e->step, e->kind};
    }
    s->version = a.version;
    s->day = a.day;
    *ret_n = a.apart || !filter_fits(&s->filter, &a) ? 0 : s->trail.n;
    return OK;
}

/* As nearly all are.  *ret_plain: it was one. */
static enum err glance(struct stops *s, const struct journey *j,
                       const struct scanned *item, struct varint_reader *bytes,
                       size_t *ret_n, bool *ret_plain)
{
    s->day = (int32_t)item->day;
    s->version = journey_version_index(j, item->version);
    if (s->version == j->n_versions)
        return ERR_INVALID;
    return trail_glance(bytes, s->glances, ret_n, ret_plain);
}

enum err stops_read(struct stops *s, const struct journey *j,
                    const struct scanned *item, struct varint_reader *bytes)
{
    const struct varint_reader start = *bytes;
    bool plain = false;
    size_t n = 0;
    enum err e = OK;

    /* Of a live one version and day are not known yet; what is in quarantine
     * is told by more than a glance sees, as what is asked for may be. */
    if (!item->live && j->quarantines.n == 0 && s->filter.n == 0) {
        e = glance(s, j, item, bytes, &n, &plain);
        if (e || n == 0)
            return ERR_INVALID;
    }
    if (!plain) {
        *bytes = start;
        e = glance_slowly(s, j, bytes, &n);
    }
    if (!e)
        keep_stops(s, &j->versions[s->version], n);
    return e;
}
