/* test_collector.c - events from many threads, a queue that is full, a disk
 * that fails: what was answered is kept, what was refused is not. */
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/unit/endpoint.h"

enum {
    THREADS = 8,
    ROUNDS = 320,     /* deliveries of a thread */
    PER_DELIVERY = 8, /* in all 20,480 events; the queue holds whole ones */
    SHARED = 40       /* attempts that several threads send events of */
};

/* One thread that sends, and what it was told. */
struct sending {
    struct collector *collector;
    pthread_t thread;
    int number;
    sem_t done;
    int64_t told[3]; /* by enum outcome_of_event */
    int64_t busy;
};

static void post_done(struct delivery *d)
{
    sem_t *done = d->self;

    (void)sem_post(done);
}

static void wait_for(sem_t *done)
{
    while (sem_wait(done) != 0)
        ; /* a signal */
}

/* The i-th event of an attempt: it comes to a, and is refused there ever
 * after.  A third of the attempts are shared, and one thread says of some
 * events another thing. */
static struct collected event_of(struct arena *a, const struct sending *s,
                                 int round, int i)
{
    bool shared = round % 3 == 0;
    int attempt = shared ? round % SHARED : s->number * ROUNDS + round;
    bool contrary = shared && s->number == 0 && i == 7;
    struct collected one = {.outcome = EVENT_ACCEPTED};

    event_init(&one.event);
    one.event.journey = "own";
    one.event.attempt =
        arena_printf(a, "%s-%06d", shared ? "all" : "own", attempt);
    one.event.attempt_size = strlen(one.event.attempt);
    one.event.seq = i;
    one.event.kind = i == 0 ? KIND_VIEW : contrary ? KIND_HELP : KIND_REJECT;
    one.event.step = "a";
    one.event.has_at = true;
    one.event.at_ms = TRACKED_START_MS + i;
    return one;
}

static void fill(struct delivery *d, struct arena *a, struct sending *s,
                 int round)
{
    int i;

    *d = (struct delivery){.arena = a,
                           .n = PER_DELIVERY,
                           .received_ms = TRACKED_START_MS,
                           .done = post_done,
                           .self = &s->done};
    d->at = arena_array(a, PER_DELIVERY, sizeof(*d->at));
    for (i = 0; i < PER_DELIVERY; i++)
        d->at[i] = event_of(a, s, round, i);
}

static void *send_all(void *self)
{
    struct sending *s = self;
    int round, i;

    for (round = 0; round < ROUNDS; round++) {
        struct arena *a = arena_new();
        struct delivery d;

        fill(&d, a, s, round);
        while (collector_submit(s->collector, &d))
            s->busy++;
        wait_for(&s->done);
        for (i = 0; !d.err && i < PER_DELIVERY; i++)
            s->told[d.at[i].outcome]++;
        arena_free(a);
    }
    return NULL;
}

/* All threads send all they have; what they were told, in all. */
static void send_from_all(struct endpoint *p, int64_t told[3])
{
    struct sending s[THREADS];
    int i, o;

    for (i = 0; i < THREADS; i++) {
        s[i] = (struct sending){.collector = p->collector, .number = i};
        (void)sem_init(&s[i].done, 0, 0);
        assert_int_equal(pthread_create(&s[i].thread, NULL, send_all, &s[i]),
                         0);
    }
    for (i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(s[i].thread, NULL), 0);
        (void)sem_destroy(&s[i].done);
        for (o = 0; o < 3; o++)
            told[o] += s[i].told[o];
    }
}

static int64_t rejects_at_a(struct endpoint *p)
{
    json_t *figures =
        json_loads(tracked_figures(p->arena, p->w, TRACKED_LATER_MS), 0, NULL);
    json_t *a = json_array_get(json_object_get(figures, "steps"), 0);
    int64_t n = json_integer_value(json_object_get(a, "rejects"));

    json_decref(figures);
    return n;
}

