/*
 * Everything out again, as it came in (tracker.h).  The events of an attempt
 * are in the order they arrived in, for that settles ties.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "tracker/scan.h"
#include "tracker/version_json.h"

struct exporting {
    FILE *to;
    const struct journey *journey;
    struct arena *arena;
    /* Every name as JSON, with its quotes: by kind and number. */
    const char **quoted[NAME_KINDS];
};

static const char *quote(struct arena *a, const char *text)
{
    json_t *json = json_string(text);
    char *dump = json_dumps(json, JSON_ENCODE_ANY);
    const char *quoted = arena_strdup(a, dump ? dump : "\"other\"");

    free(dump);
    json_decref(json);
    return quoted;
}

/* A step's name is marked where reading it would find another step, by its
 * title: the name was here before a version had that title. */
static const char *quote_step(const struct exporting *x, uint16_t number)
{
    const char *name = names_text(&x->journey->names[NAME_STEP], number);
    const int64_t *found = map_find(&x->journey->steps, name, strlen(name));

    if (text_starts(name, STEP_NAME_MARK) || (found && *found != number))
        name = arena_printf(x->arena, "%s%s", STEP_NAME_MARK, name);
    return quote(x->arena, name);
}

static void quote_names(struct exporting *x)
{
    size_t kind, i;

    for (kind = 0; kind < NAME_KINDS; kind++) {
        const struct names *names = &x->journey->names[kind];

        x->quoted[kind] = arena_array(x->arena, names->n, sizeof(char *));
        for (i = 1; i < names->n; i++)
            x->quoted[kind][i] = kind == NAME_STEP
                                     ? quote_step(x, (uint16_t)i)
                                     : quote(x->arena, names->texts[i]);
    }
}

static void put_word(const struct exporting *x, const char *key,
                     const char *word)
{
    (void)fprintf(x->to, ",\"%s\":\"%s\"", key, word);
}

/* What a damaged file has lost the word of is as a word past the lid. */
static const char *word_of(const struct exporting *x, enum name_kind kind,
                           uint16_t number)
{
    return number < x->journey->names[kind].n ? x->quoted[kind][number]
                                              : "\"other\"";
}

/* Nothing, where there is none. */
static void put_name(const struct exporting *x, const char *key,
                     enum name_kind kind, uint16_t number)
{
    if (number)
        (void)fprintf(x->to, ",\"%s\":%s", key, word_of(x, kind, number));
}

static void put_errors(const struct exporting *x, const struct trail *t,
                       const struct trail_event *e)
{
    const struct trail_error *errors = trail_errors(t, e);
    size_t i;

    if (e->n_errors == 0)
        return;
    (void)fputs(",\"errors\":[", x->to);
    for (i = 0; i < e->n_errors; i++) {
        const struct trail_error *one = &errors[i];

        (void)fputs(i ? ",{" : "{", x->to);
        if (one->field)
            (void)fprintf(x->to, "\"field\":%s",
                          word_of(x, NAME_FIELD, one->field));
        if (one->rule)
            (void)fprintf(x->to, "%s\"rule\":%s", one->field ? "," : "",
                          word_of(x, NAME_RULE, one->rule));
        (void)fputc('}', x->to);
    }
    (void)fputc(']', x->to);
}

/* Whole milliseconds; as text where those are not taken: before 1970, and in
 * the days of it that look like seconds. */
static void put_at(const struct exporting *x, int64_t at_ms)
{
    char text[TIME_TEXT];

    if (at_ms >= 0 && !event_at_like_seconds(at_ms)) {
        (void)fprintf(x->to, ",\"at\":%lld", (long long)at_ms);
        return;
    }
    time_format(at_ms, text);
    put_word(x, "at", text);
}

/* The number of an import means nothing elsewhere: what it brought is marked
 * where the import is in quarantine. */
static void put_evidence(const struct exporting *x, const struct trail_event *e)
{
    bool held = quarantine_has_import(&x->journey->quarantines, e->import);
    char text[EVIDENCE_TEXT];

    evidence_text(e->evidence | (held ? EVIDENCE_HELD : 0), text);
    if (*text)
        put_word(x, "evidence", text);
}

