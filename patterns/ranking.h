/*
 * ranking.h - how much each word says of each entry.
 *
 * Built with an index, entry by entry: ranking_say() for every word of the
 * entry at hand, then ranking_next(); ranking_finish() once at the end.  From
 * then on it never changes, and any number of threads may ask.
 *
 * A word says of an entry what text_weight() makes of the fields it stands
 * in, times its rarity.  Those weights are worked out once: to rank every
 * entry that has a word costs one step an entry, however often it says it.
 */
#ifndef PATTERNS_RANKING_H
#define PATTERNS_RANKING_H

#include <stddef.h>
#include <stdint.h>

#include "store/text_index.h"

struct ranking {
    const double *weights; /* of the fields, borrowed */
    size_t n_entries, n_stems;
    uint32_t *first; /* where the entries of each stem begin in at[] */
    struct said *at;
    struct ranking_making *making; /* NULL when it is finished */
};

void ranking_init(struct ranking *r, const double weights[TEXT_FIELDS]);
void ranking_release(struct ranking *r);

void ranking_say(struct ranking *r, uint32_t stem, size_t field);
void ranking_next(struct ranking *r);
void ranking_finish(struct ranking *r);

/* Of what so many entries have: the fewer the more, and never below 0. */
double ranking_rarity(const struct ranking *r, double have);

/* What a question's words say of one entry. */
struct ranked {
    double score;
    unsigned words; /* a bit for each that it has */
};

/* Adds what a stem says, times so much, to each of the n_entries. */
void ranking_add(const struct ranking *r, uint32_t stem, double times,
                 unsigned word, struct ranked *entries);

#endif
