#include "tracker/read_row.h"

#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "tracker/read_time.h"

enum { REASON_ROOM = 4096, DAY_SIZE = 10 };

void row_refuse(const struct row_door *d, int64_t line, const char *field,
                const char *fmt, ...)
{
    char reason[REASON_ROOM];
    va_list args;

    va_start(args, fmt);
    text_format(reason, sizeof(reason), fmt, args);
    va_end(args);
    d->sink->refused(d->sink->self, line, field, reason);
}

static bool is_blank(struct piece p)
{
    size_t i;

    for (i = 0; i < p.n; i++)
        if (p.s[i] != ' ')
            return false;
    return true;
}

/* NULL if the text may be used. */
static const char *text_fault(struct piece p, size_t max)
{
    if (is_blank(p))
        return "must not be empty";
    if (p.n > max)
        return max == ATTEMPT_ID_MAX ? "must be at most 128 bytes long"
                                     : "must be at most 512 bytes long";
    if (!text_is_utf8(p.s, p.n))
        return "is not UTF-8: save the file in that encoding";
    return NULL;
}

static void refuse_time(const struct row_door *d, const struct row *r)
{
    struct arena *a = arena_new();

    row_refuse(d, r->line, "time",
               r->time.n == 0
                   ? "must not be empty"
                   : "\"%s\" is not a time: write it as 2026-03-02T10:00:00Z, "
                     "or as milliseconds since 1970",
               text_shown(a, r->time.s, r->time.n));
    arena_free(a);
}

/* at_ms: the time as it was read.  A day of 1970 that is written as a day is
 * what it says. */
static bool is_in_seconds(struct piece time, int64_t at_ms)
{
    int64_t whole;

    return event_at_like_seconds(at_ms) &&
           text_int(time.s, time.n, 0, INT64_MAX, &whole) == OK;
}

static bool is_whole(struct piece time)
{
    int64_t whole;

    return text_int(time.s, time.n, INT64_MIN, INT64_MAX, &whole) == OK;
}

/* Behind a day, which has hyphens of its own. */
static bool has_offset(struct piece time)
{
    size_t i;

    for (i = DAY_SIZE; i < time.n; i++)
        if (strchr("Zz+-UG", time.s[i]))
            return true;
    return false;
}

static bool is_cut_off(const struct row_door *d, struct piece time)
{
    struct piece before = {d->before->text, d->before->n};

    if (before.n == 0)
        return false;
    if (is_whole(time))
        return !is_whole(before) || time.n < before.n;
    return (time.n == DAY_SIZE && before.n > DAY_SIZE) ||
           (has_offset(before) && !has_offset(time));
}

static void keep_time(const struct row_door *d, struct piece time)
{
    d->before->n = time.n <= sizeof(d->before->text) ? time.n : 0;
    memcpy(d->before->text, time.s, d->before->n);
}

enum err row_hand_out(const struct row_door *d, const struct row *r)
{
    char step[EVENT_STEP_MAX + 1];
    struct event event;
    const char *fault;

    fault = text_fault(r->case_id, ATTEMPT_ID_MAX);
    if (fault) {
        row_refuse(d, r->line, "case", "%s", fault);
        return OK;
    }
    fault = text_fault(r->step, EVENT_STEP_MAX);
    if (fault) {
        row_refuse(d, r->line, "step", "%s", fault);
        return OK;
    }
    event_init(&event);
    if (read_time(r->time.s, r->time.n, d->options->zone, &event.at_ms)) {
        refuse_time(d, r);
        return OK;
    }
    if (is_in_seconds(r->time, event.at_ms)) {
        row_refuse(d, r->line, "time",
                   "looks like seconds: write it as 2026-03-02T10:00:00Z, or "
                   "as milliseconds since 1970, which have three digits more");
        return OK;
    }
    if (r->open && is_cut_off(d, r->time)) {
        row_refuse(d, r->line, "time",
                   "is cut off: the file ends in the middle of this line, so "
                   "some of it is missing");
        return OK;
    }
    keep_time(d, r->time);
    memcpy(step, r->step.s, r->step.n);
    step[r->step.n] = '\0';
    event.kind = KIND_VIEW;
    event.attempt = r->case_id.s;
    event.attempt_size = r->case_id.n;
    event.step = step;
    event.has_at = true;
    return d->sink->event(d->sink->self, &event, r->line);
}
