/* test_events_stored.c - what of whoever sends events is in a file: nothing. */
#include <dirent.h>

#include "tests/unit/endpoint.h"

#define FORMS "https://forms.example.org"
#define VIEW  "{\"journey\":\"own\",\"attempt\":\"attempt-1\",\"kind\":\"view\"}"

static const char *own_key(struct endpoint *p)
{
    char *key = arena_alloc(p->arena, WRITE_KEY_SIZE);
    int64_t id;

    assert_ok(access_add_key(p->w->t, "own", p->now_ms, key, &id));
    return key;
}

/* Whether some file of the folder holds that text. */
static bool folder_holds(struct endpoint *p, const char *text)
{
    DIR *dir = opendir(p->w->dir);
    struct dirent *entry;
    bool found = false;

    assert_non_null(dir);
    while ((entry = readdir(dir))) {
        static char bytes[8 << 20];
        FILE *f = fopen(
            arena_printf(p->arena, "%s/%s", p->w->dir, entry->d_name), "rb");
        size_t n = f ? fread(bytes, 1, sizeof(bytes), f) : 0;

        found = found || memmem(bytes, n, text, strlen(text));
        if (f)
            (void)fclose(f);
    }
    (void)closedir(dir);
    return found;
}

static struct answered ask_marked(struct endpoint *p, const char *signal,
                                  const char *key)
{
    struct asking how = {
        .type = "application/x-ndjson", .key = key, .more = {signal, "1"}};

    return endpoint_ask(
        p, how,
        "{\"journey\":\"own\",\"attempt\":\"marker-attempt\",\"kind\":\"view\","
        "\"step\":\"marker-step\",\"variant\":\"marker-variant\"}\n"
        "{\"journey\":\"own\",\"attempt\":\"marker-attempt\",\"kind\":\"x\"}");
}

static void whoever_opted_out_leaves_nothing_behind(void **state)
{
    struct endpoint *p = *state;

    assert_ok(access_mark_demo(p->w->t));
    assert_answered(ask_marked(p, "Sec-GPC", NULL), 202, 0, 0, 0, 2);
    assert_answered(ask_marked(p, "DNT", NULL), 202, 0, 0, 0, 2);
    assert_false(folder_holds(p, "marker-"));
    assert_int_equal(tracked_figure(p->w, "refused"), 0);

    /* A server sends what it has to say, and has no browser's headers. */
    assert_answered(ask_marked(p, "Sec-GPC", own_key(p)), 202, 1, 0, 1, 0);
    assert_true(folder_holds(p, "marker-step"));
    assert_false(folder_holds(p, "marker-attempt"));
}

static void of_a_browser_only_the_kind_of_device_is_kept(void **state)
{
    struct asking how = {.type = JSON_TYPE,
                         .agent = "marker/1 (iPhone) Mobile"};
    struct endpoint *p = *state;

    how.key = own_key(p);
    assert_answered(endpoint_ask(p, how, VIEW), 202, 1, 0, 0, 0);
    assert_null(strstr(endpoint_exported(p), "\"device\""));
    assert_ok(access_allow_origin(p->w->t, "own", FORMS));
    how.key = NULL;
    how.origin = FORMS;
    assert_answered(endpoint_ask(p, how, VIEW), 202, 1, 0, 0, 0);
    assert_non_null(strstr(endpoint_exported(p), "\"device\":\"mobile\""));
    assert_answered(/* what its page knows goes first */
                    endpoint_ask(
                        p, how,
                        "{\"journey\":\"own\",\"attempt\":\"attempt-2\","
                        "\"kind\":\"view\",\"device\":\"tablet\"}"),
                    202, 1, 0, 0, 0);
    assert_non_null(strstr(endpoint_exported(p), "\"device\":\"tablet\""));
    assert_false(folder_holds(p, "marker/"));
    assert_false(folder_holds(p, "iPhone"));
}

static void a_key_is_kept_as_a_hash_only(void **state)
{
    struct endpoint *p = *state;
    const char *key = own_key(p);

    assert_int_equal(strlen(key), WRITE_KEY_SIZE - 1);
    assert_true(folder_holds(p, arena_strndup(p->arena, key, 9)));
    assert_false(folder_holds(p, arena_strndup(p->arena, key, 12)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_endpoint(whoever_opted_out_leaves_nothing_behind),
        with_endpoint(of_a_browser_only_the_kind_of_device_is_kept),
        with_endpoint(a_key_is_kept_as_a_hash_only),
    };

    return cmocka_run_group_tests_name("events, stored", tests, NULL, NULL);
}
