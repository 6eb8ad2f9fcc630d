/* waymark journey add, discover, list */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "server/commands.h"

enum { PROBLEMS_SHOWN = 20 };

static int add_text(const struct call *c, const char *file,
                    const struct buf *text, int64_t now_ms)
{
    static const char *const said[] = {
        [ADDED_NEW] = "added, version",
        [ADDED_VERSION] = "changed: attempts that start from now on count "
                          "under version",
        [ADDED_REPLACED] = "replaced, for it had counted no attempt: version",
        [ADDED_NOTHING] = "is here already, version",
    };
    struct arena *a = arena_new();
    struct problems p;
    struct tracker *t;
    struct addition done;
    enum err e;
    int status = open_data(c, TRACKER_WRITE, &t);

    problems_init(&p, a, PROBLEMS_SHOWN);
    if (!status) {
        e = tracker_add(t, text->text, text->len, now_ms, &p, &done);
        print_problems(&p, file);
        if (!e)
            printf("%s: %s %lld\n", file, said[done.added],
                   (long long)done.version);
        else
            status = p.total
                         ? failed(EXIT_SOME_REFUSED, "%s was not added", file)
                         : tracker_failed(e, file);
        tracker_close(t);
    }
    arena_free(a);
    return finish_output(status);
}

/* The whole of a small file. */
static int read_all(const char *path, struct buf *text)
{
    struct input *in;
    char bytes[4096];
    size_t n;
    int status = open_input(path, &in);

    if (status)
        return status;
    while ((n = input_bytes(in, bytes, sizeof(bytes))) > 0)
        buf_add(text, bytes, n);
    if (input_fault(in) != OK || buf_finish(text) != OK)
        status = failed(EXIT_NO_INPUT,
                        "%s cannot be read to its end, or is larger than 2 MiB",
                        path);
    input_close(in);
    return status;
}

int run_journey_add(const struct command *self, const struct call *c)
{
    enum { TEXT_MAX = 2 * 1024 * 1024 };
    int64_t now_ms = time_now_ms();
    const struct option options[] = {{"--now", OPTION_TIME, &now_ms},
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;
    struct buf text;
    int status;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    buf_init(&text, TEXT_MAX);
    status = read_all(rest.at[0], &text);
    if (!status)
        status = add_text(c, rest.at[0], &text, now_ms);
    buf_release(&text);
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
        return used_wrongly(self, "%s is no format", format);
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

int run_journey_list(const struct command *self, const struct call *c)
{
    bool json = false;
    const struct option options[] = {{"--json", OPTION_FLAG, &json},
                                     {NULL, OPTION_FLAG, NULL}};
    struct arena *a;
    struct journey_list list;
    struct texts rest;
    struct tracker *t;
    int status;
    size_t i;
    enum err e;

    if (!args_read(self, c, options, 0, 0, &rest))
        return EXIT_USED_WRONGLY;
    status = open_data(c, TRACKER_READ, &t);
    if (status)
        return status;
    a = arena_new();
    e = tracker_journeys(t, a, &list);
    if (e)
        status = tracker_failed(e, "");
    else if (json)
        status = print_json(list_json(&list));
    else
        for (i = 0; i < list.n; i++)
            printf("%-32s %s\n", list.at[i].id, list.at[i].title);
    arena_free(a);
    tracker_close(t);
    return finish_output(status);
}
