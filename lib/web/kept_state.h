/* kept_state.h - what pages that are sent again depend on (kept.h). */
#ifndef WEB_KEPT_STATE_H
#define WEB_KEPT_STATE_H

#include <stdbool.h>
#include <stdint.h>

/* What pages are made of, besides the time: another number whenever it has
 * changed.  false: that cannot be said now. */
struct kept_state {
    bool (*now)(void *self, uint64_t *ret_state); /* NULL: nothing is kept */
    void *self;
};

#endif
