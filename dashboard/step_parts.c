#include "dashboard/step_parts.h"

#include <string.h>

#include "dashboard/segments_model.h"

enum { WEEK = 7, ATTRIBUTES = 5 };

/* What is asked again and again, of one part after the other. */
struct asking {
    struct tracker *tracker;
    struct arena *arena;
    const struct view *view;
    const char *step;
    int64_t now_ms;
    struct step_parts parts;
};

static enum err ask(struct asking *q, struct step_part *part)
{
    struct figures_query query = {
        .journey = q->view->figures.journey,
        .period = part->choice.period,
        .version = part->choice.version,
        .segments = part->choice.segments,
        .now_ms = q->now_ms,
    };
    struct figures f;
    enum err e = tracker_figures(q->tracker, q->arena, &query, &f);
    size_t i;

    for (i = 0; !e && i < f.n_steps; i++)
        if (strcmp(f.steps[i].id, q->step) == 0) {
            part->reached = f.steps[i].reached;
            part->drop_off = f.steps[i].drop_off;
        }
    return e;
}

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

enum err step_parts_of_days(struct tracker *t, struct arena *a,
                            const struct view *v, const char *step,
                            int64_t now_ms, struct step_parts *ret_parts)
{
    struct asking q = {t, a, v, step, now_ms, {0}};
    int32_t from = v->figures.from, until = v->figures.until;
    int32_t days = until - from + 1, each = 1, rows, k;
    enum err e = OK;

    *ret_parts = q.parts;
    if (!v->any || days < 2 || segments_asked(&v->choice.segments) > 1)
        return OK;
    if (days > STEP_DAYS_MAX)
        each = WEEK * ((days - 1) / (WEEK * STEP_DAYS_MAX) + 1);
    rows = (days - 1) / each + 1;
    q.parts.n = (size_t)rows;
    q.parts.at = arena_array(a, q.parts.n, sizeof(*q.parts.at));
    for (k = 0; !e && k < rows; k++) {
        struct step_part *part = &q.parts.at[rows - 1 - k];
        int32_t last = until - each * k;

        *part = (struct step_part){.choice = v->choice};
        part->choice.period =
            (struct period){true, true, later(from, last - each + 1), last};
        e = ask(&q, part);
    }
    if (!e && rows > 1)
        *ret_parts = q.parts;
    return e;
}

static const char **segment_named(struct segments *s, const char *name)
{
    const struct {
        const char *name, **to;
    } all[ATTRIBUTES] = {{"device", &s->device},
                         {"lang", &s->lang},
                         {"channel", &s->channel},
                         {"release", &s->release},
                         {"variant", &s->variant}};
    size_t i = 0;

    while (strcmp(all[i].name, name) != 0)
        i++;
    return all[i].to;
}

/* Values that nobody here had are taken out again, and one alone too. */
static enum err add_values(struct asking *q, const char *attribute,
                           const struct words *values)
{
    size_t first = q->parts.n, i;
    enum err e = OK;

    i = values->n > STEP_VALUES_MAX ? values->n - STEP_VALUES_MAX : 0;
    q->parts.left_out += i;
    for (; !e && i < values->n; i++) {
        struct step_part *part = &q->parts.at[q->parts.n];

        *part = (struct step_part){.attribute = attribute,
                                   .value = values->at[i],
                                   .choice = q->view->choice};
        *segment_named(&part->choice.segments, attribute) = values->at[i];
        e = ask(q, part);
        q->parts.n += part->reached > 0;
    }
    if (q->parts.n == first + 1)
        q->parts.n = first;
    return e;
}

static enum err add_all(struct asking *q, const struct segment_words *words)
{
    const struct {
        const char *attribute;
        struct words values;
    } all[ATTRIBUTES] = {{"device", segments_devices(q->arena)},
                         {"lang", words->langs},
                         {"channel", segments_channels(q->arena)},
                         {"release", words->releases},
                         {"variant", words->variants}};
    enum err e = OK;
    size_t i;

    q->parts.at =
        arena_array(q->arena, (size_t)ATTRIBUTES * STEP_VALUES_MAX + 1,
                    sizeof(*q->parts.at));
    for (i = 0; !e && i < ATTRIBUTES; i++)
        e = add_values(q, all[i].attribute, &all[i].values);
    return e;
}

enum err step_parts_of_groups(struct tracker *t, struct arena *a,
                              const struct view *v, const char *step,
                              int64_t now_ms, struct step_parts *ret_parts)
{
    struct asking q = {t, a, v, step, now_ms, {0}};
    struct segment_words words;
    enum err e;

    *ret_parts = q.parts;
    if (!v->any || choice_is_segmented(&v->choice))
        return OK;
    e = tracker_segment_words(t, a, v->figures.journey, &words);
    if (!e)
        e = add_all(&q, &words);
    if (!e)
        *ret_parts = q.parts;
    return e;
}
