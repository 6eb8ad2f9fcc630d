#include "server/events.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "server/browser.h"
#include "server/derive.h"
#include "server/events_answer.h"
#include "server/opt_out.h"
#include "web/json_text.h"
#include "web/later.h"
#include "web/message.h"
#include "web/reply.h"
#include "web/request.h"

/* A transparent picture of one pixel. */
static const unsigned char pixel[] = {
    0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x21, 0xF9, 0x04,
    0x01, 0x00, 0x00, 0x00, 0x00, 0x2C, 0x00, 0x00, 0x00, 0x00, 0x01,
    0x00, 0x01, 0x00, 0x00, 0x02, 0x02, 0x44, 0x01, 0x00, 0x3B};

#define DRY_RUN "dry-run"

static const char not_stored[] =
    "nothing of this request could be stored: send all of it again";

/* One request for events, while it is under way. */
struct intake_call {
    struct delivery delivery; /* those to be kept, or to be counted refused */
    struct later *later;
    struct sender sender;
    bool is_pixel;
    bool dry_run; /* only checked: nothing is kept, nothing counted */
    size_t opted_out;
    int refusal; /* the status if all are refused: 400, 401 or 403 */
};

static struct sender sender_of(const struct request *rq)
{
    static const char bearer[] = "Bearer "; /* in any case (RFC 9110) */
    const size_t n = sizeof(bearer) - 1;
    const char *authorization = request_header(rq, "Authorization");
    struct sender s = {.origin = request_header(rq, "Origin"),
                       .local = request_is_local(rq)};

    if (authorization && strncasecmp(authorization, bearer, n) == 0)
        s.key = authorization + n + strspn(authorization + n, " ");
    return s;
}

/* A picture is asked for without an Origin: its page is the Referer. */
static const char *origin_of_page(const struct request *rq)
{
    const char *page = request_header(rq, "Referer");
    const char *host = page ? strstr(page, "://") : NULL;

    if (!host)
        return NULL;
    host += strlen("://");
    return arena_strndup(rq->arena, page,
                         (size_t)(host - page) + strcspn(host, "/?#"));
}

/* Browsers ask for it: answers to pages of other origins we know. */
static enum err allow_origin(const struct request *rq, struct reply *rp)
{
    struct events *ev = rq->context;
    const char *origin = request_header(rq, "Origin");
    bool known = false;
    enum err e = OK;

    if (origin)
        e = access_knows_origin(ev->tracker, origin, &known);
    if (!e && known)
        reply_header(rp, "Access-Control-Allow-Origin", origin);
    if (!e)
        reply_header(rp, "Vary", "Origin");
    return e;
}

static enum err reply_pixel(struct reply *rp)
{
    enum err e =
        reply_bytes(rp, "image/gif", (const char *)pixel, sizeof(pixel));

    if (!e) {
        reply_status(rp, 200);
        reply_header(rp, "Cross-Origin-Resource-Policy", "cross-origin");
    }
    return e;
}

static enum err answer(struct request *rq, struct reply *rp,
                       const struct intake_call *c)
{
    bool taken;

    if (c->is_pixel)
        return reply_pixel(rp);
    taken = events_answer(reply_body(rp, "application/json"), &c->delivery,
                          c->opted_out);
    reply_status(rp, taken ? 202 : c->refusal);
    return allow_origin(rq, rp);
}

/* A request of which nothing was taken. */
static enum err refuse_for(struct request *rq, struct reply *rp, int status,
                           const struct problem *why)
{
    enum err e = reply_json(
        rp, json_pack("{s:i s:i s:[{s:i s:s s:s}] s:i}", "accepted", 0,
                      "duplicate", 0, "refused", "index", 0, "field",
                      why->place, "reason", why->message, "optedOut", 0));

    if (e)
        return e;
    reply_status(rp, status);
    if (status == 503)
        reply_header(rp, "Retry-After", "1");
    return allow_origin(rq, rp);
}

