#include "tracker/journey_inside.h"

#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/json_scratch.h"
#include "base/log.h"
#include "base/memory.h"

void journey_free(struct journey *j)
{
    size_t k;

    if (!j)
        return;
    for (k = 0; k < NAME_KINDS; k++)
        names_release(&j->names[k]);
    map_release(&j->steps);
    arena_free(j->arena);
}

enum err journey_load_names(struct store *st, struct journey *j)
{
    struct rows r = rows_open(st, Q_JOURNEY_NAMES);

    rows_bind_int(&r, ":journey", j->id);
    while (rows_next(&r)) {
        int64_t kind = rows_int(&r, 0);

        if (kind >= 0 && kind < NAME_KINDS)
            (void)names_add(&j->names[kind], rows_text(&r, 2));
    }
    return rows_close(&r);
}

/* A definition was checked before it was stored; one that cannot be read now
 * is a damaged file. */
static enum err read_version(struct journey *j, const char *text,
                             struct version *v)
{
    struct problems problems;
    bool was_on = json_scratch_pause();
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    enum err e;

    json_scratch_resume(was_on);
    problems_init(&problems, j->arena, 1);
    e = json ? definition_read(j->arena, json, &problems, &v->def)
             : ERR_INVALID;
    if (e) {
        log_line("journey %s: version %lld cannot be read: restore a backup",
                 j->slug, (long long)v->number);
        json_decref(json);
        return ERR_IO;
    }
    json_own(j->arena, json);
    return OK;
}

static enum err load_versions(struct store *st, struct journey *j)
{
    struct rows r = rows_open(st, Q_JOURNEY_VERSIONS);
    size_t room = 0;
    struct version *list = NULL;
    enum err e = OK, closed;

    rows_bind_int(&r, ":journey", j->id);
    while (!e && rows_next(&r)) {
        struct version *v;

        list = mem_grow(list, j->n_versions, &room, sizeof(*list));
        v = &list[j->n_versions++];
        *v = (struct version){.number = rows_int(&r, 0),
                              .from_ms = rows_int(&r, 1),
                              .text = arena_strdup(j->arena, rows_text(&r, 2))};
        e = read_version(j, v->text, v);
    }
    if (list)
        arena_own(j->arena, free, list);
    j->versions = list;
    closed = rows_close(&r);
    if (e || closed)
        return e ? e : closed;
    /* a journey is stored with its first version */
    return list ? OK : ERR_NOT_FOUND;
}

/* Ids first, then titles, the newest version's before older ones'. */
static void map_titles(struct journey *j)
{
    size_t v, i;

    for (v = j->n_versions; v-- > 0;) {
        const struct definition *d = j->versions[v].def;

        for (i = 0; i < d->n_steps; i++) {
            const char *title = d->steps[i].title;
            bool added;
            int64_t *number = map_put(&j->steps, title, strlen(title), &added);

            if (added)
                *number = names_find(&j->names[NAME_STEP], d->steps[i].id);
        }
    }
}

static void map_ids(struct journey *j)
{
    size_t v, i;

    for (v = 0; v < j->n_versions; v++) {
        const struct definition *d = j->versions[v].def;

        for (i = 0; i < d->n_steps; i++) {
            const char *id = d->steps[i].id;
            bool added;

            *map_put(&j->steps, id, strlen(id), &added) =
                names_find(&j->names[NAME_STEP], id);
        }
    }
}

static void map_places(struct journey *j, struct version *v)
{
    size_t i;

    v->n_places = j->names[NAME_STEP].n;
    v->places = arena_array(j->arena, v->n_places, sizeof(*v->places));
    for (i = 0; i < v->n_places; i++)
        v->places[i] = -1;
    for (i = 0; i < v->def->n_steps; i++)
        v->places[names_find(&j->names[NAME_STEP], v->def->steps[i].id)] =
            (int16_t)i;
}

static void count_unmapped(struct journey *j)
{
    size_t number, v;

    for (number = 1; number < j->names[NAME_STEP].n; number++) {
        for (v = 0; v < j->n_versions; v++)
            if (j->versions[v].places[number] >= 0)
                break;
        j->n_unmapped +=
            v == j->n_versions &&
            strcmp(names_text(&j->names[NAME_STEP], (uint16_t)number),
                   "other") != 0;
    }
}

