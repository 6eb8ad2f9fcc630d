/* What journeys say of a pattern: as of now, however often it is asked. */
#include "server/evidence.h"

#include "base/public.h"
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
        {10, "view:start accept:start view:address accept:address "
             "view:details"},
        {0, NULL}};
    struct council *c = *state;
    struct beside b;

    council_journey(c, "bin", "Which bin?");
    council_walks(c, "bin", "2026-02-20T10:00:00Z", walks);
    open_beside(&b, c);
    assert_int_equal(use_of(&b, c->arena, "radios", COUNCIL_NOW_MS).reached,
                     10);
    assert_int_equal(use_of(&b, c->arena, "radios", COUNCIL_NOW_MS).reached,
                     10);
    council_walks(c, "bin", "2026-02-21T10:00:00Z", walks);
    assert_int_equal(use_of(&b, c->arena, "radios", COUNCIL_NOW_MS).reached,
                     20);
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
    static const struct walk walks[] = {{10, "view:start view:details"},
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
    assert_int_equal(first.reached, 10);
}

/* 43 came, 3 of them were refused an answer and left: 1 to 7 of 45 is told.
 * Ends by R's prop.test(1, 45, correct=FALSE) and prop.test(7, …). */
static void few_are_hidden_and_many_rounded_before_they_leave(void **state)
{
    static const struct walk walks[] = {
        {40, "view:start accept:start view:address accept:address "
             "view:details"},
        {3, "view:start accept:start view:address reject:address"},
        {0, NULL}};
    struct council *c = *state;
    struct pattern_use use;
    struct beside b;

    council_journey(c, "bin", "Which bin?");
    council_walks(c, "bin", "2026-02-20T10:00:00Z", walks);
    open_beside(&b, c);
    use = use_of(&b, c->arena, "address-lookup", COUNCIL_NOW_MS);
    close_beside(&b);
    assert_int_equal(use.reached, 45);
    assert_int_equal(use.rejects, PUBLIC_HIDDEN);
    assert_int_equal(use.dropped.n, PUBLIC_HIDDEN);
    assert_int_equal(use.dropped.m, 45);
    assert_near(use.dropped.low, 0.0039336, 0.000001);
    assert_near(use.dropped.high, 0.2878391, 0.000001);
    assert_near(use.dropped.rate, 7.0 / 45, 1e-9);
    assert_true(use.enough);
    assert_int_equal(use.timed, 40);
}

/* Of both steps together: 4 of 45 for the hidden 3 of 43, and 40 of 40. */
static void medians_are_of_what_is_told(void **state)
{
    static const struct walk walks[] = {
        {40, "view:start accept:start view:address accept:address "
             "view:details"},
        {3, "view:start accept:start view:address"},
        {0, NULL}};
    struct council *c = *state;
    struct pattern_use use;
    struct beside b;

    council_journey(c, "bin", "Which bin?");
    council_walks(c, "bin", "2026-02-20T10:00:00Z", walks);
    open_beside(&b, c);
    use = use_of(&b, c->arena, "address-lookup", COUNCIL_NOW_MS);
    close_beside(&b);
    assert_int_equal(use.peers.n, 2);
    assert_near(use.peers.rate, (4.0 / 45 + 1) / 2, 1e-9);
}

#define NAMELESS                                                               \
    "{\"waymark\":\"journey/1\",\"id\":\"old\",\"title\":\"An old form\","     \
    "\"organisation\":\"exampleton\",\"service\":\"old\",\"retentionMonths\":" \
    "0,"                                                                       \
    "\"start\":\"where\",\"steps\":[{\"id\":\"where\",\"title\":\"Where?\","   \
    "\"kind\":\"question\",\"next\":[{\"to\":\"done\"}]},{\"id\":\"done\","    \
    "\"title\":\"Sent\",\"kind\":\"end\",\"outcome\":\"completed\"}]}"

/* A step of the kind that names no pattern, in a journey of long ago. */
static void an_archive_that_names_no_pattern_is_among_the_medians(void **state)
{
    static const struct walk walks[] = {
        {40, "view:start accept:start view:address"}, {0, NULL}};
    static const struct walk old[] = {{40, "view:where"}, {0, NULL}};
    struct council *c = *state;
    struct addition addition;
    struct problems p;
    struct beside b;

    problems_init(&p, c->arena, 10);
    council_journey(c, "bin", "Which bin?");
    council_walks(c, "bin", "2026-02-20T10:00:00Z", walks);
    assert_ok(tracker_add(c->tracker, NAMELESS, strlen(NAMELESS),
                          COUNCIL_NOW_MS, &p, &addition));
    council_walks(c, "old", "2011-02-20T10:00:00Z", old);
    open_beside(&b, c);
    assert_int_equal(
        use_of(&b, c->arena, "address-lookup", COUNCIL_NOW_MS).peers.n, 2);
    close_beside(&b);
}

/* Three alone: not even their days and their time are told. */
static void of_a_few_attempts_nothing_else_is_told(void **state)
{
    static const struct walk walks[] = {
        {3, "view:start accept:start view:address accept:address "
            "view:details"},
        {0, NULL}};
    struct council *c = *state;
    struct pattern_use use;
    struct beside b;

    council_journey(c, "bin", "Which bin?");
    council_walks(c, "bin", "2026-02-20T10:00:00Z", walks);
    open_beside(&b, c);
    use = use_of(&b, c->arena, "address-lookup", COUNCIL_NOW_MS);
    close_beside(&b);
    assert_int_equal(use.reached, PUBLIC_HIDDEN);
    assert_int_equal(use.timed, PUBLIC_HIDDEN);
    assert_int_equal(use.p50_ms, -1);
    assert_false(use.dropped.known);
    assert_true(use.has_days);
    assert_false(use.tells_days);
}

static const struct {
    int64_t exact, told;
} counts[] = {{0, 0},     {1, PUBLIC_HIDDEN}, {7, PUBLIC_HIDDEN}, {8, 10},
              {12, 10},   {13, 15},           {17, 15},           {18, 20},
              {100, 100}, {1202, 1200},       {1203, 1205}};

static void
a_count_is_told_to_the_nearest_five_and_a_small_one_not(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
        assert_int_equal(public_count(counts[i].exact), counts[i].told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_council(a_new_attempt_is_in_the_evidence_at_once),
        with_council(time_alone_changes_the_evidence),
        with_council(what_was_found_stays_while_more_is_asked),
        with_council(few_are_hidden_and_many_rounded_before_they_leave),
        with_council(medians_are_of_what_is_told),
        with_council(an_archive_that_names_no_pattern_is_among_the_medians),
        with_council(of_a_few_attempts_nothing_else_is_told),
        cmocka_unit_test(
            a_count_is_told_to_the_nearest_five_and_a_small_one_not),
    };

    return cmocka_run_group_tests_name("pattern evidence", tests, NULL, NULL);
}
