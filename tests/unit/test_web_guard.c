#include "tests/unit/test_web_socket.h"

#include <stdio.h>

#include "web/guard.h"

#define OWN    "tests/cases/http/guard.json"
#define SHARED "../shared/data/real/robust/"
#define TABLE  SHARED "http-llhttp.cases.tsv"

enum { RAW_MAX = 64 * 1024 };

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

/* The bytes of a case, in the arena. */
static const char *raw(struct test_server *t, const char *file, size_t *ret_n)
{
    const char *path = arena_printf(t->site->arena, "%shttp-%s", SHARED, file);
    char *bytes = arena_alloc(t->site->arena, RAW_MAX);
    FILE *f = fopen(path, "rb");

    if (!f)
        fail_msg("%s is missing", path);
    *ret_n = fread(bytes, 1, RAW_MAX - 1, f);
    (void)fclose(f);
    return bytes;
}

static const char *answers_to(struct test_server *t, const char *file)
{
    size_t n;
    const char *bytes = raw(t, file, &n);

    return test_talk(t, bytes, n);
}

/* NULL, or what is not as it has to be. */
typedef const char *judge(struct test_server *t, const char *file);

static const char *is_refused(struct test_server *t, const char *file)
{
    bool through = has_been_taken(answers_to(t, file));

    if (through == (why_a_proxys(file) != NULL))
        return NULL;
    return through ? "is let through" : "is not let through any more";
}

/*
 * Requests the source of the cases takes and we refuse, beside those that name
 * no host (RFC 9112, 3.2: that is a 400): docs-site/operate.md.
 */
static const struct {
    const char *file, *why;
} strict[] = {
    {"llhttp/method-005.raw", "its address is *, which is no path"},
    {"llhttp/method-012.raw", "ICE/1.0 is not HTTP"},
    {"llhttp/method-013.raw", "RTSP/1.0 is not HTTP"},
    {"llhttp/method-014.raw", "RTSP/1.0 is not HTTP"},
    {"llhttp/sample-003.raw", "0.0.0.0=5000 is no host"},
    {"llhttp/sample-004.raw", "0.0.0.0=5000 is no host"},
};

static const char *why_refused(struct test_server *t, const char *file)
{
    size_t i, n;

    for (i = 0; i < sizeof(strict) / sizeof(strict[0]); i++)
        if (strcmp(strict[i].file, file) == 0)
            return strict[i].why;
    return strcasestr(raw(t, file, &n), "\nHost:") ? NULL : "names no host";
}

/* Understood: whatever is then said of the address or the method. */
static const char *is_understood(struct test_server *t, const char *file)
{
    const char *answers = answers_to(t, file);
    bool refused = why_refused(t, file) != NULL;
    int status;

    if (test_count(answers, &status) == 0)
        return "is not answered";
    if ((status == 400) == refused)
        return NULL;
    return refused ? "is understood now" : "is refused";
}

static const char *is_not_taken(struct test_server *t, const char *file)
{
    return has_been_taken(answers_to(t, file)) ? "is taken for whole" : NULL;
}

/* All cases of that kind; skips where they are not there. */
static void judge_all(struct test_server *t, const char *kind, judge *judged)
{
    FILE *table = fopen(TABLE, "r");
    char line[1024], file[64], source[64], expected[64];
    int wrong = 0, seen = 0;

    if (!table) {
        print_message("SKIP: %s is not there\n", TABLE);
        skip();
        return;
    }
    while (fgets(line, sizeof(line), table)) {
        const char *fault;

        if (sscanf(line, "%63s %63s %63s", file, source, expected) != 3 ||
            strcmp(expected, kind) != 0)
            continue;
        fault = judged(t, file);
        seen++;
        if (fault)
            print_error("%s %s: %s", file, fault, line);
        wrong += fault != NULL;
    }
    (void)fclose(table);
    assert_true(seen > 0);
    assert_int_equal(wrong, 0);
}

static void what_others_refuse_is_refused(void **state)
{
    judge_all(*state, "reject", is_refused);
}

static void what_others_take_is_understood(void **state)
{
    judge_all(*state, "accept", is_understood);
}

static void half_a_request_is_not_taken_for_one(void **state)
{
    judge_all(*state, "incomplete", is_not_taken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_server(our_own_cases),
        with_server(what_others_refuse_is_refused),
        with_server(what_others_take_is_understood),
        with_server(half_a_request_is_not_taken_for_one),
    };

    return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
