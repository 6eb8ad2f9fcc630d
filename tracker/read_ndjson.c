#include "tracker/read_formats.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"

enum { DEPTH_MAX = 8, DEFINITION_DEPTH_MAX = 32 };

static bool is_blank(const struct line *l)
{
    return strspn(l->text, " \t\r") == l->n;
}

static void refuse_syntax(const struct row_door *d, int64_t line,
                          const json_error_t *error)
{
    struct arena *a = arena_new();

    row_refuse(d, line, "", "is not valid JSON at column %d: %s",
               error->column > 0 ? error->column : 1,
               text_shown(a, error->text, strlen(error->text)));
    arena_free(a);
}

static enum err read_event(const struct row_door *d, int64_t line,
                           json_t *object)
{
    struct arena *a = arena_new();
    struct event event;
    struct event_fault fault;
    enum err e;

    e = event_read(a, object, true, &event, &fault);
    if (!e) {
        e = d->sink->event(d->sink->self, &event, line);
    } else if (e == ERR_INVALID) {
        d->sink->refused(d->sink->self, line, fault.field, fault.reason);
        e = OK;
    }
    arena_free(a);
    return e;
}

static enum err read_object(const struct row_door *d, int64_t line,
                            json_t *json, int depth)
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
    return read_event(d, line, json);
}

static enum err read_text(const struct row_door *d, const struct line *l)
{
    int depth;
    json_error_t error;
    json_t *json;
    enum err e;

    if (is_blank(l))
        return OK;
    if (l->cut) {
        row_refuse(d, l->number, "", "is longer than 1 MiB");
        return OK;
    }
    depth = json_depth(l->text, l->n);
    if (depth > DEFINITION_DEPTH_MAX) {
        row_refuse(d, l->number, "", "nests deeper than %d", DEPTH_MAX);
        return OK;
    }
    json = json_loadb(l->text, l->n, JSON_REJECT_DUPLICATES, &error);
    if (!json) {
        refuse_syntax(d, l->number, &error);
        return OK;
    }
    e = read_object(d, l->number, json, depth);
    json_decref(json);
    return e;
}

enum err read_ndjson(struct input *in, const struct row_door *d)
{
    struct line l;
    enum err e;

    while (input_line(in, &l)) {
        e = read_text(d, &l);
        if (e)
            return e;
    }
    return OK;
}
