/* test_remove.c - a journey that is removed is gone for everybody at once, and
 * soon from the file; no other journey notices. */
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/changing.h"
#include "tests/unit/endpoint.h"
#include "tracker/folder.h"
#include "tracker/leftover.h"

#define OTHER                                                                  \
    "{" TRACKED_HEAD ",\"id\":\"other\",\"start\":\"a\","                      \
    "\"steps\":" TRACKED_STEPS "}"

/* Rows of the first journey, in every table that has any; but its own. */
static const char rows_of_own[] =
    "SELECT (SELECT count(*) FROM version WHERE journey = 1)"
    " + (SELECT count(*) FROM name WHERE journey = 1)"
    " + (SELECT count(*) FROM import WHERE journey = 1)"
    " + (SELECT count(*) FROM quarantine WHERE journey = 1)"
    " + (SELECT count(*) FROM live WHERE id >> 40 = 1)"
    " + (SELECT count(*) FROM chunk WHERE journey = 1)"
    " + (SELECT count(*) FROM figures WHERE journey = 1)"
    " + (SELECT count(*) FROM received WHERE journey = 1)"
    " + (SELECT count(*) FROM salt_lost WHERE journey = 1)"
    " + (SELECT count(*) FROM journey WHERE slug LIKE '%:own')"
    " + (SELECT count(*) FROM change)";

/* Without a word of the program's. */
static int rows_left(const struct tracked *w)
{
    char path[sizeof(w->dir) + 16];
    sqlite3_stmt *stmt = NULL;
    sqlite3 *db = NULL;
    int n;

    (void)snprintf(path, sizeof(path), "%s/journeys.db", w->dir);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), 0);
    assert_int_equal(sqlite3_prepare_v2(db, rows_of_own, -1, &stmt, NULL), 0);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    n = sqlite3_column_int(stmt, 0);
    (void)sqlite3_finalize(stmt);
    (void)sqlite3_close(db);
    return n;
}

/* Four imports of "own", the second set aside, the last under way; and one of
 * "other". */
static struct tracked *with_two(uint64_t seed)
{
    struct tracked *w = prepared(seed, &jobs[2]);
    struct import_summary sum;
    struct problems p;
    struct arena *a = arena_new();

    tracked_add(w, OTHER);
    problems_init(&p, a, 10);
    tracked_write_text(w, "x-1\ta\t1772445600000\nx-2\tb\t1772445600000\n");
    assert_ok(tracked_import_file(w, "other", TRACKED_LATER_MS, &p, &sum));
    assert_int_equal(sum.accepted, 2);
    (void)tracked_import_at(w, "late-1\ta\t1772445600000\n",
                            TRACKED_START_MS + 1000);
    arena_free(a);
    return w;
}

static char *exported(struct arena *a, struct tracked *w, const char *journey)
{
    char *text = NULL, *copy;
    size_t n;
    FILE *to = open_memstream(&text, &n);

    assert_ok(tracker_export(w->t, journey, to));
    (void)fclose(to);
    copy = arena_strdup(a, text);
    free(text);
    return copy;
}

static size_t count_journeys(struct arena *a, struct tracked *w)
{
    struct journey_list list;

    assert_ok(tracker_journeys(w->t, a, &list));
    return list.n;
}

static void nothing_of_it_is_left_and_all_of_the_others(void **state)
{
    struct tracked *w = with_two(1);
    char *other = exported(*state, w, "other");
    int64_t events;

    assert_true(rows_left(w) > 20);
    assert_ok(tracker_remove(w->t, "own"));

    assert_int_equal(rows_left(w), 0);
    assert_string_equal(exported(*state, w, "other"), other);
    assert_string_equal(exported(*state, w, NULL), other);
    assert_int_equal(count_journeys(*state, w), 1);
    assert_int_equal(tracked_verify(w->t), 2);
    assert_err(ERR_NOT_FOUND, tracker_undo(w->t, 1, &events));
    assert_err(ERR_NOT_FOUND, tracker_remove(w->t, "own"));
    assert_err(ERR_NOT_FOUND, tracker_remove(w->t, "removed:1"));
    assert_ok(tracker_undo(w->t, 4, &events));
    assert_int_equal(events, 2);
    tracked_free(w);
}

static void another_of_its_id_begins_with_nothing(void **state)
{
    struct tracked *w = with_two(2), *fresh = tracked_new();
    const char *text =
        "case-one\ta\t1772445600000\ncase-one\tb\t1772445660000\n";

    assert_ok(tracker_remove(w->t, "own"));
    tracked_add(w, TRACKED_JOURNEY);
    assert_int_equal(tracked_figure(w, "started"), 0);
    assert_int_equal(tracked_import(w, text).accepted, 2);
    (void)tracked_import(fresh, text);

    assert_string_equal(tracked_figures(*state, w, TRACKED_LATER_MS),
                        tracked_figures(*state, fresh, TRACKED_LATER_MS));
    assert_int_equal(tracked_verify(w->t), 3);
    tracked_free(fresh);
    tracked_free(w);
}

