/* The half of ledger.h that sends. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "tests/crash/ledger.h"

enum {
    GROUPS = 700,
    RESTART_AFTER = 350, /* groups: the log is written into the file twice
                          * before, once because it has grown */
    GROUP_MAX = 7,       /* deliveries */
    DELIVERY_MAX = 3,
    RECENT = 40, /* attempts under way */
    IMPORT_EVENTS = 120,
    AGAIN = 50, /* events of a delivery when all is sent again */
};

#define DEFINITION(id, months)                                                 \
    "{\"waymark\":\"journey/1\",\"organisation\":\"exampleton\",\"id\":\"" id  \
    "\",\"start\":\"a\",\"saveDays\":1,\"retentionMonths\":" months            \
    ",\"steps\":["                                                             \
    "{\"id\":\"a\",\"kind\":\"start\"},{\"id\":\"b\"},{\"id\":\"c\"},"         \
    "{\"id\":\"d\",\"kind\":\"end\",\"outcome\":\"completed\"}]}"

#define OLD_MS      (LEDGER_START_MS - 300 * MS_PER_DAY)
#define OLD_TOLD_MS (LEDGER_START_MS - 100 * MS_PER_DAY)
#define OLD_GONE_MS (LEDGER_START_MS + 400 * MS_PER_DAY)

struct running {
    struct ledger *ledger;
    struct disk *disk;
    struct dice dice;
    struct tracker *tracker;
    struct collector *collector;
    sem_t asleep, go;
    int next_seq[8192]; /* of each attempt */
};

/* Events first..first + n - 1 on their way; and the collector's thread waits
 * in done() of a group's last delivery, so that the next group is whole before
 * it looks again. */
struct parcel {
    struct delivery delivery;
    struct running *run;
    size_t first;
    bool last;
};

/* A new event in the ledger. */
static struct posted *post(struct running *r)
{
    static const enum kind kinds[] = {
        KIND_VIEW, KIND_VIEW,   KIND_VIEW, KIND_VIEW, KIND_VIEW, KIND_VIEW,
        KIND_VIEW, KIND_REJECT, KIND_HELP, KIND_BACK, KIND_SAVE, KIND_CONTACT};
    static const char *const steps[] = {"a", "b", "b", "b", "c", "c", "c", "d"};
    struct ledger *l = r->ledger;
    bool new = l->attempts < 2 || dice_chance(&r->dice, 25);
    int back = l->attempts < RECENT ? l->attempts : RECENT;
    struct posted *p;

    l->at = mem_grow(l->at, l->n, &l->room, sizeof(*l->at));
    p = &l->at[l->n++];
    *p = (struct posted){.sent = disk_instant(r->disk),
                         .acknowledged = SIZE_MAX,
                         .taken_from = SIZE_MAX,
                         .taken_by = SIZE_MAX};
    p->attempt =
        new ? l->attempts++
            : l->attempts - 1 - (int)dice_below(&r->dice, (size_t)back);
    p->seq = r->next_seq[p->attempt]++;
    p->kind = DICE_PICK(&r->dice, kinds);
    p->step = DICE_PICK(&r->dice, steps);
    if (p->seq == 0 && dice_chance(&r->dice, 85)) {
        p->kind = KIND_VIEW;
        p->step = "a";
    }
    return p;
}

static struct collected collect(struct arena *a, const struct ledger *l,
                                size_t n)
{
    struct collected one = {.outcome = EVENT_ACCEPTED};
    const struct posted *p = &l->at[n];

    event_init(&one.event);
    one.event.journey = "own";
    one.event.attempt = arena_printf(a, "attempt-%06d", p->attempt);
    one.event.attempt_size = strlen(one.event.attempt);
    one.event.seq = p->seq;
    one.event.kind = p->kind;
    one.event.step = p->step;
    one.event.has_at = true;
    one.event.at_ms = LEDGER_START_MS + (int64_t)n * MS_PER_MINUTE;
    return one;
}

static void parcel_done(struct delivery *d)
{
    struct parcel *p = d->self;
    struct running *r = p->run;
    size_t i, now = disk_instant(r->disk);

    for (i = 0; !d->err && i < d->n; i++)
        if (d->at[i].outcome != EVENT_REFUSED)
            r->ledger->at[p->first + i].acknowledged = now;
    if (!p->last)
        return;
    (void)sem_post(&r->asleep);
    while (sem_wait(&r->go) != 0)
        ;
}

