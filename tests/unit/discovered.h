/* discovered.h - definitions discovered from small logs, for tests. */
#ifndef TESTS_UNIT_DISCOVERED_H
#define TESTS_UNIT_DISCOVERED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "tests/unit.h"
#include "tracker/discover.h"

static char path[] = "/tmp/test-discover-XXXXXX";

static inline enum err try_discover(struct arena *a, const char *id,
                                    enum read_format format, struct problems *p,
                                    json_t **ret_definition)
{
    struct read_options o = {.format = format};
    struct input *in = NULL;
    enum err e;

    problems_init(p, a, 100);
    assert_ok(zone_open("UTC", &o.zone));
    assert_ok(input_open(path, &in));
    e = discover(in, &o, id, p, ret_definition);
    input_close(in);
    return e;
}

static inline void write_text(const char *text)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

/* Of a log without a fault. */
static inline json_t *discovered(struct arena *a, const char *log)
{
    struct problems p;
    json_t *d = NULL;

    write_text(log);
    assert_ok(try_discover(a, "my-journey", READ_AUTO, &p, &d));
    assert_int_equal(p.total, 0);
    return d;
}

static inline const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

static inline json_t *steps_of(const json_t *d)
{
    return json_object_get(d, "steps");
}

/* "abd|c|": the last letters of the titles, start and questions | ends. */
static inline const char *order_of(struct arena *a, const json_t *d)
{
    char *order = arena_alloc(a, json_array_size(steps_of(d)) + 2), *to = order;
    bool ends = false;
    json_t *step;
    size_t i;

    json_array_foreach(steps_of(d), i, step)
    {
        const char *title = text_at(step, "title");

        if (!ends && strcmp(text_at(step, "kind"), "end") == 0) {
            ends = true;
            *to++ = '|';
        }
        *to++ = title[strlen(title) - 1];
    }
    return order;
}

static inline const json_t *step_titled(const json_t *d, const char *title)
{
    json_t *step;
    size_t i;

    json_array_foreach(steps_of(d), i, step)
    {
        if (strcmp(text_at(step, "title"), title) == 0)
            return step;
    }
    fail_msg("no step \"%s\"", title);
    return NULL;
}

/* "step-b 0.75, step-c 0.25" */
static inline const char *next_of(struct arena *a, const json_t *d,
                                  const char *title)
{
    const json_t *next = json_object_get(step_titled(d, title), "next");
    const char *text = "";
    json_t *edge;
    size_t i;

    json_array_foreach(next, i, edge)
    {
        text = arena_printf(a, "%s%s%s %.4g", text, i ? ", " : "",
                            text_at(edge, "to"),
                            json_real_value(json_object_get(edge, "seen")));
    }
    return text;
}

static inline int make_path(void **state)
{
    int fd = mkstemp(path);

    (void)state;
    return fd < 0 ? -1 : close(fd);
}

static inline int remove_path(void **state)
{
    (void)state;
    return unlink(path);
}

#endif
