/*
 * generate - the data of the bench: `generate FOLDER EVENTS`.
 *
 * The same every time.  Of each journey its definition and its events in time
 * order; of the first, which is the largest, also as cases and steps, and both
 * shuffled; of all, rows for other engines, and what must come out.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tests/bench/walk.h"

static const char *const kinds[] = {"view", "accept",  "reject",
                                    "back", "save",    "resume",
                                    "help", "contact", "end"};
static const char *const devices[] = {"mobile", "desktop", "tablet", "other"};
static const char *const langs[] = {"en", "cy", "pl"};
static const char *const channels[] = {"self", "assisted-phone", "kiosk"};
static const char *const variants[] = {"a", "b"};

enum { SEED = 20251122, DEVICES = 4, LANGS = 3, CHANNELS = 3, VARIANTS = 2 };

/* What must come out of one journey. */
struct expected {
    size_t events, attempts, started, completed;
    size_t reached[FUNNEL_STEPS];
};

struct bench_data {
    const char *folder;
    struct walk_event *events;
    size_t n_events, events_room;
    struct walker *attempts;
    size_t n_attempts, attempts_room;
    struct expected expected[JOURNEYS];
    size_t slices[DEVICES][LANGS][CHANNELS][VARIANTS];
};

static void expect(struct bench_data *b, const struct walk *w)
{
    struct expected *x = &b->expected[w->who.journey];
    size_t depth = walk_depth(w), i;

    x->events += w->n;
    x->attempts++;
    x->started += w->at[0].step == 1;
    x->completed += w->at[0].step == 1 && w->at[w->n - 1].kind == END;
    for (i = 0; i < depth; i++)
        x->reached[i]++;
    b->slices[w->who.device][w->who.lang][w->who.channel][w->who.variant]++;
}

static void make(struct bench_data *b, size_t events)
{
    struct dice dice = {SEED};
    struct walk w;
    size_t i;

    while (b->n_events < events) {
        walk_make(&dice, (uint32_t)b->n_attempts, &w);
        expect(b, &w);
        b->attempts = mem_grow(b->attempts, b->n_attempts, &b->attempts_room,
                               sizeof(*b->attempts));
        b->attempts[b->n_attempts++] = w.who;
        for (i = 0; i < w.n; i++) {
            b->events = mem_grow(b->events, b->n_events, &b->events_room,
                                 sizeof(*b->events));
            b->events[b->n_events++] = w.at[i];
        }
    }
}

static int by_time(const void *a, const void *b)
{
    const struct walk_event *x = a, *y = b;

    if (x->at_ms != y->at_ms)
        return x->at_ms < y->at_ms ? -1 : 1;
    if (x->attempt != y->attempt)
        return x->attempt < y->attempt ? -1 : 1;
    return x->seq - y->seq;
}

static void shuffle(struct walk_event *at, size_t n)
{
    struct dice dice = {SEED + 1};
    size_t i;

    for (i = n; i > 1; i--) {
        size_t other = dice_below(&dice, i);
        struct walk_event e = at[i - 1];

        at[i - 1] = at[other];
        at[other] = e;
    }
}

static void fail(const char *file)
{
    perror(file);
    exit(EXIT_FAILURE);
}

static FILE *create(const struct bench_data *b, const char *name)
{
    enum { BUFFER = 1 << 20, PATH = 4096 };
    char path[PATH];
    FILE *f;

    (void)snprintf(path, sizeof(path), "%s/%s", b->folder, name);
    f = fopen(path, "w");
    if (!f)
        fail(path);
    (void)setvbuf(f, NULL, _IOFBF, BUFFER);
    return f;
}

static void finish(FILE *f, const char *name)
{
    if (fflush(f) == EOF || ferror(f))
        fail(name);
    (void)fclose(f);
}

static const char *file_name(uint8_t journey, const char *rest)
{
    static char name[64];

    (void)snprintf(name, sizeof(name), "%02u%s", journey + 1U, rest);
    return name;
}

static void write_definition(const struct bench_data *b, uint8_t journey)
{
    const char *name = file_name(journey, ".json");
    FILE *f = create(b, name);
    unsigned n = journey_steps(journey), i;

    (void)fprintf(f,
                  "{\"waymark\": \"journey/1\", \"id\": \"bench-%02u\", "
                  "\"title\": \"Journey %u\", \"organisation\": "
                  "\"exampleton\", \"service\": \"bench\", \"start\": "
                  "\"step-1\", \"retentionMonths\": 0, \"steps\": [\n",
                  journey + 1U, journey + 1U);
    for (i = 1; i < n; i++)
        (void)fprintf(f,
                      "  {\"id\": \"step-%u\", \"title\": \"Step %u\", "
                      "\"next\": [{\"to\": \"step-%u\"}]},\n",
                      i, i, i + 1);
    (void)fprintf(f,
                  "  {\"id\": \"step-%u\", \"title\": \"Done\", \"kind\": "
                  "\"end\", \"outcome\": \"completed\"}]}\n",
                  n);
    finish(f, name);
}

/* An attempt's id, as a service might make it. */
static uint64_t id_of(uint32_t attempt)
{
    struct dice dice = {attempt};

    return dice_throw(&dice);
}

