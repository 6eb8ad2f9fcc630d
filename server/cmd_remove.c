/* waymark journey remove */
#include <stdio.h>

#include "base/text.h"
#include "server/commands.h"

struct remove_call {
    const char *journey;
    bool yes;
};

/* Of all that would go, so many attempts cannot be had again. */
static enum err count(struct tracker *t, struct arena *a, const char *journey,
                      int64_t *ret_attempts)
{
    const struct slice_query q = {.journey = journey, .now_ms = time_now_ms()};
    struct problems p;
    struct slice s = {0};
    enum err e;

    problems_init(&p, a, 1);
    e = tracker_slice(t, a, &q, &p, &s);
    *ret_attempts = s.attempts;
    return e;
}

static int ask_again(struct arena *a, const struct remove_call *asked,
                     int64_t attempts)
{
    return failed(EXIT_USED_WRONGLY,
                  "%s has %s attempts, and nothing brings them back: `waymark "
                  "export %s >FILE` keeps a copy, and `waymark journey remove "
                  "%s --yes` removes the journey",
                  asked->journey, text_count(a, attempts), asked->journey,
                  asked->journey);
}

static int remove_journey(struct tracker *t, struct arena *a, void *self)
{
    const struct remove_call *asked = self;
    int64_t attempts = 0;
    enum err e = count(t, a, asked->journey, &attempts);

    if (!e && attempts && !asked->yes)
        return ask_again(a, asked, attempts);
    if (!e || e == ERR_NOT_FOUND) /* one that was begun may be left */
        e = tracker_remove(t, asked->journey);
    if (e)
        return tracker_failed(e, asked->journey);
    say("%s is gone, with its versions, imports, attempts and figures; its "
        "service keeps its keys (`waymark key list`)\n",
        asked->journey);
    return EXIT_DONE;
}

int run_journey_remove(const struct command *self, const struct call *c)
{
    struct remove_call asked = {.yes = false};
    const struct option options[] = {{"--yes", OPTION_FLAG, &asked.yes},
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    asked.journey = rest.at[0];
    return change_data(c, remove_journey, &asked);
}
