#include "web/router.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_scratch.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "web/assets.h"
#include "web/cors.h"
#include "web/health.h"
#include "web/later_inside.h"
#include "web/match.h"
#include "web/program.h"
#include "web/reply_inside.h"

struct router {
    const struct site *site;
    const struct hosts *hosts;
    const struct peers *proxies;
    struct health health;
    struct routes health_folder, assets_folder;
    struct entries entries;
};

/* One request on its way through. */
struct call {
    const struct router *router;
    const struct message *m;
    struct request rq;
    struct match match;
    enum err fault;   /* of the address: there is no match */
    bool preflight;   /* asked before the match is: OPTIONS */
    bool of_programs; /* its address is below PROGRAMS_ROOT */
    struct reply rp;
    struct values values;
};

static size_t add_table(struct router *r, size_t room,
                        const struct routes *folder)
{
    const struct route *route;

    for (route = folder->table; route->path; route++) {
        r->entries.at = mem_grow(r->entries.at, r->entries.n, &room,
                                 sizeof(*r->entries.at));
        r->entries.at[r->entries.n++] = match_entry(route, folder);
    }
    return room;
}

static void start_call(struct call *c, const struct router *r, struct arena *a,
                       const struct message *m)
{
    c->router = r;
    c->m = m;
    c->match = (struct match){.route = NULL};
    c->preflight = c->of_programs = false;
    c->values.n = 0;
    c->values.personal = false;
    c->rq = (struct request){.arena = a,
                             .path = "",
                             .zone = r->site->zone,
                             .values = &c->values,
                             .message = m,
                             .peer = m->peer};
    c->rq.told_of_proxies = r->proxies && r->proxies->n;
    if (c->rq.told_of_proxies)
        c->rq.peer = peer_behind(&m->peer, r->proxies,
                                 message_last_header(m, "X-Forwarded-For"));
    c->rp = (struct reply){.rq = &c->rq, .site = r->site};
}

/* Every default must be of its field's kind: values_read() asserts it. */
static void check_routes(const struct router *r)
{
    struct arena *a = arena_new();
    struct message m = message_get("/");
    struct problems problems;
    struct form none = {0};
    struct call c;
    size_t i;

    for (i = 0; i < r->entries.n; i++) {
        const struct route *route = r->entries.at[i].route;

        assert(route->path[0] == '/' && route->run);
        problems_init(&problems, a, VALUES_PROBLEMS_MAX);
        start_call(&c, r, a, &m);
        values_read(&c.rq, route, &none, &problems);
    }
    arena_free(a);
}

struct router *router_new(const struct site *site,
                          const struct router_options *options)
{
    struct router *r = mem_new(1, sizeof(*r));
    const struct routes *folder;
    size_t room = 0;

    r->site = site;
    r->hosts = options->hosts;
    r->proxies = options->proxies;
    r->health = (struct health){options->ready, options->context};
    r->health_folder =
        (struct routes){.table = health_routes, .context = &r->health};
    r->assets_folder =
        (struct routes){.table = assets_routes, .context = site->assets};
    room = add_table(r, room, &r->health_folder);
    room = add_table(r, room, &r->assets_folder);
    for (folder = options->folders; folder && folder->table; folder++)
        room = add_table(r, room, folder);
    check_routes(r);
    return r;
}

void router_free(struct router *r)
{
    if (!r)
        return;
    free(r->entries.at);
    free(r);
}

/* -1 for a method no route has. */
static int method_of(const struct message *m)
{
    if (strcmp(m->method, "GET") == 0 || strcmp(m->method, "HEAD") == 0)
        return GET;
    if (strcmp(m->method, "OPTIONS") == 0)
        return OPTIONS;
    return strcmp(m->method, "POST") == 0 ? POST : -1;
}

/* Whether pages of other sites may read the answer. */
static bool is_open(const struct call *c)
{
    return c->match.route ? c->match.route->role == ANYWHERE : c->of_programs;
}

/* A browser that would ask for something nobody knows: its script is to be
 * told that it is not there. */
static bool asks_first(const struct call *c)
{
    return !c->match.methods &&
           message_header(c->m, "Access-Control-Request-Method");
}

