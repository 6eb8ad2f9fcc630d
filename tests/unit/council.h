/* council.h - a data folder with journeys and attempts, and the site on it. */
#ifndef TESTS_UNIT_COUNCIL_H
#define TESTS_UNIT_COUNCIL_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/input.h"
#include "base/time.h"
#include "dashboard/dashboard.h"
#include "tests/unit.h"
#include "web/router.h"

/* It is 2026-03-02T10:00:00Z. */
#define COUNCIL_NOW_MS INT64_C(1772445600000)

struct council {
    struct arena *arena;
    char folder[32];
    struct tracker *tracker;
    struct dashboard dashboard;
    struct routes folders[2];
    struct site *site;
    struct router *router;
    int attempts; /* so far; their names are numbers */
};

/* Attempts that went the same way, "view:start accept:start view:address",
 * ten seconds from event to event. */
struct walk {
    int attempts;
    const char *trail;
};

static inline int council_open(void **state)
{
    struct council *c = test_calloc(1, sizeof(*c));
    struct router_options options = {.folders = c->folders};
    struct fault fault = {""};

    c->arena = arena_new();
    snprintf(c->folder, sizeof(c->folder), "/tmp/test-council-XXXXXX");
    assert_non_null(mkdtemp(c->folder));
    assert_ok(tracker_open(c->folder, TRACKER_WRITE, &c->tracker));
    c->dashboard.tracker = c->tracker;
    c->folders[0] =
        (struct routes){.table = dashboard_routes, .context = &c->dashboard};
    if (site_new(json_pack("{s:s s:b}", "name", "Waymark", "docs", 1), NULL,
                 &c->site, &fault))
        fail_msg("%s", fault.text);
    c->router = router_new(c->site, &options);
    *state = c;
    return 0;
}

static inline int council_close(void **state)
{
    struct council *c = *state;
    struct dirent *entry;
    DIR *dir;

    router_free(c->router);
    site_free(c->site);
    tracker_close(c->tracker);
    dir = opendir(c->folder);
    while (dir && (entry = readdir(dir))) {
        if (entry->d_name[0] != '.')
            (void)unlinkat(dirfd(dir), entry->d_name, 0);
    }
    if (dir)
        (void)closedir(dir);
    (void)rmdir(c->folder);
    arena_free(c->arena);
    test_free(c);
    return 0;
}

#define with_council(fn)                                                       \
    cmocka_unit_test_setup_teardown(fn, council_open, council_close)

/* "start", "address", "details" and "check", then three ends. */
static inline void council_journey(struct council *c, const char *id,
                                   const char *details_title)
{
    struct problems p;
    struct addition addition;
    char *text;
    json_t *d = json_pack(
        "{s:s s:s s:s s:s s:s s:i s:s s:["
        "{s:s s:s s:s s:[{s:s}]}"
        "{s:s s:s s:s s:[s] s:[{s:s}{s:s}]}"
        "{s:s s:s s:s s:[s s] s:[{s:s}]}"
        "{s:s s:s s:s s:[{s:s}{s:s}]}"
        "{s:s s:s s:s s:s}{s:s s:s s:s s:s}{s:s s:s s:s s:s}]}",
        "waymark", "journey/1", "id", id, "title", "Report a missed bin",
        "organisation", "exampleton", "service", "missed-bin",
        "retentionMonths", 0, "start", "start", "steps", "id", "start", "title",
        "Before you start", "kind", "start", "next", "to", "address", "id",
        "address", "title", "Where do you live?", "kind", "question",
        "patterns", "address-lookup@1", "next", "to", "not-ours", "to",
        "details", "id", "details", "title", details_title, "kind", "question",
        "patterns", "radios@2", "hint", "next", "to", "check", "id", "check",
        "title", "Check your answers", "kind", "check", "next", "to", "done",
        "to", "sorry", "id", "done", "title", "Reported", "kind", "end",
        "outcome", "completed", "id", "not-ours", "title",
        "We do not collect there", "kind", "end", "outcome", "ineligible", "id",
        "sorry", "title", "Something went wrong", "kind", "end", "outcome",
        "error");

    assert_non_null(d);
    text = json_dumps(d, 0);
    problems_init(&p, c->arena, 10);
    if (tracker_add(c->tracker, text, strlen(text), COUNCIL_NOW_MS, &p,
                    &addition))
        fail_msg("%s: %s", p.at[0].place, p.at[0].message);
    free(text);
    json_decref(d);
}

static inline void council_write(struct council *c, FILE *to, const char *trail,
                                 int64_t start_ms)
{
    const char *word = trail;
    int seq = 0;

    for (; *word; word += strspn(word, " ")) {
        int kind = (int)strcspn(word, ":"), step;

        step = (int)strcspn(word + kind, " ") - 1;
        fprintf(to,
                "{\"attempt\":\"attempt-%06d\",\"seq\":%d,\"kind\":\"%.*s\","
                "\"step\":\"%.*s\",\"at\":%lld}\n",
                c->attempts, seq, kind, word, step, word + kind + 1,
                (long long)start_ms + seq * 10000);
        word += kind + 1 + step;
        seq++;
    }
    c->attempts++;
}

/* Import what is in the file "events" of the folder. */
static inline void council_import_file(struct council *c, const char *journey)
{
    const char *file = arena_printf(c->arena, "%s/events", c->folder);
    struct import_options o = {.journey = journey,
                               .name = "events",
                               .read = {.format = READ_NDJSON},
                               .now_ms = COUNCIL_NOW_MS};
    struct import_summary sum;
    struct problems p;
    struct input *in;

    problems_init(&p, c->arena, 10);
    assert_ok(input_open(file, &in));
    assert_ok(tracker_import(c->tracker, in, &o, &p, &sum));
    input_close(in);
    if (sum.refused)
        fail_msg("%s: %s", p.at[0].place, p.at[0].message);
}

/* Import NDJSON into a journey. */
static inline void council_import(struct council *c, const char *journey,
                                  const char *text)
{
    FILE *to = fopen(arena_printf(c->arena, "%s/events", c->folder), "w");

    assert_non_null(to);
    assert_true(fputs(text, to) >= 0);
    assert_int_equal(fclose(to), 0);
    council_import_file(c, journey);
}

/* Import walks that began then, into a journey; walks end with {0}. */
static inline void council_walks(struct council *c, const char *journey,
                                 const char *start, const struct walk *walks)
{
    const char *file = arena_printf(c->arena, "%s/events", c->folder);
    FILE *to = fopen(file, "w");
    int64_t start_ms;
    int i;

    assert_non_null(to);
    assert_ok(time_parse(start, strlen(start), &start_ms));
    for (; walks->attempts; walks++)
        for (i = 0; i < walks->attempts; i++)
            council_write(c, to, walks->trail, start_ms);
    assert_int_equal(fclose(to), 0);
    council_import_file(c, journey);
}

/* GET; the body lives as long as the council. */
static inline const char *council_get(struct council *c, const char *target,
                                      int status)
{
    struct message m = message_get(target);
    struct answer answer;
    const char *body;

    router_answer(c->router, c->arena, &m, COUNCIL_NOW_MS, &answer);
    body = arena_strndup(c->arena, answer.body.text, answer.body.len);
    if (answer.status != status)
        fail_msg("%s answers %d\n%s", target, answer.status, body);
    answer_release(&answer);
    return body;
}

#endif
