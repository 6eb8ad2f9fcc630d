#include "server/demo_door.h"

#include <stdlib.h>

#include "base/log.h"
#include "base/memory.h"
#include "server/events.h"
#include "web/server.h"

struct demo_door {
    struct site *site;
    struct tracker *tracker;
    struct collector *collector;
    struct events events;
    struct routes folders[2];
    struct router *router;
    struct server *server;
};

int demo_door_port(const struct demo_door *d)
{
    return server_port(d->server);
}

void demo_door_close(struct demo_door *d)
{
    if (!d)
        return;
    if (d->server)
        server_stop(d->server);
    router_free(d->router);
    tracker_close(d->tracker);
    collector_stop(d->collector);
    site_free(d->site);
    free(d);
}

static enum err make_site(struct demo_door *d, const struct zone *zone)
{
    struct fault fault;
    enum err e = site_new(json_pack("{s:s s:b}", "name", "Waymark", "docs", 0),
                          zone, &d->site, &fault);

    if (e)
        log_line("a template is not in order: %s", fault.text);
    return e;
}

static enum err listen_here(struct demo_door *d)
{
    const struct router_options how = {.folders = d->folders};
    const struct server_options options = {
        .listen = "127.0.0.1:0", .routers = &d->router, .workers = 1};

    d->events =
        (struct events){.tracker = d->tracker, .collector = d->collector};
    d->folders[0] = events_folder(&d->events);
    d->router = router_new(d->site, &how);
    return server_start(&options, &d->server);
}

enum err demo_door_open(const char *dir, const struct zone *zone,
                        struct demo_door **ret_door)
{
    struct demo_door *d = mem_new(1, sizeof(*d));
    enum err e = make_site(d, zone);

    if (!e)
        e = collector_start(dir, &d->collector);
    if (!e)
        e = tracker_open(dir, TRACKER_READ, &d->tracker);
    if (!e)
        e = listen_here(d);
    if (e)
        demo_door_close(d);
    else
        *ret_door = d;
    return e;
}
