#include "patterns/ranking.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "patterns/catalogue.h"

/* What one stem says of one entry; two numbers in four bytes, for there are a
 * million of them in a large library. */
struct said {
    uint16_t entry, weight; /* in parts of 1 */
};

enum { PARTS = 500 };

_Static_assert(CATALOGUE_ENTRIES_MAX <= UINT16_MAX, "an entry fits");

struct saying {
    uint32_t stem;
    struct said said;
};

struct ranking_making {
    size_t n, room;
    struct saying *at;

    /* of the entry at hand: how often each stem stands in each field */
    size_t n_stems, stems_room;
    unsigned (*hits)[TEXT_FIELDS];
    size_t n_here, here_room;
    uint32_t *here;
};

void ranking_init(struct ranking *r, const double weights[TEXT_FIELDS])
{
    *r = (struct ranking){.weights = weights,
                          .making = mem_new(1, sizeof(*r->making))};
}

static void end_making(struct ranking *r)
{
    if (!r->making)
        return;
    free(r->making->at);
    free(r->making->hits);
    free(r->making->here);
    free(r->making);
    r->making = NULL;
}

void ranking_release(struct ranking *r)
{
    end_making(r);
    free(r->first);
    free(r->at);
}

void ranking_say(struct ranking *r, uint32_t stem, size_t field)
{
    struct ranking_making *m = r->making;
    bool is_new = true;
    size_t i;

    for (; m->n_stems <= stem; m->n_stems++) {
        m->hits =
            mem_grow(m->hits, m->n_stems, &m->stems_room, sizeof(*m->hits));
        memset(m->hits[m->n_stems], 0, sizeof(*m->hits));
    }
    for (i = 0; i < TEXT_FIELDS; i++)
        is_new &= m->hits[stem][i] == 0;
    if (is_new) {
        m->here = mem_grow(m->here, m->n_here, &m->here_room, sizeof(*m->here));
        m->here[m->n_here++] = stem;
    }
    m->hits[stem][field]++;
}

void ranking_next(struct ranking *r)
{
    struct ranking_making *m = r->making;
    size_t i;

    for (i = 0; i < m->n_here; i++) {
        unsigned *hits = m->hits[m->here[i]];
        double weight = PARTS * text_weight(r->weights, hits);

        m->at = mem_grow(m->at, m->n, &m->room, sizeof(*m->at));
        m->at[m->n++] = (struct saying){
            m->here[i],
            {(uint16_t)r->n_entries,
             weight < UINT16_MAX ? (uint16_t)lround(weight) : UINT16_MAX}};
        memset(hits, 0, sizeof(*m->hits));
    }
    m->n_here = 0;
    r->n_entries++;
}

/* By stem; those of one stem stay in the order of the entries. */
void ranking_finish(struct ranking *r)
{
    struct ranking_making *m = r->making;
    size_t i;

    r->n_stems = m->n_stems;
    r->first = mem_new(r->n_stems + 2, sizeof(*r->first));
    r->at = mem_new(m->n + 1, sizeof(*r->at));
    for (i = 0; i < m->n; i++)
        r->first[m->at[i].stem + 2]++;
    for (i = 2; i < r->n_stems + 2; i++)
        r->first[i] += r->first[i - 1];
    for (i = 0; i < m->n; i++)
        r->at[r->first[m->at[i].stem + 1]++] = m->at[i].said;
    end_making(r);
}

/* The inverse document frequency of text_index.h. */
double ranking_rarity(const struct ranking *r, double have)
{
    return log1p(((double)r->n_entries - have + 0.5) / (have + 0.5));
}

void ranking_add(const struct ranking *r, uint32_t stem, double times,
                 unsigned word, struct ranked *entries)
{
    size_t i, n = stem < r->n_stems ? r->first[stem + 1] - r->first[stem] : 0;
    double rarity = times * ranking_rarity(r, (double)n) / PARTS;

    for (i = 0; i < n; i++) {
        const struct said *said = &r->at[r->first[stem] + i];
        struct ranked *to = &entries[said->entry];

        to->score += rarity * said->weight;
        to->words |= word;
    }
}
