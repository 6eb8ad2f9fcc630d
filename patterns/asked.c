/* What a page of the library is asked for (pages.h). */
#include <string.h>

#include "base/text.h"
#include "patterns/pages.h"

enum err find_asked(const struct request *rq,
                    const struct pattern **ret_pattern)
{
    const struct patterns *ps = rq->context;
    const struct pattern *p = NULL;
    enum pattern_kind kind;

    if (pattern_kind_find(request_text(rq, "kind"), &kind))
        p = catalogue_find(ps->catalogue, kind, request_text(rq, "slug"));
    if (!p)
        return ERR_NOT_FOUND;
    *ret_pattern = p;
    return OK;
}

const char *asked_version(const struct request *rq)
{
    char *version = arena_strdup(rq->arena, request_text(rq, "at")), *c;

    for (c = version; *c; c++)
        *c = (char)(*c == ' ' ? '+' : *c);
    return version;
}

/* "component/radios/" and what is wrong there; NULL: nothing is. */
static const struct problem *find_refusal(const struct request *rq)
{
    const struct patterns *ps = rq->context;
    const struct problems *all = &ps->catalogue->problems;
    const char *place =
        arena_printf(rq->arena, "%s/%s/", request_text(rq, "kind"),
                     request_text(rq, "slug"));
    size_t i;

    for (i = 0; i < all->n; i++)
        if (text_starts(all->at[i].place, place))
            return &all->at[i];
    return NULL;
}

/* "1.1.0, 1.0.0"; "": it has no version. */
static const char *versions_of(struct arena *a, const struct pattern *p)
{
    const char *all = p->version;
    size_t i;

    for (i = 0; i < p->n_versions; i++)
        all = text_join(a, all, ", ", p->versions[i].version);
    return all;
}

static enum err reply_no_version(const struct request *rq, struct reply *rp,
                                 const struct pattern *p)
{
    const char *asked = asked_version(rq),
               *versions = versions_of(rq->arena, p);

    return reply_error(
        rp, 404, arena_printf(rq->arena, "There is no version %s", asked),
        *versions
            ? arena_printf(rq->arena, "Of %s these versions can be read: %s.",
                           p->title, versions)
            : arena_printf(rq->arena, "%s has no versions: leave out “at”.",
                           p->title));
}

enum err reply_absent(const struct request *rq, struct reply *rp)
{
    const struct problem *refusal = find_refusal(rq);
    const struct pattern *p;
    const char *at = asked_version(rq);

    if (!find_asked(rq, &p) && *at && !pattern_version(p, at))
        return reply_no_version(rq, rp, p);
    if (!refusal)
        return ERR_NOT_FOUND;
    return reply_error(
        rp, 404, "This entry is left out",
        arena_printf(rq->arena,
                     "It is not in order. %s: %s. When the file is mended, "
                     "the entry is shown again.",
                     refusal->place, refusal->message));
}

enum err find_asked_example(const struct request *rq, const struct pattern *p,
                            const struct pattern_example **ret_example)
{
    const char *name = request_text(rq, "example");
    size_t i;

    for (i = 0; i < p->n_examples; i++) {
        if (strcmp(p->examples[i].name, name) != 0)
            continue;
        *ret_example = &p->examples[i];
        return OK;
    }
    return ERR_NOT_FOUND;
}

enum err find_evidence(const struct request *rq, const struct pattern *p,
                       struct pattern_evidence *ret_evidence)
{
    const struct patterns *ps = rq->context;
    struct pattern_evidence found = {0};
    enum err e = OK;
    size_t i;

    if (ps->evidence)
        e = ps->evidence->find(ps->evidence->self, rq->arena, p->slug,
                               rq->now_ms, &found);
    if (e)
        return e;
    *ret_evidence = (struct pattern_evidence){.at = found.at};
    /* Two kinds may have a slug; a step means one of them. */
    for (i = 0; i < found.n; i++)
        if (catalogue_named(ps->catalogue, found.at[i].named) == p)
            ret_evidence->at[ret_evidence->n++] = found.at[i];
    return OK;
}