static enum err refuse_all(struct request *rq, struct reply *rp,
                           const struct intake_call *c, int status,
                           const char *reason)
{
    struct problem why = {.place = "", .message = reason};

    return c->is_pixel ? reply_pixel(rp) : refuse_for(rq, rp, status, &why);
}

/* A network that sends too much without a key is held back. */
static bool is_in_budget(struct request *rq, const struct intake_call *c,
                         int *ret_wait_s)
{
    struct events *ev = rq->context;
    uint64_t network = request_network(rq);

    return c->sender.key || !network || !ev->budgets ||
           budgets_take(ev->budgets, network, c->delivery.n, rq->now_ms,
                        ret_wait_s);
}

static enum err hold_back(struct request *rq, struct reply *rp,
                          const struct intake_call *c, int wait_s)
{
    enum err e = refuse_all(rq, rp, c, 429,
                            "more events than one network may send without a "
                            "write key: nothing of this request was taken, "
                            "send it again later");

    if (!e && !c->is_pixel)
        reply_header(rp, "Retry-After", arena_printf(rq->arena, "%d", wait_s));
    return e;
}

static enum err finish(struct request *rq, struct reply *rp, void *self)
{
    struct intake_call *c = self;

    if (c->delivery.err == ERR_BUSY)
        return refuse_all(rq, rp, c, 503,
                          "there is too much to do: nothing of this request "
                          "was taken, send all of it again");
    if (c->delivery.err)
        return refuse_all(rq, rp, c, 503, not_stored);
    return answer(rq, rp, c);
}

static void done(struct delivery *d)
{
    struct intake_call *c = d->self;

    later_done(c->later);
}

static int status_of(enum access a)
{
    switch (a) {
    case ACCESS_UNKNOWN_KEY:
    case ACCESS_NOTHING_SHOWN:
        return 401;
    case ACCESS_OTHER_KEY:
    case ACCESS_OTHER_ORIGIN:
        return 403;
    case ACCESS_GRANTED:
    case ACCESS_NO_JOURNEY:
        break;
    }
    return 400;
}

static enum err hand_over(struct request *rq, struct reply *rp,
                          struct intake_call *c)
{
    struct events *ev = rq->context;
    struct delivery *d = &c->delivery;

    d->done = done;
    d->self = c;
    d->next = NULL;
    c->later = reply_later(rp, finish, c);
    if (ev->gathered)
        ev->gathered_last->next = d;
    else
        ev->gathered = d;
    ev->gathered_last = d;
    if (!ev->in_turns)
        events_turn_over(ev);
    return OK;
}

/* What came together goes on together: one lock, one waking up. */
void events_turn_over(void *events)
{
    struct events *ev = events;
    struct delivery *d = ev->gathered, *next;

    ev->gathered = NULL;
    if (d)
        d = collector_submit(ev->collector, d);
    for (; d; d = next) {
        next = d->next; /* done() may free it */
        d->err = ERR_BUSY;
        d->done(d);
    }
}

/* Whoever may not send does not take up the collector's time. */
static bool is_for_collector(const struct delivery *d)
{
    size_t i;

    for (i = 0; i < d->n; i++)
        if (d->at[i].event.journey)
            return true;
    return false;
}

/* What is left to do once the events are read. */
static enum err take(struct request *rq, struct reply *rp,
                     struct intake_call *c)
{
    struct events *ev = rq->context;
    enum access access;
    int wait_s = 0;
    enum err e;

