/* test_derived.c - attempts of pages that keep nothing and send no id. */
#include <sys/stat.h>

#include "server/salt.h"
#include "tests/unit/endpoint.h"
#include "tracker/intake_inside.h"

#define FORMS   "https://forms.example.org"
#define HERE    "192.0.2.7"
#define THERE   "192.0.2.8"
#define ONE     ENDPOINT_BROWSER
#define TWO     "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Safari/604.1"
#define HOUR_MS (60 * MS_PER_MINUTE)

/* 2026-03-02T00:00:00Z; in March, London's midnight too. */
#define DAY (TRACKED_START_MS - 10 * HOUR_MS)

static struct peer at(const char *address)
{
    struct peer p;

    assert_true(peer_read(address, strlen(address), &p));
    return p;
}

static struct salts *salts_of(struct endpoint *p)
{
    return salts_open(p->w->dir, p->w->dir);
}

static struct answered ask(struct endpoint *p, const char *from,
                           const char *agent, const char *body)
{
    struct asking how = {.type = JSON_TYPE,
                         .origin = FORMS,
                         .remote = true,
                         .peer = at(from),
                         .agent = agent};

    return endpoint_ask(p, how, body);
}

/* A page at that time of that day, minutes after midnight. */
static void show_to(struct endpoint *p, int minute, const char *from,
                    const char *agent, const char *kind, const char *step)
{
    p->now_ms = DAY + minute * MS_PER_MINUTE;
    assert_answered(
        ask(p, from, agent,
            arena_printf(p->arena,
                         "{\"journey\":\"own\",\"kind\":\"%s\",\"step\":"
                         "\"%s\",\"at\":%lld}",
                         kind, step, (long long)p->now_ms)),
        202, 1, 0, 0, 0);
}

static void show(struct endpoint *p, int minute, const char *step)
{
    show_to(p, minute, HERE, ONE, "view", step);
}

static void assert_figures(struct endpoint *p, int started, int completed,
                           int joined_later)
{
    assert_int_equal(tracked_figure(p->w, "started"), started);
    assert_int_equal(tracked_figure(p->w, "completed"), completed);
    assert_int_equal(tracked_figure(p->w, "joinedLater"), joined_later);
    tracked_assert_clean(p->w);
}

static void pages_that_keep_nothing_make_one_attempt(void **state)
{
    struct endpoint *p = *state;

    show(p, 600, "a");
    show(p, 601, "b");
    show_to(p, 602, HERE, ONE, "reject", "b");
    show(p, 603, "d");

    assert_figures(p, 1, 1, 0);
}

static void another_address_or_browser_is_another_attempt(void **state)
{
    struct endpoint *p = *state;

    show_to(p, 600, HERE, ONE, "view", "a");
    show_to(p, 600, THERE, ONE, "view", "a");
    show_to(p, 600, HERE, TWO, "view", "a");
    show_to(p, 600, HERE, TWO " x", "view", "a");
    show_to(p, 600, "2001:db8::1", ONE, "view", "a");
    assert_figures(p, 5, 0, 0);
    show_to(p, 601, "2001:db8::ffff:1", ONE, "view", "b"); /* of that /64 */
    assert_figures(p, 5, 0, 0);
    show_to(p, 602, "2001:db8:0:1::1", ONE, "view", "b");
    assert_figures(p, 5, 0, 1);
}

static void the_start_after_an_end_begins_another(void **state)
{
    struct endpoint *p = *state;

    show(p, 600, "a");
    show(p, 601, "a"); /* back to the start is no other attempt */
    show(p, 602, "d");
    show(p, 603, "a");
    show(p, 604, "e"); /* an end with an error */
    show(p, 605, "a");
    show(p, 606, "d");

    assert_figures(p, 3, 2, 0);
    assert_int_equal(tracked_figure(p->w, "failed"), 1);
}

static void the_start_after_the_idle_limit_begins_another(void **state)
{
    struct endpoint *p = *state;

    show(p, 600, "a");
    show(p, 630, "a"); /* exactly at the limit is inside it */
    assert_figures(p, 1, 0, 0);
    show(p, 661, "b"); /* late, but not from the start */
    assert_figures(p, 1, 0, 0);
    show(p, 692, "a");
    show(p, 693, "b");
    assert_figures(p, 2, 0, 0);
}

static void midnight_does_not_cut_an_attempt_in_two(void **state)
{
    struct endpoint *p = *state;

    show(p, 1430, "a");
    show(p, 1439, "b");
    show(p, 1440, "c");
    show(p, 1460, "b");
    show(p, 1480, "d");

    assert_figures(p, 1, 1, 0);
}

