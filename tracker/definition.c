#include "tracker/definition.h"

#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "base/time.h"

/* One reading: what is read, from what, and where complaints go. */
struct reading {
    struct arena *arena;
    const json_t *json;
    struct problems *problems;
    struct definition *d;
    struct map places; /* of step ids */
};

static const char *text_of(struct reading *r, const json_t *object,
                           const char *place, const char *key, size_t max)
{
    const json_t *value = json_object_get(object, key);
    const char *text = json_string_value(value);

    if (!value)
        return NULL;
    if (!text || json_string_length(value) < 1 ||
        json_string_length(value) > max)
        problems_add(r->problems, place,
                     "\"%s\" must be text of 1 to %zu bytes", key, max);
    return text ? text : "";
}

static int64_t int_of(struct reading *r, const char *key, int64_t missing,
                      int64_t min, int64_t max)
{
    const json_t *value = json_object_get(r->json, key);
    int64_t n = json_integer_value(value);

    if (!value)
        return missing;
    if (!json_is_integer(value) || n < min || n > max)
        problems_add(r->problems, key,
                     "must be a whole number from %lld to %lld", (long long)min,
                     (long long)max);
    return n;
}

/* A text that is an id: journeys, organisations and services are in URLs. */
static const char *key_of(struct reading *r, const char *key,
                          const char *missing)
{
    const char *text = text_of(r, r->json, key, key, 64);

    if (!text)
        return missing;
    if (*text && !text_is_key(text, strlen(text)))
        problems_add(r->problems, key,
                     "\"%s\" may only hold a to z, 0 to 9 and -",
                     text_shown(r->arena, text, strlen(text)));
    return text;
}

static void read_from(struct reading *r)
{
    const json_t *value = json_object_get(r->json, "from");
    const char *text = json_string_value(value);
    int32_t day;

    if (!value)
        return;
    r->d->has_from = true;
    if (text && day_parse(text, &day) == OK) {
        r->d->from_is_day = true;
        r->d->from_ms = day * MS_PER_DAY;
        return;
    }
    if (!text || time_parse(text, strlen(text), &r->d->from_ms) != OK)
        problems_add(r->problems, "from",
                     "must be a day (2026-03-02) or a time with its offset "
                     "(2026-03-02T09:00:00Z)");
}

static void read_head(struct reading *r)
{
    struct definition *d = r->d;
    const char *form = json_string_value(json_object_get(r->json, "waymark"));

    if (!form || strcmp(form, "journey/1") != 0)
        problems_add(r->problems, "waymark",
                     "must be \"journey/1\", so that this is known to be a "
                     "journey definition");
    d->id = key_of(r, "id", NULL);
    if (!d->id)
        problems_add(r->problems, "id", "is missing: name the journey");
    d->title = text_of(r, r->json, "title", "title", TITLE_MAX);
    if (!d->title)
        d->title = d->id;
    d->organisation = key_of(r, "organisation", "your-council");
    d->service = key_of(r, "service", d->id);
    d->verb = text_of(r, r->json, "verb", "verb", 64);
    d->zone = text_of(r, r->json, "timeZone", "timeZone", 63);
    d->lgsl = int_of(r, "lgsl", 0, 0, 1000000);
    d->lgil = int_of(r, "lgil", 0, 0, 1000000);
    d->idle_ms = int_of(r, "idleMinutes", 30, 1, 5256000) * MS_PER_MINUTE;
    d->save_ms = int_of(r, "saveDays", 28, 0, 3650) * MS_PER_DAY;
    d->retention_months = (int)int_of(r, "retentionMonths", 13, 0, 1200);
    read_from(r);
}

static void read_patterns(struct reading *r, const json_t *json,
                          const char *place, struct step *s)
{
    const json_t *list = json_object_get(json, "patterns");
    size_t i, n = json_array_size(list);

    if (!list)
        return;
    if (!json_is_array(list) || n > 50) {
        problems_add(r->problems, place,
                     "\"patterns\" must be a list of at most 50 names");
        return;
    }
    s->patterns = arena_array(r->arena, n, sizeof(*s->patterns));
    for (i = 0; i < n; i++) {
        const char *name = json_string_value(json_array_get(list, i));

        if (name)
            s->patterns[s->n_patterns++] = name;
        else
            problems_add(r->problems, place,
                         "\"patterns\" may only hold texts");
    }
}

static void read_outcome(struct reading *r, const json_t *json,
                         const char *place, struct step *s)
{
    const char *word = text_of(r, json, place, "outcome", 32);
    int o;

    if (!word)
        return;
    for (o = OUTCOME_NONE + 1; o < OUTCOMES; o++)
        if (strcmp(outcome_text((enum outcome)o), word) == 0)
            s->outcome = (enum outcome)o;
    if (s->outcome == OUTCOME_NONE)
        problems_add(r->problems, place,
                     "\"outcome\" must be completed, ineligible, duplicate, "
                     "referred or error");
    if (!s->is_end)
        problems_add(r->problems, place,
                     "has an outcome but is not of kind \"end\"");
}

