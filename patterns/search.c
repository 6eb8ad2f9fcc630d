#include "patterns/search.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "patterns/search_inside.h"

enum { EXPRESSION_MAX = 64 * 1024, FORMS_A_LETTER = 4 };

/* What a name adds that is the question, or begins with it: more than any
 * sum of words. */
#define IS_TITLE     2000.0
#define IS_NAME      1000.0
#define BEGINS_TITLE 60.0 /* where it is all of it; half of it: half */

static enum err wait_for(struct search *s)
{
    enum err e;

    (void)pthread_mutex_lock(&s->lock);
    while (!s->is_built)
        (void)pthread_cond_wait(&s->built, &s->lock);
    e = s->outcome;
    (void)pthread_mutex_unlock(&s->lock);
    return e;
}

/* What is being asked. */
struct asking {
    struct search *search;
    struct arena *arena;
    struct text_reader *reader;
    struct search_answer *answer;
    bool last_is_whole; /* something stands behind the last word */
    size_t end;         /* of the last word, in the query */
    bool unknown;       /* some word is */
};

static bool take_word(void *self, const struct text_word *word)
{
    struct asking *q = self;
    struct search_answer *answer = q->answer;

    if (answer->n_words == SEARCH_WORDS_MAX)
        return false;
    answer->words[answer->n_words++].text =
        arena_strndup(q->arena, word->text, word->n);
    q->end = word->until;
    return true;
}

static void add_form(struct search_word *w, const char *form, const char *stem)
{
    size_t i;

    for (i = 0; i < w->n_forms; i++)
        if (strcmp(w->stem[i], stem) == 0)
            return;
    if (w->n_forms == SEARCH_FORMS_MAX)
        return;
    w->form[w->n_forms] = form;
    w->stem[w->n_forms++] = stem;
}

/* Of all that go on from it, those worth most, and few of what is short: a
 * word of one letter goes on in hundreds of ways. */
static void add_prefixed(const struct vocabulary *v, struct search_word *w)
{
    size_t n, i, first = vocabulary_prefix(v, w->text, &n), tries;
    size_t most = FORMS_A_LETTER * strlen(w->text);
    int64_t below = INT64_MAX;

    if (most > SEARCH_FORMS_MAX)
        most = SEARCH_FORMS_MAX;
    for (tries = 0; tries < most && w->n_forms < most; tries++) {
        const struct vocabulary_word *best = NULL;

        for (i = first; i < first + n; i++) {
            const struct vocabulary_word *one = &v->at[i];

            if (one->weight < below && (!best || one->weight > best->weight))
                best = one;
        }
        if (!best)
            return;
        below = best->weight;
        for (i = first; i < first + n; i++)
            if (v->at[i].weight == below)
                add_form(w, v->at[i].text, v->at[i].stem);
    }
}

static bool is_little(const char *word)
{
    static const char *const little[] = {
        "a",  "an", "and", "at", "by", "do", "for", "how",   "i",  "in",  "is",
        "it", "my", "of",  "on", "or", "s",  "the", "their", "to", "with"};
    size_t i;

    for (i = 0; i < sizeof(little) / sizeof(little[0]); i++)
        if (strcmp(little[i], word) == 0)
            return true;
    return false;
}

static void know_words(struct asking *q)
{
    const struct vocabulary *v = &q->search->vocabulary;
    struct search_answer *answer = q->answer;
    size_t i, big = 0;

    q->unknown = false;
    for (i = 0; i < answer->n_words; i++) {
        struct search_word *w = &answer->words[i];
        const char *stem = search_stem(q->reader, q->arena, w->text);

        w->n_forms = 0;
        if (vocabulary_has_stem(v, stem))
            add_form(w, w->text, stem);
        if (i + 1 == answer->n_words && !q->last_is_whole)
            add_prefixed(v, w);
        w->optional = is_little(w->text);
        big += !w->optional;
        q->unknown |= !w->optional && w->n_forms == 0;
    }
    for (i = 0; i < answer->n_words && !big; i++) {
        answer->words[i].optional = false;
        q->unknown |= answer->words[i].n_forms == 0;
    }
}

static enum err read_query(struct asking *q, const char *query)
{
    struct search_answer *answer = q->answer;
    enum err e;

    answer->n_words = 0;
    q->end = 0;
    e = text_reader_words(q->reader, TEXT_FOLDED, query, strlen(query),
                          take_word, q);
    q->last_is_whole = query[q->end] != '\0';
    if (!e)
        know_words(q);
    return e;
}

/* The question with the nearest word for each that nobody wrote; "": there is
 * none for one of them. */