static void after_midnight_the_next_try_is_another(void **state)
{
    struct endpoint *p = *state;

    show_to(p, 1400, THERE, ONE, "view", "a");
    show(p, 1435, "a");
    show(p, 1445, "d");
    show(p, 1446, "a"); /* after an end */
    show(p, 1447, "b");
    assert_figures(p, 3, 1, 0);
    show_to(p, 1447, THERE, ONE, "view", "b"); /* over the idle limit */
    assert_figures(p, 3, 1, 1);
}

static void two_hours_after_midnight_nobody_is_known(void **state)
{
    struct endpoint *p = *state;
    int minute;

    show(p, 1430, "a");
    for (minute = 1450; minute < 1440 + 120; minute += 20)
        show(p, minute, "b");
    assert_figures(p, 1, 0, 0);
    show(p, 1440 + 120, "c");
    assert_figures(p, 1, 0, 1);
}

static void a_restart_goes_on_and_counts_on(void **state)
{
    struct endpoint *p = *state;

    show(p, 600, "a");
    show(p, 601, "d");
    show(p, 602, "a");
    endpoint_stop(p);
    salts_close(p->events.salts);
    tracked_stop(p->w);
    tracked_start(p->w);
    endpoint_start(p);
    p->events.salts = salts_of(p);
    show(p, 603, "b");
    assert_figures(p, 2, 1, 0);
    show(p, 604, "d");
    show(p, 605, "a");
    assert_figures(p, 3, 2, 0);
}

static void forget_salt(struct endpoint *p)
{
    DIR *dir = opendir(p->w->dir);
    struct dirent *entry;
    int n = 0;

    salts_close(p->events.salts);
    while ((entry = readdir(dir)))
        if (strstr(entry->d_name, ".salt")) {
            assert_int_equal(unlinkat(dirfd(dir), entry->d_name, 0), 0);
            n++;
        }
    (void)closedir(dir);
    assert_int_equal(n, 1);
    p->events.salts = salts_of(p);
}

static void what_a_reboot_cut_is_a_figure(void **state)
{
    struct endpoint *p = *state;

    show(p, 590, "a");
    show_to(p, 500, THERE, ONE, "view", "a"); /* at rest by then */
    assert_int_equal(tracked_figure(p->w, "cut"), 0);
    forget_salt(p);
    show(p, 600, "b");
    show(p, 601, "c");

    assert_figures(p, 2, 0, 1);
    assert_int_equal(tracked_figure(p->w, "cut"), 1);
}

/* Sent again, as after no answer. */
static void the_same_page_twice_is_a_duplicate(void **state)
{
    static const char body[] = "{\"journey\":\"own\",\"kind\":\"view\","
                               "\"step\":\"a\",\"at\":1772445600000}";
    struct endpoint *p = *state;

    assert_answered(ask(p, HERE, ONE, body), 202, 1, 0, 0, 0);
    assert_answered(ask(p, HERE, ONE, body), 202, 0, 1, 0, 0);
}

static void a_pixel_needs_no_attempt(void **state)
{
    struct asking how = {.method = "GET",
                         .path = "/v1/p.gif",
                         .query = "?journey=own&kind=view&step=a",
                         .remote = true,
                         .peer = at(HERE),
                         .more = {"Referer", FORMS "/"}};
    struct endpoint *p = *state;

    assert_int_equal(endpoint_ask(p, how, "").status, 200);
    how.query = "?journey=own&kind=view&step=b";
    assert_int_equal(endpoint_ask(p, how, "").status, 200);
    assert_figures(p, 1, 0, 0);
}

static void a_server_must_name_the_attempt(void **state)
{
    char key[WRITE_KEY_SIZE];
    struct asking how = {.type = JSON_TYPE, .key = key};
    struct endpoint *p = *state;
    struct answered got;
    int64_t id;

    assert_ok(access_add_key(p->w->t, "own", p->now_ms, key, &id));
    got = endpoint_ask(
        p, how, "{\"journey\":\"own\",\"kind\":\"view\",\"step\":\"a\"}");
    assert_answered(got, 400, 0, 0, 1, 0);
    assert_string_equal(answered_refusal(p->arena, got, 0),
                        "0 attempt: is missing");
}

