/* The half of ask_tracker.h that asks; and exports, to import them again. */
#include "base/text.h"
#include "tests/oracle/answers.h"
#include "tests/oracle/ask_inside.h"
#include "tests/oracle/histories.h"

static struct segments segments_of(const json_t *words)
{
    return (struct segments){
        .channel = json_string_value(json_object_get(words, "channel")),
        .device = json_string_value(json_object_get(words, "device")),
        .lang = json_string_value(json_object_get(words, "lang")),
        .release = json_string_value(json_object_get(words, "release")),
        .variant = json_string_value(json_object_get(words, "variant")),
    };
}

const char *asked_figures(struct arena *a, struct asked *t,
                          const json_t *history, struct asked_part part,
                          json_t **ret_figures)
{
    struct figures_query q = {.journey = t->journey,
                              .version = part.version,
                              .segments = segments_of(part.segments),
                              .now_ms = history_now_ms(history)};
    struct problems none = {0};
    struct figures f;
    enum err e;

    q.period.has_from = part.from && !day_parse(part.from, &q.period.from);
    q.period.has_until = part.until && !day_parse(part.until, &q.period.until);
    e = t->reader ? OK : tracker_open(t->dir, TRACKER_READ, &t->reader);
    if (!e)
        e = tracker_figures(t->reader, a, &q, &f);
    if (e)
        return asked_fault(a, "figures", e, &none);
    if (f.refused != f.conflicts)
        return arena_printf(a, "%d were refused, but %d conflicts",
                            (int)f.refused, (int)f.conflicts);
    if (f.from_trails != (json_object_size(part.segments) > 1))
        return "only several segments at once are counted from trails";
    *ret_figures = answers_figures(&f);
    return NULL;
}

const char *asked_attempts(struct arena *a, struct asked *t,
                           const json_t *history, json_t **ret_attempts)
{
    struct problems none = {0};
    char *text = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&text, &n);
    enum err e = tracker_attempts(t->tracker, t->journey, NULL,
                                  history_now_ms(history), to);

    fclose(to);
    if (!e)
        *ret_attempts = answers_attempts(text, n);
    free(text);
    return e ? asked_fault(a, "attempts", e, &none) : NULL;
}

const char *asked_slice(struct arena *a, struct asked *t, const json_t *history,
                        struct asked_slice asked, json_t **ret_groups)
{
    const struct slice_filter filter = {asked.filter, asked.value};
    const struct slice_query q = {.journey = t->journey,
                                  .now_ms = history_now_ms(history),
                                  .n_filters = asked.filter != NULL,
                                  .filters = &filter,
                                  .by = asked.by};
    struct problems p;
    struct slice slice;
    json_int_t total = 0;

    problems_init(&p, a, 10);
    enum err e = tracker_slice(t->tracker, a, &q, &p, &slice);
    if (e)
        return asked_fault(a, "slice", e, &p);
    *ret_groups = json_object();
    for (size_t i = 0; i < slice.n; i++) {
        json_object_set_new(*ret_groups, slice.at[i].value,
                            json_integer(slice.at[i].attempts));
        total += slice.at[i].attempts;
    }
    return total == slice.attempts ? NULL : "a slice is not all of its groups";
}

const char *asked_funnel(struct arena *a, struct asked *t,
                         const struct oracle_funnel *q,
                         const char *const *steps, struct asked_days days,
                         struct asked_funnel *ret_funnel)
{
    static const enum funnel_order orders[] = {[ORACLE_OPEN] = FUNNEL_OPEN,
                                               [ORACLE_STRICT] = FUNNEL_STRICT,
                                               [ORACLE_ANY] = FUNNEL_ANY};
    const char *names[ORACLE_ASKED_MAX];
    struct funnel_query query = {.journey = t->journey,
                                 .n_steps = q->n,
                                 .steps = names,
                                 .window_ms = q->window_ms,
                                 .first_start = q->first_start,
                                 .order = orders[q->order]};
    struct problems p;
    struct funnel f = {0, NULL};

