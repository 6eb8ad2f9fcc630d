/* A journey's definition: it is refused by place, or read whole; and what
 * lint says of it has a reason and a line either way. */
#include "tracker/definition.h"
#include "base/json.h"
#include "tests/fuzz/fuzz.h"
#include "tracker/lint.h"

static void look_at(struct arena *a, const json_t *json, const char *text,
                    size_t n)
{
    struct journey_lint lint = {0};
    struct definition *d;
    struct problems p;
    size_t i;
    enum err e;

    problems_init(&p, a, 100);
    e = definition_read(a, json, &p, &d);
    FUZZ_HOLDS(e == OK ? p.n == 0 : e == ERR_INVALID && p.n > 0);
    for (i = 0; i < p.n; i++)
        FUZZ_HOLDS(p.at[i].message && *p.at[i].message);
    if (e == OK) {
        FUZZ_HOLDS(d->n_steps > 0 && d->n_steps <= STEPS_MAX);
        FUZZ_HOLDS(d->start < d->n_steps);
        for (i = 0; i < d->n_steps; i++)
            FUZZ_HOLDS(definition_step(d, d->steps[i].id) == i);
    }
    journey_lint(&lint, a, json);
    FUZZ_HOLDS(lint.n <= lint.total && lint.n <= JOURNEY_FINDINGS_MAX);
    FUZZ_HOLDS(e == OK || lint.total > 0);
    for (i = 0; i < lint.n; i++) {
        FUZZ_HOLDS(lint.at[i].what && *lint.at[i].what);
        FUZZ_HOLDS(json_line(text, n, lint.at[i].place) >= 1);
    }
}

void fuzz_definition(const char *bytes, size_t n)
{
    struct arena *a = arena_new();
    const char *reason = NULL, *text = arena_strndup(a, bytes, n);
    json_t *json;
    enum err e = json_read(a, text, n, 32, &json, &reason);

    FUZZ_HOLDS(e == OK || (e == ERR_INVALID && reason && *reason));
    FUZZ_HOLDS(json_line(text, n, "steps[2].next[0].when") >= 1);
    if (!e)
        look_at(a, json, text, n);
    arena_free(a);
}
