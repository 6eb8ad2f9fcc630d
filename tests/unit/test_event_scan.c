/* test_event_scan.c - the scanner takes what clients send, and never anything
 * that the tree would read another way: event_scan.h. */
#include "base/buf.h"
#include "tests/oracle/cases.h"
#include "tests/oracle/dice.h"
#include "tests/unit.h"
#include "tests/unit/scanned.h"

enum { MUTATIONS = 100000, TEXT_MAX = 8192 };

struct texts {
    size_t n, room;
    char **at;
};

static void add_text(struct arena *a, struct texts *t, const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);

    assert_non_null(text);
    assert_true(t->n < t->room);
    t->at[t->n++] = arena_strdup(a, text);
    free(text);
}

/* The plain event of the cases with what one of them says about it. */
static json_t *event_with(const json_t *cases, json_t *with)
{
    json_t *event = json_deep_copy(json_object_get(cases, "event")), *value;
    const char *key;

    json_object_foreach(with, key, value)
    {
        if (json_is_null(value))
            (void)json_object_del(event, key);
        else
            (void)json_object_set(event, key, value);
    }
    return event;
}

/* The right events of tests/cases/event.json, and all of them as a list. */
static struct texts own_texts(struct arena *a)
{
    json_t *cases = json_load_file("tests/cases/event.json", 0, NULL);
    struct texts t = {.room = 500};
    json_t *list = json_array(), *one;
    size_t i;

    assert_non_null(cases);
    t.at = arena_array(a, t.room, sizeof(*t.at));
    json_array_foreach(json_object_get(cases, "good"), i, one)
    {
        json_t *event = event_with(cases, one);

        add_text(a, &t, event);
        if (i % 8 == 0)
            (void)json_array_append(list, event);
        json_decref(event);
    }
    add_text(a, &t, list);
    json_decref(list);
    json_decref(cases);
    return t;
}

static bool is_taken(struct arena *a, const char *text, size_t n, bool imported)
{
    static struct scanned_text scanned;
    const char *fault = scanned_fault(a, text, n, imported, &scanned);

    if (fault)
        fail_msg("%.*s: %s", (int)n, text, fault);
    return scanned.ours;
}

static void what_clients_send_is_taken(void **state)
{
    struct texts t = own_texts(*state);
    size_t i;

    for (i = 0; i < t.n; i++)
        if (is_taken(*state, t.at[i], strlen(t.at[i]), false) ==
            (strstr(t.at[i], "\"errors\":[]") != NULL))
            fail_msg("not as it should be: %s", t.at[i]);
    assert_true(i > 50);
}

static void every_golden_event_is_taken(void **state)
{
    json_t *golden = json_load_file(ORACLE_GOLDEN, 0, NULL), *one, *event;
    struct texts t = {.room = 1};
    size_t i, j, n = 0;

    if (!golden) {
        print_message("skipped: %s is not there\n", ORACLE_GOLDEN);
        skip();
    }
    t.at = arena_array(*state, t.room, sizeof(*t.at));
    json_array_foreach(json_object_get(golden, "cases"), i, one)
    {
        json_array_foreach(json_object_get(one, "events"), j, event)
        {
            t.n = 0;
            add_text(*state, &t, event);
            if (!is_taken(*state, t.at[0], strlen(t.at[0]), false))
                fail_msg("not taken: %s", t.at[0]);
            n++;
        }
    }
    json_decref(golden);
    assert_true(n > 100);
}

static void blanks_may_stand_between_things_and_nowhere_else(void **state)
{
    static const char good[] =
        " \t\r\n{ \"attempt\" :\n\"attempt-0001\" , \"kind\"\t:\"view\",\r\n"
        "\"seq\" : 7 , \"test\" : true }\n ";
    static const char list[] =
        " [ {\"attempt\":\"attempt-0001\",\"kind\":\"view\"} ,\n"
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\"} ] ";
    static const char *const bad[] = {
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\",\"seq\":1 2}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\",\"test\":tr ue}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"vi\new\"}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\"}\v",
        "\xEF\xBB\xBF{\"attempt\":\"attempt-0001\",\"kind\":\"view\"}",
    };
    size_t i;

    assert_true(is_taken(*state, good, strlen(good), false));
    assert_true(is_taken(*state, list, strlen(list), false));
    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(is_taken(*state, bad[i], strlen(bad[i]), false));
}

