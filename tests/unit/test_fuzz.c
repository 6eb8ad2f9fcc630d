/* test_fuzz.c - every file that the fuzzers begin with, or once found a fault
 * by: tests/fuzz/corpus/. */
#include <dirent.h>

#include "tests/fuzz/fuzz.h"
#include "tests/unit.h"

#define CORPUS "tests/fuzz/corpus"

/* A copy of just that size, so that a sanitizer sees a read past its end. */
static void give(fuzz_target *target, const char *path)
{
    static char bytes[FUZZ_MAX];
    FILE *f = fopen(path, "rb");
    char *copy;
    size_t n;

    assert_non_null(f);
    n = fread(bytes, 1, sizeof(bytes), f);
    (void)fclose(f);
    copy = malloc(n ? n : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, n);
    target(copy, n);
    free(copy);
}

static void replay(struct arena *a, fuzz_target *target, const char *name)
{
    const char *folder = arena_printf(a, CORPUS "/%s", name);
    DIR *dir = opendir(folder);
    struct dirent *entry;
    int n = 0;

    if (!dir)
        fail_msg("there is no %s", folder);
    while ((entry = readdir(dir))) {
        if (entry->d_name[0] == '.')
            continue;
        give(target, arena_printf(a, "%s/%s", folder, entry->d_name));
        n++;
    }
    (void)closedir(dir);
    assert_true(n >= 3);
}

#define replays(name)                                                          \
    static void name##_takes_any_bytes(void **state)                           \
    {                                                                          \
        replay(*state, fuzz_##name, #name);                                    \
    }

replays(event_scan) replays(body) replays(form) replays(tsv) replays(csv)
    replays(xes) replays(ndjson) replays(trail) replays(redact) replays(peer)
        replays(bpmn) replays(views) replays(sheet) replays(picture)
            replays(definition) replays(entry) replays(guidance) replays(list)
                replays(markdown) replays(markup) replays(pack) replays(palette)
                    replays(request) replays(yaml)

                        int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(event_scan_takes_any_bytes),
        with_arena(body_takes_any_bytes),
        with_arena(form_takes_any_bytes),
        with_arena(tsv_takes_any_bytes),
        with_arena(csv_takes_any_bytes),
        with_arena(xes_takes_any_bytes),
        with_arena(ndjson_takes_any_bytes),
        with_arena(trail_takes_any_bytes),
        with_arena(redact_takes_any_bytes),
        with_arena(peer_takes_any_bytes),
        with_arena(bpmn_takes_any_bytes),
        with_arena(views_takes_any_bytes),
        with_arena(sheet_takes_any_bytes),
        with_arena(picture_takes_any_bytes),
        with_arena(definition_takes_any_bytes),
        with_arena(entry_takes_any_bytes),
        with_arena(guidance_takes_any_bytes),
        with_arena(list_takes_any_bytes),
        with_arena(markdown_takes_any_bytes),
        with_arena(markup_takes_any_bytes),
        with_arena(pack_takes_any_bytes),
        with_arena(palette_takes_any_bytes),
        with_arena(request_takes_any_bytes),
        with_arena(yaml_takes_any_bytes),
    };

    return cmocka_run_group_tests_name("fuzzing corpus", tests, NULL, NULL);
}
