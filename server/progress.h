/* progress.h - how far an import is, on a terminal only. */
#ifndef SERVER_PROGRESS_H
#define SERVER_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/input.h"

struct progress {
    bool shown; /* standard error is a terminal */
    int64_t began_ms, told_ms;
};

void progress_begin(struct progress *p);

/* Draw the bar again, at most ten times a second; fits import_options. */
void progress_tell(void *self, const struct input *in, int64_t events);

/* Take the bar off the screen. */
void progress_end(struct progress *p);

#endif
