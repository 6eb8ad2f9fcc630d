/* What of an entry is searched. */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "patterns/classes.h"
#include "patterns/search_inside.h"
#include "web/markdown_text.h"

enum { TEXTS_MAX = 256 * 1024, OPTIONS_DEPTH_MAX = 8 };

static const char *finished(struct arena *a, struct buf *b)
{
    const char *text = arena_strndup(a, b->text, b->len);

    buf_release(b);
    return text;
}

static void add_lines(struct buf *b, const struct pattern_texts *texts)
{
    size_t i;

    for (i = 0; i < texts->n; i++)
        buf_addf(b, "%s\n", texts->at[i]);
}

static bool is_english(const struct pattern_example *x)
{
    return text_starts(x->lang, "en");
}

/* Each in a line: other names, and what its examples are called in another
 * language than English. */
static const char *names(struct arena *a, const struct pattern *p)
{
    struct buf b;
    size_t i;

    buf_init(&b, TEXTS_MAX);
    add_lines(&b, &p->aliases);
    add_lines(&b, &p->aliases_cy);
    for (i = 0; i < p->n_examples; i++)
        if (!is_english(&p->examples[i]))
            buf_addf(&b, "%s\n", p->examples[i].title);
    return finished(a, &b);
}

static const char *guidance(struct arena *a, const struct pattern *p)
{
    const char *text;

    if (markdown_text(a, p->markdown, p->markdown_size, LINKS_LEFT_OUT, &text))
        return p->markdown; /* past a lid: as it was written */
    return text;
}

static const char *classes(struct arena *a, const struct pattern *p)
{
    const struct pattern_texts all = classes_of(a, p);
    struct buf b;

    buf_init(&b, TEXTS_MAX);
    add_lines(&b, &all);
    return finished(a, &b);
}

static void add_options(struct buf *b, const json_t *list, int depth)
{
    const json_t *one;
    size_t i;

    json_array_foreach(list, i, one)
    {
        const char *name = json_string_value(json_object_get(one, "name"));
        const char *says =
            json_string_value(json_object_get(one, "description"));

        if (name)
            buf_addf(b, "%s: %s\n", name, says ? says : "");
        if (depth < OPTIONS_DEPTH_MAX)
            add_options(b, json_object_get(one, "params"), depth + 1);
    }
}

static const char *options(struct arena *a, const struct pattern *p)
{
    struct buf b;

    buf_init(&b, TEXTS_MAX);
    add_options(&b, p->options, 0);
    return finished(a, &b);
}

/* What an example says, with no mark; a title in a language of its own is a
 * name already. */
static void add_words(struct buf *b, const char *html)
{
    bool inside = false;

    for (; *html; html++) {
        inside |= *html == '<';
        if (!inside)
            buf_add(b, html, 1);
        if (*html == '>') {
            buf_adds(b, inside ? " " : "");
            inside = false;
        }
    }
    buf_adds(b, "\n");
}

/* What the examples in another language than English say. */
static const char *translated(struct arena *a, const struct pattern *p)
{
    struct buf b;
    size_t i;

    buf_init(&b, TEXTS_MAX);
    for (i = 0; i < p->n_examples; i++)
        if (!is_english(&p->examples[i]))
            add_words(&b, p->examples[i].html);
    return finished(a, &b);
}

static bool has(const struct pattern_texts *texts, const char *text)
{
    size_t i;

    for (i = 0; i < texts->n && strcmp(texts->at[i], text) != 0; i++)
        ;
    return i < texts->n;
}

const char *search_lang(const struct pattern *p, enum search_field field,
                        const char *line)
{
    size_t i;

    if (field == FIELD_NAMES && has(&p->aliases, line))
        return "";
    if (field == FIELD_NAMES && has(&p->aliases_cy, line))
        return "cy";
    if (field != FIELD_NAMES && field != FIELD_TRANSLATED)
        return "";
    for (i = 0; i < p->n_examples; i++)
        if (!is_english(&p->examples[i]) &&
            (field == FIELD_TRANSLATED ||
             strcmp(p->examples[i].title, line) == 0))
            return p->examples[i].lang;
    return "";
}

const char *search_text(struct arena *a, const struct pattern *p,
                        enum search_field field)
{
    switch (field) {
    case FIELD_TITLE:
        return p->title;
    case FIELD_NAMES:
        return names(a, p);
    case FIELD_SAYS:
        return p->description;
    case FIELD_GUIDANCE:
        return guidance(a, p);
    case FIELD_CLASSES:
        return classes(a, p);
    case FIELD_OPTIONS:
        return options(a, p);
    case FIELD_TRANSLATED:
        return translated(a, p);
    case SEARCH_FIELDS:
        break;
    }
    return "";
}

void search_texts(struct arena *a, const struct pattern *p,
                  const char *ret_texts[TEXT_FIELDS])
{
    int i;

    for (i = 0; i < SEARCH_FIELDS; i++)
        ret_texts[i] = search_text(a, p, (enum search_field)i);
}