static void put_event(const struct exporting *x, const char *attempt,
                      const struct trail *t, const struct trail_event *e)
{
    (void)fprintf(x->to, "{\"journey\":\"%s\",\"attempt\":\"h:%s\"",
                  x->journey->slug, attempt);
    if (e->seq >= 0)
        (void)fprintf(x->to, ",\"seq\":%d", e->seq);
    put_at(x, e->at_ms);
    put_word(x, "kind", kind_text((enum kind)e->kind));
    put_name(x, "step", NAME_STEP, e->step);
    put_errors(x, t, e);
    if (e->outcome)
        put_word(x, "outcome", outcome_text((enum outcome)e->outcome));
    if (e->to)
        put_word(x, "to", to_text((enum to)e->to));
    if (e->rating)
        (void)fprintf(x->to, ",\"rating\":%d", e->rating);
    if (e->channel)
        put_word(x, "channel", channel_text((enum channel)e->channel));
    if (e->device)
        put_word(x, "device", device_text((enum device)e->device));
    put_name(x, "lang", NAME_LANG, e->lang);
    put_name(x, "release", NAME_RELEASE, e->release);
    put_name(x, "variant", NAME_VARIANT, e->variant);
    put_evidence(x, e);
    (void)fputs("}\n", x->to);
}

static enum err put_attempt(void *self, const struct scanned *s)
{
    const struct exporting *x = self;
    char attempt[2 * HASH_SIZE + 1];
    size_t i;

    text_hex(s->key, HASH_SIZE, attempt);
    for (i = 0; i < s->trail->n; i++)
        put_event(x, attempt, s->trail, &s->trail->at[i]);
    return ferror(x->to) ? ERR_IO : OK;
}

static enum err put_versions(const struct exporting *x)
{
    size_t v;

    for (v = 0; v < x->journey->n_versions; v++) {
        json_t *json = version_json(x->journey, &x->journey->versions[v]);
        int failed = json_dumpf(json, x->to, JSON_COMPACT);

        json_decref(json);
        if (failed || fputc('\n', x->to) == EOF)
            return ERR_IO;
    }
    return OK;
}

static enum err put_quarantines(const struct exporting *x)
{
    const struct quarantines *list = &x->journey->quarantines;
    size_t i;

    for (i = 0; i < list->n; i++) {
        json_t *json = quarantine_json(&list->at[i]);
        int failed = 0;

        if (!list->at[i].import)
            failed = json_dumpf(json, x->to, JSON_COMPACT) ||
                     fputc('\n', x->to) == EOF;
        json_decref(json);
        if (failed)
            return ERR_IO;
    }
    return OK;
}

static enum err put_journey(struct tracker *t, const char *slug, FILE *to)
{
    struct exporting x = {.to = to, .arena = arena_new()};
    struct journey *j;
    enum err e = folder_journey(t, slug, &j);

    if (!e) {
        x.journey = j;
        quote_names(&x);
        e = put_versions(&x);
        if (!e)
            e = put_quarantines(&x);
    }
    if (!e)
        e = scan_all(t, j, put_attempt, &x);
    arena_free(x.arena);
    return e;
}

static enum err put_all(struct tracker *t, FILE *to)
{
    struct arena *a = arena_new();
    size_t n = 0, room = 0, i;
    char **slugs = NULL;
    struct rows r = rows_open(t->store, Q_JOURNEY_LIST);
    enum err e;

    while (rows_next(&r)) {
        slugs = mem_grow(slugs, n, &room, sizeof(*slugs));
        slugs[n++] = arena_strdup(a, rows_text(&r, 0));
    }
    e = rows_close(&r);
    for (i = 0; !e && i < n; i++)
        e = put_journey(t, slugs[i], to);
    free(slugs);
    arena_free(a);
    return e;
}

enum err tracker_export(struct tracker *t, const char *journey, FILE *to)
{
    enum err e = folder_begin(t);

    if (e)
        return e;
    e = journey ? put_journey(t, journey, to) : put_all(t, to);
    folder_end(t);
    return e ? e : ferror(to) ? ERR_IO : OK;
}
