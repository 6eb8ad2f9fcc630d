/* Where a text matches a question. */
#include <string.h>

#include "base/buf.h"
#include "patterns/search_inside.h"

enum { MARKS_MAX = 64, WHY_BYTES = 180 };

struct mark {
    size_t from, until;
    unsigned word; /* a bit */
};

struct marking {
    const struct search_answer *answer;
    size_t max; /* bytes to be shown; 0: all */
    unsigned seen, all;
    size_t enough; /* where the last of the words was first seen */
    size_t n;
    struct mark at[MARKS_MAX];
};

static unsigned word_of(const struct search_answer *answer,
                        const struct text_word *word)
{
    size_t i, j;

    for (i = 0; i < answer->n_words; i++)
        for (j = 0; j < answer->words[i].n_forms; j++) {
            const char *stem = answer->words[i].stem[j];

            if (strlen(stem) == word->n &&
                memcmp(stem, word->text, word->n) == 0)
                return answer->words[i].optional ? 0 : 1U << i;
        }
    return 0;
}

static bool take(void *self, const struct text_word *word)
{
    struct marking *m = self;
    unsigned bit = word_of(m->answer, word);

    if (bit) {
        if (!(m->seen & bit))
            m->enough = word->until;
        m->seen |= bit;
        m->at[m->n++] = (struct mark){word->from, word->until, bit};
    }
    if (m->n == MARKS_MAX)
        return false;
    return !m->max || m->seen != m->all || word->from < m->enough + m->max;
}

static int bits(unsigned x)
{
    return __builtin_popcount(x);
}

/* The first mark of the stretch of max bytes that has the most words. */
static size_t best_of(const struct marking *m)
{
    size_t i, j, best = 0;
    int most = 0;

    for (i = 0; i < m->n; i++) {
        unsigned words = 0;

        for (j = i; j < m->n && m->at[j].until < m->at[i].from + m->max; j++)
            words |= m->at[j].word;
        if (bits(words) <= most)
            continue;
        most = bits(words);
        best = i;
    }
    return best;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n';
}

/* Back to where a sentence or line begins, if it is near; else a word. */
static size_t begin_near(const char *text, size_t from, size_t room)
{
    size_t i, word = from;

    for (i = from; i > 0 && from - i < room; i--) {
        if (text[i - 1] == '\n' ||
            (i > 1 && is_space(text[i - 1]) && strchr(".!?", text[i - 2])))
            return i;
        if (is_space(text[i - 1]))
            word = i;
    }
    return i == 0 ? 0 : word;
}

static size_t end_near(const char *text, size_t from, size_t until)
{
    size_t i;

    if (strlen(text) <= until)
        return strlen(text);
    for (i = until; i > from && !is_space(text[i]); i--)
        ;
    return i;
}

static void add_part(json_t *parts, const char *text, size_t n, bool mark)
{
    char *flat;
    size_t i;
    struct buf b;

    if (!n)
        return;
    buf_init(&b, n + 1);
    buf_add(&b, text, n);
    flat = b.text;
    for (i = 0; i < n; i++)
        if (flat[i] == '\n')
            flat[i] = ' ';
    (void)json_array_append_new(
        parts, json_pack("{s:s% s:b}", "text", flat, n, "mark", mark));
    buf_release(&b);
}

static json_t *parts_of(const struct marking *m, const char *text)
{
    json_t *parts = json_array();
    size_t first = 0, at = 0, end = strlen(text), i;

    if (m->max) {
        first = best_of(m);
        at = begin_near(text, m->at[first].from, m->max / 3);
        end = end_near(text, m->at[first].until, at + m->max);
    }
    if (at)
        add_part(parts, "… ", strlen("… "), false);
    for (i = first; i < m->n && m->at[i].until <= end; i++) {
        add_part(parts, text + at, m->at[i].from - at, false);
        add_part(parts, text + m->at[i].from, m->at[i].until - m->at[i].from,
                 true);
        at = m->at[i].until;
    }
    add_part(parts, text + at, end - at, false);
    if (text[end])
        add_part(parts, " …", strlen(" …"), false);
    return parts;
}

json_t *search_marked(struct search *s, const struct search_answer *answer,
                      const char *text, size_t max)
{
    struct marking m = {.answer = answer, .max = max};
    struct text_reader *r;
    size_t i;
    enum err e;

    for (i = 0; i < answer->n_words; i++)
        if (!answer->words[i].optional && answer->words[i].n_forms)
            m.all |= 1U << i;
    if (!m.all || text_reader_take(s->index, &r))
        return NULL;
    e = text_reader_words(r, TEXT_STEM, text, strlen(text), take, &m);
    text_reader_give(r);
    return e || !m.n ? NULL : parts_of(&m, text);
}

json_t *search_why(struct search *s, const struct search_answer *answer,
                   const struct pattern *p)
{
#define X(name, text, weight) text,
    static const char *const titles[] = {SEARCH_FIELD_MAP(X)};
#undef X
    const struct searched *doc = &s->at[p - s->catalogue->at];
    size_t field;

    for (field = 0; field < SEARCH_FIELDS; field++) {
        json_t *parts = NULL;

        if (field != FIELD_TITLE && field != FIELD_SAYS)
            parts = search_marked(s, answer, doc->texts[field], WHY_BYTES);
        if (parts)
            return json_pack("{s:s s:o}", "field", titles[field], "parts",
                             parts);
    }
    return NULL;
}
