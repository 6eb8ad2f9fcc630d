/*
 * brief.h - events as trails hold them, made by the thread that read them.
 *
 * The collector would have to read each event's words where another core has
 * just written them, and look up their numbers, while everybody waits for it.
 * A number never gets another word, so whoever hands a delivery over can look
 * them up before, in the journey as it knows it.
 */
#ifndef TRACKER_BRIEF_H
#define TRACKER_BRIEF_H

#include <stdbool.h>

#include "tracker/collector.h"
#include "tracker/intake.h"

struct brief {
    struct hash key;          /* of its attempt */
    struct trail_event event; /* kind KIND_NONE: it was not briefed */
};

struct briefs {
    const char *journey; /* whose events they are */
    uint64_t meaning;    /* the journey's, when steps were looked up */
    struct brief at[];   /* as many as the delivery has events */
};

static inline bool brief_is_made(const struct brief *b)
{
    return b->event.kind != KIND_NONE;
}

/* Those of the first journey in the delivery that t holds, and of them those
 * whose words all have numbers; NULL: none.  In the delivery's arena. */
struct briefs *briefs_make(struct tracker *t, const struct hash_key *key,
                           const struct delivery *d);

#endif
