/* How much a phrase says in one document: text_index.h says by which
 * formula. */
#include "store/text_inside.h"

#include <stdbool.h>

#include "store/text_index.h"

double text_weight(const double weights[TEXT_FIELDS],
                   const unsigned hits[TEXT_FIELDS])
{
    double all = 0;
    size_t i;

    for (i = 0; i < TEXT_FIELDS; i++)
        all += weights[i] * hits[i] * (TEXT_K1 + 1) / (hits[i] + TEXT_K1);
    return all;
}

/* Where the words of a phrase stand in the document at hand, one by one. */
struct places {
    const Fts5ExtensionApi *api;
    Fts5Context *fts;
    int n;
    struct place {
        Fts5PhraseIter iter;
        int column, offset;
    } at[TEXT_PHRASE_MAX];
};

static int open_places(struct places *p)
{
    int i, code = SQLITE_OK;

    p->n = p->api->xPhraseCount(p->fts);
    if (p->n > TEXT_PHRASE_MAX)
        return SQLITE_MISUSE;
    for (i = 0; code == SQLITE_OK && i < p->n; i++)
        code = p->api->xPhraseFirst(p->fts, i, &p->at[i].iter, &p->at[i].column,
                                    &p->at[i].offset);
    return code;
}

/* The n-th word forward to that place or the next behind it; false: it does
 * not stand there. */
static bool is_at(struct places *p, int n, int column, int offset)
{
    struct place *at = &p->at[n];

    while (at->column >= 0 && (at->column < column ||
                               (at->column == column && at->offset < offset)))
        p->api->xPhraseNext(p->fts, &at->iter, &at->column, &at->offset);
    return at->column == column && at->offset == offset;
}

/* text_rank(document), of words that are asked one by one: what they say of
 * it where they stand in a row.  A phrase of FTS5 would be as good, but to look
 * into one document it searches all before that one. */
static void rank(const Fts5ExtensionApi *api, Fts5Context *fts,
                 sqlite3_context *context, int n, sqlite3_value **values)
{
    unsigned hits[TEXT_FIELDS] = {0};
    struct places p = {.api = api, .fts = fts};
    struct place *first = &p.at[0];
    int i, code = open_places(&p);

    (void)n;
    (void)values;
    if (code != SQLITE_OK) {
        sqlite3_result_error_code(context, code);
        return;
    }
    for (; first->column >= 0 && first->column < TEXT_FIELDS;
         api->xPhraseNext(fts, &first->iter, &first->column, &first->offset)) {
        for (i = 1; i < p.n; i++)
            if (!is_at(&p, i, first->column, first->offset + i))
                break;
        hits[first->column] += i == p.n;
    }
    sqlite3_result_double(context, text_weight(api->xUserData(fts), hits));
}

int text_add_rank(fts5_api *api, double *weights)
{
    return api->xCreateFunction(api, "text_rank", weights, rank, NULL);
}