    for (size_t i = 0; i < q->n; i++)
        names[i] = steps[q->steps[i]];
    query.segments = segments_of(days.segments);
    query.period.has_from =
        days.from && !day_parse(days.from, &query.period.from);
    query.period.has_until =
        days.until && !day_parse(days.until, &query.period.until);
    problems_init(&p, a, 10);
    enum err e = tracker_funnel(t->tracker, a, &query, &p, &f);
    if (e)
        return asked_fault(a, "funnel", e, &p);
    for (size_t i = 0; i < f.n; i++) {
        ret_funnel->reached[i] = f.at[i].reached;
        ret_funnel->n_gaps[i] = f.at[i].n_gaps;
        ret_funnel->median_ms[i] = f.at[i].gap_median_ms;
    }
    return NULL;
}

static json_t *path_text(struct arena *a, const struct path *p)
{
    const char *text =
        arena_printf(a, "%d of %d:", (int)p->share.n, (int)p->share.m);

    for (size_t i = 0; i < p->n_steps; i++)
        text = arena_printf(a, "%s %s", text, p->steps[i]);
    return json_string(text);
}

const char *asked_paths(struct arena *a, struct asked *t,
                        const struct asked_path_query *q, json_t **ret_paths)
{
    struct paths_query query = {.journey = t->journey,
                                .step = q->step,
                                .depth = q->depth,
                                .most = q->most};
    struct problems p;
    struct paths paths;

    if (strcmp(q->way, "before") != 0)
        query.way = strcmp(q->way, "after") ? PATHS_AFTER_LEAVING : PATHS_AFTER;
    query.segments = segments_of(q->days.segments);
    query.period.has_from =
        q->days.from && !day_parse(q->days.from, &query.period.from);
    query.period.has_until =
        q->days.until && !day_parse(q->days.until, &query.period.until);
    problems_init(&p, a, 10);
    enum err e = tracker_paths(t->tracker, a, &query, &p, &paths);
    if (e)
        return asked_fault(a, "paths", e, &p);
    *ret_paths = json_array();
    for (size_t i = 0; i < paths.n; i++)
        json_array_append_new(*ret_paths, path_text(a, &paths.at[i]));
    json_array_append_new(
        *ret_paths,
        json_sprintf("%d on %d other", (int)paths.other.n, (int)paths.n_other));
    return NULL;
}

const char *asked_export(struct arena *a, struct asked *t, char **ret_text)
{
    struct problems none = {0};
    char *text = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&text, &n);
    enum err e = tracker_export(t->tracker, t->journey, to);

    fclose(to);
    *ret_text = arena_strndup(a, text, n);
    free(text);
    return e ? asked_fault(a, "export", e, &none) : NULL;
}

/* What import_all says, or NULL. */
static const char *import_written(struct arena *a, struct asked *t,
                                  const json_t *history,
                                  struct import_parts *ret_parts)
{
    const struct import_options options = {
        .name = "export.ndjson",
        .read = {.format = READ_NDJSON},
        .now_ms = history_received_ms(history),
    };
    struct input *in = NULL;
    struct problems p;

    problems_init(&p, a, 10);
    enum err e = input_open(t->file, &in);
    if (!e) {
        e = tracker_import_all(t->tracker, a, in, &options, &p, ret_parts);
        input_close(in);
    }
    return e || p.total ? asked_fault(a, "import of an export", e, &p) : NULL;
}

const char *asked_import_export(struct arena *a, struct asked *t,
                                const json_t *history, const char *text,
                                int64_t *ret_accepted, int64_t *ret_duplicates)
{
    struct import_parts parts;
    FILE *f = fopen(t->file, "w");

    fputs(text, f);
    fclose(f);
    const char *wrong = import_written(a, t, history, &parts);
    if (wrong)
        return wrong;
    if (parts.n != 1)
        return arena_printf(a, "the export is of %zu journeys", parts.n);
    snprintf(t->journey, sizeof(t->journey), "%s", parts.at[0].journey);
    *ret_accepted = parts.at[0].sum.accepted;
    *ret_duplicates = parts.at[0].sum.duplicates;
    return NULL;
}