/* Without knowing the proxy all people would be one. */
static void behind_a_proxy_nobody_told_of_it_is_refused(void **state)
{
    static const char body[] =
        "{\"journey\":\"own\",\"kind\":\"view\",\"step\":\"a\"}";
    struct asking how = {.type = JSON_TYPE,
                         .origin = FORMS,
                         .agent = ONE,
                         .more = {"X-Forwarded-For", HERE}};
    struct routes folders[] = {{.table = events_routes}, {.table = NULL}};
    const struct peers proxies = {1, &peer_here};
    struct router_options told = {.folders = folders, .proxies = &proxies};
    struct endpoint *p = *state;
    struct answered got = endpoint_ask(p, how, body);

    assert_answered(got, 400, 0, 0, 1, 0);
    assert_non_null(strstr(answered_refusal(p->arena, got, 0), "--proxy"));

    folders[0].context = &p->events;
    router_free(p->router);
    p->router = router_new(p->site, &told);
    assert_answered(endpoint_ask(p, how, body), 202, 1, 0, 0, 0);
    how.more[1] = THERE;
    assert_answered(endpoint_ask(p, how, body), 202, 1, 0, 0, 0);
    assert_figures(p, 2, 0, 0);
}

static void two_journeys_are_two_attempts_in_one_request(void **state)
{
    struct endpoint *p = *state;

    tracked_add(p->w, "{\"waymark\":\"journey/1\",\"organisation\":"
                      "\"exampleton\",\"id\":\"other\",\"service\":\"own\","
                      "\"start\":\"a\",\"retentionMonths\":0,\"steps\":[{"
                      "\"id\":\"a\",\"kind\":\"start\"}]}");
    assert_answered(
        ask(p, HERE, ONE,
            "[{\"journey\":\"other\",\"kind\":\"view\",\"step\":\"a\"},"
            "{\"journey\":\"own\",\"kind\":\"view\",\"step\":\"a\"},"
            "{\"journey\":\"own\",\"kind\":\"view\",\"step\":\"b\"},"
            "{\"journey\":\"none\",\"kind\":\"view\",\"step\":\"b\"}]"),
        202, 3, 0, 1, 0);
    assert_figures(p, 1, 0, 0);
    show(p, 601, "d"); /* whoever it was goes on, in one of them alone */
    assert_figures(p, 1, 1, 0);
}

static enum err take_key(void *self, const struct scanned *s)
{
    memcpy(self, s->key, HASH_SIZE);
    return OK;
}

/* The only attempt there is, as `waymark forget` leaves it until it has written
 * the chunk anew that has a copy of it. */
static void half_forget(struct endpoint *p)
{
    unsigned char key[HASH_SIZE];
    struct intake in;
    struct hot *h;

    intake_init(&in, p->w->t, "own");
    assert_ok(intake_begin(&in));
    assert_ok(scan_all(p->w->t, in.journey, take_key, key));
    assert_ok(intake_find(&in, key, &h));
    assert_true(h->chunk);
    intake_touch(&in, h);
    trail_empty(&h->trail);
    assert_ok(intake_commit(&in));
    intake_release(&in);
}

static void who_is_just_being_forgotten_begins_another(void **state)
{
    struct endpoint *p = *state;

    show(p, 600, "b");
    assert_figures(p, 0, 0, 1);
    assert_ok(tracker_pack(p->w->t, "own", p->now_ms + 2 * HOUR_MS));
    half_forget(p);
    show(p, 601, "a");
    assert_figures(p, 1, 0, 0);
}

static int open_with_salt(void **state)
{
    struct endpoint *p = endpoint_new();

    assert_ok(access_allow_origin(p->w->t, "own", FORMS));
    p->events.salts = salts_of(p);
    *state = p;
    return 0;
}

static int close_with_salt(void **state)
{
    struct endpoint *p = *state;

    salts_close(p->events.salts);
    endpoint_free(p);
    return 0;
}

#define with_salt(fn)                                                          \
    cmocka_unit_test_setup_teardown(fn, open_with_salt, close_with_salt)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_salt(pages_that_keep_nothing_make_one_attempt),
        with_salt(another_address_or_browser_is_another_attempt),
        with_salt(the_start_after_an_end_begins_another),
        with_salt(the_start_after_the_idle_limit_begins_another),
        with_salt(midnight_does_not_cut_an_attempt_in_two),
        with_salt(after_midnight_the_next_try_is_another),
        with_salt(two_hours_after_midnight_nobody_is_known),
        with_salt(a_restart_goes_on_and_counts_on),
        with_salt(what_a_reboot_cut_is_a_figure),
        with_salt(the_same_page_twice_is_a_duplicate),
        with_salt(a_pixel_needs_no_attempt),
        with_salt(a_server_must_name_the_attempt),
        with_salt(behind_a_proxy_nobody_told_of_it_is_refused),
        with_salt(two_journeys_are_two_attempts_in_one_request),
        with_salt(who_is_just_being_forgotten_begins_another),
    };

    return cmocka_run_group_tests_name("derived attempts", tests, NULL, NULL);
}