static void submit(struct running *r, struct arena *a, size_t first, size_t n,
                   bool last)
{
    struct parcel *p = arena_alloc(a, sizeof(*p));
    size_t i;

    *p = (struct parcel){
        .run = r,
        .first = first,
        .last = last,
        /* The clock steps back and forth by weeks. */
        .delivery = {.received_ms =
                         LEDGER_LATER_MS +
                         (int64_t)dice_below(&r->dice, 40) * MS_PER_DAY -
                         20 * MS_PER_DAY,
                     .arena = a,
                     .n = n,
                     .at = arena_array(a, n, sizeof(*p->delivery.at)),
                     .done = parcel_done,
                     .self = p}};
    for (i = 0; i < n; i++)
        p->delivery.at[i] = collect(a, r->ledger, first + i);
    assert_null(collector_submit(r->collector, &p->delivery));
}

static void wait_asleep(struct running *r)
{
    while (sem_wait(&r->asleep) != 0)
        ;
}

static void start(struct running *r)
{
    assert_ok(tracker_open(r->ledger->dir, TRACKER_WRITE, &r->tracker));
    assert_ok(collector_start(r->ledger->dir, &r->collector));
    (void)sem_init(&r->asleep, 0, 0);
    (void)sem_init(&r->go, 0, 0);
}

static void stop(struct running *r)
{
    collector_stop(r->collector);
    tracker_close(r->tracker);
    (void)sem_destroy(&r->asleep);
    (void)sem_destroy(&r->go);
}

static void add_journey(struct running *r, const char *definition)
{
    struct arena *a = arena_new();
    struct problems p;
    struct addition added;

    problems_init(&p, a, 10);
    assert_ok(tracker_add(r->tracker, definition, strlen(definition),
                          LEDGER_START_MS, &p, &added));
    arena_free(a);
}

static void send_group(struct running *r, bool asleep)
{
    struct arena *a = arena_new();
    /* Nobody sleeps yet: of several, one would be taken alone. */
    size_t n = asleep ? 1 + dice_below(&r->dice, GROUP_MAX) : 1, i;

    for (i = 0; i < n; i++) {
        size_t events = 1 + dice_below(&r->dice, DELIVERY_MAX), e;
        size_t first = r->ledger->n;

        for (e = 0; e < events; e++)
            (void)post(r);
        submit(r, a, first, events, i == n - 1);
    }
    if (asleep)
        (void)sem_post(&r->go);
    wait_asleep(r);
    arena_free(a);
}

static void write_file(struct running *r, size_t first)
{
    struct ledger *l = r->ledger;
    FILE *f = fopen(l->file, "w");

    assert_non_null(f);
    for (; first < l->n; first++)
        (void)fprintf(
            f,
            "{\"attempt\":\"attempt-%06d\",\"seq\":%d,\"kind\":\"%s\","
            "\"step\":\"%s\",\"at\":%lld}\n",
            l->at[first].attempt, l->at[first].seq,
            kind_text(l->at[first].kind), l->at[first].step,
            (long long)(LEDGER_START_MS + (int64_t)first * MS_PER_MINUTE));
    assert_int_equal(fclose(f), 0);
}

/* Its number. */
static int64_t import_file(struct running *r, const char *journey,
                           int64_t now_ms, int64_t want)
{
    const struct import_options o = {
        .journey = journey, .name = "in", .now_ms = now_ms};
    struct arena *a = arena_new();
    struct import_summary sum;
    struct input *in = NULL;
    struct problems p;

    problems_init(&p, a, 10);
    assert_ok(input_open(r->ledger->file, &in));
    assert_ok(tracker_import(r->tracker, in, &o, &p, &sum));
    input_close(in);
    assert_int_equal(sum.accepted, want);
    arena_free(a);
    return sum.number;
}