static void write_event(FILE *f, const struct walk_event *e,
                        const struct walker *who)
{
    (void)fprintf(f,
                  "{\"journey\":\"bench-%02u\",\"attempt\":\"%016" PRIx64
                  "\",\"seq\":%u,\"kind\":\"%s\",\"step\":\"step-%u\","
                  "\"at\":%" PRId64 ",\"lang\":\"%s\",\"device\":\"%s\"",
                  who->journey + 1U, id_of(e->attempt), e->seq, kinds[e->kind],
                  e->step, e->at_ms, langs[who->lang], devices[who->device]);
    if (who->channel)
        (void)fprintf(f, ",\"channel\":\"%s\"", channels[who->channel]);
    if (who->journey % 4 == 0)
        (void)fprintf(f, ",\"variant\":\"%s\"", variants[who->variant]);
    if (e->kind == REJECT)
        (void)fputs(",\"field\":\"postcode\",\"rule\":\"format\"", f);
    if (e->kind == CONTACT)
        (void)fputs(",\"to\":\"phone\"", f);
    (void)fputs("}\n", f);
}

static void write_case(FILE *f, const struct walk_event *e)
{
    char time[TIME_TEXT];

    time_format(e->at_ms, time);
    (void)fprintf(f, "%016" PRIx64 "\tstep-%u\t%s\n", id_of(e->attempt),
                  e->step, time);
}

static void write_events(const struct bench_data *b, FILE **files)
{
    size_t i;

    for (i = 0; i < b->n_events; i++) {
        const struct walk_event *e = &b->events[i];
        const struct walker *who = &b->attempts[e->attempt];

        write_event(files[who->journey], e, who);
    }
}

static void write_journeys(const struct bench_data *b)
{
    FILE *files[JOURNEYS];
    uint8_t j;

    for (j = 0; j < JOURNEYS; j++) {
        write_definition(b, j);
        files[j] = create(b, file_name(j, ".ndjson"));
    }
    write_events(b, files);
    for (j = 0; j < JOURNEYS; j++)
        finish(files[j], file_name(j, ".ndjson"));
}

/* The largest journey's, in the order they lie in, under one more name. */
static void write_largest(const struct bench_data *b, const char *ndjson,
                          const char *tsv)
{
    FILE *lines = ndjson ? create(b, ndjson) : NULL, *cases = create(b, tsv);
    size_t i;

    for (i = 0; i < b->n_events; i++) {
        const struct walk_event *e = &b->events[i];
        const struct walker *who = &b->attempts[e->attempt];

        if (who->journey != 0)
            continue;
        if (lines)
            write_event(lines, e, who);
        write_case(cases, e);
    }
    if (lines)
        finish(lines, ndjson);
    finish(cases, tsv);
}

/* For other engines: numbers only, attempts numbered densely, step 0 where
 * nobody moves. */
static void write_rows(const struct bench_data *b)
{
    FILE *f = create(b, "events.csv");
    size_t i;

    for (i = 0; i < b->n_events; i++) {
        const struct walk_event *e = &b->events[i];
        bool moves = e->kind != HELP && e->kind != CONTACT;

        (void)fprintf(f, "%u,%u,%" PRId64 ",%u,%u\n",
                      b->attempts[e->attempt].journey + 1U, e->attempt,
                      e->at_ms, moves ? e->step : 0U, e->kind);
    }
    finish(f, "events.csv");
}

static void write_slices(const struct bench_data *b, FILE *f)
{
    size_t d, l, c, v;

    for (d = 0; d < DEVICES; d++)
        for (l = 0; l < LANGS; l++)
            for (c = 0; c < CHANNELS; c++)
                for (v = 0; v < VARIANTS; v++)
                    (void)fprintf(f, "slice %s %s %s %s %zu\n", devices[d],
                                  langs[l], channels[c], variants[v],
                                  b->slices[d][l][c][v]);
}

/* What must come out, one fact a line. */
static void write_expected(const struct bench_data *b)
{
    FILE *f = create(b, "expected.txt");
    size_t i;
    unsigned j;

    (void)fprintf(f, "all %zu %zu\n", b->n_events, b->n_attempts);
    for (j = 0; j < JOURNEYS; j++) {
        const struct expected *x = &b->expected[j];
        size_t n = journey_steps((uint8_t)j);

        (void)fprintf(f, "journey %u %zu %zu %zu %zu\n", j + 1, x->events,
                      x->attempts, x->started, x->completed);
        for (i = 0; i < n && i < FUNNEL_STEPS; i++)
            (void)fprintf(f, "funnel %u %zu %zu\n", j + 1, i + 1,
                          x->reached[i]);
    }
    write_slices(b, f);
    finish(f, "expected.txt");
}

int main(int argc, char **argv)
{
    struct bench_data *b = mem_new(1, sizeof(*b));
    size_t events = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;

    if (!events) {
        (void)fprintf(stderr, "usage: generate FOLDER EVENTS\n");
        return 2;
    }
    b->folder = argv[1];
    make(b, events);
    qsort(b->events, b->n_events, sizeof(*b->events), by_time);
    write_journeys(b);
    write_rows(b);
    write_largest(b, NULL, "01.tsv");
    shuffle(b->events, b->n_events);
    write_largest(b, "01-shuffled.ndjson", "01-shuffled.tsv");
    write_expected(b);
    free(b->events);
    free(b->attempts);
    free(b);
    return 0;
}
