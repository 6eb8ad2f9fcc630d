/* The steps in an answer of figures, over versions (figures_inside.h). */
#include <stdlib.h>
#include <string.h>

#include "tracker/figures_inside.h"
#include "tracker/sketch.h"

/* A step in the answer, and where it is in each version that has it. */
struct merged_step {
    const struct step *step;
    int *places; /* by index of version; -1: not in it */
};

static bool step_names(const struct step *step, const char *pattern)
{
    size_t i;

    for (i = 0; i < step->n_patterns; i++)
        if (strcmp(step->patterns[i], pattern) == 0)
            return true;
    return false;
}

static bool is_merged(const struct merged_step *list, size_t n, const char *id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (strcmp(list[i].step->id, id) == 0)
            return true;
    return false;
}

static int *places_of(const struct answer *w, const char *id)
{
    const struct journey *j = w->journey;
    int *places = arena_array(w->arena, j->n_versions, sizeof(*places));
    size_t v;

    for (v = 0; v < j->n_versions; v++) {
        size_t place = definition_step(j->versions[v].def, id);

        places[v] = place == j->versions[v].def->n_steps ? -1 : (int)place;
    }
    return places;
}

/* The newest version's steps in their order, then what only older ones have. */
static size_t merge_steps(const struct answer *w, struct merged_step **ret_list)
{
    const struct journey *j = w->journey;
    size_t v, i, n = 0, most = 0;
    struct merged_step *list;

    for (v = 0; v < j->n_versions; v++)
        if (journey_asked(j, v, w->query->version))
            most += j->versions[v].def->n_steps;
    list = arena_array(w->arena, most, sizeof(*list));
    for (v = j->n_versions; v-- > 0;) {
        const struct definition *d = j->versions[v].def;

        if (!journey_asked(j, v, w->query->version))
            continue;
        for (i = 0; i < d->n_steps; i++)
            if (!is_merged(list, n, d->steps[i].id))
                list[n++] = (struct merged_step){&d->steps[i],
                                                 places_of(w, d->steps[i].id)};
    }
    *ret_list = list;
    return n;
}

static int64_t sub_at_step(const struct answer *w, const struct merged_step *s,
                           enum metric m, uint32_t sub)
{
    int64_t n = 0;
    size_t v;

    for (v = 0; v < w->journey->n_versions; v++)
        if (s->places[v] >= 0)
            n += bag_get(&w->bags[v], bag_key(m, (size_t)s->places[v], sub));
    return n;
}

static int64_t at_step(const struct answer *w, const struct merged_step *s,
                       enum metric m)
{
    return sub_at_step(w, s, m, 0);
}

/* What all versions count of a metric at a step, as at step 0 of one bag. */
static void merge_subs(const struct answer *w, const struct merged_step *s,
                       enum metric m, struct bag *to)
{
    size_t v, i;

    for (v = 0; v < w->journey->n_versions; v++) {
        const struct bag *b = &w->bags[v];
        size_t place = (size_t)s->places[v];

        if (s->places[v] < 0)
            continue;
        for (i = bag_from(b, bag_key(m, place, 0));
             i < b->n && bag_key_metric(b->at[i].key) == m &&
             bag_key_step(b->at[i].key) == place;
             i++)
            bag_add(to, bag_key(m, 0, bag_key_sub(b->at[i].key)), b->at[i].n);
    }
}

static struct times times_at(const struct answer *w,
                             const struct merged_step *s)
{
    struct bag times;
    struct times t;

    bag_init(&times);
    merge_subs(w, s, METRIC_TIME, &times);
    t = (struct times){
        .n = sketch_count(&times, 0),
        .p50_ms = sketch_quantile_ms(&times, 0, 0.5),
        .p75_ms = sketch_quantile_ms(&times, 0, 0.75),
        .p90_ms = sketch_quantile_ms(&times, 0, 0.9),
    };
    bag_release(&times);
    return t;
}

static int by_number(const void *a, const void *b)
{
    const struct refusals *x = a, *y = b;
    int fields;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    fields = strcmp(x->field ? x->field : "", y->field ? y->field : "");
    return fields ? fields
                  : strcmp(x->rule ? x->rule : "", y->rule ? y->rule : "");
}

static const char *word(const struct answer *w, enum name_kind kind,
                        uint32_t number)
{
    const char *text = names_text(&w->journey->names[kind], (uint16_t)number);

    return text ? arena_strdup(w->arena, text) : NULL;
}

/* What was refused there, over versions: most often first. */
static void fill_refusals(const struct answer *w, const struct merged_step *s,
                          struct step_figures *f)
{
    struct bag all;
    size_t i;

    bag_init(&all);
    merge_subs(w, s, METRIC_REFUSAL, &all);
    f->n_refusals = all.n;
    f->refusals = arena_array(w->arena, all.n, sizeof(*f->refusals));
    for (i = 0; i < all.n; i++) {
        uint32_t sub = bag_key_sub(all.at[i].key);

        f->refusals[i] = (struct refusals){
            .field = word(w, NAME_FIELD, sub >> 16),
            .rule = word(w, NAME_RULE, sub & UINT16_MAX),
            .n = all.at[i].n,
        };
    }
    bag_release(&all);
    if (f->n_refusals)
        qsort(f->refusals, f->n_refusals, sizeof(*f->refusals), by_number);
}

