#include "tests/unit/posted.h"
#include "tests/unit/test_web.h"
#include "web/address.h"

static void a_form_is_taken(void **state)
{
    struct test_site *t = *state;
    const char *body;
    struct answer answer = test_ask(
        t, posted("/notes", "note=caf%C3%A9+%26+tea%0D%0A&x=1"), &body);

    assert_int_equal(answer.status, 200);
    assert_string_equal(body, "caf\xc3\xa9 & tea\r\n");
}

static void a_form_from_elsewhere_is_not(void **state)
{
    static const struct {
        struct header headers[2];
        int status;
    } cases[] = {
        {{{.name = "Sec-Fetch-Site", .value = "cross-site"}}, 403},
        {{{.name = "Sec-Fetch-Site", .value = "same-site"}}, 403},
        {{{.name = "Sec-Fetch-Site", .value = "none"}}, 200},
        {{{.name = "Origin", .value = "http://a.example"},
          {.name = "Host", .value = "a.example"}},
         200},
        {{{.name = "Origin", .value = "http://b.example"},
          {.name = "Host", .value = "a.example"}},
         403},
        {{{.name = "Origin", .value = "null"},
          {.name = "Host", .value = "a.example"}},
         403},
        {{{.name = "Host", .value = "a.example"}}, 403},
    };
    struct test_site *t = *state;
    const char *body;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct message m = posted("/notes", "note=a");
        struct header headers[3] = {m.headers[0], cases[i].headers[0],
                                    cases[i].headers[1]};

        m.headers = headers;
        m.n_headers = headers[2].name ? 3 : 2;
        assert_int_equal(test_ask(t, m, &body).status, cases[i].status);
    }
}

static void what_is_no_form_is_415(void **state)
{
    struct test_site *t = *state;
    struct message m = posted("/notes", "{}");
    struct header headers[2] = {
        {.name = "Content-Type", .value = "application/json"}, m.headers[1]};
    const char *body;

    m.headers = headers;
    assert_int_equal(test_ask(t, m, &body).status, 415);
    headers[0].value = "application/x-www-form-urlencodedx";
    assert_int_equal(test_ask(t, m, &body).status, 415);
}

static void redirects_stay_on_the_site(void **state)
{
    static const struct {
        const char *form;
        int status;
    } cases[] = {
        {"note=a&next=/notes", 303},
        {"note=a&next=/notes?a=1%23b", 303},
        {"note=a&next=//evil.example", 500},
        {"note=a&next=/%5Cevil.example", 500},
        {"note=a&next=https://evil.example", 500},
        {"note=a&next=notes", 500},
        {"note=a&next=/a%0D%0AX:%20y", 500},
    };
    struct test_site *t = *state;
    const char *body;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(
            test_ask(t, posted("/notes", cases[i].form), &body).status,
            cases[i].status);
}

static void a_form_says_what_is_wrong_with_it(void **state)
{
    struct test_site *t = *state;
    const char *body;
    struct answer answer =
        test_ask(t, posted("/notes", "key=Not+A+Key"), &body);

    assert_int_equal(answer.status, 400);
    assert_non_null(strstr(body, "must be given"));
    assert_non_null(
        strstr(body, "must be 1 to 64 small letters, digits and hyphens"));
}

static void a_query_is_no_part_of_a_form(void **state)
{
    const char *body;

    assert_int_equal(
        test_ask(*state, posted("/notes?note=a", ""), &body).status, 400);
}

static void a_form_has_a_lid_of_pairs(void **state)
{
    struct test_site *t = *state;
    const char *body;
    struct buf form;
    int i;

    buf_init(&form, BODY_MAX);
    buf_adds(&form, "note=a");
    for (i = 1; i < 256; i++)
        buf_adds(&form, "&b=c");
    assert_int_equal(test_ask(t, posted("/notes", form.text), &body).status,
                     200);
    buf_adds(&form, "&b=c");
    assert_int_equal(test_ask(t, posted("/notes", form.text), &body).status,
                     413);
    buf_release(&form);
}

/* What is put into an address comes out of it again. */
static void a_segment_is_any_text_that_an_address_can_hold(void **state)
{
    static const struct {
        const char *text, *segment;
    } cases[] = {
        {"start", "start"},
        {"Which bin? 1", "Which%20bin%3f%201"},
        {"x\"; y=\"z", NULL},
        {"50 %", NULL},
        {"a+b&c", NULL},
        {"caf\xc3\xa9", "caf%c3%a9"},
        {"a.b", NULL},
        {".json.", NULL},
        {"...", NULL},
        {"", ""},
        {"a/b", ""},
        {"a\\b", ""},
        {".", ""},
        {"..", ""},
        {"all.csv", ""},
        {"a\nb", ""},
    };
    struct test_site *t = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *segment = address_segment(t->arena, cases[i].text);
        const char *body;

        if (cases[i].segment)
            assert_string_equal(segment, cases[i].segment);
        if (!*segment)
            continue;
        (void)test_get(t, arena_printf(t->arena, "/steps/%s/", segment), &body);
        assert_string_equal(body, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_site(a_form_is_taken),
        with_site(a_form_from_elsewhere_is_not),
        with_site(what_is_no_form_is_415),
        with_site(redirects_stay_on_the_site),
        with_site(a_form_says_what_is_wrong_with_it),
        with_site(a_query_is_no_part_of_a_form),
        with_site(a_form_has_a_lid_of_pairs),
        with_site(a_segment_is_any_text_that_an_address_can_hold),
    };

    return cmocka_run_group_tests_name("forms", tests, NULL, NULL);
}
