/* waymark journey add, discover, list */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "server/commands.h"

enum { PROBLEMS_SHOWN = 20 };

struct addition_call {
    const char *file;
    struct buf text;
    int64_t now_ms;
};

/* Which attempts it counts, and what a person should look at. */
static void print_since(const struct addition *done)
{
    char from[TIME_TEXT];

    time_format(done->from_ms, from);
    if (done->version > 1 && done->added != ADDED_NOTHING)
        say(": it counts the attempts that start from %s on", from);
    say("\n");
    if (done->to_confirm && done->added != ADDED_NOTHING)
        say_error("%zu steps are marked \"confirm\": ends guessed from a "
                  "log.  Look whether attempts really end there.\n",
                  done->to_confirm);
}

static int add_text(struct tracker *t, struct arena *a, void *self)
{
    static const char *const said[] = {
        [ADDED_NEW] = "added, version",
        [ADDED_VERSION] = "changed, version",
        [ADDED_REPLACED] = "replaced, for it had counted no attempt: version",
        [ADDED_NOTHING] = "is here already, version",
    };
    const struct addition_call *asked = self;
    struct addition done;
    struct problems p;
    enum err e;

    problems_init(&p, a, PROBLEMS_SHOWN);
    e = tracker_add(t, asked->text.text, asked->text.len, asked->now_ms, &p,
                    &done);
    print_problems(&p, asked->file);
    if (e && p.total)
        return failed(EXIT_SOME_REFUSED, "%s was not added", asked->file);
    if (e)
        return tracker_failed(e, asked->file);
    say("%s: %s %lld", asked->file, said[done.added], (long long)done.version);
    print_since(&done);
    return EXIT_DONE;
}

int run_journey_add(const struct command *self, const struct call *c)
{
    enum { TEXT_MAX = 1024 * 1024 };
    struct addition_call asked = {.now_ms = time_now_ms()};
    const struct option options[] = {{"--now", OPTION_TIME, &asked.now_ms},
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;
    int status;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    asked.file = rest.at[0];
    buf_init(&asked.text, TEXT_MAX);
    status = read_file(asked.file, &asked.text);
    if (!status)
        status = with_data(c, TRACKER_WRITE, add_text, &asked);
    buf_release(&asked.text);
    return status;
}

static int print_discovered(const char *path, const char *id,
                            const struct read_options *read)
{
    struct arena *a = arena_new();
    struct problems p;
    struct input *in;
    json_t *definition = NULL;
    int status = open_input(path, &in);

    problems_init(&p, a, PROBLEMS_SHOWN);
    if (!status) {
        enum err e = discover(in, read, id, &p, &definition);

        print_problems(&p, path);
        if (e)
            status =
                failed(EXIT_SOME_REFUSED, "no journey can be made of %s", path);
        else
            status = print_json(definition);
        if (!status && p.total)
            status = EXIT_SOME_REFUSED;
        input_close(in);
    }
    arena_free(a);
    return status;
}

int run_journey_discover(const struct command *self, const struct call *c)
{
    const char *id = NULL, *format = "auto", *zone = "Europe/London";
    struct read_options read = {.format = READ_AUTO};
    const struct option options[] = {{"--id", OPTION_TEXT, &id},
                                     {"--format", OPTION_TEXT, &format},
                                     {"--zone", OPTION_TEXT, &zone},
                                     {"--case", OPTION_TEXT, &read.case_column},
                                     {"--step", OPTION_TEXT, &read.step_column},
                                     {"--time", OPTION_TEXT, &read.time_column},
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (!id || !text_is_key(id, strlen(id)))
        return used_wrongly(self, "--id must be 1 to 64 of a to z, 0 to 9 "
                                  "and -");
    if (read_format_find(format, &read.format) != OK)
        return used_wrongly(
            self, "%s is no format: auto, ndjson, tsv, csv or xes", format);
    if (zone_open(zone, &read.zone) != OK)
        return used_wrongly(self, "%s is no time zone of this machine", zone);
    if (read.format == READ_AUTO)
        read.format = read_format_of_name(rest.at[0]);
    return print_discovered(rest.at[0], id, &read);
}

static json_t *list_json(const struct journey_list *list)
{
    json_t *array = json_array();
    size_t i;

    for (i = 0; i < list->n; i++) {
        const struct journey_info *j = &list->at[i];

        json_array_append_new(array,
                              json_pack("{s:s s:s s:s s:s s:I}", "id", j->id,
                                        "title", j->title, "organisation",
                                        j->organisation, "service", j->service,
                                        "version", (json_int_t)j->version));
    }
    return json_pack("{s:o}", "journeys", array);
}

static int list_journeys(struct tracker *t, struct arena *a, void *self)
{
    const bool *json = self;
    struct journey_list list;
    enum err e = tracker_journeys(t, a, &list);
    size_t i;

    if (e)
        return tracker_failed(e, "");
    if (*json)
        return print_json(list_json(&list));
    if (list.n == 0)
        say_error("There is no journey here yet: `waymark journey "
                  "add FILE` adds one.\n");
    for (i = 0; i < list.n; i++)
        say("%-32s %s\n", list.at[i].id, list.at[i].title);
    return EXIT_DONE;
}

int run_journey_list(const struct command *self, const struct call *c)
{
    return run_list(self, c, list_journeys);
}
