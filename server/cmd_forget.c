/* waymark forget, retain */
#include <stdio.h>

#include "base/text.h"
#include "server/commands.h"

/* One attempt of a journey. */
struct forget_call {
    const char *journey, *id;
};

static int forget(struct tracker *t, struct arena *a, void *self)
{
    const struct forget_call *asked = self;
    int64_t events;
    enum err e = tracker_forget(t, asked->journey, asked->id, &events);

    (void)a;
    if (e == ERR_NOT_FOUND)
        return failed(EXIT_SOME_REFUSED,
                      "there is no such attempt of a journey %s here",
                      asked->journey);
    if (e)
        return tracker_failed(e, asked->journey);
    say("the attempt and its %lld events are gone, from trails and from "
        "figures\n",
        (long long)events);
    return EXIT_DONE;
}

int run_forget(const struct command *self, const struct call *c)
{
    const struct option options[] = {{NULL, OPTION_FLAG, NULL}};
    struct forget_call asked;
    struct texts rest;

    if (!args_read(self, c, options, 2, 2, &rest))
        return EXIT_USED_WRONGLY;
    asked = (struct forget_call){rest.at[0], rest.at[1]};
    return change_data(c, forget, &asked);
}

static int retain(struct tracker *t, struct arena *a, void *self)
{
    int64_t attempts;
    enum err e = tracker_retain(t, *(int64_t *)self, &attempts);

    if (e)
        return tracker_failed(e, "");
    say("the trails of %s attempts are gone; figures stay\n",
        text_count(a, attempts));
    return EXIT_DONE;
}

int run_retain(const struct command *self, const struct call *c)
{
    int64_t now_ms = time_now_ms();
    const struct option options[] = {{"--now", OPTION_TIME, &now_ms},
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 0, 0, &rest))
        return EXIT_USED_WRONGLY;
    return change_data(c, retain, &now_ms);
}
