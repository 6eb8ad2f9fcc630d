/* waymark key add, remove, allow, deny, list */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "server/commands.h"

static const struct option no_options[] = {{NULL, OPTION_FLAG, NULL}};

/* Why it could not be changed. */
static int key_failed(enum err e, const char *what)
{
    if (e == ERR_NOT_FOUND)
        return failed(EXIT_USED_WRONGLY,
                      "there is no %s here: `waymark key list` and `waymark "
                      "journey list` name those there are",
                      what);
    if (e == ERR_CONFLICT)
        return failed(EXIT_USED_WRONGLY,
                      "several organisations have a service %s: write it as "
                      "organisation/service",
                      what);
    return tracker_failed(e, what);
}

int run_key_add(const struct command *self, const struct call *c)
{
    char key[WRITE_KEY_SIZE];
    struct texts rest;
    struct tracker *t;
    int64_t id;
    enum err e;
    int status;

    if (!args_read(self, c, no_options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    status = open_data(c, TRACKER_WRITE, &t);
    if (status)
        return status;
    e = access_add_key(t, rest.at[0], time_now_ms(), key, &id);
    if (e)
        status = key_failed(e, rest.at[0]);
    else
        printf("%s\n", key);
    if (!e)
        (void)fprintf(stderr,
                      "Key %lld of %s.  Keep it now: it is not shown again.\n",
                      (long long)id, rest.at[0]);
    tracker_close(t);
    return finish_output(status);
}

int run_key_remove(const struct command *self, const struct call *c)
{
    struct texts rest;
    struct tracker *t;
    int64_t id;
    enum err e;
    int status;

    if (!args_read(self, c, no_options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (text_int(rest.at[0], strlen(rest.at[0]), 1, INT32_MAX, &id) != OK)
        return used_wrongly(self, "\"%s\" is no key's number", rest.at[0]);
    status = open_data(c, TRACKER_WRITE, &t);
    if (status)
        return status;
    e = access_remove_key(t, id);
    if (e)
        status = key_failed(e, "such key");
    tracker_close(t);
    return status;
}

static int change_origin(const struct command *self, const struct call *c,
                         bool allow)
{
    struct texts rest;
    struct tracker *t;
    enum err e;
    int status;

    if (!args_read(self, c, no_options, 2, 2, &rest))
        return EXIT_USED_WRONGLY;
    status = open_data(c, TRACKER_WRITE, &t);
    if (status)
        return status;
    e = allow ? access_allow_origin(t, rest.at[0], rest.at[1])
              : access_deny_origin(t, rest.at[0], rest.at[1]);
    if (e == ERR_INVALID)
        status = used_wrongly(self,
                              "%s is no origin: write it as "
                              "https://forms.example.org",
                              rest.at[1]);
    else if (e)
        status = key_failed(e, rest.at[0]);
    tracker_close(t);
    return status;
}

int run_key_allow(const struct command *self, const struct call *c)
{
    return change_origin(self, c, true);
}

int run_key_deny(const struct command *self, const struct call *c)
{
    return change_origin(self, c, false);
}

static json_t *list_json(const struct access_list *list)
{
    json_t *keys = json_array(), *origins = json_array();
    size_t i;

    for (i = 0; i < list->n; i++) {
        const struct access_entry *one = &list->at[i];

        if (one->id)
            json_array_append_new(
                keys, json_pack("{s:I s:s s:s}", "key", (json_int_t)one->id,
                                "service", one->service, "begins", one->shown));
        else
            json_array_append_new(origins, json_pack("{s:s s:s}", "service",
                                                     one->service, "origin",
                                                     one->shown));
    }
    return json_pack("{s:o s:o}", "keys", keys, "origins", origins);
}

static void print_list(const struct access_list *list)
{
    size_t i;

    for (i = 0; i < list->n; i++) {
        const struct access_entry *one = &list->at[i];

        if (one->id)
            printf("key %-6lld %-40s %s\n", (long long)one->id, one->service,
                   one->shown);
        else
            printf("origin     %-40s %s\n", one->service, one->shown);
    }
}

int run_key_list(const struct command *self, const struct call *c)
{
    bool json = false;
    const struct option options[] = {{"--json", OPTION_FLAG, &json},
                                     {NULL, OPTION_FLAG, NULL}};
    struct access_list list;
    struct texts rest;
    struct tracker *t;
    struct arena *a;
    enum err e;
    int status;

    if (!args_read(self, c, options, 0, 0, &rest))
        return EXIT_USED_WRONGLY;
    status = open_data(c, TRACKER_READ, &t);
    if (status)
        return status;
    a = arena_new();
    e = access_list(t, a, &list);
    if (e)
        status = tracker_failed(e, "");
    else if (json)
        status = print_json(list_json(&list));
    else
        print_list(&list);
    arena_free(a);
    tracker_close(t);
    return finish_output(status);
}
