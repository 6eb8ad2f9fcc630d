#include "tracker/read_formats.h"

#include <string.h>

#include <expat.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/text.h"

enum {
    PIECE = 64 * 1024,
    TAG_MAX = 1024 * 1024, /* bytes of one tag, and so of an attribute */
    DEPTH_MAX = 100,
    /* <log> <trace> <event> <string> stand at these depths, or are something
     * else. */
    LOG = 1,
    TRACE = 2,
    EVENT = 3,
};

struct xes {
    const struct row_door *door;
    XML_Parser parser;
    int depth;
    enum err stop; /* not OK: take nothing more */

    bool in_trace, in_event;
    bool passed_over; /* the trace has no name, which was told */
    int64_t trace_line, event_line;
    struct buf case_id, step, time;
};

static void stop(struct xes *x, enum err e)
{
    x->stop = e;
    (void)XML_StopParser(x->parser, XML_FALSE);
}

static int64_t line_now(const struct xes *x)
{
    return (int64_t)XML_GetCurrentLineNumber(x->parser);
}

/* Without a prefix: which one a log takes for XES does not matter. */
static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');

    return colon ? colon + 1 : name;
}

static bool is_plain_attribute(const char *name)
{
    static const char *const kinds[] = {"string", "date",    "int",
                                        "float",  "boolean", "id"};
    size_t i;

    for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (strcmp(name, kinds[i]) == 0)
            return true;
    return false;
}

static const char *find_text(const XML_Char **texts, const char *key)
{
    for (; *texts; texts += 2)
        if (strcmp(texts[0], key) == 0)
            return texts[1];
    return NULL;
}

static void keep(struct buf *b, const char *value)
{
    buf_reset(b);
    buf_adds(b, value);
}

static void take_attribute(struct xes *x, const char *name,
                           const XML_Char **texts)
{
    const char *key = find_text(texts, "key");
    const char *value = find_text(texts, "value");

    if (!key || !value || !is_plain_attribute(name))
        return;
    if (strcmp(key, "concept:name") == 0)
        keep(x->in_event ? &x->step : &x->case_id, value);
    else if (x->in_event && strcmp(key, "time:timestamp") == 0)
        keep(&x->time, value);
}

static void begin_event(struct xes *x)
{
    x->in_event = true;
    x->event_line = line_now(x);
    buf_reset(&x->step);
    buf_reset(&x->time);
    if (x->case_id.len > 0 || x->passed_over)
        return;
    x->passed_over = true;
    row_refuse(x->door, x->trace_line, "case",
               "must not be empty: this trace has no concept:name before its "
               "first event, so its events are left out");
}

static void begin_trace(struct xes *x)
{
    x->in_trace = true;
    x->passed_over = false;
    x->trace_line = line_now(x);
    buf_reset(&x->case_id);
}

static void refuse_root(struct xes *x, const char *name)
{
    struct arena *a = arena_new();

    row_refuse(x->door, line_now(x), "",
               "is not a log in XES: the outermost element is <%s>, not <log>",
               text_shown(a, name, strlen(name)));
    arena_free(a);
    stop(x, ERR_INVALID);
}

static void on_start(void *self, const XML_Char *name, const XML_Char **texts)
{
    struct xes *x = self;

    if (x->stop)
        return;
    name = local_name(name);
    x->depth++;
    if (x->depth > DEPTH_MAX) {
        row_refuse(x->door, line_now(x), "", "nests deeper than %d elements",
                   DEPTH_MAX);
        stop(x, ERR_INVALID);
    } else if (x->depth == LOG && strcmp(name, "log") != 0) {
        refuse_root(x, name);
    } else if (x->depth == TRACE && strcmp(name, "trace") == 0) {
        begin_trace(x);
    } else if (x->depth == TRACE && strcmp(name, "event") == 0) {
        row_refuse(x->door, line_now(x), "case",
                   "must not be empty: this event is in no trace");
    } else if (x->in_trace && x->depth == EVENT && strcmp(name, "event") == 0) {
        begin_event(x);
    } else if (x->in_trace && x->depth == (x->in_event ? EVENT : TRACE) + 1) {
        take_attribute(x, name, texts);
    }
}

static struct piece piece_of(const struct buf *b)
{
    return (struct piece){b->text, b->len};
}

static void end_event(struct xes *x)
{
    const struct row row = {x->event_line, piece_of(&x->case_id),
                            piece_of(&x->step), piece_of(&x->time), false};
    enum err e;

    x->in_event = false;
    if (x->passed_over)
        return;
    e = row_hand_out(x->door, &row);
    if (e)
        stop(x, e);
}

static void on_end(void *self, const XML_Char *name)
{
    struct xes *x = self;

    (void)name;
    if (x->stop)
        return;
    if (x->in_event && x->depth == EVENT)
        end_event(x);
    else if (x->depth == TRACE)
        x->in_trace = false;
    x->depth--;
}

/* Entities are what small files make huge ones of; XES has no DOCTYPE. */
static void on_doctype(void *self, const XML_Char *name, const XML_Char *sysid,
                       const XML_Char *pubid, int has_internal_subset)
{
    struct xes *x = self;

    (void)name, (void)sysid, (void)pubid, (void)has_internal_subset;
    row_refuse(x->door, line_now(x), "",
               "has a DOCTYPE, which XES does not use: take it out");
    stop(x, ERR_INVALID);
}

static enum err parse_fault(struct xes *x)
{
    enum XML_Error error = XML_GetErrorCode(x->parser);

    if (x->stop)
        return x->stop;
    if (error == XML_ERROR_NO_MEMORY)
        mem_none();
    row_refuse(
        x->door, line_now(x), "", "is not well-formed XML at column %lu: %s",
        XML_GetCurrentColumnNumber(x->parser) + 1, XML_ErrorString(error));
    return ERR_INVALID;
}

static enum err parse(struct xes *x, struct input *in)
{
    int64_t fed = 0, begun;
    size_t n;

    do {
        void *to = XML_GetBuffer(x->parser, PIECE);

        if (!to)
            mem_none();
        n = input_bytes(in, to, PIECE);
        if (n == 0 && input_fault(in))
            return OK; /* which the caller tells */
        if (XML_ParseBuffer(x->parser, (int)n, n == 0) != XML_STATUS_OK)
            return parse_fault(x);
        fed += (int64_t)n;
        begun = (int64_t)XML_GetCurrentByteIndex(x->parser);
        if (begun >= 0 && fed - begun > TAG_MAX) {
            row_refuse(x->door, line_now(x), "", "has a tag longer than 1 MiB");
            return ERR_INVALID;
        }
    } while (n > 0);
    return OK;
}

enum err read_xes(struct input *in, const struct row_door *d)
{
    struct xes x = {.door = d, .parser = XML_ParserCreate(NULL)};
    enum err e;

    if (!x.parser)
        mem_none();
    buf_init(&x.case_id, (size_t)2 * TAG_MAX);
    buf_init(&x.step, (size_t)2 * TAG_MAX);
    buf_init(&x.time, (size_t)2 * TAG_MAX);
    XML_SetUserData(x.parser, &x);
    XML_SetElementHandler(x.parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(x.parser, on_doctype);
    e = parse(&x, in);
    buf_release(&x.case_id);
    buf_release(&x.step);
    buf_release(&x.time);
    XML_ParserFree(x.parser);
    return e;
}
