#include "tests/unit/stream.h"

#include <sqlite3.h>

enum { EVENTS = 300, ROUNDS = 8, PARTS = 3 };

/* A part of the stream with a line that is refused and one that comes twice. */
static char *part_text(struct arena *a, const struct stream *s, size_t part)
{
    char *text = stream_text(a, s, part, PARTS);
    size_t line = strcspn(text, "\n") + 1;

    return arena_printf(a,
                        "%s{\"attempt\":\"attempt-0001\",\"kind\":\"x\"}\n"
                        "%.*s",
                        text, (int)line, text);
}

/* The answers when only those parts were imported, on a day each. */
static char *answers_of(struct arena *a, const struct stream *s, unsigned parts)
{
    struct tracked *w = tracked_new();
    char *answers;
    size_t i;

    for (i = 0; i < PARTS; i++)
        if (parts & 1U << i)
            (void)tracked_import_at(w, part_text(a, s, i),
                                    TRACKED_LATER_MS + (int64_t)i * MS_PER_DAY);
    answers = tracked_answers(a, w);
    tracked_free(w);
    return answers;
}

static void undoing_an_import_leaves_what_the_others_alone_give(void **state)
{
    uint64_t seed;
    size_t i;

    (void)state;
    for (seed = 1; seed <= ROUNDS; seed++) {
        struct arena *a = arena_new();
        struct stream s = stream_make(a, seed, EVENTS);
        struct tracked *w = tracked_new();
        size_t gone = seed % PARTS;
        int64_t numbers[PARTS], events = 0;

        for (i = 0; i < PARTS; i++)
            numbers[i] =
                tracked_import_at(w, part_text(a, &s, i),
                                  TRACKED_LATER_MS + (int64_t)i * MS_PER_DAY)
                    .number;

        assert_ok(tracker_undo(w->t, numbers[gone], &events));

        assert_int_equal(events, EVENTS / PARTS);
        assert_string_equal(tracked_answers(a, w),
                            answers_of(a, &s, 7U & ~(1U << gone)));
        (void)tracked_import_at(w, part_text(a, &s, gone),
                                TRACKED_LATER_MS + (int64_t)gone * MS_PER_DAY);
        assert_string_equal(tracked_answers(a, w), answers_of(a, &s, 7));
        tracked_free(w);
        arena_free(a);
    }
}

