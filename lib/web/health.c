#include "web/health.h"

#include "web/reply_inside.h"

static enum err say(struct reply *rp, const char *text)
{
    enum err e = reply_text(rp, "text/plain", text);

    rp->cache = "no-store";
    return e;
}

static enum err show_health(struct request *rq, struct reply *rp)
{
    (void)rq;
    return say(rp, "up\n");
}

static enum err show_readiness(struct request *rq, struct reply *rp)
{
    const struct health *h = rq->context;
    enum err e = h->ready ? h->ready(h->context) : OK;

    if (e)
        return reply_error(rp, 503, "Not ready",
                           arena_printf(rq->arena,
                                        "The program is up, but: %s.",
                                        err_text(e)));
    return say(rp, "ready\n");
}

const struct route health_routes[] = {
    {GET, "/healthz", ANYONE, show_health, NULL, 0, 0},
    {GET, "/readyz", ANYONE, show_readiness, NULL, 0, 0},
    {0},
};