/* Each would be read in two ways, or in one that is not ours to judge. */
static void what_is_not_certain_is_left_to_the_tree(void **state)
{
    static const char *const texts[] = {
        "",
        "{}",
        "[]",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\"",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\",}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\"}{}",
        "[{\"attempt\":\"attempt-0001\",\"kind\":\"view\"},]",
        "[{\"attempt\":\"attempt-0001\",\"kind\":\"view\"}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\",\"kind\":\"view\"}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\",\"more\":1}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\",\"seq\":01}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\",\"seq\":-0}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\",\"seq\":1.0}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\",\"seq\":1e0}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\",\"at\":null}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"view\","
        "\"at\":9999999999999999999999}",
        "{\"attempt\":\"attempt-000\\u0031\",\"kind\":\"view\"}",
        "{\"attempt\":\"attempt-\xC0\xAF-\",\"kind\":\"view\"}",
        "{\"attempt\":\"attempt-\xED\xA0\x80-\",\"kind\":\"view\"}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"reject\","
        "\"errors\":[{\"rule\":\"a\",\"rule\":\"b\"}]}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"reject\","
        "\"field\":\"a\",\"errors\":[{\"rule\":\"b\"}]}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"reject\","
        "\"errors\":[{}]}",
        "{\"attempt\":\"attempt-0001\",\"kind\":\"rating\"}",
        "{\"attempt\":\"SW1A 1AA\",\"kind\":\"view\",\"variant\":\"SW1A1AA\"}",
    };
    static const char nul[] =
        "{\"attempt\":\"attempt\0001\",\"kind\":\"view\"}";
    size_t i;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (is_taken(*state, texts[i], strlen(texts[i]), false))
            fail_msg("taken: %s", texts[i]);
    assert_false(is_taken(*state, nul, sizeof(nul) - 1, false));
}

/* Somewhere in the text: bytes out, in, twice, or another text's. */
static void mutate(struct dice *d, const struct texts *t, struct buf *text)
{
    static const char *const pieces[] = {"\"",
                                         "\\",
                                         "{",
                                         "}",
                                         "[",
                                         "]",
                                         ",",
                                         ":",
                                         " ",
                                         "\n",
                                         "0",
                                         "-",
                                         "1e1",
                                         ".5",
                                         "null",
                                         "true",
                                         "false",
                                         "\\u0041",
                                         "\xC3\xA9",
                                         "\xC3",
                                         "\xED\xA0\x80",
                                         "\x7F",
                                         "\x01",
                                         "65536",
                                         "\"seq\":1,",
                                         "\"test\":true,",
                                         "\"errors\":[{\"rule\":\"a\"}],",
                                         "\"field\":\"a\",",
                                         "99999999999999999999",
                                         "\xEF\xBB\xBF"};
    const char *other = t->at[dice_below(d, t->n)], *piece = other;
    size_t at = dice_below(d, text->len + 1), cut = 0, n = 0;
    char rest[TEXT_MAX];
    size_t n_rest;

    switch (dice_below(d, 5)) {
    case 0:
        cut = 1 + dice_below(d, 4);
        break;
    case 1:
        cut = 1;
        n = 1;
        piece = other + dice_below(d, strlen(other));
        break;
    case 2:
        cut = dice_below(d, 20);
        n = dice_below(d, strlen(other));
        n = n > 40 ? 40 : n;
        piece = other + dice_below(d, strlen(other) - n + 1);
        break;
    default:
        piece = DICE_PICK(d, pieces);
        n = strlen(piece);
        cut = dice_chance(d, 40) ? n : 0;
        break;
    }
    if (cut > text->len - at)
        cut = text->len - at;
    n_rest = text->len - at - cut;
    memcpy(rest, text->text + at + cut, n_rest);
    text->len = at;
    buf_add(text, piece, n);
    buf_add(text, rest, n_rest);
}

/* Of so many texts that are nearly right, every one that the scanner takes is
 * read by the tree, to the same events. */
static void nearly_right_texts_are_read_as_the_tree_reads_them(void **state)
{
    struct texts t = own_texts(*state);
    struct dice d = {20260302};
    size_t i, taken = 0;
    struct buf text;

    for (i = 0; i < MUTATIONS; i++) {
        struct arena *a = arena_new();
        const char *from = t.at[dice_below(&d, t.n)];
        size_t times = dice_below(&d, 4);

        buf_init(&text, TEXT_MAX);
        buf_adds(&text, from);
        while (times--)
            mutate(&d, &t, &text);
        assert_ok(buf_finish(&text));
        taken += is_taken(a, text.text, text.len, dice_chance(&d, 20));
        buf_release(&text);
        arena_free(a);
    }
    assert_in_range(taken, MUTATIONS / 4, MUTATIONS * 3 / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(what_clients_send_is_taken),
        with_arena(every_golden_event_is_taken),
        with_arena(blanks_may_stand_between_things_and_nowhere_else),
        with_arena(what_is_not_certain_is_left_to_the_tree),
        with_arena(nearly_right_texts_are_read_as_the_tree_reads_them),
    };

    return cmocka_run_group_tests_name("event scanner", tests, NULL, NULL);
}
