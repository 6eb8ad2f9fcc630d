#include "tracker/read_formats.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "tracker/event_scan.h"

enum { DEPTH_MAX = 8, DEFINITION_DEPTH_MAX = 32 };

static bool is_blank(const struct line *l)
{
    return strspn(l->text, " \t\r") == l->n;
}

static void refuse_syntax(const struct row_door *d, struct arena *a,
                          int64_t line, const json_error_t *error)
{
    row_refuse(d, line, "", "is not valid JSON at column %d: %s",
               error->column > 0 ? error->column : 1,
               text_shown(a, error->text, strlen(error->text)));
}

static enum err read_event(const struct row_door *d, struct arena *a,
                           int64_t line, json_t *object)
{
    struct event event;
    struct event_fault fault;

    if (event_read(a, object, true, &event, &fault) == OK)
        return d->sink->event(d->sink->self, &event, line);
    d->sink->refused(d->sink->self, line, fault.field, fault.reason);
    return OK;
}

static enum err read_object(const struct row_door *d, struct arena *a,
                            int64_t line, json_t *json, int depth)
{
    const struct read_sink *sink = d->sink;

    if (!json_is_object(json)) {
        row_refuse(d, line, "",
                   "is JSON, but not an object: write one event "
                   "in {} on each line");
        return OK;
    }
    if (json_object_get(json, "waymark"))
        return sink->definition ? sink->definition(sink->self, json, line) : OK;
    if (depth > DEPTH_MAX) {
        row_refuse(d, line, "", "nests deeper than %d", DEPTH_MAX);
        return OK;
    }
    return read_event(d, a, line, json);
}

/* A line that the scanner does not know, or that is no event. */
static enum err read_tree(const struct row_door *d, struct arena *a,
                          const struct line *l)
{
    int depth = json_depth(l->text, l->n);
    json_error_t error;
    json_t *json;

    if (depth > DEFINITION_DEPTH_MAX) {
        row_refuse(d, l->number, "", "nests deeper than %d", DEPTH_MAX);
        return OK;
    }
    json = json_loadb(l->text, l->n, JSON_REJECT_DUPLICATES, &error);
    if (!json) {
        refuse_syntax(d, a, l->number, &error);
        return OK;
    }
    json_own(a, json);
    return read_object(d, a, l->number, json, depth);
}

static enum err read_text(const struct row_door *d, struct arena *a,
                          const struct line *l)
{
    struct event event;

    if (is_blank(l))
        return OK;
    if (l->cut) {
        row_refuse(d, l->number, "", "is longer than 1 MiB");
        return OK;
    }
    if (event_scan_one(a, l->text, l->n, true, &event))
        return d->sink->event(d->sink->self, &event, l->number);
    return read_tree(d, a, l);
}

enum err read_ndjson(struct input *in, const struct row_door *d)
{
    struct arena *a = arena_new(); /* of one line */
    struct line l;
    enum err e = OK;

    while (!e && input_line(in, &l)) {
        e = read_text(d, a, &l);
        arena_empty(a);
    }
    arena_free(a);
    return e;
}
