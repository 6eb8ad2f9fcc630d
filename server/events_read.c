/* Bodies into events (events.h). */
#include <string.h>
#include <strings.h>

#include "base/json.h"
#include "base/text.h"
#include "server/events.h"
#include "web/form.h"

static const char mark[] = "\xEF\xBB\xBF"; /* of UTF-8, by byte order */

/* Room for so many, and for one that is read and is no more. */
static void make_room(struct arena *a, struct delivery *d, size_t n)
{
    d->n = 0;
    d->at = arena_array(a, n + 1, sizeof(*d->at));
}

static void refuse(struct delivery *d, const char *field, const char *reason)
{
    struct collected *one = &d->at[d->n++];

    event_init(&one->event);
    one->outcome = EVENT_REFUSED;
    one->fault = (struct event_fault){field, reason};
}

/* What can be said of a refused event: to which journey it counts. */
static const char *journey_of(const json_t *object)
{
    const char *journey = json_string_value(json_object_get(object, "journey"));

    return journey && text_is_key(journey, strlen(journey)) ? journey : NULL;
}

/* Where the next one is read to. */
static struct event *next_event(const struct delivery *d)
{
    return &d->at[d->n].event;
}

/* It was read. */
static void add(struct delivery *d)
{
    if (next_event(d)->journey)
        d->at[d->n++].outcome = EVENT_ACCEPTED;
    else
        refuse(d, "journey", "is missing");
}

static void add_tree(struct arena *a, struct delivery *d, json_t *object)
{
    struct event_fault fault;

    if (event_read(a, object, false, next_event(d), &fault) == OK) {
        add(d);
    } else {
        refuse(d, fault.field, fault.reason);
        d->at[d->n - 1].event.journey = journey_of(object);
    }
}

static enum err add_all(struct arena *a, struct delivery *d, json_t *json)
{
    size_t i;
    json_t *one;

    if (json_array_size(json) > EVENTS_MAX)
        return ERR_TOO_BIG;
    make_room(a, d, json_array_size(json));
    if (!json_is_array(json)) {
        add_tree(a, d, json);
        return OK;
    }
    json_array_foreach(json, i, one)
    {
        add_tree(a, d, one);
    }
    return OK;
}

static bool is_blank(const char *s, size_t n)
{
    return strspn(s, " \t\r\n") >= n; /* bodies end with a NUL */
}

static const char *line_end(const char *from, const char *end)
{
    const char *lf = memchr(from, '\n', (size_t)(end - from));

    return lf ? lf : end;
}

static size_t count_lines(const char *body, const char *end)
{
    const char *from, *lf;
    size_t n = 0;

    for (from = body; from < end; from = lf + 1) {
        lf = line_end(from, end);
        n += !is_blank(from, (size_t)(lf - from));
    }
    return n;
}

static void read_one_line(struct arena *a, const char *line, size_t n,
                          struct delivery *d)
{
    const char *reason;
    json_t *json;

    if (event_scan_one(a, line, n, false, next_event(d)))
        add(d);
    else if (json_read(a, line, n, EVENTS_DEPTH_MAX, &json, &reason) == OK)
        add_tree(a, d, json);
    else
        refuse(d, "", reason);
}

/* One object a line; a line that is none is refused alone. */
static enum err read_lines(struct arena *a, const char *body, size_t n,
                           struct delivery *d)
{
    const char *end = body + n, *from, *lf;
    size_t lines = count_lines(body, end);

    if (lines > EVENTS_MAX)
        return ERR_TOO_BIG;
    make_room(a, d, lines);
    for (from = body; from < end; from = lf + 1) {
        lf = line_end(from, end);
        if (!is_blank(from, (size_t)(lf - from)))
            read_one_line(a, from, (size_t)(lf - from), d);
    }
    return OK;
}

static size_t count_objects(const char *body, size_t n)
{
    const char *end = body + n, *brace;
    size_t count = 0;

    for (; (brace = memchr(body, '{', (size_t)(end - body))); body = brace + 1)
        count++;
    return count;
}

/* What a well-behaved sender sends; false: read it as a tree. */
static bool scan(struct arena *a, const char *body, size_t n,
                 struct delivery *d)
{
    size_t room = count_objects(body, n); /* refused fields are some too */
    enum event_scan_step step;
    struct event_scan s;

