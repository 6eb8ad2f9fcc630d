/*
 * transcript.h - what reading a file handed out, as text, for tests.
 *
 *     2 view | case 17 | Pay fine | 2026-03-02T10:00:00Z
 *     3 refused | step | must not be empty
 *     ok
 */
#ifndef TESTS_UNIT_TRANSCRIPT_H
#define TESTS_UNIT_TRANSCRIPT_H

#include <string.h>

#include "base/buf.h"
#include "tests/unit.h"
#include "tracker/read.h"

struct transcript {
    struct buf text;
    int64_t events, refused;
    int64_t stop_after; /* events; 0: never */
};

static inline void transcript_add(struct buf *b, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\n')
            buf_adds(b, "\\n");
        else
            buf_add(b, &s[i], 1);
    }
}

static inline enum err transcript_event(void *self, const struct event *e,
                                        int64_t line)
{
    struct transcript *t = self;
    const char *step = e->step ? e->step : "";
    char at[TIME_TEXT] = "";

    t->events++;
    if (e->has_at)
        time_format(e->at_ms, at);
    buf_addf(&t->text, "%lld %s | ", (long long)line, kind_text(e->kind));
    if (e->attempt)
        transcript_add(&t->text, e->attempt, e->attempt_size);
    buf_adds(&t->text, " | ");
    transcript_add(&t->text, step, strlen(step));
    buf_addf(&t->text, " | %s\n", at);
    return t->events == t->stop_after ? ERR_BUSY : OK;
}

static inline void transcript_refused(void *self, int64_t line,
                                      const char *field, const char *reason)
{
    struct transcript *t = self;

    t->refused++;
    buf_addf(&t->text, "%lld refused | %s | %s\n", (long long)line, field,
             reason);
}

static inline enum err transcript_definition(void *self, const json_t *json,
                                             int64_t line)
{
    struct transcript *t = self;

    buf_addf(&t->text, "%lld definition | %s\n", (long long)line,
             json_string_value(json_object_get(json, "id")));
    return OK;
}

/* Read to the end; the last line is what read_events() returned. */
static inline void transcript_read(struct transcript *t, const char *path,
                                   const struct read_options *o)
{
    const struct read_sink sink = {t, transcript_event, transcript_refused,
                                   transcript_definition};
    struct input *in = NULL;

    buf_init(&t->text, (size_t)256 * 1024 * 1024);
    assert_ok(input_open(path, &in));
    buf_addf(&t->text, "%s\n", err_text(read_events(in, o, &sink)));
    input_close(in);
}

#endif
