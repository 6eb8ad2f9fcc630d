/* test_redact.c - what looks like somebody's leaves a path, and nothing else.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/redact.h"
#include "tests/oracle/dice.h"
#include "tests/unit.h"

#define CASES "tests/cases/redact.json"

static void hold(struct arena *a, const json_t *list, const struct map *known)
{
    size_t i;

    assert_true(json_array_size(list) > 0);
    for (i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        const json_t *path = json_array_get(one, 0);
        const char *want = json_string_value(json_array_get(one, 1));
        struct redacted got = redact_path(a, json_string_value(path),
                                          json_string_length(path), known);

        if (strcmp(got.text, want) != 0)
            fail_msg("%s becomes %s, not %s", json_string_value(path), got.text,
                     want);
        assert_int_equal(got.n, strlen(want));
    }
}

static void each_case_is_kept_as_it_says(void **state)
{
    json_t *all =
        json_load_file(CASES, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);

    hold(*state, json_object_get(all, "cases"), NULL);
    json_decref(all);
}

static void known_parts_pass_unread(void **state)
{
    json_t *all = json_load_file(CASES, JSON_REJECT_DUPLICATES, NULL), *word;
    struct map known;
    bool added;
    size_t i;

    map_init(&known);
    json_array_foreach(json_object_get(all, "known"), i, word)
    {
        *map_put(&known, json_string_value(word), json_string_length(word),
                 &added) = 1;
    }
    hold(*state, json_object_get(all, "with_known"), &known);
    map_release(&known);
    json_decref(all);
}

/* What is planted, as text without letters between its parts. */
static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static void add_digits(struct dice *d, struct buf *to, int n)
{
    while (n-- > 0)
        buf_addf(to, "%d", (int)dice_below(d, 10));
}

static void add_gap(struct dice *d, struct buf *to)
{
    static const char *const gaps[] = {"", " ", "-", "_", ".", "+"};

    buf_adds(to, DICE_PICK(d, gaps));
}

static void plant_postcode(struct dice *d, struct buf *to)
{
    static const char *const outward[] = {"M1",  "B33",  "CR2",  "DN55",
                                          "W1A", "EC1A", "SW1A", "E1W"};
    static const char inward[] = "ABDEFGHJLNPQRSTUWXYZ";

    buf_adds(to, DICE_PICK(d, outward));
    add_gap(d, to);
    buf_addf(to, "%d%c%c", (int)dice_below(d, 10),
             inward[dice_below(d, sizeof(inward) - 1)],
             inward[dice_below(d, sizeof(inward) - 1)]);
}

static void plant_ni_number(struct dice *d, struct buf *to)
{
    static const char *const first[] = {"AB", "CE", "JK", "PW", "XY"};
    int i;

    buf_adds(to, DICE_PICK(d, first));
    for (i = 0; i < 3; i++) {
        add_gap(d, to);
        add_digits(d, to, 2);
    }
    add_gap(d, to);
    buf_addf(to, "%c", "ABCD"[dice_below(d, 4)]);
}

static void plant_telephone(struct dice *d, struct buf *to)
{
    static const char *const first[] = {"01632", "+441632", "0044 1632",
                                        "+44 (0)1632", "(01632)"};

    buf_adds(to, DICE_PICK(d, first));
    add_gap(d, to);
    add_digits(d, to, 3);
    add_gap(d, to);
    add_digits(d, to, 3);
}

static void plant_email(struct dice *d, struct buf *to)
{
    static const char *const names[] = {"zebedee", "z.quimby", "z+bins_1",
                                        "o'neil", "x"};
    static const char *const hosts[] = {"example.org", "mail.example.co.uk"};

    buf_addf(to, "%s@%s", DICE_PICK(d, names), DICE_PICK(d, hosts));
}

static void plant_date(struct dice *d, struct buf *to)
{
    static const char *const months[] = {"January", "feb", "March", "SEPT"};
    int day = 1 + (int)dice_below(d, 28), year = 1930 + (int)dice_below(d, 80);

    if (dice_chance(d, 50))
        buf_addf(to, "%04d-%02d-%02d", year, 1 + (int)dice_below(d, 12), day);
    else
        buf_addf(to, "%d %s %d", day, DICE_PICK(d, months), year);
}

static void plant_uuid(struct dice *d, struct buf *to)
{
    static const int sizes[] = {8, 4, 4, 4, 12};
    size_t i;
    int k;

    for (i = 0; i < 5; i++) {
        buf_adds(to, i ? "-" : "");
        for (k = 0; k < sizes[i]; k++)
            buf_addf(to, "%x", (unsigned)dice_below(d, 16));
    }
}

static void plant_reference(struct dice *d, struct buf *to)
{
    buf_addf(to, "%c%c", letters[dice_below(d, 26)],
             letters[dice_below(d, 26)]);
    add_digits(d, to, 5 + (int)dice_below(d, 8));
}

typedef void planter(struct dice *d, struct buf *to);

static planter *const planters[] = {
    plant_postcode, plant_ni_number, plant_telephone, plant_email,
    plant_date,     plant_uuid,      plant_reference};

/* Percent-encoded so many times over: what must be, and any other byte. */
static void encode(struct dice *d, const char *text, int times, struct buf *to)
{
    struct buf once;
    const char *c;

    if (times == 0) {
        buf_adds(to, text);
        return;
    }
    buf_init(&once, 1 << 16);
    for (c = text; *c; c++)
        if (strchr(" %/?#;+", *c) || dice_chance(d, 20))
            buf_addf(&once, "%%%02X", (unsigned char)*c);
        else
            buf_addf(&once, "%c", *c);
    encode(d, once.text, times - 1, to);
    buf_release(&once);
}