static uint64_t hash_text(const char *text)
{
    return hash_short(hash_key_of_process(), text, strlen(text));
}

/* In this process only. */
static uint64_t meaning_of(const struct journey *j)
{
    uint64_t meaning = (uint64_t)j->id;
    size_t v;

    for (v = 0; v < j->n_versions; v++) {
        const uint64_t parts[] = {meaning, (uint64_t)j->versions[v].number,
                                  (uint64_t)j->versions[v].from_ms,
                                  hash_text(j->versions[v].text)};

        meaning = hash_short(hash_key_of_process(), parts, sizeof(parts));
    }
    return meaning;
}

static enum err load(struct store *st, struct journey *j)
{
    enum err e = journey_load_names(st, j);
    size_t v;

    if (!e)
        e = load_versions(st, j);
    if (e)
        return e;
    map_ids(j);
    map_titles(j);
    for (v = 0; v < j->n_versions; v++)
        map_places(j, &j->versions[v]);
    count_unmapped(j);
    j->meaning = meaning_of(j);
    e = quarantine_load(st, j);
    return e ? e : change_load(st, j);
}

struct journey *journey_new(const char *slug)
{
    struct arena *a = arena_new();
    struct journey *j = arena_alloc(a, sizeof(*j));
    size_t k;

    j->arena = a;
    j->slug = arena_strdup(a, slug);
    map_init(&j->steps);
    for (k = 0; k < NAME_KINDS; k++)
        names_init(&j->names[k]);
    return j;
}

/* It was known when the journey was added. */
static enum err load_zone(struct journey *j)
{
    enum err e = zone_open(j->zone_name, &j->zone);

    if (e == ERR_IO)
        log_line("journey %s cannot be read: the file of the time zone %s "
                 "could not be read",
                 j->slug, j->zone_name);
    else if (e)
        log_line("journey %s cannot be read: this machine no longer knows the "
                 "time zone %s: install it (tzdata, tzdata-legacy)",
                 j->slug, j->zone_name);
    return e ? ERR_IO : OK;
}

enum err journey_load(struct store *st, const char *slug,
                      struct journey **ret_journey)
{
    struct rows r = rows_open(st, Q_JOURNEY_FIND);
    struct journey *j = journey_new(slug);
    bool found;
    enum err e = OK, closed;

    rows_bind_text(&r, ":slug", slug);
    found = rows_next(&r);
    if (found) {
        j->id = rows_int(&r, 0);
        j->kept_from_day = rows_int(&r, 2);
        j->zone_name = arena_strdup(j->arena, rows_text(&r, 1));
        e = load_zone(j);
    }
    closed = rows_close(&r);
    if (closed)
        e = closed;
    else if (!found)
        e = ERR_NOT_FOUND;
    if (!e)
        e = load(st, j);
    if (e)
        journey_free(j);
    else
        *ret_journey = j;
    return e;
}

size_t journey_version_of(const struct journey *j, size_t n, int64_t ms)
{
    size_t v, best = 0;

    for (v = 1; v < n; v++)
        if (j->versions[v].from_ms <= ms &&
            (best == 0 || j->versions[v].from_ms >= j->versions[best].from_ms))
            best = v;
    return best;
}

size_t journey_version_at(const struct journey *j, int64_t ms)
{
    return journey_version_of(j, j->n_versions, ms);
}

size_t journey_version_index(const struct journey *j, int64_t number)
{
    size_t v;

    for (v = 0; v < j->n_versions; v++)
        if (j->versions[v].number == number)
            break;
    return v;
}

bool journey_knows(const struct journey *j, uint16_t step)
{
    size_t v;

    for (v = 0; v < j->n_versions; v++)
        if (journey_place(j, v, step) >= 0)
            return true;
    return false;
}

int journey_place(const struct journey *j, size_t version, uint16_t step)
{
    const struct version *v = &j->versions[version];

    return step < v->n_places ? v->places[step] : -1;
}
