/* test_evidence.c - evidence in words, as an export has it, and who may say it.
 */
#include "tracker/evidence.h"

#include <jansson.h>
#include <string.h>

#include "tests/unit.h"
#include "tracker/event_rules.h"

static void what_is_written_is_read_back(void **state)
{
    unsigned evidence, back;
    char text[EVIDENCE_TEXT];

    (void)state;
    for (evidence = 1; evidence <= EVIDENCE_ALL; evidence++) {
        evidence_text(evidence, text);
        assert_true(evidence_read(text, &back));
        assert_int_equal(back, evidence);
    }
    evidence_text(EVIDENCE_BROWSER | EVIDENCE_HELD, text);
    assert_string_equal(text, "browser held");
}

static void other_words_are_none(void **state)
{
    static const char *const wrong[] = {
        NULL,       "",        " ",           "bot",           "browser ",
        " browser", "Browser", "browserheld", "browser  held", "held browser",
        "held held"};
    unsigned evidence = 99;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        if (evidence_read(wrong[i], &evidence))
            fail_msg("\"%s\" is taken", wrong[i]);
    assert_int_equal(evidence, 99);
}

/* Of an attempt, with or without a hash; what is wrong with it, or "". */
static const char *fault_of(struct arena *a, bool imported, const char *attempt,
                            const char *evidence)
{
    json_t *json = json_pack("{s:s s:s s:s s:s}", "journey", "own", "attempt",
                             attempt, "kind", "view", "evidence", evidence);
    struct event_fault fault = {"", ""};
    struct event e;

    if (event_read(a, json, imported, &e, &fault) == OK)
        fault.reason = e.evidence == EVIDENCE_AGENT ? "" : "other evidence";
    json_decref(json);
    return fault.reason;
}

static void only_an_export_may_say_evidence(void **state)
{
    static const char hashed[] = "h:0123456789abcdef0123456789abcdef",
                      refused[] = EVENT_NO_KEY;
    struct arena *a = *state;

    assert_string_equal(fault_of(a, true, hashed, "agent"), "");
    assert_string_equal(fault_of(a, true, "attempt-1", "agent"), refused);
    assert_string_equal(fault_of(a, false, hashed, "agent"), refused);
    assert_string_equal(fault_of(a, false, hashed, ""), refused);
    assert_string_equal(fault_of(a, true, hashed, "robot"), refused);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(other_words_are_none),
        with_arena(only_an_export_may_say_evidence),
    };

    return cmocka_run_group_tests_name("evidence", tests, NULL, NULL);
}
