/* Handlebars, and the values of Nunjucks and Twig, as Mustache. */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "patterns/files.h"
#include "patterns/views.h"

enum { OPEN_MAX = 32 };

/* A view while it is turned into Mustache. */
struct turning {
    struct arena *arena;
    const char *text, *at;
    struct buf out;
    struct {
        const char *name;
        bool inverted;
    } open[OPEN_MAX];
    size_t n_open;
    const char *reason; /* why it cannot be */
};

static enum err refuse(struct turning *t, const char *tag, size_t n)
{
    t->reason =
        arena_printf(t->arena, "line %d: %.*s cannot be run here",
                     text_line(t->text, t->at), n > 60 ? 60 : (int)n, tag);
    return ERR_INVALID;
}

/* "this.name" and "../name" as "name", "this" as ".". */
static const char *value_name(struct turning *t, const char *s, size_t n)
{
    while (n > 3 && memcmp(s, "../", 3) == 0) {
        s += 3;
        n -= 3;
    }
    if (n == 4 && memcmp(s, "this", 4) == 0)
        return ".";
    if (n > 5 && memcmp(s, "this.", 5) == 0) {
        s += 5;
        n -= 5;
    }
    return arena_strndup(t->arena, s, n);
}

static bool is_plain(const char *s, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (strchr(" \t\n()|='\"@[]{}", s[i]))
            return false;
    return n > 0;
}

static void put_tag(struct turning *t, const char *mark, const char *name)
{
    buf_addf(&t->out, "{{%s%s}}", mark, name);
}

static bool is_word(const char *tag, size_t n, const char *word)
{
    size_t m = strlen(word);

    return n >= m && memcmp(tag, word, m) == 0 && (n == m || tag[m] == ' ');
}

static enum err open_block(struct turning *t, const char *tag, size_t n,
                           size_t word)
{
    bool inverted = is_word(tag, n, "unless") || *tag == '^';
    const char *s = tag + word + strspn(tag + word, " ");
    size_t left = n - (size_t)(s - tag);

    if (t->n_open == OPEN_MAX || !is_plain(s, left))
        return refuse(t, tag, n);
    t->open[t->n_open].name = value_name(t, s, left);
    t->open[t->n_open++].inverted = inverted;
    put_tag(t, inverted ? "^" : "#", t->open[t->n_open - 1].name);
    return OK;
}

static enum err close_block(struct turning *t, const char *tag, size_t n)
{
    if (t->n_open == 0)
        return refuse(t, tag, n);
    put_tag(t, "/", t->open[--t->n_open].name);
    return OK;
}

static enum err otherwise(struct turning *t)
{
    if (t->n_open == 0)
        return refuse(t, "else", 4);
    put_tag(t, "/", t->open[t->n_open - 1].name);
    t->open[t->n_open - 1].inverted = !t->open[t->n_open - 1].inverted;
    put_tag(t, t->open[t->n_open - 1].inverted ? "^" : "#",
            t->open[t->n_open - 1].name);
    return OK;
}

/* "> @button", "> 'atoms-button'". */
static enum err partial(struct turning *t, const char *tag, size_t n)
{
    const char *s = tag + strspn(tag, " ");
    size_t left = n - (size_t)(s - tag);

    if (left > 1 && (*s == '"' || *s == '\'') && s[left - 1] == *s) {
        s++;
        left -= 2;
    }
    if (left && *s == '@') {
        s++;
        left--;
    }
    if (!is_plain(s, left))
        return refuse(t, tag, n);
    put_tag(t, "> ", arena_strndup(t->arena, s, left));
    return OK;
}

static enum err block(struct turning *t, const char *tag, size_t n)
{
    static const char *const words[] = {"if", "unless", "each", "with"};
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (n > strlen(words[i]) && is_word(tag, n, words[i]))
            return open_block(t, tag, n, strlen(words[i]));
    return open_block(t, tag, n, 0);
}

/* What stands between the braces, without the spaces around it. */
static enum err turn_tag(struct turning *t, const char *tag, size_t n, bool raw)
{
    if (n == 0 || *tag == '!')
        return OK;
    if (*tag == '#')
        return block(t, tag + 1, n - 1);
    if (*tag == '^')
        return n == 1 ? otherwise(t) : open_block(t, tag, n, 1);
    if (*tag == '/')
        return close_block(t, tag, n);
    if (*tag == '>')
        return partial(t, tag + 1, n - 1);
    if (is_word(tag, n, "else"))
        return n == 4 ? otherwise(t) : refuse(t, tag, n);
    if (*tag == '&') {
        raw = true;
        tag += 1 + strspn(tag + 1, " ");
        n = strcspn(tag, " }");
    }
    if (!is_plain(tag, n))
        return refuse(t, tag, n);
    put_tag(t, raw ? "&" : "", value_name(t, tag, n));
    return OK;
}

static enum err next_tag(struct turning *t)
{
    bool raw = t->at[2] == '{';
    const char *from = t->at + (raw ? 3 : 2), *end = strstr(from, "}}");
    size_t n;
    enum err e;

    if (!end)
        return refuse(t, from, strcspn(from, "\n"));
    n = (size_t)(end - from);
    if (n && *from == '~')
        from++, n--;
    if (n && from[n - 1] == '~')
        n--;
    while (n && (*from == ' ' || *from == '\n' || *from == '-'))
        from++, n--;
    while (n &&
           (from[n - 1] == ' ' || from[n - 1] == '\n' || from[n - 1] == '-'))
        n--;
    e = turn_tag(t, from, n, raw);
    t->at = end + 2 + (raw && end[2] == '}');
    return e;
}

static enum err turn(struct turning *t)
{
    enum err e = OK;

    while (!e && *t->at) {
        const char *tag = strstr(t->at, "{{");

        if (!tag) {
            buf_adds(&t->out, t->at);
            break;
        }
        buf_add(&t->out, t->at, (size_t)(tag - t->at));
        t->at = tag;
        e = next_tag(t);
    }
    return e;
}

static bool is_script_language(const char *name)
{
    return text_ends(name, ".njk") || text_ends(name, ".nunj") ||
           text_ends(name, ".twig");
}

enum err view_mustache(struct arena *a, const struct view *v,
                       const char **ret_text, const char **ret_reason)
{
    struct turning t = {.arena = a, .text = v->text, .at = v->text};
    const char *logic =
        is_script_language(v->name) ? strstr(v->text, "{%") : NULL;
    enum err e;

    if (logic) {
        t.at = logic;
        (void)!refuse(&t, logic, strcspn(logic, "\n"));
        *ret_reason = t.reason;
        return ERR_INVALID;
    }
    buf_init(&t.out, FILE_SIZE_MAX);
    e = turn(&t);
    if (!e && buf_finish(&t.out)) {
        t.reason = "is too long";
        e = ERR_INVALID;
    }
    if (e)
        *ret_reason = t.reason;
    else
        *ret_text = arena_strndup(a, t.out.text, t.out.len);
    buf_release(&t.out);
    return e;
}