static int64_t rows_in(const struct tracked *w, const char *table)
{
    char path[220], sql[64];
    sqlite3 *db;
    sqlite3_stmt *stmt;
    int64_t n;

    (void)snprintf(path, sizeof(path), "%s/journeys.db", w->dir);
    (void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    n = sqlite3_column_int64(stmt, 0);
    (void)sqlite3_finalize(stmt);
    (void)sqlite3_close(db);
    return n;
}

static void undoing_every_import_leaves_nothing_behind(void **state)
{
    struct stream s = stream_make(*state, 1, EVENTS);
    struct tracked *w = tracked_new();
    char *empty = tracked_answers(*state, w);
    int64_t number, events;
    size_t i;

    for (i = 0; i < PARTS; i++)
        (void)tracked_import(w, part_text(*state, &s, i));
    assert_true(rows_in(w, "chunk") > 0);
    for (number = PARTS; number > 0; number--)
        assert_ok(tracker_undo(w->t, number, &events));

    assert_string_equal(empty, tracked_answers(*state, w));
    assert_int_equal(rows_in(w, "live"), 0);
    assert_int_equal(rows_in(w, "chunk"), 0);
    assert_int_equal(rows_in(w, "figures"), 0);
    tracked_free(w);
}

static void an_import_is_undone_once(void **state)
{
    struct tracked *w = tracked_new();
    struct import_list list;
    int64_t events = 4711;

    assert_int_equal(tracked_import(w, "case-one\ta\t1772445600000\n").accepted,
                     1);
    assert_err(ERR_NOT_FOUND, tracker_undo(w->t, 2, &events));
    assert_err(ERR_NOT_FOUND, tracker_undo(w->t, 0, &events));
    assert_int_equal(events, 4711);

    assert_ok(tracker_undo(w->t, 1, &events));

    assert_int_equal(events, 1);
    assert_err(ERR_CONFLICT, tracker_undo(w->t, 1, &events));
    assert_ok(tracker_imports(w->t, *state, &list));
    assert_int_equal(list.n, 1);
    assert_true(list.at[0].undone);
    assert_int_equal(list.at[0].accepted, 1);
    assert_int_equal(tracked_figure(w, "started"), 0);
    tracked_free(w);
}

/* One a night for four years, say; not through the program, which is slower. */
static void every_import_is_listed(void **state)
{
    static const char many[] =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "WHERE i < 1500) INSERT INTO import SELECT i, 1, 'f', 0, 0, 1, 0, 0, "
        "0, 1, 0 FROM n";
    struct tracked *w = tracked_new();
    struct import_list list;
    char path[220];
    sqlite3 *db;

    (void)snprintf(path, sizeof(path), "%s/journeys.db", w->dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, many, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
    assert_ok(tracker_imports(w->t, *state, &list));

    assert_int_equal(list.n, 1500);
    assert_int_equal(list.at[0].number, 1500);
    assert_int_equal(list.at[1499].number, 1);
    tracked_free(w);
}

static void the_same_file_twice_adds_duplicates_only(void **state)
{
    struct stream s = stream_make(*state, 2, EVENTS);
    struct tracked *w = tracked_new();
    const char *text = stream_text(*state, &s, 0, 1);
    struct import_summary first = tracked_import(w, text), second;
    char *before = tracked_attempts(*state, w, TRACKED_LATER_MS);
    int64_t started = tracked_figure(w, "started");

    second = tracked_import(w, text);

    assert_int_equal(first.accepted, EVENTS);
    assert_int_equal(first.duplicates + first.refused, 0);
    assert_int_equal(second.accepted, 0);
    assert_int_equal(second.duplicates, EVENTS);
    assert_string_equal(before, tracked_attempts(*state, w, TRACKED_LATER_MS));
    assert_int_equal(tracked_figure(w, "started"), started);
    assert_int_equal(tracked_figure(w, "duplicates"), EVENTS);
    tracked_free(w);
}

static void a_dry_run_says_what_a_real_one_would_and_keeps_nothing(void **state)
{
    struct tracked *w = tracked_new();
    const char *text = "case-one\ta\t1772445600000\n"
                       "case-one\ta\t1772445600000\n"
                       "case-two\tnew step\t1772445600000\n"
                       "case-two\t\t1772445600000\n";
    struct import_options o = {.journey = "own",
                               .name = "in",
                               .dry_run = true,
                               .now_ms = TRACKED_LATER_MS};
    char *empty = tracked_answers(*state, w);
    struct import_summary dry, real;
    struct input *in = NULL;
    struct problems p;

    problems_init(&p, *state, 10);
    tracked_write(w, text, strlen(text));
    assert_ok(input_open(w->file, &in));
    assert_ok(tracker_import(w->t, in, &o, &p, &dry));
    input_close(in);

    assert_int_equal(dry.number, 0);
    assert_string_equal(empty, tracked_answers(*state, w));
    assert_int_equal(rows_in(w, "import"), 0);
    assert_int_equal(rows_in(w, "live") + rows_in(w, "chunk"), 0);
    real = tracked_import(w, text);
    assert_int_equal(real.number, 1);
    assert_int_equal(dry.accepted, real.accepted);
    assert_int_equal(dry.duplicates, real.duplicates);
    assert_int_equal(dry.refused, real.refused);
    tracked_free(w);
}

/* Of attempts first to last - 1 one event each. */
static char *many_attempts(struct arena *a, int first, int last,
                           const char *rest)
{
    struct buf text;
    char *copy;
    int i;

    buf_init(&text, 8 * 1024 * 1024);
    for (i = first; i < last; i++)
        buf_addf(&text, "{\"attempt\":\"attempt-%d\",%s}\n", i, rest);
    assert_ok(buf_finish(&text));
    copy = arena_strdup(a, text.text);
    buf_release(&text);
    return copy;
}

/* Somebody else writes, each time that it is told how far it has come. */
struct other {
    struct tracker *t;
    int n;
    enum err err;
};

static void write_meanwhile(void *self, const struct input *in, int64_t events)
{
    struct other *o = self;

    (void)in;
    (void)events;
    if (!o->n++)
        o->err = access_allow_origin(o->t, "own", "https://forms.example.org");
}

static void a_dry_run_keeps_nobody_from_writing(void **state)
{
    enum { MANY = 40000 };
    struct arena *a = *state;
    struct tracked *w = tracked_new();
    char *text = many_attempts(a, 0, MANY,
                               "\"seq\":0,\"kind\":\"view\",\"step\":\"a\","
                               "\"at\":1772445600000");
    struct other other = {.err = OK};
    struct import_options o = {.journey = "own",
                               .name = "in",
                               .dry_run = true,
                               .now_ms = TRACKED_LATER_MS,
                               .progress = write_meanwhile,
                               .progress_self = &other};
    struct import_summary dry;
    struct input *in = NULL;
    struct problems p;

    assert_ok(tracker_open(w->dir, TRACKER_WRITE, &other.t));
    problems_init(&p, a, 10);
    tracked_write(w, text, strlen(text));
    assert_ok(input_open(w->file, &in));
    assert_ok(tracker_import(w->t, in, &o, &p, &dry));
    input_close(in);
    tracker_close(other.t);

    assert_true(other.n > 0);
    assert_ok(other.err);
    assert_int_equal(dry.accepted, MANY);
    assert_int_equal(rows_in(w, "live") + rows_in(w, "chunk"), 0);
    tracked_free(w);
}

static void an_import_of_more_attempts_than_memory_holds_is_undone(void **state)
{
    enum { MANY = 40000, FEW = 20000 };
    struct arena *a = *state;
    struct tracked *w = tracked_new();
    char *first = many_attempts(a, 0, MANY,
                                "\"seq\":0,\"kind\":\"view\",\"step\":\"a\","
                                "\"at\":1772445600000"),
         *more = many_attempts(a, FEW, FEW + MANY,
                               "\"seq\":1,\"kind\":\"reject\",\"step\":\"b\","
                               "\"at\":1772445660000"),
         *before;
    int64_t number, events;

    (void)tracked_import_at(w, first, TRACKED_LATER_MS);
    before = tracked_figures(a, w, TRACKED_LATER_MS);
    number = tracked_import_at(w, more, TRACKED_LATER_MS).number;
    assert_int_equal(tracked_figure(w, "joinedLater"), FEW);

    assert_ok(tracker_undo(w->t, number, &events));

    assert_int_equal(events, MANY);
    assert_string_equal(tracked_figures(a, w, TRACKED_LATER_MS), before);
    tracked_assert_clean(w);
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undoing_an_import_leaves_what_the_others_alone_give),
        with_arena(undoing_every_import_leaves_nothing_behind),
        with_arena(an_import_of_more_attempts_than_memory_holds_is_undone),
        with_arena(an_import_is_undone_once),
        with_arena(every_import_is_listed),
        with_arena(the_same_file_twice_adds_duplicates_only),
        with_arena(a_dry_run_says_what_a_real_one_would_and_keeps_nothing),
        with_arena(a_dry_run_keeps_nobody_from_writing),
    };

    return cmocka_run_group_tests_name("intake_undo", tests, NULL, NULL);
}
