#include "tests/unit/discovered.h"

#include <zlib.h>

enum { MINUTE = 60000 };

static void titles_stay_and_ids_are_unlike_other_titles(void **state)
{
    json_t *d = discovered(*state, "1\tPay  FINE!\t1\n1\tpay-fine\t2\n"
                                   "1\tpay fine\t3\n1\tpay-fine-2\t4\n"
                                   "1\tZa\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87\t5\n"
                                   "1\t\xE4\xBB\x98\xE6\xAC\xBE\t6\n");

    assert_string_equal(text_at(step_titled(d, "Pay  FINE!"), "id"),
                        "pay-fine-3");
    assert_string_equal(text_at(step_titled(d, "pay-fine"), "id"), "pay-fine");
    assert_string_equal(text_at(step_titled(d, "pay fine"), "id"),
                        "pay-fine-4");
    assert_string_equal(text_at(step_titled(d, "pay-fine-2"), "id"),
                        "pay-fine-2");
    assert_string_equal(
        text_at(step_titled(d, "\xE4\xBB\x98\xE6\xAC\xBE"), "id"), "step");
    json_decref(d);
}

/* 100 gaps: 99 of so many ms and one of a day. */
static int64_t idle_minutes(struct arena *a, int gap_ms)
{
    struct buf b;
    json_t *d;
    int64_t minutes;
    int i;

    buf_init(&b, 65536);
    for (i = 0; i < 100; i++)
        buf_addf(&b, "1\ta\t%d\n", i * gap_ms);
    buf_addf(&b, "1\ta\t%d\n", 99 * gap_ms + 24 * 60 * MINUTE);
    d = discovered(a, b.text);
    minutes = json_integer_value(json_object_get(d, "idleMinutes"));
    json_decref(d);
    buf_release(&b);
    return minutes;
}

static void the_idle_limit_is_what_99_gaps_in_100_do_not_pass(void **state)
{
    assert_int_equal(idle_minutes(*state, 1000), 30);
    assert_int_equal(idle_minutes(*state, 30 * MINUTE), 30);
    assert_int_equal(idle_minutes(*state, 30 * MINUTE + 1), 31);
    assert_int_equal(idle_minutes(*state, 45 * MINUTE), 45);
}

static void the_order_of_the_rows_and_gzip_change_nothing(void **state)
{
    static const char in_order[] = "1\ta\t0\n1\tb\t9\n1\tc\t20\n2\ta\t5\n"
                                   "2\tb\t7\n2\tc\t7\n2\tb\t8\n";
    static const char shuffled[] = "2\tb\t8\n1\tc\t20\n2\tb\t7\n2\tc\t7\n"
                                   "2\ta\t5\n1\tb\t9\n1\ta\t0\n";
    json_t *one = discovered(*state, in_order), *other, *zipped = NULL;
    struct problems p;
    gzFile zip;

    other = discovered(*state, shuffled);
    zip = gzopen(path, "wb");
    assert_int_equal(gzputs(zip, in_order), strlen(in_order));
    assert_int_equal(gzclose(zip), Z_OK);
    assert_ok(try_discover(*state, "my-journey", READ_TSV, &p, &zipped));

    assert_true(json_equal(one, other));
    assert_true(json_equal(one, zipped));
    json_decref(one);
    json_decref(other);
    json_decref(zipped);
}

static void of_events_those_that_move_are_taken_in_their_order(void **state)
{
    static const char events[] =
        "{\"waymark\":\"journey/1\",\"id\":\"other\"}\n"
        "{\"attempt\":\"attempt-1\",\"seq\":3,\"kind\":\"end\",\"step\":\"c\"}"
        "\n"
        "{\"attempt\":\"attempt-1\",\"seq\":1,\"kind\":\"view\",\"step\":\"a\"}"
        "\n"
        "{\"attempt\":\"attempt-1\",\"seq\":2,\"kind\":\"accept\","
        "\"step\":\"b\"}\n"
        "{\"attempt\":\"attempt-1\",\"seq\":4,\"kind\":\"rating\","
        "\"step\":\"z\",\"rating\":5}\n"
        "{\"attempt\":\"attempt-1\",\"seq\":5,\"kind\":\"error\"}\n"
        "{\"attempt\":\"attempt-2\",\"kind\":\"view\",\"step\":\"t\","
        "\"test\":true}\n"
        "{\"attempt\":\"attempt-3\",\"kind\":\"view\",\"step\":\"u\","
        "\"journey\":\"another\"}\n";
    json_t *d = NULL;
    struct problems p;

    write_text(events);
    assert_ok(try_discover(*state, "my-journey", READ_AUTO, &p, &d));

    assert_string_equal(order_of(*state, d), "ab|c");
    assert_int_equal(p.total, 1);
    assert_string_equal(p.at[0].place, "line 8, journey");
    json_decref(d);
}

static void what_cannot_be_discovered_is_said(void **state)
{
    struct buf b;
    struct problems p;
    json_t *d = NULL;
    int i;

    write_text("a\tb\tnever\nc\n");
    assert_err(ERR_INVALID, try_discover(*state, "x", READ_TSV, &p, &d));
    assert_int_equal(p.n, 3);
    assert_string_equal(p.at[0].place, "line 1, time");
    assert_string_equal(p.at[1].place, "line 2");
    assert_string_equal(p.at[2].place, "");

    write_text("a\tb\t1\n");
    assert_err(ERR_INVALID, try_discover(*state, "No id", READ_TSV, &p, &d));
    assert_string_equal(p.at[0].place, "id");

    buf_init(&b, 1024 * 1024);
    for (i = 0; i <= 500; i++)
        buf_addf(&b, "a\t%d\t1\n", i);
    write_text(b.text);
    assert_err(ERR_INVALID, try_discover(*state, "x", READ_TSV, &p, &d));
    assert_int_equal(p.n, 1);
    assert_string_equal(p.at[0].place, "line 501, step");
    assert_null(d);

    b.text[b.len - strlen("a\t500\t1\n")] = '\0';
    write_text(b.text);
    assert_ok(try_discover(*state, "x", READ_TSV, &p, &d));
    assert_int_equal(json_array_size(steps_of(d)), 500);
    json_decref(d);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(titles_stay_and_ids_are_unlike_other_titles),
        with_arena(the_idle_limit_is_what_99_gaps_in_100_do_not_pass),
        with_arena(the_order_of_the_rows_and_gzip_change_nothing),
        with_arena(of_events_those_that_move_are_taken_in_their_order),
        with_arena(what_cannot_be_discovered_is_said),
    };

    return cmocka_run_group_tests_name("discover from files", tests, make_path,
                                       remove_path);
}
