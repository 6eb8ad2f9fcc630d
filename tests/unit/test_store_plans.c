#include "tests/unit/store_folder.h"

static void every_query_can_be_prepared(void **state)
{
    struct store *st = opened(STORE_WRITE);

    (void)state;
    assert_ok(store_check_queries(st));
    store_close(st);
}

/* Queries that may scan a table that grows, or sort, and why. */
static const struct {
    const char *query, *reason;
} excused[] = {
    {"row_faults", "every row there is, by command"},
    {"import_list", "all of them in the order of the key, by command"},
    {"import_delete", "all of a journey that is removed, by command"},
};

static bool is_excused(const char *query)
{
    size_t i;

    for (i = 0; i < sizeof(excused) / sizeof(excused[0]); i++)
        if (strcmp(excused[i].query, query) == 0)
            return true;
    return false;
}

/* What is wrong with one line of a plan; NULL: nothing. */
static const char *fault_of(const char *detail)
{
    static const char *const growing[] = {"live",     "chunk",  "figures",
                                          "received", "import", "name"};
    size_t i;

    if (strstr(detail, "TEMP B-TREE"))
        return "sorts in a temporary tree";
    if (strncmp(detail, "SCAN ", 5) != 0)
        return NULL;
    for (i = 0; i < sizeof(growing) / sizeof(growing[0]); i++) {
        size_t n = strlen(growing[i]);

        if (strncmp(detail + 5, growing[i], n) == 0 &&
            (detail[5 + n] == '\0' || detail[5 + n] == ' '))
            return "scans a table that grows";
    }
    return NULL;
}

/* The first fault in the plan of a statement; NULL: none. */
static const char *plan_fault(sqlite3 *db, const char *sql)
{
    char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);
    const char *fault = NULL;
    sqlite3_stmt *stmt;

    assert_int_equal(sqlite3_prepare_v2(db, explain, -1, &stmt, NULL),
                     SQLITE_OK);
    while (!fault && sqlite3_step(stmt) == SQLITE_ROW)
        fault = fault_of((const char *)sqlite3_column_text(stmt, 3));
    (void)sqlite3_finalize(stmt);
    sqlite3_free(explain);
    return fault;
}

static void no_query_scans_what_grows_or_sorts_outside_the_list(void **state)
{
    sqlite3 *db;
    size_t q;

    (void)state;
    store_close(opened(STORE_WRITE));
    db = raw();
    for (q = 0; q < Q_COUNT; q++) {
        const struct query_text *text = &query_texts[q];
        const char *fault = plan_fault(db, text->sql);

        if (fault && !is_excused(text->name))
            fail_msg("%s (%s) %s", text->name, text->where, fault);
        if (!fault && is_excused(text->name))
            fail_msg("%s needs no excuse any more", text->name);
    }
    (void)sqlite3_close(db);
}

static void the_look_at_plans_can_say_no(void **state)
{
    static const char *const bad[] = {
        "SELECT id FROM live WHERE key = x'00'",
        "SELECT count(*) FROM chunk",
        "SELECT counters FROM figures WHERE day = 1",
        "SELECT day FROM received ORDER BY refused",
        "SELECT id FROM chunk WHERE journey = 1 ORDER BY attempts",
        "SELECT file, count(*) FROM import GROUP BY file",
        "DELETE FROM name WHERE text = 'x'",
        "UPDATE live SET chunk = NULL WHERE chunk = 7",
    };
    sqlite3 *db;
    size_t i;

    (void)state;
    store_close(opened(STORE_WRITE));
    db = raw();
    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        if (!plan_fault(db, bad[i]))
            fail_msg("nothing wrong with: %s", bad[i]);
    assert_null(plan_fault(db, "SELECT key FROM live WHERE id = 7"));
    assert_null(plan_fault(db, "SELECT slug FROM organisation"));
    (void)sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(every_query_can_be_prepared),
        in_folder(no_query_scans_what_grows_or_sorts_outside_the_list),
        in_folder(the_look_at_plans_can_say_no),
    };

    return cmocka_run_group_tests_name("store_plans", tests, NULL, NULL);
}