/* The step where only versions count that name the pattern there; false: all
 * that have the step do. */
static bool pick_naming(const struct answer *w, const struct merged_step *s,
                        const char *name, struct merged_step *ret_part)
{
    const struct journey *j = w->journey;
    bool differs = false;
    int *places = NULL;
    size_t v;

    for (v = 0; v < j->n_versions; v++) {
        int place = s->places[v];

        if (place < 0 || !journey_asked(j, v, w->query->version) ||
            step_names(&j->versions[v].def->steps[place], name))
            continue;
        if (!differs) {
            places = arena_array(w->arena, j->n_versions, sizeof(*places));
            memcpy(places, s->places, j->n_versions * sizeof(*places));
        }
        differs = true;
        places[v] = -1;
    }
    *ret_part = (struct merged_step){s->step, places};
    return differs;
}

static struct pattern_figures use_of(const struct answer *w,
                                     const struct merged_step *s,
                                     const struct step_figures *f,
                                     const char *name)
{
    size_t newest = newest_asked(w);
    struct pattern_figures use = {.name = arena_strdup(w->arena, name),
                                  .is_past = s->places[newest] < 0,
                                  .reached = f->reached,
                                  .rejects = f->rejects,
                                  .drop_off = f->drop_off,
                                  .time = f->time};
    struct merged_step part;

    if (!pick_naming(w, s, name, &part))
        return use;
    use.is_past = part.places[newest] < 0;
    use.reached = at_step(w, &part, METRIC_REACHED);
    use.rejects = at_step(w, &part, METRIC_REJECTS);
    use.drop_off = share_make(at_step(w, &part, METRIC_DROPPED),
                              use.reached - at_step(w, &part, METRIC_IMMATURE));
    use.time = times_at(w, &part);
    return use;
}

static void add_uses(const struct answer *w, const struct merged_step *s,
                     const struct step *step, struct step_figures *f)
{
    size_t i, j;

    for (i = 0; i < step->n_patterns; i++) {
        const char *name = step->patterns[i];

        for (j = 0; j < f->n_uses && strcmp(f->uses[j].name, name) != 0; j++)
            ;
        if (j == f->n_uses)
            f->uses[f->n_uses++] = use_of(w, s, f, name);
    }
}

/* A version that named another pattern says nothing of this one. */
static void fill_uses(const struct answer *w, const struct merged_step *s,
                      struct step_figures *f)
{
    const struct journey *j = w->journey;
    size_t v, most = 0;

    for (v = 0; v < j->n_versions; v++)
        if (s->places[v] >= 0 && journey_asked(j, v, w->query->version))
            most += j->versions[v].def->steps[s->places[v]].n_patterns;
    f->uses = arena_array(w->arena, most, sizeof(*f->uses));
    for (v = j->n_versions; v-- > 0;)
        if (s->places[v] >= 0 && journey_asked(j, v, w->query->version))
            add_uses(w, s, &j->versions[v].def->steps[s->places[v]], f);
}

static struct step_figures step_of(const struct answer *w,
                                   const struct merged_step *s)
{
    struct step_figures f = {
        .id = arena_strdup(w->arena, s->step->id),
        .title = arena_strdup(w->arena, s->step->title),
        .kind = arena_strdup(w->arena, s->step->kind),
        .is_end = s->step->is_end,
        .is_guess = s->step->is_end && s->step->is_guess,
        .outcome = s->step->outcome,
        .n_patterns = s->step->n_patterns,
        .reached = at_step(w, s, METRIC_REACHED),
        .resting = at_step(w, s, METRIC_RESTING),
        .dropped = at_step(w, s, METRIC_DROPPED),
        .error_attributed = at_step(w, s, METRIC_ERROR_ATTRIBUTED),
        .rejects = at_step(w, s, METRIC_REJECTS),
        .backs = at_step(w, s, METRIC_BACKS),
        .detours = at_step(w, s, METRIC_DETOURS),
        .paused = at_step(w, s, METRIC_PAUSED),
        .time = times_at(w, s),
    };
    size_t i;
    int o;

    fill_refusals(w, s, &f);
    for (o = TO_NONE + 1; o < TOS; o++)
        f.left_by[o] = sub_at_step(w, s, METRIC_LEFT_BY, (uint32_t)o);
    f.mature = f.reached - at_step(w, s, METRIC_IMMATURE);
    f.drop_off = share_make(f.dropped, f.mature);
    f.patterns = arena_array(w->arena, f.n_patterns, sizeof(*f.patterns));
    for (i = 0; i < f.n_patterns; i++)
        f.patterns[i] = arena_strdup(w->arena, s->step->patterns[i]);
    fill_uses(w, s, &f);
    return f;
}

void answer_steps(const struct answer *w, struct figures *f)
{
    struct merged_step *steps;
    size_t i;

    f->n_steps = merge_steps(w, &steps);
    f->steps = arena_array(w->arena, f->n_steps, sizeof(*f->steps));
    for (i = 0; i < f->n_steps; i++)
        f->steps[i] = step_of(w, &steps[i]);
}