/* The import's number; its events are first..ledger.n - 1. */
static int64_t import(struct running *r, size_t first)
{
    int64_t number;
    size_t i;

    for (i = 0; i < IMPORT_EVENTS; i++)
        (void)post(r);
    write_file(r, first);
    number = import_file(r, "own", LEDGER_LATER_MS, IMPORT_EVENTS);
    for (i = first; i < r->ledger->n; i++)
        r->ledger->at[i].acknowledged = disk_instant(r->disk);
    return number;
}

/* Three attempts a day, for a hundred days long past. */
static void import_old(struct running *r)
{
    FILE *f = fopen(r->ledger->file, "w");
    int i;

    add_journey(r, DEFINITION("old", "12"));
    assert_non_null(f);
    for (i = 0; i < LEDGER_OLD; i++)
        (void)fprintf(f, "old-%d\ta\t%lld\n", i,
                      (long long)(OLD_MS + i / 3 * MS_PER_DAY));
    assert_int_equal(fclose(f), 0);
    (void)import_file(r, "old", OLD_TOLD_MS, LEDGER_OLD);
    r->ledger->old_added = disk_instant(r->disk);
}

static void drop_old(struct running *r)
{
    int64_t attempts;

    assert_ok(tracker_retain(r->tracker, OLD_GONE_MS, &attempts));
    assert_int_equal(attempts, LEDGER_OLD);
}

static void undo(struct running *r, int64_t number, size_t first, size_t n)
{
    size_t i, from = disk_instant(r->disk), by;
    int64_t events;

    assert_ok(tracker_undo(r->tracker, number, &events));
    assert_int_equal(events, n);
    by = disk_instant(r->disk);
    for (i = first; i < first + n; i++) {
        r->ledger->at[i].taken_from = from;
        r->ledger->at[i].taken_by = by;
    }
}

/* What happens beside the events, at which group. */
static void do_beside(struct running *r, int group, int64_t *number,
                      size_t *first)
{
    int64_t now_ms = LEDGER_START_MS + (int64_t)r->ledger->n * MS_PER_MINUTE;
    struct beside b = {.from = disk_instant(r->disk)};

    if (group == 60 || group == 150) {
        *first = r->ledger->n;
        *number = import(r, *first);
    }
    if (group == 100)
        undo(r, *number, *first, IMPORT_EVENTS);
    if (group == 400)
        drop_old(r);
    if (group % 35 == 34)
        assert_ok(tracker_pack(r->tracker, "own", now_ms));
    b.until = disk_instant(r->disk);
    if (b.until > b.from && r->ledger->n_besides < BESIDES_MAX)
        r->ledger->besides[r->ledger->n_besides++] = b;
}

static void restart(struct running *r)
{
    (void)sem_post(&r->go);
    stop(r);
    start(r);
}

void ledger_run(struct ledger *l, struct disk *d, uint64_t seed)
{
    struct running *r = mem_new(1, sizeof(*r));
    int64_t number = 0;
    size_t first = 0;
    int group;

    r->ledger = l;
    r->disk = d;
    r->dice = (struct dice){seed};
    start(r);
    add_journey(r, DEFINITION("own", "0"));
    l->journey_added = disk_instant(d);
    import_old(r);
    for (group = 0; group < GROUPS; group++) {
        bool again = group % RESTART_AFTER == RESTART_AFTER - 1;

        send_group(r, group > 0 && group % RESTART_AFTER != 0);
        do_beside(r, group, &number, &first);
        if (again && group < GROUPS - 1)
            restart(r);
    }
    (void)sem_post(&r->go);
    stop(r);
    free(r);
}

void ledger_send_all(struct ledger *l, struct disk *d)
{
    struct running *r = mem_new(1, sizeof(*r));
    struct arena *a = arena_new();
    size_t first, n;

    r->ledger = l;
    r->disk = d;
    start(r);
    add_journey(
        r, DEFINITION("own",
                      "0")); /* the power may have gone before it was added */
    for (first = 0; first < l->n; first += n) {
        n = l->n - first < AGAIN ? l->n - first : AGAIN;
        submit(r, a, first, n, true);
        wait_asleep(r);
        (void)sem_post(&r->go);
    }
    stop(r);
    arena_free(a);
    free(r);
}

void ledger_release(struct ledger *l)
{
    (void)unlink(l->file);
    free(l->at);
}
