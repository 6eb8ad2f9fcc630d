/* waymark key add, remove, allow, deny, list */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "server/commands.h"

static const struct option no_options[] = {{NULL, OPTION_FLAG, NULL}};

/* What was done, once it holds for a server that remembers who may send. */
static int once_it_holds(int status)
{
    const struct timespec a_while = {.tv_nsec = ACCESS_HOLDS_MS * 1000000L};

    if (status == EXIT_DONE)
        (void)nanosleep(&a_while, NULL);
    return status;
}

enum { SERVICES_TOLD_MAX = 20 };

static void add_service(struct arena *a, const char *told[], size_t *n,
                        const struct journey_info *j)
{
    const char *service = arena_printf(a, "%s/%s", j->organisation, j->service);
    size_t i;

    for (i = 0; i < *n; i++)
        if (strcmp(told[i], service) == 0)
            return;
    if (*n < SERVICES_TOLD_MAX)
        told[(*n)++] = service;
}

/* No such service: which there are, and whose journey has that name. */
static int no_service(struct tracker *t, struct arena *a, const char *what)
{
    const char *told[SERVICES_TOLD_MAX];
    struct journey_list list = {0};
    size_t n = 0, i;

    if (tracker_journeys(t, a, &list) != OK || list.n == 0)
        return failed(EXIT_USED_WRONGLY,
                      "there is no service %s here, nor any other: `waymark "
                      "journey add FILE` adds the one that a journey names",
                      what);
    say_error("waymark: there is no service %s here", what);
    for (i = 0; i < list.n; i++) {
        add_service(a, told, &n, &list.at[i]);
        if (strcmp(list.at[i].id, what) == 0)
            say_error(", that is a journey of %s/%s", list.at[i].organisation,
                      list.at[i].service);
    }
    say_error("; there are:\n");
    for (i = 0; i < n; i++)
        say_error("  %s\n", told[i]);
    return EXIT_USED_WRONGLY;
}

/* Why it could not be changed. */
static int key_failed(struct tracker *t, struct arena *a, enum err e,
                      const char *what)
{
    if (e == ERR_NOT_FOUND)
        return no_service(t, a, what);
    if (e == ERR_CONFLICT)
        return failed(EXIT_USED_WRONGLY,
                      "several organisations have a service %s: write it as "
                      "organisation/service",
                      what);
    return tracker_failed(e, what);
}

static int add_key(struct tracker *t, struct arena *a, void *self)
{
    const char *service = *(const char **)self;
    char key[WRITE_KEY_SIZE];
    int64_t id;
    enum err e = access_add_key(t, service, time_now_ms(), key, &id);

    if (e)
        return key_failed(t, a, e, service);
    say("%s\n", key);
    say_error("Key %lld of %s.  Keep it now: it is not shown again.\n",
              (long long)id, service);
    return EXIT_DONE;
}

int run_key_add(const struct command *self, const struct call *c)
{
    struct texts rest;

    if (!args_read(self, c, no_options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    return change_data(c, add_key, &rest.at[0]);
}

static int remove_key(struct tracker *t, struct arena *a, void *self)
{
    enum err e = access_remove_key(t, *(int64_t *)self);

    if (e == ERR_NOT_FOUND)
        return failed(EXIT_USED_WRONGLY,
                      "there is no such key here: `waymark key list` lists "
                      "those there are");
    return e ? key_failed(t, a, e, "") : EXIT_DONE;
}

int run_key_remove(const struct command *self, const struct call *c)
{
    struct texts rest;
    int64_t id;

    if (!args_read(self, c, no_options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (text_int(rest.at[0], strlen(rest.at[0]), 1, INT32_MAX, &id) != OK)
        return used_wrongly(self, "\"%s\" is no key's number", rest.at[0]);
    return once_it_holds(change_data(c, remove_key, &id));
}

/* An origin to allow or to deny. */
struct origin_call {
    const struct command *command;
    const char *service, *origin;
    enum err (*change)(struct tracker *t, const char *service,
                       const char *origin);
};

static int change_origin(struct tracker *t, struct arena *a, void *self)
{
    const struct origin_call *asked = self;
    enum err e = asked->change(t, asked->service, asked->origin);

    if (e == ERR_INVALID)
        return used_wrongly(asked->command,
                            "%s is no origin: write it as "
                            "https://forms.example.org",
                            asked->origin);
    return e ? key_failed(t, a, e, asked->service) : EXIT_DONE;
}

static int run_change(struct origin_call *asked, const struct call *c)
{
    struct texts rest;

    if (!args_read(asked->command, c, no_options, 2, 2, &rest))
        return EXIT_USED_WRONGLY;
    asked->service = rest.at[0];
    asked->origin = rest.at[1];
    return change_data(c, change_origin, asked);
}

int run_key_allow(const struct command *self, const struct call *c)
{
    struct origin_call asked = {.command = self, .change = access_allow_origin};

    return run_change(&asked, c);
}

int run_key_deny(const struct command *self, const struct call *c)
{
    struct origin_call asked = {.command = self, .change = access_deny_origin};

    return once_it_holds(run_change(&asked, c));
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

    if (list->n == 0)
        say_error("There is no key and no origin here yet: `waymark key add "
                  "SERVICE` makes a key, `waymark key allow SERVICE ORIGIN` "
                  "lets pages send.\n");
    for (i = 0; i < list->n; i++) {
        const struct access_entry *one = &list->at[i];

        if (one->id)
            say("key %-6lld %-40s %s\n", (long long)one->id, one->service,
                one->shown);
        else
            say("origin     %-40s %s\n", one->service, one->shown);
    }
}

static int list_keys(struct tracker *t, struct arena *a, void *self)
{
    const bool *json = self;
    struct access_list list;
    enum err e = access_list(t, a, &list);

    if (e)
        return tracker_failed(e, "");
    if (*json)
        return print_json(list_json(&list));
    print_list(&list);
    return EXIT_DONE;
}

int run_key_list(const struct command *self, const struct call *c)
{
    return run_list(self, c, list_keys);
}
