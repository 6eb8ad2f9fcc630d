/* Setting attempts of a journey aside, and giving them back (ask_tracker.h). */
#include "tests/oracle/ask_inside.h"
#include "tests/oracle/ask_tracker.h"

/* false: there is nothing it could mean. */
static bool quarantine_asked(const struct asked *t, const json_t *asked,
                             struct quarantine *ret_q)
{
    const json_t *batch = json_object_get(asked, "batch");
    const char *from = json_string_value(json_object_get(asked, "from"));
    const char *until = json_string_value(json_object_get(asked, "until"));
    struct quarantine q = {
        .journey = t->journey,
        .release = json_string_value(json_object_get(asked, "release")),
        .has_days = from != NULL,
        .reason = "a try"};

    if (from && (day_parse(from, &q.from) || day_parse(until, &q.until)))
        abort();
    if (batch)
        q.import = t->imports[json_integer_value(batch)];
    *ret_q = q;
    return !batch || q.import;
}

const char *asked_set_aside(struct arena *a, struct asked *t,
                            const json_t *quarantine, bool *ret_applies)
{
    struct quarantine_done done = {0, 0};
    struct quarantine q;
    struct problems p;
    enum err e;

    problems_init(&p, a, 10);
    *ret_applies = quarantine_asked(t, quarantine, &q);
    if (!*ret_applies)
        return NULL;
    e = quarantine_add(t->tracker, &q, &p, &done);
    t->quarantine = done.number;
    *ret_applies = e != ERR_INVALID || !q.release; /* nobody named it */
    return e && *ret_applies ? asked_fault(a, "quarantine", e, &p) : NULL;
}

const char *asked_give_back(struct arena *a, struct asked *t)
{
    struct quarantine_done done;
    struct problems none = {0};
    enum err e = quarantine_remove(t->tracker, t->quarantine, &done);

    return e ? asked_fault(a, "quarantine remove", e, &none) : NULL;
}
