/* waymark serve */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/embedded.h"
#include "base/log.h"
#include "base/memory.h"
#include "dashboard/dashboard.h"
#include "docs-site/docs.h"
#include "patterns/patterns.h"
#include "server/client.h"
#include "server/commands.h"
#include "server/events.h"
#include "server/evidence.h"
#include "server/notice_page.h"
#include "server/openapi.h"
#include "server/opt_out.h"
#include "web/server.h"

enum { WORKERS_MAX = 64, FOLDERS = 8 };

/* What one worker has of its own. */
struct worker {
    struct tracker *tracker;
    struct shelf *shelf; /* the site's */
    struct dashboard dashboard;
    struct evidence evidence;
    struct pattern_evidence_source source; /* the evidence, as patterns ask */
    struct patterns patterns;
    struct events events;
    struct openapi openapi;
    struct routes folders[FOLDERS + 1]; /* the table of tables */
    struct router *router;
};

/* The whole of a running site. */
struct serving {
    const struct call *call;
    struct texts names;
    struct hosts hosts; /* the names */
    struct peer proxy[TEXTS_MAX];
    struct peers proxies;
    struct site *site;
    const char *live; /* --live; or NULL */
    struct shelf *shelf;
    size_t n;
    struct worker workers[WORKERS_MAX];
    struct router *routers[WORKERS_MAX];
    struct server_turn turns[WORKERS_MAX];
    struct kept_state states[WORKERS_MAX];
    struct collector *collector;
    struct budgets *budgets;
    struct salts *salts;
    struct server *server;
};

/* Nothing else that pages show changes while a catalogue is served; while one
 * is being written, no page is kept. */
static bool state_of_pages(void *self, uint64_t *ret_state)
{
    const struct worker *w = self;
    int64_t data;

    if (tracker_state(w->tracker, &data) != OK)
        return false;
    *ret_state = (uint64_t)data;
    return true;
}

static enum err is_ready(void *context)
{
    return tracker_check(context);
}

/* Names that every page may show. */
static json_t *site_names(void)
{
    return json_pack("{s:s s:b}", "name", "Waymark", "docs", 1);
}

static int make_site(struct serving *s)
{
    const struct zone *zone;
    struct fault fault;

    if (zone_open("Europe/London", &zone) != OK)
        return failed(EXIT_STORAGE,
                      "this machine has no time zones: install tzdata");
    if (site_new(site_names(), zone, &s->site, &fault) != OK)
        return failed(EXIT_STORAGE, "a template is not in order: %s",
                      fault.text);
    return EXIT_DONE;
}

/* Before each request of pages that show the catalogue: the newest is shown
 * from now on.  (Nobody else waits for the first.) */
static void take_catalogue(void *self)
{
    struct worker *w = self;

    shelf_look(w->shelf);
    w->patterns.catalogue =
        shelf_take(w->shelf, w->patterns.catalogue, &w->patterns.brands);
    w->dashboard.catalogue = w->patterns.catalogue;
}

static int make_worker(struct serving *s, struct worker *w)
{
    struct router_options options = {.folders = w->folders,
                                     .hosts = &s->hosts,
                                     .proxies = &s->proxies,
                                     .ready = is_ready};
    int status = open_data(s->call, TRACKER_READ, &w->tracker);

    if (status)
        return status;
    w->dashboard.tracker = w->tracker;
    w->shelf = s->shelf;
    w->folders[0] = (struct routes){.table = dashboard_routes,
                                    .context = &w->dashboard,
                                    .before = take_catalogue,
                                    .self = w};
    w->events = (struct events){.tracker = w->tracker,
                                .collector = s->collector,
                                .budgets = s->budgets,
                                .salts = s->salts};
    w->folders[1] = (struct routes){.table = docs_routes};
    w->folders[2] = events_folder(&w->events);
    w->evidence =
        (struct evidence){.tracker = w->tracker, .zone = s->site->zone};
    w->source = evidence_source(&w->evidence);
    w->patterns.evidence = &w->source;
    w->folders[3] = (struct routes){.table = patterns_routes,
                                    .context = &w->patterns,
                                    .before = take_catalogue,
                                    .self = w};
    w->folders[4] = (struct routes){.table = client_routes};
    w->folders[5] = (struct routes){.table = opt_out_routes};
    w->folders[6] = (struct routes){.table = notice_routes};
    w->openapi.folders = w->folders;
    w->folders[7] =
        (struct routes){.table = openapi_routes, .context = &w->openapi};
    options.context = w->tracker;
    w->router = router_new(s->site, &options);
    w->events.in_turns = true;
    tracker_follow(w->tracker, (struct tracker_news){state_of_pages, w});
    s->turns[s->n] = (struct server_turn){events_turn_over, &w->events};
    if (!s->live)
        s->states[s->n] = (struct kept_state){state_of_pages, w};
    s->routers[s->n++] = w->router;
    return EXIT_DONE;
}

static int listen_failed(enum err e, const char *listen)
{
    if (e == ERR_INVALID)
        return failed(EXIT_USED_WRONGLY,
                      "--listen %s is no address: write it as 127.0.0.1:8080 "
                      "or [::1]:8080",
                      listen);
    if (e == ERR_CONFLICT)
        return failed(EXIT_TRY_LATER,
                      "something is listening on %s already: stop it, or name "
                      "another port with --listen",
                      listen);
    if (e == ERR_NOT_FOUND)
        return failed(EXIT_STORAGE,
                      "this machine has no address %s: name one it has, or "
                      "0.0.0.0 for all, with --listen",
                      listen);
    if (e == ERR_FORBIDDEN)
        return failed(EXIT_STORAGE,
                      "this user may not listen on %s: name a port from 1024 "
                      "on with --listen",
                      listen);
    return failed(EXIT_STORAGE,
                  "the server does not start on %s, for the reason above",
                  listen);
}