static const char *suggest(const struct asking *q)
{
    const char *all = "", *near;
    size_t i;

    for (i = 0; i < q->answer->n_words; i++) {
        const struct search_word *w = &q->answer->words[i];

        near = w->text;
        if (!w->n_forms && !w->optional)
            near = vocabulary_nearest(&q->search->vocabulary, w->text);
        if (!near)
            return "";
        all = arena_printf(q->arena, "%s%s%s", all, i ? " " : "", near);
    }
    return all;
}

/* ("bin" OR "bins") */
static void add_forms(struct buf *b, const struct search_word *w)
{
    size_t i;

    for (i = 0; i < w->n_forms; i++)
        buf_addf(b, "%s\"%s\"", i ? " OR " : "(", w->form[i]);
    buf_adds(b, ")");
}

/* Words as FTS5 reads them: letters and digits alone, between quotes. */
static const char *expression(const struct asking *q, const char *between)
{
    const struct search_answer *answer = q->answer;
    const char *text;
    struct buf b;
    size_t i;
    bool any = false;

    buf_init(&b, EXPRESSION_MAX);
    for (i = 0; i < answer->n_words; i++) {
        const struct search_word *w = &answer->words[i];

        if (w->optional || !w->n_forms)
            continue;
        buf_adds(&b, any ? between : "(");
        add_forms(&b, w);
        any = true;
    }
    if (any)
        buf_adds(&b, ")");
    if (any && answer->n_words > 1) { /* as it was written counts for more */
        buf_adds(&b, " OR \"");
        for (i = 0; i < answer->n_words; i++)
            buf_addf(&b, "%s%s", i ? " " : "", answer->words[i].text);
        buf_adds(&b, "\"");
    }
    text = buf_finish(&b) ? "" : arena_strndup(q->arena, b.text, b.len);
    buf_release(&b);
    return text;
}

static double bonus(const struct pattern_texts *names, const char *question,
                    size_t n)
{
    size_t i;

    for (i = 0; i < names->n; i++)
        if (strcmp(names->at[i], question) == 0)
            return i ? IS_NAME : IS_TITLE;
    if (!n || strncmp(names->at[0], question, n) != 0)
        return 0;
    return BEGINS_TITLE * (double)n / (double)strlen(names->at[0]);
}

static const char *question_of(const struct asking *q)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < q->answer->n_words; i++)
        all = arena_printf(q->arena, "%s%s%s", all, i ? " " : "",
                           q->answer->words[i].text);
    return all;
}

static int compare(const void *a, const void *b)
{
    const struct search_hit *x = a, *y = b;

    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->pattern < y->pattern ? -1 : 1; /* as they are listed */
}

static enum err ask(struct asking *q, const char *between)
{
    const char *words = expression(q, between), *question = question_of(q);
    struct search_answer *answer = q->answer;
    struct text_hits hits = {0};
    size_t i, n = strlen(question);
    enum err e = OK;

    if (*words)
        e = text_reader_find(q->reader, q->arena, words, &hits);
    if (e)
        return e;
    answer->n = hits.n;
    answer->at = arena_array(q->arena, hits.n, sizeof(*answer->at));
    for (i = 0; i < hits.n; i++) {
        size_t place = (size_t)hits.at[i].id - 1;

        answer->at[i] = (struct search_hit){
            &q->search->catalogue->at[place],
            hits.at[i].score + bonus(&q->search->names[place], question, n)};
    }
    if (hits.n)
        qsort(answer->at, answer->n, sizeof(*answer->at), compare);
    return OK;
}

static enum err find(struct asking *q, const char *query)
{
    struct search_answer *answer = q->answer;
    enum err e = read_query(q, query);

    if (!e && q->unknown)
        answer->suggestion = suggest(q);
    if (!e && *answer->suggestion) {
        answer->instead = true;
        e = read_query(q, answer->suggestion);
    }
    if (!e && !q->unknown)
        e = ask(q, " AND ");
    if (!e && !answer->n && answer->n_words > 1) {
        e = ask(q, " OR ");
        answer->partly = answer->n > 0;
    }
    return e;
}

enum err search_find(struct search *s, struct arena *a, const char *query,
                     struct search_answer *ret)
{
    struct asking q = {.search = s, .arena = a, .answer = ret};
    enum err e = wait_for(s);

    *ret = (struct search_answer){.query = query, .suggestion = ""};
    if (!e)
        e = text_reader_take(s->index, &q.reader);
    if (e)
        return e;
    e = find(&q, query);
    text_reader_give(q.reader);
    return e;
}
