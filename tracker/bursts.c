#include "tracker/bursts.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/time.h"

enum { WAYS = 8, SETS = 256 }; /* a place has its seat in one set */

struct meter {
    uint64_t place;      /* 0: nobody's */
    int64_t minute;      /* the one that is counted */
    int64_t burst_until; /* a minute, inclusive */
    double n, usual;     /* attempts in it, and in a calm one */
};

struct bursts {
    struct meter origins[SETS][WAYS], networks[SETS][WAYS];
};

struct bursts *bursts_new(void)
{
    return mem_new(1, sizeof(struct bursts));
}

void bursts_free(struct bursts *b)
{
    free(b);
}

static struct meter *find(struct meter (*sets)[WAYS], uint64_t place,
                          int64_t minute)
{
    struct meter *set = sets[place % SETS], *oldest = set;
    size_t i;

    for (i = 0; i < WAYS; i++) {
        if (set[i].place == place)
            return &set[i];
        if (set[i].minute < oldest->minute)
            oldest = &set[i];
    }
    *oldest = (struct meter){
        .place = place, .minute = minute, .burst_until = INT64_MIN};
    return oldest;
}

static double allowed(const struct meter *m, int floor)
{
    double usual = m->usual * BURST_TIMES;

    return usual > floor ? usual : floor;
}

/* Calm minutes are learned from, those in which nothing began too. */
static void end_minutes(struct meter *m, int64_t minute)
{
    enum { FORGOTTEN = 24 * 60 };

    if (minute - m->minute > FORGOTTEN)
        m->n = m->usual = 0;
    else
        for (; m->minute < minute; m->minute++) {
            if (m->minute > m->burst_until)
                m->usual += (m->n - m->usual) / BURST_USUAL_MIN;
            m->n = 0;
        }
    if (minute > m->minute)
        m->minute = minute;
}

static bool begin(struct meter (*sets)[WAYS], uint64_t place, int64_t minute,
                  int floor)
{
    struct meter *m = find(sets, place, minute);

    end_minutes(m, minute);
    if (++m->n > allowed(m, floor))
        m->burst_until = m->minute + 1;
    return m->minute <= m->burst_until;
}

bool bursts_begin(struct bursts *b, struct place place, int64_t now_ms)
{
    int64_t minute = now_ms / MS_PER_MINUTE;

    if (!place.origin)
        return false;
    if (place.network &&
        begin(b->networks, place.origin ^ place.network, minute, BURST_NETWORK))
        return true;
    return begin(b->origins, place.origin, minute, BURST_ORIGIN);
}
