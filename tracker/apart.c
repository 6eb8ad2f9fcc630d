#include "tracker/apart.h"

#include "tracker/attempt.h"
#include "tracker/evidence.h"
#include "tracker/visit.h"

const char *apart_text(enum apart why)
{
    static const char *const texts[APARTS] = {NULL, "bot", "burst",
                                              "quarantine"};

    return texts[why];
}

enum { WHY_BITS = 8 };

uint32_t apart_sub(const struct attempt *a)
{
    return a->quarantine << WHY_BITS | (uint32_t)a->apart;
}

enum apart apart_read(uint32_t sub, uint32_t *ret_quarantine)
{
    uint32_t why = sub & ((1U << WHY_BITS) - 1);

    *ret_quarantine = sub >> WHY_BITS;
    return why < APARTS ? (enum apart)why : APART_NO;
}

/* What all of its events say, and what any of them does. */
struct said {
    unsigned all, any;
};

static struct said said_of(const struct trail *t)
{
    struct said said = {EVIDENCE_ALL, 0};
    size_t i;

    for (i = 0; i < t->n; i++) {
        said.all &= t->at[i].evidence;
        said.any |= t->at[i].evidence;
    }
    return said;
}

/* A question that was shown, accepted and left; the start asks nothing. */
static bool is_answer(const struct definition *def, const struct visit *v)
{
    return v->accepted && v->step != (int)def->start;
}

/* Answers, one after another, faster than a person can give them.  A clock
 * that was set back in between tells nothing. */
static bool is_too_fast(const struct definition *def,
                        const struct fold_scratch *s)
{
    int64_t views[APART_VISITS], last_ms = 0;
    size_t i, n = 0;

    for (i = 0; i < s->n_visits; i++) {
        const struct visit *v = &s->visits[i];

        if (!is_answer(def, v))
            continue;
        if (n > 0 && v->view_ms < last_ms)
            n = 0;
        last_ms = v->accept_ms;
        if (v->accept_ms < v->view_ms) {
            n = 0;
            continue;
        }
        views[n % APART_VISITS] = v->view_ms;
        n++;
        if (n >= APART_VISITS &&
            last_ms - views[n % APART_VISITS] < APART_WITHIN_MS)
            return true;
    }
    return false;
}

/* A page may be fetched ahead, and then be looked at by a person. */
static bool is_bot(const struct definition *def, const struct fold_scratch *s,
                   struct said said)
{
    return said.any & EVIDENCE_AGENT || said.all & EVIDENCE_PREFETCH ||
           (said.all & EVIDENCE_BROWSER && is_too_fast(def, s));
}

void apart_judge(const struct journey *j, const struct trail *t,
                 const struct fold_scratch *scratch, struct attempt *a)
{
    struct said said = said_of(t);

    if (said.any && is_bot(j->versions[a->version].def, scratch, said))
        a->apart = APART_BOT;
    else if (said.any & EVIDENCE_BURST)
        a->apart = APART_BURST;
    else if ((a->quarantine = quarantine_of(j, t, a)) ||
             said.any & EVIDENCE_HELD)
        a->apart = APART_QUARANTINE;
}