static void what_many_threads_send_is_kept_once(void **state)
{
    struct endpoint *p = *state;
    int64_t told[3] = {0}, again[3] = {0}, started, all;

    send_from_all(p, told);
    endpoint_stop(p);
    all = told[EVENT_ACCEPTED] + told[EVENT_DUPLICATE] + told[EVENT_REFUSED];
    started = tracked_figure(p->w, "started");

    assert_int_equal(all, THREADS * ROUNDS * PER_DELIVERY);
    assert_true(told[EVENT_DUPLICATE] > 1000 && told[EVENT_REFUSED] > 0);
    assert_int_equal(tracked_figure(p->w, "duplicates"), told[EVENT_DUPLICATE]);
    assert_int_equal(tracked_figure(p->w, "refused"), told[EVENT_REFUSED]);
    /* Of each attempt one view, and else refusals, or a help in their place. */
    assert_true(rejects_at_a(p) <= told[EVENT_ACCEPTED] - started);
    assert_true(rejects_at_a(p) >= told[EVENT_ACCEPTED] - started - SHARED);
    tracked_assert_clean(p->w);

    endpoint_start(p);
    send_from_all(p, again);
    assert_int_equal(again[EVENT_ACCEPTED], 0);
    assert_int_equal(again[EVENT_REFUSED] + again[EVENT_DUPLICATE], all);
    assert_int_equal(tracked_figure(p->w, "started"), started);
    tracked_assert_clean(p->w);
}

/* Somebody else holds the folder's write lock. */
static sqlite3 *hold(struct endpoint *p)
{
    sqlite3 *db = NULL;

    assert_int_equal(
        sqlite3_open(arena_printf(p->arena, "%s/journeys.db", p->w->dir), &db),
        SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL),
                     SQLITE_OK);
    return db;
}

