/* asked.h - a target's own site: what is asked of it must be answered as
 * whoever asks can rely on. */
#ifndef TESTS_FUZZ_ASKED_H
#define TESTS_FUZZ_ASKED_H

#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include "web/router.h"

/* 2026-03-02T10:00:00Z */
#define ASKED_NOW_MS INT64_C(1772445600000)

/* Never a fault of ours; a page has no tag that came from outside (none of ours
 * begins so), and no header has another one in it. */
static inline int asked_holds(const struct answer *x)
{
    bool is_text = x->type && (text_starts(x->type, "text/") ||
                               text_starts(x->type, "application/json"));
    const char *body = x->asset ? x->asset : x->body.text;
    size_t n = x->asset ? x->asset_size : x->body.len, i;

    FUZZ_HOLDS(x->status >= 200 && x->status < 500);
    for (i = 0; i < x->n_headers; i++)
        FUZZ_HOLDS(!strpbrk(x->headers[i].value, "\r\n"));
    FUZZ_HOLDS(!is_text || n == 0 || text_is_utf8(body, n));
    if (x->type && text_starts(x->type, "text/html") && n)
        FUZZ_HOLDS(!memmem(body, n, "<fuzz", 5));
    return x->status;
}

static inline int asked(const struct router *r, struct arena *a,
                        const struct message *m)
{
    struct answer answer;
    int status;

    router_answer(r, a, m, ASKED_NOW_MS, &answer);
    status = asked_holds(&answer);
    answer_release(&answer);
    return status;
}

static inline struct site *asked_site(void)
{
    struct fault fault;
    struct site *site = NULL;

    FUZZ_HOLDS(site_new(json_pack("{s:s s:b}", "name", "Waymark", "docs", 1),
                        NULL, &site, &fault) == OK);
    return site;
}

#endif
