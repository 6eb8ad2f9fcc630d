#include "server/static_search.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "server/static_links.h"
#include "web/json_text.h"
#include "web/reply.h"
#include "web/request.h"

enum { INDEX_MAX = 64 * 1024 * 1024, WORDS_MAX = 1024 * 1024 };

static enum err show_home(struct request *rq, struct reply *rp)
{
    (void)rq;
    return reply_see_other(rp, "/patterns/");
}

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

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '-' || (unsigned char)c >= 0x80;
}

/* Each word once, in small letters. */
static void add_words(struct buf *to, struct map *seen, const char *text)
{
    char word[64];
    size_t n;
    bool added;

    for (; *text; text += n ? n : 1) {
        size_t i;

        for (n = 0; is_letter(text[n]); n++)
            ;
        if (n < 2 || n > sizeof(word))
            continue;
        for (i = 0; i < n; i++)
            word[i] = (char)tolower((unsigned char)text[i]);
        (void)map_put(seen, word, n, &added);
        if (!added)
            continue;
        buf_add(to, word, n);
        buf_add(to, " ", 1);
    }
}

/* The classes of markup: what stands between its quotes. */
static void add_classes(struct buf *to, struct map *seen, const char *html)
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
        add_words(to, seen, classes);
    }
}

static void add_options(struct buf *to, struct map *seen, const json_t *options)
{
    size_t i;

    for (i = 0; i < json_array_size(options); i++) {
        const json_t *name =
            json_object_get(json_array_get(options, i), "name");

        if (json_is_string(name))
            add_words(to, seen, json_string_value(name));
    }
}

/* All that is written in an entry, besides its title and description. */
static json_t *words_of(const struct pattern *p)
{
    struct map seen;
    struct buf words;
    json_t *text;
    size_t i;

    map_init(&seen);
    buf_init(&words, WORDS_MAX);
    add_words(&words, &seen, p->markdown);
    for (i = 0; i < p->n_examples; i++) {
        add_words(&words, &seen, p->examples[i].title);
        add_classes(&words, &seen, p->examples[i].html);
    }
    add_options(&words, &seen, p->options);
    text = json_stringn(words.text, words.len);
    buf_release(&words);
    map_release(&seen);
    return text;
}

static const char *other_names(struct arena *a, const struct pattern *p)
{
    const char *names = "";
    size_t i;

    for (i = 0; i < p->aliases.n; i++)
        names =
            arena_printf(a, "%s%s%s", names, i ? ", " : "", p->aliases.at[i]);
    return names;
}

/* [link from the search page, title, kind, description, other names, words] */
static json_t *row(struct arena *a, const struct pattern *p)
{
    const char *here = static_file(a, "/patterns/search");
    const char *file = static_file(a, pattern_address(a, p));

    return json_pack("[s s s s s o]", static_relative(a, here, file), p->title,
                     pattern_kind_key(p->kind), p->description,
                     other_names(a, p), words_of(p));
}

static enum err show_index(struct request *rq, struct reply *rp)
{
    const struct catalogue *c = rq->context;
    struct buf text;
    size_t i;
    enum err e;

    buf_init(&text, INDEX_MAX);
    buf_adds(&text, "'use strict';\nconst waymark_index = [\n");
    for (i = 0; i < c->n; i++) {
        json_t *one = row(rq->arena, &c->at[i]);

        json_text_add(&text, one);
        json_decref(one);
        buf_adds(&text, ",\n");
    }
    buf_adds(&text, "];\n");
    e = buf_finish(&text);
    if (!e)
        e = reply_text(rp, "text/javascript", text.text);
    buf_release(&text);
    return e;
}

const struct route static_search_routes[] = {
    {.method = GET, .path = "/", .run = show_home},
    {.method = GET, .path = "/patterns/search", .run = show_search},
    {.method = GET, .path = "/patterns/search-index.js", .run = show_index},
    {0},
};
