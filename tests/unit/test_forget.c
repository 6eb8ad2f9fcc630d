/* test_forget.c - what was forgotten is in no file, whatever came between. */
#include "store/store_inside.h"
#include "tests/unit/tracked.h"
#include "tracker/intake_inside.h"

#define LOG                                                                    \
    "case-1\ta\t1772445600000\ncase-1\tb\t1772445660000\n"                     \
    "case-2\ta\t1772445600000\n"

static struct hash key_of(const struct tracked *w, const char *id)
{
    return hash_pair(&w->t->key, "own", 3, id, strlen(id));
}

static bool is_in_file(const struct tracked *w, const char *name,
                       const struct hash *key)
{
    struct arena *a = arena_new();
    FILE *f = fopen(arena_printf(a, "%s/%s", w->dir, name), "rb");
    enum { MOST = 16 * 1024 * 1024 };
    char *bytes = arena_alloc(a, MOST);
    size_t n = f ? fread(bytes, 1, MOST, f) : 0;
    bool is = memmem(bytes, n, key->bytes, HASH_SIZE);

    if (f)
        (void)fclose(f);
    arena_free(a);
    return is;
}

static bool is_stored(const struct tracked *w, const char *id)
{
    const struct hash key = key_of(w, id);

    return is_in_file(w, "journeys.db", &key) ||
           is_in_file(w, "journeys.db-wal", &key);
}

/* As a command leaves it that was cut off between its two transactions. */
static void forget_by_half(struct tracked *w, const char *id)
{
    const struct hash key = key_of(w, id);
    struct intake in;
    struct hot *h;

    intake_init(&in, w->t, "own");
    assert_ok(intake_begin(&in));
    assert_ok(intake_find(&in, key.bytes, &h));
    assert_true(h->chunk);
    intake_touch(&in, h);
    trail_empty(&h->trail);
    assert_ok(intake_commit(&in));
    intake_release(&in);
}

static void what_was_forgotten_by_half_can_be_forgotten_again(void **state)
{
    struct tracked *w = tracked_new();
    int64_t events;

    (void)state;
    (void)tracked_import(w, LOG);
    forget_by_half(w, "case-1");
    assert_true(is_stored(w, "case-1"));

    assert_ok(tracker_forget(w->t, "own", "case-1", &events));

    assert_false(is_stored(w, "case-1"));
    assert_true(is_stored(w, "case-2"));
    assert_int_equal(tracked_figure(w, "started"), 1);
    tracked_assert_clean(w);
    assert_err(ERR_NOT_FOUND, tracker_forget(w->t, "own", "case-1", &events));
    tracked_free(w);
}

/* Who reads keeps the log of changes from being emptied. */
static void nobody_is_told_it_is_gone_while_the_log_has_it(void **state)
{
    struct tracked *w = tracked_new();
    struct tracker *reader = NULL;
    struct journey *j;
    int64_t events;

    (void)state;
    (void)tracked_import(w, LOG);
    assert_ok(tracker_open(w->dir, TRACKER_READ, &reader));
    assert_ok(folder_begin(reader));
    assert_ok(folder_journey(reader, "own", &j));
    (void)sqlite3_busy_handler(w->t->store->db, NULL, NULL); /* or it waits */

    assert_err(ERR_BUSY, tracker_forget(w->t, "own", "case-1", &events));

    assert_true(is_stored(w, "case-1"));
    folder_end(reader);
    assert_err(ERR_NOT_FOUND, tracker_forget(w->t, "own", "case-1", &events));
    assert_false(is_stored(w, "case-1"));
    tracker_close(reader);
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_forgotten_by_half_can_be_forgotten_again),
        cmocka_unit_test(nobody_is_told_it_is_gone_while_the_log_has_it),
    };

    return cmocka_run_group_tests_name("forget", tests, NULL, NULL);
}
