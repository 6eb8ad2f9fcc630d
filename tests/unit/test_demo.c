/* test_demo.c - the demonstration's tables, its generator and its sender. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/embedded.h"
#include "base/json.h"
#include "server/demo.h"
#include "server/demo_door.h"
#include "server/demo_send.h"
#include "tests/unit/tracked.h"
#include "tracker/definition.h"

enum { TODAY = 20778 }; /* 2026-11-21 */

/* What a making came to. */
struct made {
    struct arena *arena;
    const struct zone *zone;
    int64_t attempts, events, self, assisted, days;
    int64_t before, after; /* of the release in the middle */
    uint64_t digest;       /* of all lines */
    int64_t first_ms, last_ms;
    int64_t stop_after; /* events; 0: never */
};

/* FNV-1a: one text gives one number. */
static uint64_t digest(uint64_t h, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * UINT64_C(0x100000001b3);
    return h;
}

static enum err on_event(void *self, const char *line, size_t n)
{
    static const char at[] = "\"at\":";
    struct made *m = self;
    int64_t ms = strtoll(strstr(line, at) + sizeof(at) - 1, NULL, 10);

    assert_int_equal(line[n - 1], '\n');
    m->events++;
    m->digest = digest(m->digest, line, n);
    m->self += strstr(line, "\"channel\":\"self\"") != NULL;
    m->assisted += strstr(line, "\"channel\":\"assisted-phone\"") != NULL;
    m->before += strstr(line, "\"release\":\"2026.1\"") != NULL;
    m->after += strstr(line, "\"release\":\"2026.2\"") != NULL;
    if (m->events == 1 || ms < m->first_ms)
        m->first_ms = ms;
    if (ms > m->last_ms)
        m->last_ms = ms;
    return m->events == m->stop_after ? ERR_BUSY : OK;
}

static void on_day(void *self, int days)
{
    struct made *m = self;

    m->days = days;
}

static enum err make(struct made *m, int32_t today)
{
    const struct demo_sink sink = {m, on_event, on_day};

    m->digest = UINT64_C(0xcbf29ce484222325);
    assert_ok(zone_open("Europe/London", &m->zone));
    return demo_make(m->zone, today, &sink, &m->attempts);
}

static void a_day_has_always_the_same_attempts(void **state)
{
    struct made first = {0}, second = {0}, later = {0};
    (void)state;

    assert_ok(make(&first, TODAY));
    assert_ok(make(&second, TODAY));
    assert_ok(make(&later, TODAY + 1));

    assert_true(first.digest == second.digest);
    assert_true(first.digest != later.digest);
}

static void there_are_enough_on_every_day_it_can_be_shown(void **state)
{
    (void)state;

    for (int32_t today = TODAY; today < TODAY + 7; today++) {
        struct made m = {0};

        assert_ok(make(&m, today));
        assert_in_range(m.attempts, 20000, 26000);
        assert_int_equal(m.days, DEMO_DAYS);
    }
}

static void it_lasts_ninety_days_and_ends_yesterday(void **state)
{
    struct made m = {0};
    (void)state;

    assert_ok(make(&m, TODAY));
    assert_int_equal(zone_day(m.zone, m.first_ms), TODAY - DEMO_DAYS);
    assert_int_equal(zone_day(m.zone, m.last_ms), TODAY - 1);
}

static void both_channels_and_both_releases_are_there(void **state)
{
    struct made m = {0};
    (void)state;

    assert_ok(make(&m, TODAY));
    assert_int_equal(m.self + m.assisted, m.events);
    assert_in_range(100 * m.assisted / m.events, 4, 9);
    assert_int_equal(m.before + m.after, m.events);
    assert_in_range(100 * m.after / m.events, 20, 40);
}

static void a_sink_that_fails_ends_it(void **state)
{
    struct made m = {.stop_after = 1000};
    (void)state;

    assert_int_equal(make(&m, TODAY), ERR_BUSY);
    assert_int_equal(m.events, 1000);
}

