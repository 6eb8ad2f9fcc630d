#include "tracker/event.h"

#include <string.h>

#include "tests/unit.h"

static json_t *cases;

static int load_cases(void **state)
{
    (void)state;
    cases = json_load_file("tests/cases/event.json", 0, NULL);
    return cases ? 0 : -1;
}

static int free_cases(void **state)
{
    (void)state;
    json_decref(cases);
    return 0;
}

/* The plain event with what a case says about it. */
static json_t *event_with(const json_t *with)
{
    json_t *event = json_deep_copy(json_object_get(cases, "event")), *value;
    const char *key;

    json_object_foreach((json_t *)(uintptr_t)with, key, value)
    {
        if (json_is_null(value))
            (void)json_object_del(event, key);
        else
            (void)json_object_set(event, key, value);
    }
    return event;
}

static void every_right_event_is_read(void **state)
{
    json_t *one;
    size_t i;

    json_array_foreach(json_object_get(cases, "good"), i, one)
    {
        json_t *json = event_with(one);
        struct event_fault fault = {"", ""};
        struct event e;

        if (event_read(*state, json, false, &e, &fault) != OK)
            fail_msg("good[%zu], %s: %s", i, fault.field, fault.reason);
        json_decref(json);
    }
    assert_true(i > 50);
}

static void
every_wrong_key_is_refused_by_its_name_and_with_a_reason(void **state)
{
    json_t *one;
    size_t i;

    json_array_foreach(json_object_get(cases, "bad"), i, one)
    {
        json_t *json = event_with(json_object_get(one, "with"));
        const char *field = json_string_value(json_object_get(one, "field"));
        const char *reason = json_string_value(json_object_get(one, "reason"));
        struct event_fault fault = {"none", "none"};
        struct event e = {.seq = 4711};

        if (event_read(*state, json, false, &e, &fault) != ERR_INVALID)
            fail_msg("bad[%zu] is read", i);
        if (strcmp(fault.field, field) != 0 || !strstr(fault.reason, reason))
            fail_msg("bad[%zu], %s: %s", i, fault.field, fault.reason);
        assert_int_equal(e.seq, 4711);
        json_decref(json);
    }
    assert_true(i > 60);
}

/* Only a page may leave it out: the server knows what to put there. */
static void in_a_file_an_attempt_must_be_named(void **state)
{
    json_t *without = json_pack("{s:n}", "attempt");
    json_t *json = event_with(without);
    struct event_fault fault = {"", ""};
    struct event e;

    assert_ok(event_read(*state, json, false, &e, &fault));
    assert_null(e.attempt);
    assert_err(ERR_INVALID, event_read(*state, json, true, &e, &fault));
    assert_string_equal(fault.field, "attempt");
    assert_string_equal(fault.reason, "is missing");
    json_decref(without);
    json_decref(json);
}

static void what_is_no_object_is_no_event(void **state)
{
    static const char *const texts[] = {"[]", "1", "\"x\"", "null", "true"};
    struct event_fault fault;
    struct event e;
    size_t i;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        json_t *json = json_loads(texts[i], JSON_DECODE_ANY, NULL);

        assert_err(ERR_INVALID, event_read(*state, json, true, &e, &fault));
        assert_string_equal(fault.field, "");
        json_decref(json);
    }
}

static void everything_an_event_says_arrives(void **state)
{
    json_t *json = json_pack(
        "{s:s s:s s:i s:s s:s s:I s:[{s:s s:s} {s:s}] s:s s:s s:s s:s s:s s:b}",
        "journey", "j", "attempt", "attempt-0001", "seq", 7, "kind", "reject",
        "step", "a step", "at", (json_int_t)1772445600000, "errors", "field",
        "f", "rule", "r", "rule", "s", "channel", "kiosk", "device", "tablet",
        "lang", "cy", "release", "1.0", "variant", "B", "test", 1);
    struct event_fault fault;
    struct event e;

    assert_ok(event_read(*state, json, false, &e, &fault));

    assert_string_equal(e.journey, "j");
    assert_int_equal(e.attempt_size, 12);
    assert_memory_equal(e.attempt, "attempt-0001", 12);
    assert_false(e.hashed);
    assert_int_equal(e.seq, 7);
    assert_int_equal(e.kind, KIND_REJECT);
    assert_string_equal(e.step, "a step");
    assert_true(e.has_at && e.at_ms == INT64_C(1772445600000));
    assert_int_equal(e.n_errors, 2);
    assert_string_equal(e.errors[0].field, "f");
    assert_string_equal(e.errors[0].rule, "r");
    assert_null(e.errors[1].field);
    assert_string_equal(e.errors[1].rule, "s");
    assert_int_equal(e.channel, CHANNEL_KIOSK);
    assert_int_equal(e.device, DEVICE_TABLET);
    assert_string_equal(e.lang, "cy");
    assert_string_equal(e.release, "1.0");
    assert_string_equal(e.variant, "B");
    assert_true(e.test);
    assert_int_equal(e.rating + (int)e.outcome + (int)e.to, 0);
    json_decref(json);
}

static void forget(void *json)
{
    json_decref(json);
}

static enum err read_attempt(struct arena *a, const char *attempt,
                             bool imported, struct event *ret_event)
{
    json_t *json = json_pack("{s:s s:s}", "attempt", attempt, "kind", "view");
    struct event_fault fault;
    enum err e = event_read(a, json, imported, ret_event, &fault);

    arena_own(a, forget, json); /* it is borrowed */
    return e;
}

/* Whoever could send the hash itself could send events of any attempt. */
static void only_an_import_takes_the_hash_for_an_attempt(void **state)
{
    const char *hash = "h:000102030405060708090a0b0c0d0e0f";
    struct event e;

    assert_ok(read_attempt(*state, hash, true, &e));
    assert_true(e.hashed);
    assert_null(e.attempt);
    assert_int_equal(e.hash.bytes[15], 15);

    assert_ok(read_attempt(*state, hash, false, &e));
    assert_false(e.hashed);
    assert_int_equal(e.attempt_size, 34);

    assert_ok(read_attempt(*state, "h:000102030405060708090A0B0C0D0E0F", true,
                           &e)); /* no hash as we write them: an id */
    assert_false(e.hashed);
    assert_ok(read_attempt(*state, "h:0001020304050607", true, &e));
    assert_false(e.hashed);
}

static void
every_word_of_the_closed_lists_is_written_as_it_is_read(void **state)
{
    struct event_fault fault;
    int k;

    for (k = 1; k < KINDS; k++) {
        json_t *json = json_pack("{s:s s:s}", "attempt", "attempt-0001", "kind",
                                 kind_text((enum kind)k));
        struct event e;

        if (k == KIND_RATING)
            json_object_set_new(json, "rating", json_integer(3));
        assert_ok(event_read(*state, json, false, &e, &fault));
        assert_int_equal(e.kind, k);
        json_decref(json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(every_right_event_is_read),
        with_arena(every_wrong_key_is_refused_by_its_name_and_with_a_reason),
        with_arena(in_a_file_an_attempt_must_be_named),
        with_arena(what_is_no_object_is_no_event),
        with_arena(everything_an_event_says_arrives),
        with_arena(only_an_import_takes_the_hash_for_an_attempt),
        with_arena(every_word_of_the_closed_lists_is_written_as_it_is_read),
    };

    return cmocka_run_group_tests_name("event", tests, load_cases, free_cases);
}