/* Letters and digits alone, in lower case, of a text decoded for good. */
static const char *bones(struct arena *a, const char *text)
{
    size_t n = strlen(text), i, out;
    char *s = arena_strndup(a, text, n);
    int round;

    for (round = 0; round < 4; round++) {
        for (i = out = 0; i < n; i++) {
            unsigned byte;

            if (s[i] == '%' && sscanf(s + i + 1, "%2x", &byte) == 1 &&
                isxdigit((unsigned char)s[i + 2])) {
                s[out++] = (char)byte;
                i += 2;
            } else {
                s[out++] = s[i];
            }
        }
        n = out;
    }
    for (i = out = 0; i < n; i++)
        if (isalnum((unsigned char)s[i]))
            s[out++] = (char)tolower((unsigned char)s[i]);
    s[out] = '\0';
    return s;
}

static void nothing_planted_comes_through(void **state)
{
    static const char *const around[] = {
        "", "at-", "(", "form ", "/", "x/", "~", "caf\xC3\xA9/", "a."};
    static const char *const behind[] = {"",     "-now", ")",    " today",
                                         "/end", "/",    ".pdf", "?q=1"};
    struct dice d = {.state = 7};
    int i;

    for (i = 0; i < 40000; i++) {
        struct arena *a = arena_new();
        struct buf planted, path;
        struct redacted got, again;

        buf_init(&planted, 1 << 10);
        buf_init(&path, 1 << 16);
        DICE_PICK(&d, planters)(&d, &planted);
        buf_addf(&path, "/%s", DICE_PICK(&d, around));
        encode(&d, planted.text, (int)dice_below(&d, 4), &path);
        buf_adds(&path, DICE_PICK(&d, behind));
        got = redact_path(a, path.text, path.len, NULL);
        if (strstr(bones(a, got.text), bones(a, planted.text)))
            fail_msg("%s of %s is in %s", planted.text, path.text, got.text);
        again = redact_path(a, got.text, got.n, NULL);
        assert_string_equal(again.text, got.text);
        buf_release(&planted);
        buf_release(&path);
        arena_free(a);
    }
    (void)state;
}

/* Any pieces beside one another, encoded in any way. */
static void redacted_again_it_is_the_same(void **state)
{
    static const char *const pieces[] = {
        "EX1",
        "1AA",
        "-",
        " ",
        "@",
        "a",
        "zeb",
        "2019",
        "2020",
        "20",
        "1",
        "12",
        "Jan",
        "of",
        "AB",
        "123456",
        "C",
        "/",
        "%",
        "%25",
        "%40",
        ".",
        "[email]",
        "(",
        ")",
        "+",
        "44",
        "01632",
        ":",
        "::",
        "f",
        "960",
        "\xC2\xA0",
        "\xEF\xBC\x91",
        "%2",
        "5",
        "1st",
        "st",
        "AB12",
        "CDE",
        "\xEF\xBC\x85",
        "\xFF",
        ";",
        ",",
        "\n",
        "0c79b832-75de-4854-8154-b3d8e3a5f1a2"};
    struct dice d = {.state = 11};
    int i;

    for (i = 0; i < 200000; i++) {
        struct arena *a = arena_new();
        struct redacted once, twice;
        struct buf path;
        size_t n;

        buf_init(&path, 1 << 16);
        for (n = dice_below(&d, 12); n > 0; n--)
            encode(&d, DICE_PICK(&d, pieces),
                   dice_chance(&d, 20) ? 1 + (int)dice_below(&d, 2) : 0, &path);
        once = redact_path(a, path.text, path.len, NULL);
        twice = redact_path(a, once.text, once.n, NULL);
        if (once.n != twice.n || memcmp(once.text, twice.text, once.n) != 0)
            fail_msg("%s becomes %s, then %s", path.text, once.text,
                     twice.text);
        buf_release(&path);
        arena_free(a);
    }
    (void)state;
}

/* Steps are counted, not seconds: so many a byte, whatever is sent. */
static void the_time_is_linear_whatever_is_sent(void **state)
{
    enum { STEPS_A_BYTE = 300, SIZE = 1 << 20 };
    static const char *const hostile[] = {"@",           "a@",
                                          "a",           "1",
                                          "1-",          "1 ",
                                          "%",           "%25",
                                          "%2525252525", "/",
                                          "A1 ",         "EX1 ",
                                          "AB 12",       "1 Jan ",
                                          "1 of ",       "a.",
                                          "@a.",         "1.1.1.",
                                          "0c79b832-",   "f:",
                                          "x1",          "\xEF\xBC\x85",
                                          "AB12 CD",     "a%40"};
    size_t i, size;

    (void)state;
    for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++)
        for (size = 1024; size <= SIZE; size *= 32) {
            struct arena *a = arena_new();
            char *path = arena_alloc(a, size);
            size_t piece = strlen(hostile[i]), n;
            struct redacted got;

            for (n = 0; n + piece <= size; n += piece)
                memcpy(path + n, hostile[i], piece);
            got = redact_path(a, path, n, NULL);
            if (got.steps > STEPS_A_BYTE * n)
                fail_msg("%zu times \"%s\" takes %zu steps, %zu a byte",
                         n / piece, hostile[i], got.steps, got.steps / n);
            arena_free(a);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(each_case_is_kept_as_it_says),
        with_arena(known_parts_pass_unread),
        cmocka_unit_test(nothing_planted_comes_through),
        cmocka_unit_test(redacted_again_it_is_the_same),
        cmocka_unit_test(the_time_is_linear_whatever_is_sent),
    };

    return cmocka_run_group_tests_name("redact", tests, NULL, NULL);
}
