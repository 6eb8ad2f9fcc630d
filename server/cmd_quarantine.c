/* waymark quarantine add, list, remove */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "server/commands.h"

/* What is set aside, for people. */
static const char *what(struct arena *a, const struct quarantine *q)
{
    char from[TIME_TEXT], until[TIME_TEXT];

    if (q->release)
        return arena_printf(a, "release %s", q->release);
    if (q->import)
        return arena_printf(a, "import %lld", (long long)q->import);
    day_format(q->from, from);
    day_format(q->until, until);
    return arena_printf(a, "%s to %s", from, until);
}

static int add(struct tracker *t, struct arena *a, void *self)
{
    const struct quarantine *q = self;
    struct quarantine_done done;
    struct problems p;
    enum err e;

    problems_init(&p, a, 10);
    e = quarantine_add(t, q, &p, &done);
    print_problems(&p, "quarantine");
    if (e == ERR_INVALID || e == ERR_CONFLICT)
        return EXIT_USED_WRONGLY;
    if (e)
        return tracker_failed(e, q->journey);
    say("%lld\n", (long long)done.number);
    say_error("Quarantine %lld: %s attempts of %s held apart.\n",
              (long long)done.number, text_count(a, done.attempts), what(a, q));
    return EXIT_DONE;
}

int run_quarantine_add(const struct command *self, const struct call *c)
{
    struct quarantine q = {.made_ms = time_now_ms()};
    struct given_day from = {false, 0}, until = {false, 0};
    const char *import = NULL;
    const struct option options[] = {{"--release", OPTION_TEXT, &q.release},
                                     {"--import", OPTION_TEXT, &import},
                                     {"--from", OPTION_DAY, &from},
                                     {"--until", OPTION_DAY, &until},
                                     {"--reason", OPTION_TEXT, &q.reason},
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (import &&
        text_int(import, strlen(import), 1, INT32_MAX, &q.import) != OK)
        return used_wrongly(self, "--import is followed by a number");
    if (from.given != until.given)
        return used_wrongly(self, "--from and --until go together");
    q.journey = rest.at[0];
    q.has_days = from.given;
    q.from = from.day;
    q.until = until.day;
    return change_data(c, add, &q);
}

static json_t *list_json(struct arena *a, const struct quarantines *list)
{
    json_t *json = json_array();
    size_t i;

    for (i = 0; i < list->n; i++) {
        const struct quarantine *q = &list->at[i];
        char made[TIME_TEXT];

        time_format(q->made_ms, made);
        json_array_append_new(
            json, json_pack("{s:I s:s s:s s:s s:s s:s*}", "number",
                            (json_int_t)q->number, "journey", q->journey, "of",
                            what(a, q), "reason", q->reason, "made", made,
                            "underWay", q->under_way));
    }
    return json;
}

static int list(struct tracker *t, struct arena *a, void *self)
{
    struct quarantines all;
    size_t i;
    enum err e = quarantine_list(t, a, &all);

    if (e)
        return tracker_failed(e, "");
    if (*(bool *)self)
        return print_json(list_json(a, &all));
    if (all.n == 0)
        say_error("Nothing is held apart by hand.\n");
    for (i = 0; i < all.n; i++) {
        say("%4lld  %-24s %-24s %s\n", (long long)all.at[i].number,
            all.at[i].journey, what(a, &all.at[i]), all.at[i].reason);
        if (all.at[i].under_way)
            say("      %s\n", all.at[i].under_way);
    }
    return EXIT_DONE;
}

int run_quarantine_list(const struct command *self, const struct call *c)
{
    return run_list(self, c, list);
}

static int take_away(struct tracker *t, struct arena *a, void *self)
{
    struct quarantine_done done;
    enum err e = quarantine_remove(t, *(int64_t *)self, &done);

    if (e == ERR_NOT_FOUND)
        return failed(EXIT_USED_WRONGLY,
                      "there is no such quarantine: `waymark quarantine list` "
                      "names those there are");
    if (e)
        return tracker_failed(e, "");
    say_error("%s attempts count again.\n", text_count(a, done.attempts));
    return EXIT_DONE;
}

int run_quarantine_remove(const struct command *self, const struct call *c)
{
    static const struct option options[] = {{NULL, OPTION_FLAG, NULL}};
    struct texts rest;
    int64_t number;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (text_int(rest.at[0], strlen(rest.at[0]), 1, INT32_MAX, &number) != OK)
        return used_wrongly(self, "\"%s\" is no quarantine's number",
                            rest.at[0]);
    return change_data(c, take_away, &number);
}