static const char *host_of(const char *listen, int *ret_n)
{
    const char *colon = strrchr(listen, ':');

    *ret_n = colon ? (int)(colon - listen) : (int)strlen(listen);
    return listen;
}

static int serve(struct serving *s, const struct server_options *options)
{
    int n;
    const char *host = host_of(options->listen, &n);
    enum err e = server_start(options, &s->server);

    if (e)
        return listen_failed(e, options->listen);
    say("Waymark is on http://%.*s:%d (stop it with Ctrl-C)\n", n, host,
        server_port(s->server));
    (void)fflush(stdout);
    (void)server_wait();
    server_stop(s->server);
    return EXIT_DONE;
}

static void stop(struct serving *s)
{
    size_t i;

    for (i = 0; i < WORKERS_MAX; i++) {
        router_free(s->workers[i].router);
        evidence_release(&s->workers[i].evidence);
        tracker_close(s->workers[i].tracker);
    }
    collector_stop(s->collector);
    budgets_free(s->budgets);
    salts_close(s->salts);
    shelf_close(s->shelf);
    site_free(s->site);
    free(s);
}

/* The folder is made, or brought up to date, before anybody reads it. */
static int prepare_data(const struct call *c)
{
    struct tracker *t;
    int status = open_data(c, TRACKER_WRITE, &t);

    if (!status)
        tracker_close(t);
    return status;
}

static bool read_names(const struct command *self, struct serving *s)
{
    size_t i;

    for (i = 0; i < s->names.n; i++)
        if (!host_is_name(s->names.at[i])) {
            used_wrongly(self,
                         "--host %s is no name: write it as "
                         "waymark.example.org, without a port",
                         s->names.at[i]);
            return false;
        }
    s->hosts = (struct hosts){s->names.n, s->names.at};
    return true;
}

static bool read_proxies(const struct command *self, struct serving *s,
                         const struct texts *given)
{
    size_t i;

    for (i = 0; i < given->n; i++)
        if (!peer_read(given->at[i], strlen(given->at[i]), &s->proxy[i])) {
            used_wrongly(self,
                         "--proxy %s is no address: write it as 127.0.0.1 or "
                         "2001:db8::1",
                         given->at[i]);
            return false;
        }
    s->proxies = (struct peers){given->n, s->proxy};
    return true;
}

/* What was asked for. */
static bool read_options(const struct command *self, struct serving *s,
                         struct server_options *o)
{
    struct texts proxies = {0}, rest;
    int64_t now_ms = 0;
    const struct option options[] = {
        {"--listen", OPTION_TEXT, &o->listen},
        {"--port-file", OPTION_TEXT, &o->port_file},
        {"--host", OPTION_TEXTS, &s->names},
        {"--proxy", OPTION_TEXTS, &proxies},
        {"--live", OPTION_TEXT, &s->live},
        {"--now", OPTION_TIME, &now_ms},
        {NULL, OPTION_FLAG, NULL}};

    if (!args_read(self, s->call, options, 0, 0, &rest) ||
        !read_names(self, s) || !read_proxies(self, s, &proxies))
        return false;
    embedded_live(s->live);
    if (now_ms)
        time_shift(now_ms);
    return true;
}

/* A name that was mistyped would show nothing of what is being written. */
static int check_live(const char *dir)
{
    char entry[PATH_MAX];
    struct stat is;

    if (!dir)
        return EXIT_DONE;
    if (stat(dir, &is) != 0 || !S_ISDIR(is.st_mode))
        return failed(EXIT_NO_INPUT,
                      "--live %s is no folder: name the catalogue that you "
                      "write in, or make it first",
                      dir);
    if (snprintf(entry, sizeof(entry), "%s/index.md", dir) <
            (int)sizeof(entry) &&
        stat(entry, &is) == 0)
        return failed(EXIT_NO_INPUT,
                      "--live %s is one entry: name the catalogue that it is "
                      "in, the folder two above (--live %s/../..)",
                      dir, dir);
    return EXIT_DONE;
}

/* Everything that a site needs, then the site. */
static int run(struct serving *s, struct server_options *o)
{
    int status = check_live(s->live);
    size_t i;

    if (!status)
        status = prepare_data(s->call);
    if (!status) {
        s->salts = salts_open(s->call->data, NULL);
        salts_keep(s->salts);
        status = make_site(s);
    }
    if (!status)
        s->shelf = shelf_open(s->call->data, s->live);
    if (!status && collector_start(s->call->data, &s->collector) != OK)
        status = failed(EXIT_STORAGE, "cannot write to the data folder %s",
                        s->call->data);
    for (i = 0; !status && i < o->workers; i++)
        status = make_worker(s, &s->workers[i]);
    o->routers = s->routers;
    o->turns = s->turns;
    o->states = s->states;
    return status ? status : serve(s, o);
}

int run_serve(const struct command *self, const struct call *c)
{
    struct server_options o = {.listen = "127.0.0.1:8080",
                               .workers = server_cores()};
    struct serving *s = mem_new(1, sizeof(*s));
    int status = EXIT_USED_WRONGLY;

    s->call = c;
    if (read_options(self, s, &o)) {
        server_block_signals();
        s->budgets = budgets_new();
        status = run(s, &o);
    }
    stop(s);
    return status;
}
