#include "server/events_answer.h"

#include "web/json_text.h"

static size_t count(const struct delivery *d, enum outcome_of_event o)
{
    size_t n = 0, i;

    for (i = 0; i < d->n; i++)
        n += d->at[i].outcome == o;
    return n;
}

static void append(json_t *list, size_t i, const char *field,
                   const char *reason)
{
    json_array_append_new(list,
                          json_pack("{s:I s:s s:s}", "index", (json_int_t)i,
                                    "field", field, "reason", reason));
}

static void add_refused(struct buf *b, const struct delivery *d)
{
    json_t *list;
    size_t i;

    if (count(d, EVENT_REFUSED) == 0) {
        buf_adds(b, "[]");
        return;
    }
    list = json_array();
    for (i = 0; i < d->n; i++)
        if (d->at[i].outcome == EVENT_REFUSED)
            append(list, i, d->at[i].fault.field, d->at[i].fault.reason);
    json_text_add(b, list);
    json_decref(list);
}

/* Who tries something out would not see it in any other way. */
static void add_unmapped(struct buf *b, const struct delivery *d)
{
    json_t *list = NULL;
    size_t i;

    for (i = 0; i < d->n; i++) {
        if (!d->at[i].unmapped)
            continue;
        list = list ? list : json_array();
        append(list, i, "step",
               "is no step of this journey: it would be counted as unmapped, "
               "and at no step");
    }
    if (!list)
        return;
    buf_adds(b, ",\"unmapped\":");
    json_text_add(b, list);
    json_decref(list);
}

/* Not through a model, nor by printf: of all answers this one is given most. */
bool events_answer(struct buf *body, const struct delivery *d, size_t opted_out)
{
    size_t accepted = count(d, EVENT_ACCEPTED);
    size_t duplicate = count(d, EVENT_DUPLICATE);

    buf_adds(body, "{\"accepted\":");
    buf_add_int(body, (int64_t)accepted);
    buf_adds(body, ",\"duplicate\":");
    buf_add_int(body, (int64_t)duplicate);
    buf_adds(body, ",\"refused\":");
    add_refused(body, d);
    buf_adds(body, ",\"optedOut\":");
    buf_add_int(body, (int64_t)opted_out);
    add_unmapped(body, d);
    buf_adds(body, "}\n");
    return accepted || duplicate || opted_out || d->n == 0;
}
