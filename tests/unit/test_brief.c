/* test_brief.c - events made ready before they are handed over are kept as
 * those that were not. */
#include <semaphore.h>

#include "tests/unit/endpoint.h"
#include "tests/unit/stream.h"
#include "tracker/brief.h"

enum { EVENTS = 400, ROUNDS = 5, AT_ONCE = 7 };

static void post_done(struct delivery *d)
{
    (void)sem_post(d->self);
}

/* Admitted, and briefed or not. */
static void make_ready(struct endpoint *p, struct delivery *d, bool briefed)
{
    const struct sender sender = {.local = true};
    enum access access;

    p->read->looked_ms = 0; /* see what there is by now */
    assert_ok(admit(p->read, &sender, d, &access));
    if (briefed)
        collector_brief(p->collector, p->read, d);
}

static void deliver(struct endpoint *p, struct delivery *d)
{
    sem_t done;

    (void)sem_init(&done, 0, 0);
    d->done = post_done;
    d->self = &done;
    assert_null(collector_submit(p->collector, d));
    while (sem_wait(&done) != 0)
        ; /* a signal */
    assert_ok(d->err);
    (void)sem_destroy(&done);
}

static struct delivery delivery_of(struct arena *a, const struct event *events,
                                   size_t n)
{
    struct delivery d = {.arena = a, .n = n, .received_ms = TRACKED_LATER_MS};
    size_t i;

    d.at = arena_array(a, n, sizeof(*d.at));
    for (i = 0; i < n; i++) {
        d.at[i] =
            (struct collected){.outcome = EVENT_ACCEPTED, .event = events[i]};
        d.at[i].event.journey = "own";
    }
    return d;
}

static size_t count_briefed(const struct delivery *d)
{
    size_t i, n = 0;

    for (i = 0; d->briefs && i < d->n; i++)
        n += brief_is_made(&d->briefs->at[i]);
    return n;
}

/* The stream's, of which some come twice, some say another thing under the
 * same seq, and some are of no time that is taken. */
static struct event *unruly(struct arena *a, const struct stream *s, size_t n)
{
    struct event *list = arena_array(a, n, sizeof(*list));
    size_t i;

    for (i = 0; i < n; i++) {
        list[i] = s->at[i % 5 == 4 ? i - 4 : i].e;
        if (i % 35 == 4)
            list[i].kind = list[i].kind == KIND_VIEW ? KIND_HELP : KIND_VIEW;
        if (i % 23 == 22)
            list[i].at_ms = TRACKED_LATER_MS + MS_PER_DAY;
        if (i % 29 == 28)
            list[i].has_at = false;
        list[i].test = i % 31 == 30;
    }
    return list;
}

/* What came of each event, and every answer after. */
static char *told_of(struct arena *a, const struct stream *s, bool briefed,
                     size_t *ret_briefed)
{
    struct event *events = unruly(a, s, EVENTS);
    struct endpoint *p = endpoint_new();
    char *said = arena_strdup(a, "");
    size_t i, k;

    assert_ok(access_mark_demo(p->w->t));
    *ret_briefed = 0;
    for (i = 0; i < EVENTS; i += AT_ONCE) {
        size_t n = EVENTS - i < AT_ONCE ? EVENTS - i : AT_ONCE;
        struct delivery d = delivery_of(a, events + i, n);

        make_ready(p, &d, briefed);
        *ret_briefed += count_briefed(&d);
        deliver(p, &d);
        for (k = 0; k < n; k++)
            said = arena_printf(
                a, "%s%zu %d %s\n", said, i + k, (int)d.at[k].outcome,
                d.at[k].fault.reason ? d.at[k].fault.reason : "");
    }
    said = arena_printf(a, "%s%s", said, tracked_answers(a, p->w));
    tracked_assert_clean(p->w);
    endpoint_free(p);
    return said;
}

static void what_is_made_ready_before_is_kept_the_same(void **state)
{
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= ROUNDS; seed++) {
        struct arena *a = arena_new();
        struct stream s = stream_make(a, seed, EVENTS);
        size_t some, none;
        char *want = told_of(a, &s, false, &none);

        assert_string_equal(told_of(a, &s, true, &some), want);
        assert_int_equal(none, 0);
        assert_in_range(some, EVENTS / 3, EVENTS - EVENTS / 10);
        arena_free(a);
    }
}

/* A view of the step "b" by an attempt of its own. */
static struct event view_of_b(const char *attempt, int64_t at_ms)
{
    struct event e;

    event_init(&e);
    e.attempt = attempt;
    e.attempt_size = strlen(attempt);
    e.seq = 0;
    e.kind = KIND_VIEW;
    e.step = "b";
    e.has_at = true;
    e.at_ms = at_ms;
    return e;
}

static void a_step_is_the_one_it_names_when_it_is_kept(void **state)
{
    static const char next[] =
        "{" TRACKED_HEAD ",\"id\":\"own\",\"start\":\"c\",\"steps\":["
        "{\"id\":\"c\",\"kind\":\"start\",\"title\":\"b\"},{\"id\":\"a\"}]}";
    struct endpoint *p = *state;
    const struct event e = view_of_b("attempt-1", TRACKED_START_MS);
    struct delivery d = delivery_of(p->arena, &e, 1);

    make_ready(p, &d, true);
    assert_int_equal(count_briefed(&d), 1);
    tracked_add_at(p->w, next, TRACKED_START_MS, ADDED_REPLACED);
    deliver(p, &d);

    assert_int_equal(d.at[0].outcome, EVENT_ACCEPTED);
    assert_int_equal(tracked_figure(p->w, "started"), 1);
    assert_int_equal(tracked_figure(p->w, "unmapped"), 0);
    tracked_assert_clean(p->w);
}

