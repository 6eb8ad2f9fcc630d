/*
 * waymark demo: what a visitor sees came in by the front door.  The server is
 * started in this process, and every event is posted to it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/text.h"
#include "server/commands.h"
#include "server/demo.h"
#include "server/demo_door.h"
#include "server/demo_send.h"

/* Beside the data while it is being filled. */
static const char part_name[] = "demonstration.part";

/* A demonstration under way. */
struct demo {
    const struct call *call;
    int64_t now_ms;
    const struct zone *zone;
    const char *part; /* path */
    bool shown;       /* standard error is a terminal */
    struct demo_sender *sender;
    int64_t attempts, events;
};

static enum err on_event(void *self, const char *line, size_t n)
{
    const struct demo *d = self;

    return demo_send(d->sender, line, n);
}

static void on_day(void *self, int days)
{
    const struct demo *d = self;

    if (d->shown)
        (void)fprintf(stderr, "\r\033[Kday %d of %d", days, DEMO_DAYS);
}

/* Make and send them all. */
static enum err send_all(struct demo *d, int port)
{
    const struct demo_sink sink = {d, on_event, on_day};
    enum err e = demo_sender_open(port, &d->sender);

    if (e)
        return e;
    e = demo_make(d->zone, zone_day(d->zone, d->now_ms), &sink, &d->attempts);
    if (!e)
        e = demo_send_rest(d->sender, &d->events);
    if (d->shown)
        (void)fputs("\r\033[K", stderr);
    demo_sender_close(d->sender);
    return e;
}

static enum err send_by_the_door(struct demo *d)
{
    struct demo_door *door;
    enum err e = demo_door_open(d->call->data, d->zone, &door);

    if (e)
        return e;
    e = send_all(d, demo_door_port(door));
    demo_door_close(door);
    return e;
}

static enum err add_journey(struct tracker *t, struct arena *a,
                            const char *path, int64_t now_ms)
{
    struct embedded_file file;
    struct problems p;
    struct addition done;
    enum err e = embedded_find(a, path, &file);

    if (e)
        return e;
    problems_init(&p, a, 8);
    e = tracker_add(t, file.text, file.size, now_ms, &p, &done);
    print_problems(&p, path);
    return e;
}

static enum err begin_part(const struct demo *d)
{
    int fd = open(d->part, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0)
        return ERR_IO;
    (void)close(fd);
    return OK;
}

static enum err fill(struct tracker *t, struct arena *a, struct demo *d)
{
    const struct demo_journey *j;
    enum err e = zone_open("Europe/London", &d->zone);

    if (!e)
        e = begin_part(d);
    for (j = demo_journeys; !e && j->id; j++)
        e = add_journey(t, a, j->file, d->now_ms);
    if (!e)
        e = access_mark_demo(t);
    if (!e)
        e = send_by_the_door(d);
    for (j = demo_journeys; !e && j->id; j++)
        e = tracker_pack(t, j->id, d->now_ms);
    if (!e && unlink(d->part) != 0)
        e = ERR_IO;
    return e;
}

static int refuse(const struct demo *d)
{
    if (access(d->part, F_OK) == 0)
        return failed(EXIT_SOME_REFUSED,
                      "%s holds a demonstration that was interrupted and is "
                      "not whole: remove the folder and run `waymark demo` "
                      "again",
                      d->call->data);
    return failed(EXIT_SOME_REFUSED,
                  "%s holds journeys already: the demonstration fills only an "
                  "empty data folder",
                  d->call->data);
}

static int demonstrate(struct tracker *t, struct arena *a, void *self)
{
    struct demo *d = self;
    struct journey_list list;
    int64_t began_ms = time_steady_ms();
    enum err e = tracker_journeys(t, a, &list);

    d->part = arena_printf(a, "%s/%s", d->call->data, part_name);
    if (!e && list.n)
        return refuse(d);
    if (!e)
        e = fill(t, a, d);
    if (e)
        return failed(e == ERR_BUSY ? EXIT_TRY_LATER : EXIT_STORAGE,
                      "%s; the demonstration in %s is not whole: remove the "
                      "folder and run `waymark demo` again",
                      err_text(e), d->call->data);
    say("Exampleton council: 3 journeys, %s attempts with %s events of the "
        "%d days up to yesterday, sent through /v1/events in %.1f s\n",
        text_count(a, d->attempts), text_count(a, d->events), DEMO_DAYS,
        (double)(time_steady_ms() - began_ms) / 1000);
    return EXIT_DONE;
}

int run_demo(const struct command *self, const struct call *c)
{
    struct demo d = {.call = c, .shown = isatty(STDERR_FILENO) != 0};
    const struct option options[] = {{"--now", OPTION_TIME, &d.now_ms},
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 0, 0, &rest))
        return EXIT_USED_WRONGLY;
    if (d.now_ms)
        time_shift(d.now_ms);
    else
        d.now_ms = time_now_ms();
    return with_data(c, TRACKER_WRITE, demonstrate, &d);
}
