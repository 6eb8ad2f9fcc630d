#include "server/browser.h"

#include <string.h>

#include "server/agent.h"
#include "server/device.h"

/* Fetched ahead, before anybody asked for it. */
static bool is_prefetch(const struct request *rq)
{
    static const char *const headers[] = {"Sec-Purpose", "Purpose", "X-Moz"};
    size_t i;

    for (i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
        const char *said = request_header(rq, headers[i]);

        if (said && strstr(said, "prefetch"))
            return true;
    }
    return false;
}

static unsigned evidence_of(const struct request *rq)
{
    unsigned evidence = 0;

    if (agent_is_program(request_header(rq, "User-Agent")))
        evidence |= EVIDENCE_AGENT;
    if (is_prefetch(rq))
        evidence |= EVIDENCE_PREFETCH;
    return evidence;
}

static struct place place_of(const struct request *rq, const char *origin)
{
    return (struct place){
        .origin = hash_short(hash_key_of_process(), origin, strlen(origin)),
        .network = request_network(rq),
    };
}

void browser_note(const struct request *rq, const struct sender *s,
                  struct delivery *d)
{
    enum device device = device_of(request_header(rq, "User-Agent"));
    unsigned evidence = s->origin ? evidence_of(rq) : 0;
    size_t i;

    if (s->origin)
        d->place = place_of(rq, s->origin);
    for (i = 0; i < d->n; i++) {
        struct event *e = &d->at[i].event;

        if (!e->device)
            e->device = device;
        e->evidence = evidence;
        if (s->origin && e->has_at)
            e->evidence |= EVIDENCE_BROWSER;
    }
}