static int64_t count_lang(struct endpoint *p, const char *lang)
{
    const struct slice_filter filter = {"lang", lang};
    const struct slice_query q = {.journey = "own",
                                  .now_ms = TRACKED_LATER_MS,
                                  .n_filters = 1,
                                  .filters = &filter};
    struct problems problems;
    struct slice s;

    problems_init(&problems, p->arena, 1);
    assert_ok(tracker_slice(p->w->t, p->arena, &q, &problems, &s));
    return s.attempts;
}

/* Its words have other numbers in the journey that took its place. */
static void a_journey_that_was_removed_since_lends_no_number(void **state)
{
    struct endpoint *p = *state;
    struct event e = view_of_b("attempt-1", TRACKED_START_MS);
    struct delivery before, stale, after;

    e.lang = "en";
    before = delivery_of(p->arena, &e, 1);
    make_ready(p, &before, true);
    deliver(p, &before);
    stale = delivery_of(p->arena, &e, 1);
    make_ready(p, &stale, true);
    assert_int_equal(count_briefed(&stale), 1);
    assert_ok(tracker_remove(p->w->t, "own"));
    tracked_add(p->w, TRACKED_JOURNEY);
    e.attempt = "attempt-2";
    e.lang = "cy";
    after = delivery_of(p->arena, &e, 1);
    make_ready(p, &after, false);
    deliver(p, &after);
    deliver(p, &stale);

    assert_int_equal(count_lang(p, "cy"), 1);
    assert_int_equal(count_lang(p, "en"), 1);
    tracked_assert_clean(p->w);
}

static void a_name_that_is_a_title_now_is_that_step(void **state)
{
    static const char next[] =
        "{" TRACKED_HEAD ",\"id\":\"own\",\"start\":\"a\",\"steps\":["
        "{\"id\":\"a\",\"kind\":\"start\",\"title\":\"lost\"},{\"id\":\"c\"}],"
        "\"from\":\"2026-03-02T10:00:01Z\"}";
    struct endpoint *p = *state;
    struct event e = view_of_b("attempt-1", TRACKED_START_MS);
    struct delivery before, after;

    e.step = "lost";
    before = delivery_of(p->arena, &e, 1);
    make_ready(p, &before, true);
    deliver(p, &before);
    tracked_add_at(p->w, next, TRACKED_START_MS, ADDED_VERSION);
    e.attempt = "attempt-2";
    e.at_ms += MS_PER_MINUTE;
    after = delivery_of(p->arena, &e, 1);
    make_ready(p, &after, true);
    deliver(p, &after);

    assert_int_equal(tracked_figure(p->w, "started"), 1);
    assert_int_equal(tracked_figure(p->w, "joinedLater"), 1);
    tracked_assert_clean(p->w);
}

static void events_of_several_journeys_are_kept_in_their_own(void **state)
{
    static const char other[] =
        "{" TRACKED_HEAD ",\"id\":\"other\",\"start\":\"b\",\"steps\":["
        "{\"id\":\"b\",\"kind\":\"start\"},{\"id\":\"a\"}]}";
    static const char *const journeys[] = {"own", "nobodys", "other", "own"};
    struct endpoint *p = *state;
    struct event events[4];
    struct delivery d;
    size_t i;

    tracked_add(p->w, other);
    for (i = 0; i < 4; i++)
        events[i] = view_of_b("attempt-1", TRACKED_START_MS + (int64_t)i);
    events[3].seq = 1;
    d = delivery_of(p->arena, events, 4);
    for (i = 0; i < 4; i++)
        d.at[i].event.journey = journeys[i];
    make_ready(p, &d, true);
    assert_int_equal(count_briefed(&d), 2);
    deliver(p, &d);

    assert_int_equal(d.at[0].outcome, EVENT_ACCEPTED);
    assert_int_equal(d.at[1].outcome, EVENT_REFUSED);
    assert_string_equal(d.at[1].fault.field, "journey");
    assert_int_equal(d.at[2].outcome, EVENT_ACCEPTED);
    assert_int_equal(d.at[3].outcome, EVENT_ACCEPTED);
    assert_int_equal(tracked_figure(p->w, "joinedLater"), 1);
    tracked_assert_clean(p->w);
}

static void an_id_that_begins_with_another_is_another_attempt(void **state)
{
    static const char *const ids[] = {"a", "ab", "abc", "ab"};
    struct endpoint *p = *state;
    struct event events[4];
    struct delivery d;
    size_t i;

    for (i = 0; i < 4; i++) {
        events[i] = view_of_b(ids[i], TRACKED_START_MS + (int64_t)i);
        events[i].seq = (int)i;
    }
    d = delivery_of(p->arena, events, 4);
    make_ready(p, &d, true);
    assert_int_equal(count_briefed(&d), 4);
    deliver(p, &d);

    assert_int_equal(tracked_figure(p->w, "joinedLater"), 3);
    tracked_assert_clean(p->w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_made_ready_before_is_kept_the_same),
        with_demo(a_step_is_the_one_it_names_when_it_is_kept),
        with_demo(a_name_that_is_a_title_now_is_that_step),
        with_demo(a_journey_that_was_removed_since_lends_no_number),
        with_demo(events_of_several_journeys_are_kept_in_their_own),
        with_demo(an_id_that_begins_with_another_is_another_attempt),
    };

    return cmocka_run_group_tests_name("brief", tests, NULL, NULL);
}
