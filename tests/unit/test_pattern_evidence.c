/* What journeys say of a pattern: as of now, however often it is asked. */
#include "server/evidence.h"

#include "tests/unit/council.h"

/* As a worker of the server has it, beside whoever writes. */
struct beside {
    struct evidence evidence;
    struct pattern_evidence_source source;
};

static void open_beside(struct beside *b, const struct council *c)
{
    *b = (struct beside){.evidence = {.zone = c->site->zone}};
    assert_ok(tracker_open(c->folder, TRACKER_READ, &b->evidence.tracker));
    b->source = evidence_source(&b->evidence);
}

static void close_beside(struct beside *b)
{
    evidence_release(&b->evidence);
    tracker_close(b->evidence.tracker);
}

static struct pattern_use use_of(const struct beside *b, struct arena *a,
                                 const char *slug, int64_t now_ms)
{
    struct pattern_evidence found;

    assert_ok(b->source.find(b->source.self, a, slug, now_ms, &found));
    assert_int_equal(found.n, 1);
    return found.at[0];
}

static void a_new_attempt_is_in_the_evidence_at_once(void **state)
{
    static const struct walk walks[] = {
        {3, "view:start accept:start view:address accept:address view:details"},
        {0, NULL}};
    struct council *c = *state;
    struct beside b;

    council_journey(c, "bin", "Which bin?");
    council_walks(c, "bin", "2026-02-20T10:00:00Z", walks);
    open_beside(&b, c);
    assert_int_equal(use_of(&b, c->arena, "radios", COUNCIL_NOW_MS).reached, 3);
    assert_int_equal(use_of(&b, c->arena, "radios", COUNCIL_NOW_MS).reached, 3);
    council_walks(c, "bin", "2026-02-21T10:00:00Z", walks);
    assert_int_equal(use_of(&b, c->arena, "radios", COUNCIL_NOW_MS).reached, 6);
    council_journey(c, "box", "Which box?");
    {
        struct pattern_evidence found;

        assert_ok(b.source.find(b.source.self, c->arena, "radios",
                                COUNCIL_NOW_MS, &found));
        assert_int_equal(found.n, 2); /* of both journeys */
    }
    close_beside(&b);
}

/* Nobody goes on, and half an hour later that is a drop-off. */
static void time_alone_changes_the_evidence(void **state)
{
    static const struct walk walks[] = {{40, "view:start view:address"},
                                        {0, NULL}};
    struct council *c = *state;
    const int64_t limit_ms = COUNCIL_NOW_MS - MS_PER_DAY + 10000 + 30 * 60000;
    struct beside b;

    council_journey(c, "bin", "Which bin?");
    council_walks(c, "bin", "2026-03-01T10:00:00Z", walks);
    open_beside(&b, c);
    assert_int_equal(
        use_of(&b, c->arena, "address-lookup", limit_ms - 1000).dropped.m, 0);
    assert_int_equal(
        use_of(&b, c->arena, "address-lookup", limit_ms + 1000).dropped.n, 40);
    close_beside(&b);
}

static void what_was_found_stays_while_more_is_asked(void **state)
{
    static const struct walk walks[] = {{1, "view:start view:details"},
                                        {0, NULL}};
    struct council *c = *state;
    struct pattern_use first;
    struct beside b;

    council_journey(c, "bin", "Which bin?");
    council_walks(c, "bin", "2026-02-20T10:00:00Z", walks);
    open_beside(&b, c);
    first = use_of(&b, c->arena, "radios", COUNCIL_NOW_MS);
    council_walks(c, "bin", "2026-02-21T10:00:00Z", walks);
    (void)use_of(&b, c->arena, "radios", COUNCIL_NOW_MS);
    close_beside(&b);
    assert_string_equal(first.journey, "bin");
    assert_string_equal(first.named, "radios@2");
    assert_int_equal(first.reached, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_council(a_new_attempt_is_in_the_evidence_at_once),
        with_council(time_alone_changes_the_evidence),
        with_council(what_was_found_stays_while_more_is_asked),
    };

    return cmocka_run_group_tests_name("pattern evidence", tests, NULL, NULL);
}