static void match(struct call *c, const char *path)
{
    const struct entries *entries = &c->router->entries;
    int method = method_of(c->m);
    struct match all = match_route(&c->rq, entries, method, path);

    c->match = all;
    if (all.route || method != OPTIONS)
        return;
    c->match = match_route(&c->rq, entries, GET, path);
    c->match.methods = all.methods; /* this one has looked to its route only */
    c->preflight = is_open(c) && (c->match.route || asks_first(c));
    if (!c->preflight)
        c->match.route = NULL;
}

/* Programs read JSON, whatever the address ends with. */
static bool is_for_programs(const struct call *c)
{
    return is_open(c) || (c->match.route && c->match.route->role == PROGRAM);
}

static bool is_of_programs(const char *path)
{
    return text_starts(path, PROGRAMS_ROOT "/") ||
           strcmp(path, PROGRAMS_ROOT) == 0;
}

/* What the request knows of the address is filled in. */
static enum err find_route(struct call *c)
{
    size_t n = strcspn(c->m->target, "?");
    const char *path = c->m->target;
    enum err e = path_decode(c->rq.arena, c->m->target, n, &path);

    c->of_programs = is_of_programs(path);
    if (!e) {
        match(c, path);
        c->rq.path = c->match.path;
        c->rq.context = c->match.folder ? c->match.folder->context : NULL;
    }
    c->rq.format = is_for_programs(c) ? FORMAT_JSON : c->match.format;
    return e;
}

bool router_serves(const struct router *r, struct arena *a, const char *target)
{
    struct message m = message_get(target);
    struct call c;

    start_call(&c, r, a, &m);
    return !find_route(&c) && c.match.route;
}

static enum err refuse_method(struct call *c, unsigned methods)
{
    const char *allow =
        !methods ? "GET, HEAD, POST"
                 : arena_printf(c->rq.arena, "%s%s%s",
                                methods & 1U << GET ? ", GET, HEAD" : "",
                                methods & 1U << POST ? ", POST" : "",
                                methods & 1U << OPTIONS ? ", OPTIONS" : "");
    enum err e = reply_error(&c->rp, 405, "Not done this way",
                             "This address cannot be used with that method.");

    answer_add_header(c->rp.answer, "Allow", allow + (*allow == ',' ? 2 : 0));
    return e;
}

/* What was sent: in the query, or in the body of a POST. */
static enum err read_sent(struct call *c, struct form *ret_form)
{
    const struct message *m = c->m;
    const char *query = strchr(m->target, '?');

    *ret_form = (struct form){0};
    if (method_of(m) == POST && m->body)
        return form_parse(c->rq.arena, m->body, m->n_body, ret_form);
    if (method_of(m) == GET && query)
        return form_parse(c->rq.arena, query + 1, strlen(query + 1), ret_form);
    return OK;
}

/* Who only asked sent nothing that could be too large: our answer is. */
static enum err refuse_to_send(struct call *c)
{
    log_line("%s %s: the answer is %s", c->m->method, c->match.route->path,
             err_text(ERR_TOO_BIG));
    return reply_error(&c->rp, 500, "Too large to send",
                       "What is here is larger than this server sends at once. "
                       "It has been noted; to try again does not help.");
}

static enum err run(struct call *c, const struct route *route)
{
    struct problems problems;
    struct form form;
    enum err e;

    if (route->role == PROGRAM)
        return program_run(&c->rq, &c->rp, route, c->match.folder->refuse);
    if (route->role != ANYONE && route->role != ANYWHERE)
        return reply_error(&c->rp, 403, "Not for everybody",
                           "Only people who are signed in may see this, and "
                           "signing in does not exist yet.");
    if (route->method == POST && !message_is_own_form(c->m))
        return reply_error(&c->rp, 403, "Not from this site",
                           "The form was not sent from a page of this site. "
                           "Load the page again and send it from there.");
    if (route->method == POST && !message_is_form(c->m))
        return reply_error(&c->rp, 415, "Not a form",
                           "What was sent is not the kind of form that is "
                           "taken here.");
    e = read_sent(c, &form);
    if (e)
        return e;
    problems_init(&problems, c->rq.arena, VALUES_PROBLEMS_MAX);
    values_read(&c->rq, route, &form, &problems);
    if (problems.n)
        return reply_problems(&c->rp, &problems);
    e = route->run(&c->rq, &c->rp);
    return e == ERR_TOO_BIG && route->method == GET ? refuse_to_send(c) : e;
}

