/* How well a document fits: text_index.h says by which formula. */
#include "store/text_inside.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "store/text_index.h"

/* How soon more of the same word stops to count; the usual value. */
#define K1 1.2

/* How rare each phrase of the question is. */
struct phrases {
    int n;
    double rarity[];
};

static int count_row(const Fts5ExtensionApi *api, Fts5Context *fts, void *n)
{
    (void)api;
    (void)fts;
    ++*(sqlite3_int64 *)n;
    return SQLITE_OK;
}

/* Once a question. */
static struct phrases *weigh(const Fts5ExtensionApi *api, Fts5Context *fts)
{
    int i, n = api->xPhraseCount(fts), code;
    struct phrases *ps =
        mem_new(1, sizeof(*ps) + (size_t)n * sizeof(ps->rarity[0]));
    sqlite3_int64 all = 0;

    ps->n = n;
    code = api->xRowCount(fts, &all);
    for (i = 0; code == SQLITE_OK && i < n; i++) {
        sqlite3_int64 rows = 0;

        code = api->xQueryPhrase(fts, i, &rows, count_row);
        ps->rarity[i] =
            log1p(((double)(all - rows) + 0.5) / ((double)rows + 0.5));
    }
    if (code == SQLITE_OK)
        code = api->xSetAuxdata(fts, ps, free); /* frees it if it fails */
    else
        free(ps);
    return code == SQLITE_OK ? ps : NULL;
}

static double score_of(const Fts5ExtensionApi *api, Fts5Context *fts,
                       int phrase, const double *weights)
{
    int column, offset, i, hits[TEXT_FIELDS] = {0};
    Fts5PhraseIter iter;
    double score = 0;

    if (api->xPhraseFirst(fts, phrase, &iter, &column, &offset) != SQLITE_OK)
        return 0;
    for (; column >= 0 && column < TEXT_FIELDS;
         api->xPhraseNext(fts, &iter, &column, &offset))
        hits[column]++;
    for (i = 0; i < TEXT_FIELDS; i++)
        score += weights[i] * hits[i] * (K1 + 1) / (hits[i] + K1);
    return score;
}

static void rank(const Fts5ExtensionApi *api, Fts5Context *fts,
                 sqlite3_context *context, int n, sqlite3_value **values)
{
    const double *weights = api->xUserData(fts);
    const struct phrases *ps = api->xGetAuxdata(fts, 0);
    double score = 0;
    int i;

    (void)n;
    (void)values;
    if (!ps)
        ps = weigh(api, fts);
    if (!ps) {
        sqlite3_result_error_code(context, SQLITE_ERROR);
        return;
    }
    for (i = 0; i < ps->n; i++)
        score += ps->rarity[i] * score_of(api, fts, i, weights);
    sqlite3_result_double(context, score);
}

int text_add_rank(fts5_api *api, double *weights)
{
    return api->xCreateFunction(api, "text_rank", weights, rank, NULL);
}