static void what_was_under_way_in_it_ends(void **state)
{
    struct tracked *w = with_two(3);
    struct leftover l = {.tracker = w->t};
    struct journey *j;

    assert_ok(store_begin(w->t->store));
    assert_ok(folder_journey(w->t, "own", &j));
    assert_ok(change_begin(w->t->store, j->id, CHANGE_UNDO, 2));
    assert_ok(store_commit(w->t->store));
    folder_forget(w->t);
    assert_ok(tracker_remove(w->t, "own"));

    assert_int_equal(rows_left(w), 0);
    assert_false(leftover_look(&l));
    leftover_release(&l);
    (void)state;
    tracked_free(w);
}

static void kill_self(void *self)
{
    int *steps = self;

    if (--*steps == 0)
        (void)raise(SIGKILL);
}

/* By another process, which is killed after so many steps.  false: it had come
 * to the end. */
static bool remove_killed(struct tracked *w, int steps)
{
    int status;
    pid_t child;

    tracked_stop(w);
    child = fork();
    if (child == 0) {
        enum err e = tracker_open(w->dir, TRACKER_WRITE, &w->t);

        if (e)
            _exit(70);
        w->t->watch =
            (struct change_watch){.each = kill_self, .self = &steps, .most = 3};
        e = tracker_remove(w->t, "own");
        _exit(e && e != ERR_NOT_FOUND ? 71 : 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    tracked_start(w);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
}

static void killed_after_any_step_it_is_gone_and_goes_on(void **state)
{
    struct tracked *w = with_two(4);
    char *other = exported(*state, w, "other");
    int kills = 0, left = rows_left(w);

    while (kills < 1000 && remove_killed(w, 1)) {
        assert_true(rows_left(w) < left);
        left = rows_left(w);
        kills++;
        assert_int_equal(tracked_verify(w->t), 2);
        assert_string_equal(exported(*state, w, NULL), other);
    }

    assert_true(kills > 20 && kills < 1000);
    assert_int_equal(left, 0);
    tracked_free(w);
}

static void killed_a_server_goes_on_beside_one_of_the_same_id(void **state)
{
    struct tracked *w = with_two(5);
    struct leftover l = {.tracker = NULL};
    int steps;

    assert_true(remove_killed(w, 3));
    tracked_add(w, TRACKED_JOURNEY);
    (void)tracked_import(w, "case-one\ta\t1772445600000\n");
    l.tracker = w->t;
    for (steps = 0; leftover_look(&l); steps++) {
        leftover_step(&l);
        l.look_ms = 0;
    }

    assert_true(steps > 1);
    assert_int_equal(rows_left(w), 0);
    assert_int_equal(tracked_figure(w, "started"), 1);
    assert_int_equal(tracked_verify(w->t), 3);
    leftover_release(&l);
    (void)state;
    tracked_free(w);
}

#define EVENT(attempt, lang)                                                   \
    "{\"journey\":\"own\",\"attempt\":\"" attempt "\",\"seq\":0,"              \
    "\"kind\":\"view\",\"step\":\"a\",\"lang\":\"" lang "\","                  \
    "\"at\":1772445600000}"

/* A server that has had its events, and has them again. */
static void a_server_takes_what_comes_as_the_new_ones(void **state)
{
    static const struct asking how = {.type = JSON_TYPE};
    const struct slice_query by_lang = {
        .journey = "own", .now_ms = TRACKED_LATER_MS, .by = "lang"};
    struct endpoint *p = *state;
    struct problems problems;
    struct slice s;

    assert_answered(endpoint_ask(p, how,
                                 "[" EVENT("attempt-1", "cy") "," EVENT(
                                     "attempt-2", "en") "]"),
                    202, 2, 0, 0, 0);
    assert_ok(tracker_remove(p->w->t, "own"));
    p->read->looked_ms = 0;
    assert_answered(endpoint_ask(p, how, EVENT("attempt-1", "cy")), 400, 0, 0,
                    1, 0);

    tracked_add(p->w, TRACKED_JOURNEY);
    p->read->looked_ms = 0;
    assert_answered(endpoint_ask(p, how, EVENT("attempt-2", "en")), 202, 1, 0,
                    0, 0);
    assert_answered(endpoint_ask(p, how, EVENT("attempt-2", "en")), 202, 0, 1,
                    0, 0);
    problems_init(&problems, p->arena, 1);
    assert_ok(tracker_slice(p->w->t, p->arena, &by_lang, &problems, &s));
    assert_int_equal(s.attempts, 1);
    assert_string_equal(s.at[0].value, "en");
    tracked_assert_clean(p->w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(nothing_of_it_is_left_and_all_of_the_others),
        with_arena(another_of_its_id_begins_with_nothing),
        with_arena(what_was_under_way_in_it_ends),
        with_arena(killed_after_any_step_it_is_gone_and_goes_on),
        with_arena(killed_a_server_goes_on_beside_one_of_the_same_id),
        with_demo(a_server_takes_what_comes_as_the_new_ones),
    };

    return cmocka_run_group_tests_name("remove", tests, NULL, NULL);
}