static void run_beside(struct endpoint *p, const char *sql)
{
    sqlite3 *db = NULL;

    assert_int_equal(
        sqlite3_open(arena_printf(p->arena, "%s/journeys.db", p->w->dir), &db),
        SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void let_go(sqlite3 *db)
{
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static struct answered view(struct endpoint *p, const char *attempt)
{
    return endpoint_ask(
        p, (struct asking){.type = JSON_TYPE},
        arena_printf(p->arena,
                     "{\"journey\":\"own\",\"attempt\":\"%s\",\"seq\":0,"
                     "\"kind\":\"view\",\"step\":\"a\"}",
                     attempt));
}

static void a_full_queue_takes_nothing_of_a_request(void **state)
{
    enum { MOST = 2 * COLLECTOR_QUEUE_MAX / PER_DELIVERY + 2 };
    struct endpoint *p = *state;
    struct sending s = {.collector = p->collector, .number = 1};
    struct delivery d[MOST];
    struct answered got;
    sqlite3 *other = hold(p);
    int n = 0, i, kept = 0;

    (void)sem_init(&s.done, 0, 0);
    for (i = 0; i < MOST; i++)
        fill(&d[i], p->arena, &s, 3 * i + 1);
    while (n < MOST) { /* with as many as it may take at once in its hands */
        if (!collector_submit(p->collector, &d[n]))
            n++;
        else if (n > COLLECTOR_QUEUE_MAX / PER_DELIVERY)
            break;
        else
            (void)sched_yield();
    }
    assert_true(n < MOST);
    got = view(p, "attempt-full");

    assert_answered(got, 503, 0, 0, 1, 0);
    assert_string_equal(got.retry_after, "1");
    let_go(other);
    for (i = 0; i < n; i++)
        wait_for(&s.done);
    for (i = 0; i < n; i++)
        kept += d[i].err == OK && d[i].at[0].outcome == EVENT_ACCEPTED;
    assert_int_equal(kept, n);
    assert_int_equal(tracked_figure(p->w, "started"), n);
    assert_answered(view(p, "attempt-full"), 202, 1, 0, 0, 0);
    (void)sem_destroy(&s.done);
    tracked_assert_clean(p->w);
}

static void who_may_not_send_does_not_wait(void **state)
{
    struct asking how = {.type = JSON_TYPE, .remote = true};
    struct endpoint *p = *state;
    sqlite3 *other = hold(p);

    assert_answered(endpoint_ask(p, how,
                                 "[{\"journey\":\"own\",\"attempt\":"
                                 "\"attempt-1\",\"kind\":\"view\"},7]"),
                    401, 0, 0, 2, 0);
    let_go(other);
}

/* No file of this process may grow beyond that. */
static void limit_files(struct rlimit *before, rlim_t size)
{
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, before), 0);
    limit = (struct rlimit){size, before->rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_disk_that_takes_nothing_acknowledges_nothing(void **state)
{
    struct endpoint *p = *state;
    struct rlimit before;
    struct answered got;

    (void)signal(SIGXFSZ, SIG_IGN);
    assert_answered(view(p, "attempt-before"), 202, 1, 0, 0, 0);
    limit_files(&before, 4096);
    got = view(p, "attempt-during");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);

    assert_answered(got, 503, 0, 0, 1, 0);
    assert_non_null(got.retry_after);
    assert_int_equal(tracked_figure(p->w, "started"), 1);
    assert_answered(view(p, "attempt-during"), 202, 1, 0, 0, 0);
    assert_int_equal(tracked_figure(p->w, "started"), 2);
    tracked_assert_clean(p->w);
}

/* Who is refused does not send again: so only a journey that is not there is
 * refused, and not one that cannot be read just now. */
static void refuses_nothing(struct endpoint *p, const char *hurt,
                            const char *mend)
{
    struct sending s = {.collector = p->collector, .number = 1};
    struct delivery d;

    (void)sem_init(&s.done, 0, 0);
    fill(&d, p->arena, &s, 1);
    run_beside(p, hurt);
    assert_null(collector_submit(p->collector, &d));
    wait_for(&s.done);
    run_beside(p, mend);
    assert_err(ERR_IO, d.err);

    assert_null(collector_submit(p->collector, &d));
    wait_for(&s.done);
    assert_ok(d.err);
    assert_int_equal(d.at[0].outcome, EVENT_ACCEPTED);
    assert_int_equal(tracked_figure(p->w, "started"), 1);
    (void)sem_destroy(&s.done);
    tracked_assert_clean(p->w);
}

static void a_journey_that_cannot_be_read_refuses_nothing(void **state)
{
    refuses_nothing(*state, "ALTER TABLE version RENAME TO elsewhere",
                    "ALTER TABLE elsewhere RENAME TO version");
}

static void a_journey_of_a_zone_that_is_gone_refuses_nothing(void **state)
{
    refuses_nothing(*state, "UPDATE organisation SET zone = 'Europe/Nowhere'",
                    "UPDATE organisation SET zone = 'Europe/London'");
}

static void what_was_handed_over_is_kept_before_the_end(void **state)
{
    struct endpoint *p = *state;
    struct sending s = {.collector = p->collector, .number = 1};
    struct delivery d[20];
    int i;

    (void)sem_init(&s.done, 0, 0);
    for (i = 0; i < 20; i++) {
        fill(&d[i], p->arena, &s, 3 * i + 1);
        assert_null(collector_submit(p->collector, &d[i]));
    }
    endpoint_stop(p);

    for (i = 0; i < 20; i++) {
        assert_int_equal(sem_trywait(&s.done), 0);
        assert_ok(d[i].err);
    }
    assert_int_equal(tracked_figure(p->w, "started"), 20);
    (void)sem_destroy(&s.done);
}

static void a_journey_that_changes_meanwhile_is_followed(void **state)
{
    static const char next[] =
        "{" TRACKED_HEAD ",\"id\":\"own\",\"start\":\"b\",\"steps\":["
        "{\"id\":\"a\"},{\"id\":\"b\",\"kind\":\"start\"}],"
        "\"from\":\"2026-03-02T10:00:01Z\"}";
    struct endpoint *p = *state;

    assert_answered(view(p, "attempt-1"), 202, 1, 0, 0, 0);
    tracked_add_at(p->w, next, TRACKED_START_MS, ADDED_VERSION);
    p->now_ms += MS_PER_MINUTE;
    assert_answered(view(p, "attempt-2"), 202, 1, 0, 0, 0);

    assert_int_equal(tracked_figure(p->w, "started"), 1);
    assert_int_equal(tracked_figure(p->w, "joinedLater"), 1);
    tracked_assert_clean(p->w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_demo(what_many_threads_send_is_kept_once),
        with_demo(a_full_queue_takes_nothing_of_a_request),
        with_demo(who_may_not_send_does_not_wait),
        with_demo(a_disk_that_takes_nothing_acknowledges_nothing),
        with_demo(a_journey_that_cannot_be_read_refuses_nothing),
        with_demo(a_journey_of_a_zone_that_is_gone_refuses_nothing),
        with_demo(what_was_handed_over_is_kept_before_the_end),
        with_demo(a_journey_that_changes_meanwhile_is_followed),
    };

    return cmocka_run_group_tests_name("collector", tests, NULL, NULL);
}