static struct definition *definition_of(struct arena *a,
                                        const struct demo_journey *j)
{
    struct embedded_file file;
    struct definition *d = NULL;
    struct problems p;
    json_t *json;

    assert_ok(embedded_find(a, j->file, &file));
    json = json_loadb(file.text, file.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    json_own(a, json);
    problems_init(&p, a, 10);
    if (definition_read(a, json, &p, &d) != OK)
        fail_msg("%s: %s: %s", j->id, p.at[0].place, p.at[0].message);
    return d;
}

static void check_stage(const struct definition *d, const struct demo_stage *s)
{
    size_t place = definition_step(d, s->step);
    int sum = 0, i;

    assert_true(place < d->n_steps);
    assert_false(d->steps[place].is_end);
    assert_true(d->steps[place].n_patterns > 0);
    for (i = 0; i < DEMO_RULES; i++)
        sum += s->rules[i].share;
    assert_int_equal(sum, s->refused ? 100 : 0);
    for (i = 0; i < DEMO_EXITS && s->exits[i].end; i++) {
        place = definition_step(d, s->exits[i].end);
        assert_true(place < d->n_steps);
        assert_true(d->steps[place].is_end);
        assert_true(d->steps[place].outcome != OUTCOME_NONE);
    }
}

static void the_tables_are_of_the_definitions(void **state)
{
    struct arena *a = *state;
    const struct demo_journey *j;

    for (j = demo_journeys; j->id; j++) {
        const struct definition *d = definition_of(a, j);
        size_t before = 0, i, end = definition_step(d, j->end);

        assert_string_equal(d->id, j->id);
        assert_string_equal(d->organisation, "exampleton");
        assert_true(d->lgsl > 0 && d->verb);
        assert_string_equal(d->steps[d->start].id, j->way->step);
        for (i = 0; j->way[i].step; i++) {
            size_t place = definition_step(d, j->way[i].step);

            check_stage(d, &j->way[i]);
            assert_true(i == 0 || place > before);
            before = place;
        }
        assert_int_equal(d->steps[end].outcome, OUTCOME_COMPLETED);
    }
}

/* The row of a step in docs-site/demo.md, up to the lists. */
static const char *row_of(struct arena *a, const struct demo_stage *s)
{
    const char *refused = arena_printf(a, "%d", s->refused);

    if (s->refused_later)
        refused = arena_printf(a, "%d, then %d", s->refused, s->refused_later);
    return arena_printf(a, "\n| `%s` | %d | %d | %s | %d | %d | %d | %d | %d |",
                        s->step, s->median_s, s->leaves, refused, s->gives_up,
                        s->goes_back, s->saves, s->helps, s->telephones);
}

static void the_documentation_has_the_tables_as_they_are(void **state)
{
    struct arena *a = *state;
    struct embedded_file page;
    const struct demo_journey *j;
    const struct demo_stage *s;

    assert_ok(embedded_find(a, "docs-site/demo.md", &page));
    for (j = demo_journeys; j->id; j++)
        for (s = j->way; s->step; s++)
            if (!strstr(page.text, row_of(a, s)))
                fail_msg("docs-site/demo.md has no row%s", row_of(a, s));
}

/* A folder with the journey "own", marked as a demonstration, and its door. */
struct door {
    struct tracked *w;
    struct demo_door *door;
    struct demo_sender *sender;
};

static struct door open_door(bool marked)
{
    struct door d = {.w = tracked_new()};
    const struct zone *zone;

    if (marked)
        assert_ok(access_mark_demo(d.w->t));
    assert_ok(zone_open("Europe/London", &zone));
    assert_ok(demo_door_open(d.w->dir, zone, &d.door));
    assert_ok(demo_sender_open(demo_door_port(d.door), &d.sender));
    return d;
}

static void close_door(struct door *d)
{
    demo_sender_close(d->sender);
    demo_door_close(d->door);
    tracked_free(d->w);
}

static enum err send_one(const struct door *d, const char *journey, int i)
{
    char line[256];
    int n = snprintf(line, sizeof(line),
                     "{\"journey\":\"%s\",\"attempt\":\"attempt-%d\",\"seq\":0,"
                     "\"at\":1772445600000,\"kind\":\"view\",\"step\":\"a\"}\n",
                     journey, i);

    return demo_send(d->sender, line, (size_t)n);
}

static void what_is_sent_is_there(void **state)
{
    struct door d = open_door(true);
    int64_t accepted = 0;
    (void)state;

    for (int i = 0; i < 7321; i++)
        assert_ok(send_one(&d, "own", i));
    assert_ok(demo_send_rest(d.sender, &accepted));

    assert_int_equal(accepted, 7321);
    assert_int_equal(tracked_figure(d.w, "started"), 7321);
    tracked_assert_clean(d.w);
    close_door(&d);
}

static void an_event_that_is_refused_is_told(void **state)
{
    struct door d = open_door(true);
    int64_t accepted = 0;
    (void)state;

    assert_ok(send_one(&d, "own", 1));
    assert_ok(send_one(&d, "nowhere", 2));

    assert_int_equal(demo_send_rest(d.sender, &accepted), ERR_INVALID);
    assert_int_equal(accepted, 1);
    close_door(&d);
}

static void the_door_is_shut_to_what_is_no_demonstration(void **state)
{
    struct door d = open_door(false);
    int64_t accepted = 0;
    (void)state;

    assert_ok(send_one(&d, "own", 1));

    assert_int_equal(demo_send_rest(d.sender, &accepted), ERR_INVALID);
    assert_int_equal(accepted, 0);
    close_door(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_has_always_the_same_attempts),
        cmocka_unit_test(there_are_enough_on_every_day_it_can_be_shown),
        cmocka_unit_test(it_lasts_ninety_days_and_ends_yesterday),
        cmocka_unit_test(both_channels_and_both_releases_are_there),
        cmocka_unit_test(a_sink_that_fails_ends_it),
        with_arena(the_tables_are_of_the_definitions),
        with_arena(the_documentation_has_the_tables_as_they_are),
        cmocka_unit_test(what_is_sent_is_there),
        cmocka_unit_test(an_event_that_is_refused_is_told),
        cmocka_unit_test(the_door_is_shut_to_what_is_no_demonstration),
    };

    return cmocka_run_group_tests_name("demo", tests, NULL, NULL);
}
