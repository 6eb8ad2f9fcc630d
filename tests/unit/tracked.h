/* tracked.h - a tracker in a temporary folder, and what it answers. */
#ifndef TESTS_UNIT_TRACKED_H
#define TESTS_UNIT_TRACKED_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "tests/unit.h"
#include "tracker/tracker.h"

/* 2026-03-02T10:00:00Z, a Monday; and ninety days later. */
#define TRACKED_START_MS INT64_C(1772445600000)
#define TRACKED_LATER_MS (TRACKED_START_MS + 90 * MS_PER_DAY)

struct tracked {
    char dir[200], file[220]; /* the file to import from is beside the folder */
    struct tracker *t;
};

#define TRACKED_STEPS                                                          \
    "[{\"id\":\"a\",\"kind\":\"start\"},{\"id\":\"b\",\"title\":\"Bee\"},"     \
    "{\"id\":\"c\"},{\"id\":\"d\",\"kind\":\"end\",\"outcome\":\"completed\"}" \
    ",{\"id\":\"e\",\"kind\":\"end\",\"outcome\":\"error\"},"                  \
    "{\"id\":\"g\",\"kind\":\"end\"}]"

#define TRACKED_HEAD                                                           \
    "\"waymark\":\"journey/1\",\"organisation\":\"exampleton\","               \
    "\"saveDays\":1,\"retentionMonths\":0"

#define TRACKED_JOURNEY                                                        \
    "{" TRACKED_HEAD                                                           \
    ",\"id\":\"own\",\"start\":\"a\",\"steps\":" TRACKED_STEPS "}"

static inline void tracked_start(struct tracked *w)
{
    w->t = NULL;
    assert_ok(tracker_open(w->dir, TRACKER_WRITE, &w->t));
}

static inline void tracked_stop(struct tracked *w)
{
    tracker_close(w->t);
    w->t = NULL;
}

static inline void tracked_add_at(struct tracked *w, const char *definition,
                                  int64_t now_ms, enum added want)
{
    struct arena *a = arena_new();
    struct problems p;
    struct addition done;

    problems_init(&p, a, 10);
    if (tracker_add(w->t, definition, strlen(definition), now_ms, &p, &done))
        fail_msg("%s", p.n ? p.at[0].message : "not added");
    assert_int_equal(done.added, want);
    arena_free(a);
}

static inline void tracked_add(struct tracked *w, const char *definition)
{
    tracked_add_at(w, definition, TRACKED_START_MS, ADDED_NEW);
}

static inline const char *tracked_temporary(void)
{
    const char *said = getenv("TMPDIR");

    return said ? said : "/tmp";
}

/* With the journey "own". */
static inline struct tracked *tracked_new(void)
{
    struct tracked *w = mem_new(1, sizeof(*w));

    (void)snprintf(w->dir, sizeof(w->dir), "%s/test-tracked-XXXXXX",
                   tracked_temporary());
    assert_non_null(mkdtemp(w->dir));
    (void)snprintf(w->file, sizeof(w->file), "%s.in", w->dir);
    tracked_start(w);
    tracked_add(w, TRACKED_JOURNEY);
    return w;
}

static inline void tracked_free(struct tracked *w)
{
    DIR *dir = opendir(w->dir);
    struct dirent *entry;

    tracked_stop(w);
    assert_non_null(dir);
    while ((entry = readdir(dir)))
        if (entry->d_name[0] != '.')
            (void)unlinkat(dirfd(dir), entry->d_name, 0);
    (void)closedir(dir);
    (void)unlink(w->file);
    assert_int_equal(rmdir(w->dir), 0);
    free(w);
}