static void read_step(struct reading *r, const json_t *json, size_t i)
{
    struct step *s = &r->d->steps[i];
    const char *place = arena_printf(r->arena, "steps[%zu]", i);
    bool added;
    int64_t *known;

    s->id = text_of(r, json, place, "id", STEP_ID_MAX);
    if (!s->id) {
        problems_add(r->problems, place, "has no \"id\"");
        s->id = "";
    }
    if (!text_is_line(s->id, strlen(s->id)))
        problems_add(r->problems, place, "its id holds a control character");
    s->title = text_of(r, json, place, "title", TITLE_MAX);
    if (!s->title)
        s->title = s->id;
    s->kind = text_of(r, json, place, "kind", 32);
    if (!s->kind)
        s->kind = "question";
    s->is_end = strcmp(s->kind, "end") == 0;
    s->is_guess = json_is_true(json_object_get(json, "confirm"));
    read_outcome(r, json, place, s);
    read_patterns(r, json, place, s);
    known = map_put(&r->places, s->id, strlen(s->id), &added);
    if (!added && *s->id)
        problems_add(r->problems, place,
                     "the id \"%s\" is already that of steps[%lld]", s->id,
                     (long long)*known);
    else
        *known = (int64_t)i;
}

static void read_steps(struct reading *r)
{
    const json_t *list = json_object_get(r->json, "steps");
    size_t i, n = json_array_size(list);

    if (n < 1 || n > STEPS_MAX) {
        problems_add(r->problems, "steps",
                     "must be a list of 1 to %d steps; here are %zu", STEPS_MAX,
                     n);
        return;
    }
    r->d->n_steps = n;
    r->d->steps = arena_array(r->arena, n, sizeof(*r->d->steps));
    for (i = 0; i < n; i++)
        read_step(r, json_array_get(list, i), i);
}

static void check_targets(struct reading *r, size_t i)
{
    const json_t *step = json_array_get(json_object_get(r->json, "steps"), i);
    const json_t *edges = json_object_get(step, "next");
    size_t k;

    if (edges && !json_is_array(edges))
        problems_add(r->problems, arena_printf(r->arena, "steps[%zu].next", i),
                     "must be a list");
    for (k = 0; k < json_array_size(edges); k++) {
        const char *to =
            json_string_value(json_object_get(json_array_get(edges, k), "to"));
        const char *place =
            arena_printf(r->arena, "steps[%zu].next[%zu]", i, k);

        if (!to)
            problems_add(r->problems, place, "has no \"to\"");
        else if (!map_find(&r->places, to, strlen(to)))
            problems_add(r->problems, place,
                         "leads to \"%s\", which is no step of this journey",
                         text_shown(r->arena, to, strlen(to)));
    }
}

/* The step that "start" names; without one, the only step of kind start. */
static void find_start(struct reading *r)
{
    const char *start = text_of(r, r->json, "start", "start", STEP_ID_MAX);
    const int64_t *place;
    size_t i, n = 0;

    if (start) {
        place = map_find(&r->places, start, strlen(start));
        if (place)
            r->d->start = (size_t)*place;
        else
            problems_add(r->problems, "start",
                         "names \"%s\", which is no step of this journey",
                         text_shown(r->arena, start, strlen(start)));
        return;
    }
    for (i = 0; i < r->d->n_steps; i++)
        if (strcmp(r->d->steps[i].kind, "start") == 0) {
            r->d->start = i;
            n++;
        }
    if (n != 1)
        problems_add(r->problems, "start",
                     "is missing: name the step at which an attempt starts");
}

enum err definition_read(struct arena *a, const json_t *json,
                         struct problems *p, struct definition **ret_definition)
{
    struct reading r = {.arena = a, .json = json, .problems = p};
    size_t before = p->total, i;

    if (!json_is_object(json)) {
        problems_add(p, NULL, "a journey definition is a JSON object");
        return ERR_INVALID;
    }
    r.d = arena_alloc(a, sizeof(*r.d));
    map_init(&r.places);
    read_head(&r);
    read_steps(&r);
    for (i = 0; i < r.d->n_steps; i++)
        check_targets(&r, i);
    if (r.d->n_steps)
        find_start(&r);
    map_release(&r.places);
    if (p->total > before)
        return ERR_INVALID;
    *ret_definition = r.d;
    return OK;
}

size_t definition_step(const struct definition *d, const char *id)
{
    size_t i;

    for (i = 0; i < d->n_steps; i++)
        if (strcmp(d->steps[i].id, id) == 0)
            break;
    return i;
}