    if (room > EVENTS_MAX)
        room = EVENTS_MAX;
    make_room(a, d, room);
    event_scan_begin(&s, a, body, n, false);
    while ((step = event_scan_next(&s, next_event(d))) == SCAN_EVENT &&
           d->n < room)
        add(d);
    if (step != SCAN_END)
        d->n = 0;
    return step == SCAN_END;
}

/* Is it more than one line that begins an object? */
static bool looks_like_lines(const char *body, size_t n)
{
    const char *lf = memchr(body, '\n', n);
    size_t i;

    if (!lf || body[strspn(body, " \t\r\n")] != '{')
        return false;
    for (i = (size_t)(lf - body); i < n; i++)
        if (!strchr(" \t\r\n", body[i]))
            return body[i] == '{';
    return false;
}

static bool is_type(const char *type, const char *name)
{
    size_t n = strlen(name);

    return strncasecmp(type, name, n) == 0 &&
           (type[n] == '\0' || strchr("; \t", type[n]));
}

static enum err read_json(struct arena *a, const char *body, size_t n,
                          struct delivery *d, const char **ret_reason)
{
    json_t *json;
    enum err e;

    if (is_blank(body, n)) {
        *ret_reason = "is empty: send an event, a list of them, or one a line";
        return ERR_INVALID;
    }
    if (looks_like_lines(body, n))
        return read_lines(a, body, n, d);
    if (scan(a, body, n, d))
        return OK;
    e = json_read(a, body, n, EVENTS_DEPTH_MAX, &json, ret_reason);
    if (e)
        return e;
    if (!json_is_object(json) && !json_is_array(json)) {
        *ret_reason = "must be an object, a list of objects, or one object "
                      "a line";
        return ERR_INVALID;
    }
    return add_all(a, d, json);
}

enum err events_read(struct arena *a, const char *type, const char *body,
                     size_t n, struct delivery *ret_delivery,
                     const char **ret_reason)
{
    struct delivery *d = ret_delivery;

    if (text_starts(body, mark)) { /* some write it before all they send */
        body += strlen(mark);
        n -= strlen(mark);
    }
    if (!type || is_type(type, "application/json") ||
        is_type(type, "text/plain"))
        return read_json(a, body, n, d, ret_reason);
    if (is_type(type, "application/x-ndjson") ||
        is_type(type, "application/ndjson") ||
        is_type(type, "application/jsonl"))
        return read_lines(a, body, n, d);
    if (is_type(type, "application/x-www-form-urlencoded"))
        return events_read_form(a, body, n, d, NULL, ret_reason);
    return ERR_NOT_FOUND;
}

/* In a form everything is text; what has to be a number or a truth is made
 * one if it looks like it, and is refused by its own rule if not. */
static json_t *value_of(const char *name, const char *text)
{
    int64_t number;
    bool is_number =
        text_int(text, strlen(text), INT64_MIN, INT64_MAX, &number) == OK;

    if (is_number && (strcmp(name, "seq") == 0 || strcmp(name, "at") == 0 ||
                      strcmp(name, "rating") == 0))
        return json_integer(number);
    if (strcmp(name, "test") == 0 && strcmp(text, "true") == 0)
        return json_true();
    if (strcmp(name, "test") == 0 && strcmp(text, "false") == 0)
        return json_false();
    return json_string(text);
}

enum err events_read_form(struct arena *a, const char *form, size_t n,
                          struct delivery *ret_delivery, bool *ret_dry_run,
                          const char **ret_reason)
{
    struct delivery *d = ret_delivery;
    json_t *object = json_object();
    struct form pairs;
    size_t i;

    json_own(a, object);
    if (n && (*form == '{' || *form == '[')) { /* as curl -d sends it */
        *ret_reason = "is JSON, sent as a form: send it with the header "
                      "\"Content-Type: application/json\"";
        return ERR_INVALID;
    }
    if (form_parse(a, form, n, &pairs) != OK) {
        *ret_reason = "is not a form that can be read";
        return ERR_INVALID;
    }
    make_room(a, d, 1);
    for (i = 0; i < pairs.n; i++) {
        const char *name = pairs.at[i].name;

        if (ret_dry_run && strcmp(name, "dry-run") == 0) {
            *ret_dry_run = strcmp(pairs.at[i].value, "0") != 0;
            continue;
        }
        if (json_object_get(object, name)) {
            *ret_reason = arena_printf(a, "gives %s twice",
                                       text_shown(a, name, strlen(name)));
            return ERR_INVALID;
        }
        json_object_set_new(object, name, value_of(name, pairs.at[i].value));
    }
    add_tree(a, d, object);
    return OK;
}