static inline void tracked_write(const struct tracked *w, const void *bytes,
                                 size_t n)
{
    FILE *f = fopen(w->file, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static inline void tracked_write_text(const struct tracked *w, const char *text)
{
    tracked_write(w, text, strlen(text));
}

/* Import what was written. */
static inline enum err tracked_import_file(struct tracked *w,
                                           const char *journey, int64_t now_ms,
                                           struct problems *p,
                                           struct import_summary *ret_sum)
{
    const struct import_options o = {
        .journey = journey, .name = "in", .now_ms = now_ms};
    struct input *in = NULL;
    enum err e;

    assert_ok(input_open(w->file, &in));
    e = tracker_import(w->t, in, &o, p, ret_sum);
    input_close(in);
    return e;
}

static inline struct import_summary
tracked_import_at(struct tracked *w, const char *text, int64_t now_ms)
{
    struct arena *a = arena_new();
    struct import_summary sum = {0};
    struct problems p;

    problems_init(&p, a, 10);
    tracked_write(w, text, strlen(text));
    assert_ok(tracked_import_file(w, "own", now_ms, &p, &sum));
    arena_free(a);
    return sum;
}

static inline struct import_summary tracked_import(struct tracked *w,
                                                   const char *text)
{
    return tracked_import_at(w, text, TRACKED_LATER_MS);
}

static inline int tracked_by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines of a text, sorted. */
static inline char *tracked_sorted(struct arena *a, char *text)
{
    char **lines = arena_array(a, strlen(text) + 1, sizeof(*lines)), *line;
    char *sorted = arena_alloc(a, strlen(text) + 1), *to = sorted, *rest = text;
    size_t n = 0, i;

    while ((line = strsep(&rest, "\n")))
        if (*line)
            lines[n++] = line;
    qsort(lines, n, sizeof(*lines), tracked_by_text);
    for (i = 0; i < n; i++) {
        size_t size = strlen(lines[i]);

        memcpy(to, lines[i], size);
        to[size] = '\n';
        to += size + 1;
    }
    return sorted;
}

static inline char *tracked_figures(struct arena *a, struct tracked *w,
                                    int64_t now_ms)
{
    const struct figures_query q = {.journey = "own", .now_ms = now_ms};
    struct figures f;
    json_t *json;
    char *dump, *text;

    assert_ok(tracker_figures(w->t, a, &q, &f));
    json = figures_json(&f);
    dump = json_dumps(json, JSON_INDENT(1));
    text = arena_strdup(a, dump);
    free(dump);
    json_decref(json);
    return text;
}

static inline char *tracked_attempts(struct arena *a, struct tracked *w,
                                     int64_t now_ms)
{
    char *text = NULL, *copy;
    size_t n;
    FILE *to = open_memstream(&text, &n);

    assert_non_null(to);
    assert_ok(tracker_attempts(w->t, "own", NULL, now_ms, to));
    assert_int_equal(fclose(to), 0);
    copy = arena_strdup(a, text);
    free(text);
    return tracked_sorted(a, copy);
}

/* Everything that can be asked, at three instants; and verify is clean. */
static inline char *tracked_answers(struct arena *a, struct tracked *w)
{
    static const int64_t at[] = {TRACKED_START_MS + MS_PER_DAY,
                                 TRACKED_START_MS + 4 * MS_PER_DAY,
                                 TRACKED_LATER_MS};
    char *text = arena_strdup(a, "");
    struct problems p;
    int64_t attempts;
    size_t i;

    problems_init(&p, a, 10);
    assert_ok(tracker_verify(w->t, &p, &attempts));
    if (p.total)
        fail_msg("verify: %s: %s", p.at[0].place, p.at[0].message);
    for (i = 0; i < sizeof(at) / sizeof(at[0]); i++)
        text = arena_printf(a, "%s%s\n%s", text, tracked_figures(a, w, at[i]),
                            tracked_attempts(a, w, at[i]));
    return text;
}

/* A number out of the figures in the distant future. */
static inline int64_t tracked_figure(struct tracked *w, const char *key)
{
    struct arena *a = arena_new();
    json_t *json = json_loads(tracked_figures(a, w, TRACKED_LATER_MS), 0, NULL);
    int64_t n = json_integer_value(json_object_get(json, key));

    json_decref(json);
    arena_free(a);
    return n;
}

/* How many attempts are held apart for that reason. */
static inline int64_t tracked_apart(struct tracked *w, const char *why)
{
    struct arena *a = arena_new();
    json_t *json = json_loads(tracked_figures(a, w, TRACKED_LATER_MS), 0, NULL);
    json_t *apart = json_object_get(json, "apart");
    int64_t n = json_integer_value(json_object_get(apart, why));

    json_decref(json);
    arena_free(a);
    return n;
}

/* All is in order; of how many attempts. */
static inline int64_t tracked_verify(struct tracker *t)
{
    struct arena *a = arena_new();
    struct problems p;
    int64_t attempts;

    problems_init(&p, a, 10);
    assert_ok(tracker_verify(t, &p, &attempts));
    if (p.total)
        fail_msg("verify: %s: %s", p.at[0].place, p.at[0].message);
    arena_free(a);
    return attempts;
}

static inline void tracked_assert_clean(struct tracked *w)
{
    (void)tracked_verify(w->t);
}

#endif