    c->delivery.arena = rq->arena;
    c->delivery.received_ms = rq->now_ms;
    c->sender = sender_of(rq);
    if (c->is_pixel && !c->sender.origin)
        c->sender.origin = origin_of_page(rq);
    if (!c->sender.key && opt_out_asked(rq)) {
        c->opted_out = c->delivery.n;
        c->delivery.n = 0;
        return answer(rq, rp, c);
    }
    if (!is_in_budget(rq, c, &wait_s))
        return hold_back(rq, rp, c, wait_s);
    derive_attempts(rq, c->sender.key ? NULL : ev->salts, &c->delivery);
    e = (c->dry_run ? admit_dry : admit)(ev->tracker, &c->sender, &c->delivery,
                                         &access);
    if (e)
        return refuse_all(rq, rp, c, 503, not_stored);
    c->refusal = status_of(access);
    if (c->dry_run || !is_for_collector(&c->delivery))
        return answer(rq, rp, c);
    if (!c->sender.key)
        browser_note(rq, &c->sender, &c->delivery);
    collector_brief(ev->collector, ev->tracker, &c->delivery);
    return hand_over(rq, rp, c);
}

/* Nothing here unpacks what a stranger packed. */
static bool is_compressed(const struct request *rq)
{
    const char *coding = request_header(rq, "Content-Encoding");

    return coding && strcasecmp(coding, "identity") != 0;
}

static enum err post_events(struct request *rq, struct reply *rp)
{
    struct intake_call *c = arena_alloc(rq->arena, sizeof(*c));
    const char *reason = "";
    size_t n;
    const char *body = request_body(rq, &n);
    enum err e;

    if (is_compressed(rq))
        return refuse_all(rq, rp, c, 415,
                          "is compressed: send it without Content-Encoding");
    e = events_read(rq->arena, request_header(rq, "Content-Type"), body, n,
                    &c->delivery, &reason);
    c->dry_run = request_count(rq, DRY_RUN) == 1;
    if (e == ERR_INVALID)
        return refuse_all(rq, rp, c, 400, reason);
    if (e == ERR_TOO_BIG)
        return refuse_all(rq, rp, c, 413,
                          "holds more than 1,000 events: send them in parts");
    if (e == ERR_NOT_FOUND)
        return refuse_all(rq, rp, c, 415,
                          "send application/json, text/plain, "
                          "application/x-ndjson or a form");
    return e ? e : take(rq, rp, c);
}

/* A slip in "dry-run" would store what was only to be tried out. */
static enum err refuse_query(struct request *rq, struct reply *rp,
                             const struct problems *problems)
{
    return refuse_for(rq, rp, 400, &problems->at[0]);
}

static enum err get_pixel(struct request *rq, struct reply *rp)
{
    struct intake_call *c = arena_alloc(rq->arena, sizeof(*c));
    const char *query = request_query(rq), *reason;

    if (request_is_head(rq)) /* asks about the picture, and shows no page */
        return reply_pixel(rp);
    c->is_pixel = true;
    if (events_read_form(rq->arena, query, strlen(query), &c->delivery,
                         &c->dry_run, &reason) != OK)
        return reply_pixel(rp);
    return take(rq, rp, c);
}

static enum err ask_events(struct request *rq, struct reply *rp)
{
    enum err e = reply_nothing(rp);

    if (e)
        return e;
    reply_header(rp, "Access-Control-Allow-Methods", "POST");
    reply_header(rp, "Access-Control-Allow-Headers",
                 "Content-Type, Authorization");
    reply_header(rp, "Access-Control-Max-Age", "86400");
    return allow_origin(rq, rp);
}

static const struct field events_fields[] = {
    {DRY_RUN, FIELD_COUNT, 1, "0"},
    {0},
};

const struct route events_routes[] = {
    {.method = POST,
     .path = "/v1/events",
     .role = PROGRAM,
     .run = post_events,
     .fields = events_fields,
     .body_max = EVENTS_BODY_MAX},
    {.method = OPTIONS,
     .path = "/v1/events",
     .role = PROGRAM,
     .run = ask_events},
    {.method = GET, .path = "/v1/p.gif", .role = PROGRAM, .run = get_pixel},
    {0},
};

struct routes events_folder(struct events *ev)
{
    return (struct routes){
        .table = events_routes, .context = ev, .refuse = refuse_query};
}
