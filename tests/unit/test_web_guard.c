#include "tests/unit/test_web_socket.h"

#include <stdio.h>

#include "web/guard.h"

#define OWN    "tests/cases/http/guard.json"
#define SHARED "../shared/data/real/robust/"
#define TABLE  SHARED "http-llhttp.cases.tsv"

enum { RAW_MAX = 64 * 1024 };

static int serve(void **state)
{
    struct test_server *t = test_malloc(sizeof(*t));

    test_serve(t, 0, 0);
    *state = t;
    return 0;
}

static int serve_no_more(void **state)
{
    test_serve_no_more(*state);
    test_free(*state);
    return 0;
}

#define with_server(fn)                                                        \
    cmocka_unit_test_setup_teardown(fn, serve, serve_no_more)

/* In the case file each letter up to U+00FF is a byte. */
static const char *bytes_of(struct arena *a, const json_t *text, size_t *ret_n)
{
    const char *from = json_string_value(text);
    size_t i, n = json_string_length(text), len = 0;
    char *bytes = arena_alloc(a, n + 1);

    for (i = 0; i < n; i++) {
        unsigned char c = (unsigned char)from[i];

        if (c >= 0x80)
            c = (unsigned char)((c & 3) << 6 | (from[++i] & 0x3f));
        bytes[len++] = (char)c;
    }
    *ret_n = len;
    return bytes;
}

/* The status of the first answer, and whether the request behind it, for
 * /healthz, is answered too. */
static void our_own_cases(void **state)
{
    struct test_server *t = *state;
    json_t *cases = json_load_file(OWN, JSON_REJECT_DUPLICATES, NULL);
    size_t i, n;
    int status;

    assert_true(json_array_size(cases) > 0);
    for (i = 0; i < json_array_size(cases); i++) {
        json_t *c = json_array_get(cases, i);
        const char *request =
            bytes_of(t->site->arena, json_object_get(c, "request"), &n);
        const char *answers = test_talk(t, request, n);
        bool next = strstr(answers, "\r\n\r\nup\n") != NULL;

        (void)test_count(answers, &status);
        if (status != json_integer_value(json_object_get(c, "status")) ||
            next != json_is_true(json_object_get(c, "next")))
            fail_msg("%s (%s)\n%s\nis answered\n%s",
                     json_string_value(json_object_get(c, "name")),
                     json_string_value(json_object_get(c, "why")), request,
                     answers);
    }
    json_decref(cases);
}

/*
 * Requests the source of the cases refuses and libmicrohttpd does not let us
 * see: only a proxy can.
 */
static const struct {
    const char *file, *why;
} proxys[] = {
    {"llhttp/invalid-017.raw",
     "a line ends in LF alone: the library takes it as a line end and does "
     "not tell; nothing behind it is read differently"},
    {"llhttp/transfer-encoding-009.raw",
     "a chunk's extension without a name: the library skips extensions "
     "unread"},
};

static const char *why_a_proxys(const char *file)
{
    size_t i;

    for (i = 0; i < sizeof(proxys) / sizeof(proxys[0]); i++) {
        if (strcmp(proxys[i].file, file) == 0)
            return proxys[i].why;
    }
    return NULL;
}

/* A page that is not there, or may not be seen, was looked for all the same. */
static bool has_been_taken(const char *answers)
{
    for (; (answers = strstr(answers, "HTTP/1.1 ")); answers += 9) {
        long status = strtol(answers + 9, NULL, 10);

        if (status < 400 || status == 403 || status == 404 || status == 415)
            return true;
    }
    return false;
}

/* Whether one of the requests in that file got past the door. */
static bool is_let_through(struct test_server *t, const char *file)
{
    const char *path = arena_printf(t->site->arena, "%shttp-%s", SHARED, file);
    char *bytes = arena_alloc(t->site->arena, RAW_MAX);
    FILE *f = fopen(path, "rb");
    size_t n;

    if (!f)
        fail_msg("%s is missing", path);
    n = fread(bytes, 1, RAW_MAX, f);
    (void)fclose(f);
    return has_been_taken(test_talk(t, bytes, n));
}

static void what_others_refuse_is_refused(void **state)
{
    struct test_server *t = *state;
    FILE *table = fopen(TABLE, "r");
    char line[1024], file[64], source[64], expected[64];
    int wrong = 0, seen = 0;

    if (!table) {
        print_message("SKIP: %s is not there\n", TABLE);
        skip();
        return;
    }
    while (fgets(line, sizeof(line), table)) {
        bool through;

        if (sscanf(line, "%63s %63s %63s", file, source, expected) != 3 ||
            strcmp(expected, "reject") != 0)
            continue;
        through = is_let_through(t, file);
        seen++;
        if (through == (why_a_proxys(file) != NULL))
            continue;
        print_error("%s is %s: %s", file,
                    through ? "let through" : "not let through any more", line);
        wrong++;
    }
    (void)fclose(table);
    assert_true(seen > 0);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_server(our_own_cases),
        with_server(what_others_refuse_is_refused),
    };

    return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
