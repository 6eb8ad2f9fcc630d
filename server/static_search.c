#include "server/static_search.h"

#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/text.h"
#include "server/static_links.h"
#include "web/json_text.h"
#include "web/reply.h"
#include "web/request.h"

enum { WORDS_MAX = 1024 * 1024 };

static json_t *entries(struct arena *a, const struct catalogue *c)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < c->n; i++)
        (void)json_array_append_new(
            list, json_pack("{s:s s:s s:s s:s}", "title", c->at[i].title,
                            "kind", pattern_kind_key(c->at[i].kind), "address",
                            pattern_address(a, &c->at[i]), "description",
                            c->at[i].description));
    return list;
}

static enum err show_search(struct request *rq, struct reply *rp)
{
    const struct catalogue *c = rq->context;

    return reply_page(rp, "server/static-search",
                      json_pack("{s:s s:i s:o s:s}", "title", "Search", "count",
                                (int)c->n, "entries", entries(rq->arena, c),
                                "index", "/patterns/search-index.js"));
}

/* The index --------------------------------------------------------------- */

/* In small, or NUL: it is of no word. */
static char letter_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c | 0x20);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
        (unsigned char)c >= 0x80)
        return c;
    return '\0';
}

enum { WORD_MAX = 64, RECENT = 512 };

/* A word, and which entry it was met in last. */
struct recent {
    int64_t entry;
    size_t n;
    char word[WORD_MAX];
};

/* The words of one entry after another, and which entry had each last. */
struct words {
    char letters[256]; /* of each byte (letter_of) */
    struct buf text;
    struct map last;
    struct recent recent[RECENT];
    int64_t entry; /* from 1 on */
};

/* Whether the entry has it already.  Most words of a text come again soon, and
 * then nobody has to look among those of all entries. */
static bool has_word(struct words *in, const char *word, size_t n)
{
    size_t mix = (unsigned char)word[0] * 31U +
                 (unsigned char)word[n / 2] * 7U +
                 (unsigned char)word[n - 1] * 3U + n;
    struct recent *r = &in->recent[mix % RECENT];
    int64_t *last;
    bool added, had;

    if (r->entry == in->entry && r->n == n && memcmp(r->word, word, n) == 0)
        return true;
    r->entry = in->entry;
    r->n = n;
    memcpy(r->word, word, n);
    last = map_put(&in->last, word, n, &added);
    had = *last == in->entry;
    *last = in->entry;
    return had;
}

/* Each word once, in small letters. */
static void add_words(struct words *to, const char *text)
{
    char word[WORD_MAX];
    size_t n;

    for (; *text; text += n ? n : 1) {
        char c;

        for (n = 0; (c = to->letters[(unsigned char)text[n]]); n++)
            if (n < sizeof(word))
                word[n] = c;
        if (n < 2 || n > sizeof(word) || has_word(to, word, n))
            continue;
        buf_add(&to->text, word, n);
        buf_add(&to->text, " ", 1);
    }
}

/* The classes of markup: what stands between its quotes. */
static void add_classes(struct words *to, const char *html)
{
    static const char mark[] = "class=\"";
    const char *at = html;
    char classes[256];

    while ((at = strstr(at, mark))) {
        size_t n = strcspn(at += sizeof(mark) - 1, "\"");

        if (n >= sizeof(classes))
            continue;
        memcpy(classes, at, n);
        classes[n] = '\0';
        add_words(to, classes);
    }
}

static void add_options(struct words *to, const json_t *options)
{
    size_t i;

    for (i = 0; i < json_array_size(options); i++) {
        const json_t *name =
            json_object_get(json_array_get(options, i), "name");

        if (json_is_string(name))
            add_words(to, json_string_value(name));
    }
}

/* All that is written in an entry, besides its title and description. */
static json_t *words_of(struct words *words, const struct pattern *p)
{
    size_t i;

    buf_reset(&words->text);
    words->entry++;
    add_words(words, p->markdown);
    for (i = 0; i < p->n_examples; i++) {
        add_words(words, p->examples[i].title);
        add_classes(words, p->examples[i].html);
    }
    add_options(words, p->options);
    return json_stringn(words->text.text, words->text.len);
}

static const char *other_names(struct arena *a, const struct pattern *p)
{
    const char *names = "";
    size_t i;

    for (i = 0; i < p->aliases.n; i++)
        names = text_join(a, names, ", ", p->aliases.at[i]);
    return names;
}

/* [link from the search page, title, kind, description, other names, words] */
static json_t *row(struct arena *a, struct words *words,
                   const struct pattern *p)
{
    const char *here = static_file(a, "/patterns/search");
    const char *file = static_file(a, pattern_address(a, p));

    return json_pack("[s s s s s o]", static_relative(a, here, file), p->title,
                     pattern_kind_key(p->kind), p->description,
                     other_names(a, p), words_of(words, p));
}

static enum err show_index(struct request *rq, struct reply *rp)
{
    const struct catalogue *c = rq->context;
    struct words words = {0};
    struct buf *text = reply_body(rp, "text/javascript");
    size_t i;

    for (i = 0; i < sizeof(words.letters); i++)
        words.letters[i] = letter_of((char)i);
    map_init(&words.last);
    buf_init(&words.text, WORDS_MAX);
    buf_adds(text, "'use strict';\nconst waymark_index = [\n");
    for (i = 0; i < c->n; i++) {
        json_t *one = row(rq->arena, &words, &c->at[i]);

        json_text_add(text, one);
        json_decref(one);
        buf_adds(text, ",\n");
    }
    buf_adds(text, "];\n");
    buf_release(&words.text);
    map_release(&words.last);
    return OK;
}

const struct route static_search_routes[] = {
    {.method = GET, .path = "/patterns/search", .run = show_search},
    {.method = GET, .path = "/patterns/search-index.js", .run = show_index},
    {0},
};