static bool is_for_us(const struct call *c)
{
    const char *host = message_header(c->m, "Host");

    return !c->router->hosts || !host || host_is_ours(c->router->hosts, host);
}

static enum err answer(struct call *c)
{
    if (!is_for_us(c))
        return reply_error(&c->rp, 421, "Not this server's name",
                           "This server does not answer to the name in the "
                           "address. Whoever runs it can add a name: "
                           "waymark serve --host NAME.");
    if (c->fault)
        return c->fault;
    if (c->preflight)
        return cors_preflight(&c->rp);
    if (c->match.route) {
        enum err e = run(c, c->match.route);

        if (!e && buf_finish(&c->rp.answer->body))
            e = ERR_IO;  /* our own page is too big: no fault of theirs */
        if (e == ERR_IO) /* never the address: it may hold somebody's words */
            log_line("%s %s: %s", c->m->method, c->match.route->path,
                     err_text(e));
        return e;
    }
    if (c->match.methods || method_of(c->m) < 0)
        return refuse_method(c, c->match.methods);
    return ERR_NOT_FOUND;
}

struct call *router_open(const struct router *r, struct arena *a,
                         const struct message *m, size_t *ret_body_max)
{
    struct call *c = arena_alloc(a, sizeof(*c));
    const struct route *route;

    start_call(c, r, a, m);
    c->fault = find_route(c);
    route = c->match.route;
    *ret_body_max = route && route->body_max ? route->body_max : BODY_MAX;
    return c;
}

void router_run(struct call *c, int64_t now_ms, struct answer *ret_answer)
{
    const struct routes *folder = c->match.folder;
    struct later *later;

    if (folder && folder->before)
        folder->before(folder->self);
    c->rq.now_ms = now_ms;
    c->rp.answer = ret_answer;
    answer_init(ret_answer);
    reply_reset(&c->rp);
    if (c->match.route && c->match.route->role == ANYONE)
        json_scratch_begin(); /* whom a PROGRAM asks may answer later */
    reply_failed(&c->rp, answer(c));
    json_scratch_end();
    later = ret_answer->later;
    if (!later) {
        reply_finish(&c->rp, c->m);
        if (is_open(c))
            cors_open(ret_answer);
        return;
    }
    later->call = c;
    if (later->laters)
        return;
    later_wait(later);
    router_finish(later, ret_answer);
}

bool router_is_for_all(const struct call *c, const struct answer *answer)
{
    const struct route *route = c->match.route;
    const char *cache = answer_header(answer, "Cache-Control");

    return route && route->role == ANYONE && route->method == GET &&
           !c->values.personal && answer->status == 200 && answer->type &&
           !answer->asset && !answer->close && !answer->later &&
           !(cache && strcmp(cache, "no-store") == 0);
}

void router_answer(const struct router *r, struct arena *a,
                   const struct message *m, int64_t now_ms,
                   struct answer *ret_answer)
{
    size_t body_max;

    router_run(router_open(r, a, m, &body_max), now_ms, ret_answer);
}

void router_finish(struct later *l, struct answer *ret_answer)
{
    struct call *c = l->call;

    ret_answer->later = NULL;
    c->rp.answer = ret_answer;
    reply_failed(&c->rp, l->finish(&c->rq, &c->rp, l->self));
    reply_finish(&c->rp, c->m);
}

void router_refuse(const struct router *r, struct arena *a,
                   const struct message *m, int status, const char *sentence,
                   struct answer *ret_answer)
{
    struct call c;

    start_call(&c, r, a, m);
    (void)!find_route(&c); /* only for the format */
    c.rp.answer = ret_answer;
    answer_init(ret_answer);
    reply_reset(&c.rp);
    (void)!reply_error(&c.rp, status,
                       status == 413 ? "Too large" : "Request refused",
                       sentence);
    reply_finish(&c.rp, m);
    if (is_open(&c))
        cors_open(ret_answer);
    ret_answer->close = true;
}
