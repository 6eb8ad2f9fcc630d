/* test_figures_told.c - answers are kept as long as nobody says that somebody
 * has committed, and those that are asked for together are of one moment. */
#include "tests/unit/tracked.h"

/* One attempt that begins at noon of the day, and stays where it is. */
static const char one[] =
    "{\"journey\":\"own\",\"attempt\":\"attempt-one\",\"kind\":\"view\","
    "\"step\":\"a\",\"at\":\"2026-03-02T12:00:00Z\"}\n";
static const char other[] =
    "{\"journey\":\"own\",\"attempt\":\"attempt-two\",\"kind\":\"view\","
    "\"step\":\"b\",\"at\":\"2026-03-02T12:00:00Z\"}\n";
static const char third[] =
    "{\"journey\":\"own\",\"attempt\":\"attempt-three\",\"kind\":\"view\","
    "\"step\":\"a\",\"at\":\"2026-03-02T12:00:00Z\"}\n";

/* What somebody told of commits, as a server's own collector does. */
struct told {
    uint64_t commits;
    bool silent;
};

static bool tell(void *self, uint64_t *ret_state)
{
    const struct told *told = self;

    *ret_state = told->commits;
    return !told->silent;
}

/* Two questions, and a commit of another attempt between them. */
struct two_questions {
    struct tracked *w;
    struct tracker *reader;
    struct told *told;
    struct arena *arena;
    const char *comes; /* once */
    int64_t first, then;
};

static int64_t attempts_since(struct two_questions *two, int32_t from)
{
    struct figures_query q = {.journey = "own",
                              .period = {.has_from = true, .from = from},
                              .now_ms = TRACKED_LATER_MS};
    struct figures f;

    assert_ok(tracker_figures(two->reader, two->arena, &q, &f));
    return f.started + f.joined_later;
}

static enum err ask_two(void *self)
{
    struct two_questions *two = self;

    two->first = attempts_since(two, 0);
    if (two->comes) {
        (void)tracked_import(two->w, two->comes);
        two->told->commits++;
        two->comes = NULL;
    }
    two->then = attempts_since(two, 1);
    return OK;
}

static void questions_of_one_view_are_of_one_moment(void **state)
{
    struct tracked *w = tracked_new();
    struct told told = {0};
    struct two_questions two = {.w = w, .told = &told, .arena = *state};

    (void)tracked_import(w, one);
    assert_ok(tracker_open(w->dir, TRACKER_READ, &two.reader));
    tracker_follow(two.reader, (struct tracker_news){tell, &told});
    two.comes = other;
    assert_ok(tracker_view(two.reader, ask_two, &two));
    assert_int_equal(two.first, 1);
    assert_int_equal(two.then, 1);

    assert_int_equal(attempts_since(&two, 0), 2); /* which is kept now */
    two.comes = third;
    assert_ok(tracker_view(two.reader, ask_two, &two));
    assert_int_equal(two.first, 3);
    assert_int_equal(two.then, 3);

    two.told->silent = true;
    assert_ok(tracker_view(two.reader, ask_two, &two));
    assert_int_equal(two.then, 3);
    tracker_close(two.reader);
    tracked_free(w);
}

static int64_t attempts_now(struct tracker *t)
{
    struct figures_query q = {.journey = "own", .now_ms = TRACKED_LATER_MS};
    struct arena *a = arena_new();
    struct figures f;
    int64_t n;

    assert_ok(tracker_figures(t, a, &q, &f));
    n = f.started + f.joined_later;
    arena_free(a);
    return n;
}

static void news_of_a_commit_bring_the_next_answer(void **state)
{
    struct tracked *w = tracked_new();
    struct tracker *reader = NULL;
    struct told told = {0};

    (void)state;
    (void)tracked_import(w, one);
    assert_ok(tracker_open(w->dir, TRACKER_READ, &reader));
    tracker_follow(reader, (struct tracker_news){tell, &told});
    assert_int_equal(attempts_now(reader), 1);
    (void)tracked_import(w, other);
    assert_int_equal(attempts_now(reader), 1); /* nobody said so yet */
    told.commits++;
    assert_int_equal(attempts_now(reader), 2);
    told.silent = true; /* then the file is looked at */
    (void)tracked_import(w, third);
    assert_int_equal(attempts_now(reader), 3);
    tracker_close(reader);
    tracked_free(w);
}

static void what_is_counted_from_trails_pushes_no_answer_out(void **state)
{
    enum { QUESTIONS = 1500 }; /* more than there would be room for */
    struct tracked *w = tracked_new();
    struct tracker *reader = NULL;
    struct told told = {0};
    struct figures_query q = {.journey = "own",
                              .segments = {.device = "mobile", .lang = "cy"},
                              .now_ms = TRACKED_LATER_MS};
    struct figures f;
    int i;

    (void)state;
    (void)tracked_import(w, one);
    assert_ok(tracker_open(w->dir, TRACKER_READ, &reader));
    tracker_follow(reader, (struct tracker_news){tell, &told});
    assert_int_equal(attempts_now(reader), 1);
    for (i = 0; i < QUESTIONS; i++) {
        struct arena *a = arena_new();

        q.period = (struct period){.has_from = true, .from = i};
        assert_ok(tracker_figures(reader, a, &q, &f));
        assert_true(f.from_trails);
        arena_free(a);
    }
    (void)tracked_import(w, other);
    assert_int_equal(attempts_now(reader), 1); /* nobody said so: it is kept */
    tracker_close(reader);
    tracked_free(w);
}

/* The commit comes between the news and the transaction. */
static bool tell_and_import(void *self, uint64_t *ret_state)
{
    struct tracked *w = self;
    static uint64_t commits;

    *ret_state = commits;
    if (commits == 0) {
        (void)tracked_import(w, one);
        commits++;
    }
    return true;
}

static void a_commit_that_races_the_news_is_not_missed(void **state)
{
    struct tracked *w = tracked_new();
    struct tracker *reader = NULL;

    (void)state;
    assert_ok(tracker_open(w->dir, TRACKER_READ, &reader));
    assert_int_equal(attempts_now(reader), 0);
    tracker_follow(reader, (struct tracker_news){tell_and_import, w});
    assert_int_equal(attempts_now(reader), 1);
    (void)tracked_import(w, other);
    tracker_follow(reader, (struct tracker_news){NULL, NULL});
    assert_int_equal(attempts_now(reader), 2);
    tracker_close(reader);
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(questions_of_one_view_are_of_one_moment),
        cmocka_unit_test(news_of_a_commit_bring_the_next_answer),
        cmocka_unit_test(what_is_counted_from_trails_pushes_no_answer_out),
        cmocka_unit_test(a_commit_that_races_the_news_is_not_missed),
    };

    return cmocka_run_group_tests_name("figures told", tests, NULL, NULL);
}
