/*
 * test_derived_walks.c - attempts told apart by the server against the same
 * walks with ids made as docs-site/events.md says: the figures are the same.
 */
#include "server/salt.h"
#include "tests/oracle/dice.h"
#include "tests/unit/endpoint.h"

#define FORMS "https://forms.example.org"

enum {
    SENDERS = 6,
    ROUNDS = 40,
    EVENTS = 120,
    TRIES_MAX = ROUNDS * EVENTS,
    MINUTE_MS = 60 * 1000,
    DAY_MINUTES = 24 * 60,
    KEPT_MINUTES = 2 * 60,
    IDLE_MINUTES = 30,
};

/* 2026-06-01T00:00:00Z, a day in the middle of summer time. */
static const int64_t first_ms = INT64_C(1780272000000);

static const char twin[] =
    "{" TRACKED_HEAD ",\"id\":\"twin\",\"service\":\"own\",\"start\":"
    "\"a\",\"steps\":" TRACKED_STEPS "}";

/* One try of a sender, as the rules tell it. */
struct
try {
    int id, salt_day, last_minute;
    bool completed, at_error;
};

struct walker {
    struct try tries[TRIES_MAX];
    int n;
};

static struct walker senders[SENDERS];

/* The last try under the salt of that day; NULL: none. */
static struct try *last_of(struct walker *s, int day)
{
    int i;

    for (i = s->n - 1; i >= 0; i--)
        if (s->tries[i].salt_day == day)
            return &s->tries[i];
    return NULL;
}

static bool is_idle(const struct try *t, int minute)
{
    return minute - t->last_minute > IDLE_MINUTES;
}

/* Whose try the event is. */
static struct try *try_of(struct walker *s, int minute, const char *kind,
                          const char *step)
{
    int day = minute / DAY_MINUTES;
    struct try *t = last_of(s, day);

    if (!t && minute % DAY_MINUTES < KEPT_MINUTES) {
        t = last_of(s, day - 1);
        if (t && is_idle(t, minute))
            t = NULL;
    }
    if (t && strcmp(kind, "view") == 0 && strcmp(step, "a") == 0 &&
        (t->completed || t->at_error || is_idle(t, minute)))
        t = NULL;
    if (!t) {
        t = &s->tries[s->n++];
        *t = (struct try){.id = s->n, .salt_day = day};
    }
    t->last_minute = minute;
    if (strcmp(kind, "help") != 0 && strcmp(step, "odd") != 0) {
        t->completed = t->completed || strcmp(step, "d") == 0;
        t->at_error = strcmp(step, "e") == 0;
    }
    return t;
}

static void send_event(struct endpoint *p, struct dice *d, int minute)
{
    static const char *const kinds[] = {"view", "view", "view",   "view",
                                        "back", "help", "accept", "reject"};
    static const char *const steps[] = {"a", "a", "a", "b", "b",
                                        "c", "d", "e", "g", "odd"};
    size_t who = dice_below(d, SENDERS);
    const char *kind = DICE_PICK(d, kinds), *step = DICE_PICK(d, steps);
    struct try *t = try_of(&senders[who], minute, kind, step);
    struct asking how = {.type = JSON_TYPE, .origin = FORMS, .remote = true};
    const char *event;

    p->now_ms = first_ms + (int64_t)minute * MINUTE_MS;
    how.peer = peer_here;
    how.peer.address[12] = 192; /* 192.0.0.1 and so on */
    how.peer.address[15] = (unsigned char)(1 + who);
    event =
        arena_printf(p->arena, "\"kind\":\"%s\",\"step\":\"%s\"}", kind, step);
    assert_answered(endpoint_ask(p, how,
                                 arena_printf(p->arena,
                                              "[{\"journey\":\"own\",%s,"
                                              "{\"journey\":\"twin\","
                                              "\"attempt\":\"try-%zu-%d-id\","
                                              "%s]",
                                              event, who, t->id, event)),
                    202, 2, 0, 0, 0);
}

/* All figures of a journey but its name, as text. */
static char *figures_of(struct endpoint *p, const char *journey)
{
    struct figures_query q = {.journey = journey, .now_ms = p->now_ms};
    struct figures f;
    json_t *json;
    char *text;

    assert_ok(tracker_figures(p->w->t, p->arena, &q, &f));
    json = figures_json(&f);
    (void)json_object_del(json, "journey");
    (void)json_object_del(json, "cut");
    text = json_dumps(json, JSON_SORT_KEYS | JSON_INDENT(1));
    json_decref(json);
    return text;
}

static void assert_twins(struct endpoint *p, int round)
{
    char *own = figures_of(p, "own"), *other = figures_of(p, "twin");

    if (strcmp(own, other) != 0)
        fail_msg("round %d: %s\nwith ids: %s", round, own, other);
    free(own);
    free(other);
}

static void restart(struct endpoint *p)
{
    endpoint_stop(p);
    salts_close(p->events.salts);
    endpoint_start(p);
    p->events.salts = salts_open(p->w->dir, p->w->dir);
}

static void walks_without_ids_count_as_walks_with_them(void **state)
{
    struct endpoint *p = endpoint_new();
    struct dice d = {.state = 5};
    int round, i, minute = 12 * 60;

    (void)state;
    tracked_add(p->w, twin);
    assert_ok(access_allow_origin(p->w->t, "own", FORMS));
    p->events.salts = salts_open(p->w->dir, p->w->dir);
    for (round = 0; round < ROUNDS; round++) {
        for (i = 0; i < EVENTS; i++) {
            /* Mostly soon after, at times over the limit, rarely days. */
            minute += dice_chance(&d, 2)    ? (int)dice_below(&d, 2000)
                      : dice_chance(&d, 20) ? (int)dice_below(&d, 40)
                                            : (int)dice_below(&d, 4);
            send_event(p, &d, minute);
            if (dice_chance(&d, 1))
                restart(p);
        }
        assert_twins(p, round);
    }
    assert_true(tracked_figure(p->w, "started") > 200);
    assert_true(tracked_figure(p->w, "completed") > 50);
    assert_true(tracked_figure(p->w, "joinedLater") > 10);
    tracked_assert_clean(p->w);
    salts_close(p->events.salts);
    endpoint_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks_without_ids_count_as_walks_with_them),
    };

    return cmocka_run_group_tests_name("derived attempts, walks", tests, NULL,
                                       NULL);
}
