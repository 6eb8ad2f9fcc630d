/* waymark export */
#include <stdio.h>

#include "server/commands.h"

static int export(struct tracker *t, struct arena *a, void *self)
{
    const struct texts *asked = self;
    const char *journey = asked->n ? asked->at[0] : NULL;
    enum err e = tracker_export(t, journey, stdout);

    (void)a;
    if (e && ferror(stdout))
        return finish_output(EXIT_STORAGE);
    return e ? tracker_failed(e, journey ? journey : "") : EXIT_DONE;
}

int run_export(const struct command *self, const struct call *c)
{
    bool ndjson = false; /* the only form there is */
    const struct option options[] = {{"--ndjson", OPTION_FLAG, &ndjson},
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 0, 1, &rest))
        return EXIT_USED_WRONGLY;
    return with_data(c, TRACKER_READ, export, &rest);
}
