/* waymark demo */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/text.h"
#include "server/commands.h"
#include "server/demo.h"

static const char journey_id[] = "report-a-missed-bin";
static const char journey_file[] = "server/demo/report-a-missed-bin.json";

/* Is there anything in the folder yet? */
static enum err is_empty(struct tracker *t, struct arena *a, bool *ret_empty)
{
    struct journey_list list;
    enum err e = tracker_journeys(t, a, &list);

    if (!e)
        *ret_empty = list.n == 0;
    return e;
}

static enum err add_journey(struct tracker *t, struct arena *a, int64_t now_ms)
{
    struct embedded_file file;
    struct problems p;
    struct addition done;
    enum err e = embedded_find(a, journey_file, &file);

    if (e)
        return e;
    problems_init(&p, a, 8);
    e = tracker_add(t, file.text, file.size, now_ms, &p, &done);
    print_problems(&p, journey_file);
    return e;
}

static enum err write_events(const char *path, const struct zone *zone,
                             int64_t now_ms)
{
    FILE *f = fopen(path, "w");
    enum err e;

    if (!f)
        return ERR_IO;
    e = demo_write(f, zone, zone_day(zone, now_ms));
    return fclose(f) != 0 ? ERR_IO : e;
}

static enum err import_events(struct tracker *t, struct arena *a,
                              const char *path, int64_t now_ms)
{
    struct import_options o = {.journey = journey_id,
                               .name = "demonstration",
                               .read = {.format = READ_NDJSON},
                               .now_ms = now_ms};
    struct import_summary sum;
    struct problems p;
    struct input *in;
    enum err e = input_open(path, &in);

    if (e)
        return e;
    problems_init(&p, a, 8);
    e = tracker_import(t, in, &o, &p, &sum);
    print_problems(&p, "demonstration");
    input_close(in);
    if (!e)
        printf("Exampleton council: %s, %s events of the %d days up to "
               "yesterday\n",
               journey_id, text_count(a, sum.accepted), DEMO_DAYS);
    return e;
}

static enum err fill(struct tracker *t, struct arena *a, const char *data,
                     int64_t now_ms)
{
    const char *path = arena_printf(a, "%s/demonstration.ndjson", data);
    const struct zone *zone;
    enum err e = zone_open("Europe/London", &zone);

    if (!e)
        e = write_events(path, zone, now_ms);
    if (!e)
        e = add_journey(t, a, now_ms);
    if (!e)
        e = access_mark_demo(t);
    if (!e)
        e = import_events(t, a, path, now_ms);
    (void)unlink(path);
    return e;
}

int run_demo(const struct command *self, const struct call *c)
{
    int64_t now_ms = time_now_ms();
    const struct option options[] = {{"--now", OPTION_TIME, &now_ms},
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;
    struct tracker *t;
    struct arena *a;
    bool empty = false;
    enum err e;
    int status;

    if (!args_read(self, c, options, 0, 0, &rest))
        return EXIT_USED_WRONGLY;
    status = open_data(c, TRACKER_WRITE, &t);
    if (status)
        return status;
    a = arena_new();
    e = is_empty(t, a, &empty);
    if (!e && !empty)
        status = failed(EXIT_SOME_REFUSED,
                        "%s holds journeys already: the demonstration fills "
                        "only an empty data folder",
                        c->data);
    else if (!e)
        e = fill(t, a, c->data, now_ms);
    if (e)
        status = tracker_failed(e, journey_id);
    arena_free(a);
    tracker_close(t);
    return finish_output(status);
}
