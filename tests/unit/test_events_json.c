/* test_events_json.c - texts that are JSON, or nearly, sent as events: what
 * nobody can read is told from what is no event, and nothing falls over. */
#include <dirent.h>

#include "tests/unit/endpoint.h"

#define SUITE "../shared/data/real/robust/JSONTestSuite"

enum { FILE_MAX = 1024 * 1024 };

/* Texts that are JSON and that we say we cannot read, with what we say. */
static const struct {
    const char *file, *reason;
} unread[] = {
    /* an event is an object: a text that is a number or a word is none */
    {"y_structure_lonely_false.json", "'[' or '{' expected"},
    {"y_structure_lonely_int.json", "'[' or '{' expected"},
    {"y_structure_lonely_negative_real.json", "'[' or '{' expected"},
    {"y_structure_lonely_null.json", "'[' or '{' expected"},
    {"y_structure_lonely_string.json", "'[' or '{' expected"},
    {"y_structure_lonely_true.json", "'[' or '{' expected"},
    {"y_structure_string_empty.json", "'[' or '{' expected"},
    {"y_string_space.json", "'[' or '{' expected"},
    /* which of the two would hold? */
    {"y_object_duplicated_key.json", "duplicate object key"},
    {"y_object_duplicated_key_and_value.json", "duplicate object key"},
    /* no text of ours may hold a NUL */
    {"y_object_escaped_null_in_key.json", "NUL byte in object key"},
    {"y_string_null_escape.json", "\\u0000 is not allowed"},
};

static const char *unread_reason(const char *file)
{
    size_t i;

    for (i = 0; i < sizeof(unread) / sizeof(unread[0]); i++)
        if (strcmp(unread[i].file, file) == 0)
            return unread[i].reason;
    return NULL;
}

/* Whether the whole is said to be unreadable. */
static bool is_unread(const char *refusal)
{
    return strncmp(refusal, "0 : is not valid JSON", 21) == 0 ||
           strncmp(refusal, "0 : nests deeper than", 21) == 0 ||
           strncmp(refusal, "0 : is empty", 12) == 0;
}

/* NULL, or what is wrong with the answer. */
static const char *fault(struct arena *a, const char *file, struct answered got)
{
    const char *refusal = answered_refusal(a, got, 0);
    const char *reason = unread_reason(file);
    bool is_event = got.status == 202 && answered_number(got, "accepted") == 0;

    if (got.status != 400 && !is_event)
        return "has another status";
    if (file[0] == 'n' && !is_unread(refusal))
        return "is read";
    if (file[0] == 'y' && is_unread(refusal) != (reason != NULL))
        return reason ? "is read now" : "is not read";
    if (reason && !strstr(refusal, reason))
        return "has another reason";
    return NULL;
}

static struct answered send_file(struct endpoint *p, const char *path,
                                 const char *type)
{
    static char bytes[FILE_MAX];
    FILE *f = fopen(path, "rb");
    size_t n;

    assert_non_null(f);
    n = fread(bytes, 1, sizeof(bytes) - 1, f);
    bytes[n] = '\0';
    (void)fclose(f);
    return endpoint_ask_bytes(p, p->arena, (struct asking){.type = type}, bytes,
                              n);
}

static void what_is_json_is_told_from_what_is_not(void **state)
{
    struct endpoint *p = *state;
    DIR *dir = opendir(SUITE);
    struct dirent *entry;
    int wrong = 0, n = 0;

    if (!dir) {
        print_message("SKIP: %s is not there\n", SUITE);
        skip();
    }
    while ((entry = readdir(dir))) {
        struct answered got;
        const char *what;

        if (!strchr("yni", entry->d_name[0]))
            continue;
        got = send_file(p, arena_printf(p->arena, SUITE "/%s", entry->d_name),
                        JSON_TYPE);
        what = fault(p->arena, entry->d_name, got);
        if (what)
            print_error("%s %s: %d %s\n", entry->d_name, what, got.status,
                        got.text);
        wrong += what != NULL;
        n++;
    }
    (void)closedir(dir);
    assert_int_equal(n, 318);
    assert_int_equal(wrong, 0);
}

/* A dozen of our own, for where the suite is not there. */
static void near_misses_of_our_own(void **state)
{
    static const struct {
        const char *text;
        bool unread;
    } cases[] = {
        {"[]", false},
        {"{}", false},
        {"[{}, 1, null, \"\\u00e9\", [true]]", false},
        {"{\"a\":\"\\ud83d\\ude00\"}", false},
        {"{\"a\":1e400}", true},
        {"{\"a\":\"\\ud800\"}", true},
        {"{\"a\":01}", true},
        {"{\"a\":1,}", true},
        {"{'a':1}", true},
        {"[1] x", true},
        {"\xEF\xBB\xBF{}", false},
        {"[[[[[[[[[1]]]]]]]]]", true},
        {"{\"a\":\"\xC0\xAF\"}", true},
        {"", true},
    };
    struct endpoint *p = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct answered got =
            endpoint_ask(p, (struct asking){.type = JSON_TYPE}, cases[i].text);

        if (is_unread(answered_refusal(p->arena, got, 0)) != cases[i].unread)
            fail_msg("%s: %d %s", cases[i].text, got.status, got.text);
    }
}

#define EVENT(id)                                                              \
    "{\"journey\":\"own\",\"attempt\":\"" id                                   \
    "\",\"seq\":0,\"kind\":\"view\",\"step\":\"a\",\"at\":1772445600000}"

/* Some programs write one before whatever they send. */
static void a_byte_order_mark_loses_no_event(void **state)
{
    struct endpoint *p = *state;

    assert_answered(endpoint_ask(p, (struct asking){.type = JSON_TYPE},
                                 "\xef\xbb\xbf" EVENT("attempt-1")),
                    202, 1, 0, 0, 0);
    assert_answered(
        endpoint_ask(
            p, (struct asking){.type = "application/x-ndjson"},
            "\xef\xbb\xbf" EVENT("attempt-1") "\r\n" EVENT("attempt-2")),
        202, 1, 1, 0, 0);
    assert_int_equal(
        endpoint_ask(p, (struct asking){.type = JSON_TYPE}, "\xef\xbb\xbf")
            .status,
        400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_demo(what_is_json_is_told_from_what_is_not),
        with_demo(near_misses_of_our_own),
        with_demo(a_byte_order_mark_loses_no_event),
    };

    return cmocka_run_group_tests_name("events, JSON", tests, NULL, NULL);
}
