/*
 * Expressions of Nunjucks and Twig: names, texts, numbers, lists and maps,
 * what compares and joins them, and the filters that need no script.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "patterns/views_run.h"

struct reading {
    struct view_run *run;
    const struct view_part *part; /* the whole expression */
    const struct view_frame *frame;
    struct view_part at; /* what is left of it */
    int depth;
};

static json_t *read_choice(struct reading *x);
static json_t *read_unary(struct reading *x);

/* NULL, and nothing more is read. */
static json_t *stop(struct reading *x)
{
    if (!x->run->reason)
        (void)!view_refuse(x->run, x->part, x->part->from,
                           (size_t)(x->part->to - x->part->from));
    x->at.from = x->at.to;
    return NULL;
}

static void skip(struct reading *x)
{
    x->at.from = view_skip(x->at.from, x->at.to);
}

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$';
}

/* The sign or word, if it comes next. */
static bool take(struct reading *x, const char *word)
{
    size_t n = strlen(word);

    skip(x);
    if ((size_t)(x->at.to - x->at.from) < n ||
        memcmp(x->at.from, word, n) != 0 ||
        (isalpha((unsigned char)*word) && x->at.from + n < x->at.to &&
         is_name_char(x->at.from[n])))
        return false;
    x->at.from += n;
    return true;
}

static const char *take_name(struct reading *x)
{
    const char *from;

    skip(x);
    for (from = x->at.from; x->at.from < x->at.to && is_name_char(*x->at.from);)
        x->at.from++;
    return arena_strndup(x->run->arena, from, (size_t)(x->at.from - from));
}

static json_t *own(const struct reading *x, json_t *value)
{
    return value_own(x->run, value);
}

static const char *text_of(struct reading *x, const json_t *value)
{
    const char *text;

    if (!value_text(x->run, value, &text))
        (void)stop(x);
    return text;
}

/* Values ------------------------------------------------------------------- */

static json_t *read_text(struct reading *x)
{
    char quote = *x->at.from++, *text;
    size_t n = 0;

    text = arena_alloc(x->run->arena, (size_t)(x->at.to - x->at.from) + 1);
    for (; x->at.from < x->at.to && *x->at.from != quote; x->at.from++) {
        if (*x->at.from == '\\' && x->at.from + 1 < x->at.to)
            x->at.from++;
        text[n++] = *x->at.from;
    }
    if (x->at.from == x->at.to)
        return stop(x);
    x->at.from++;
    return own(x, json_stringn(text, n));
}

static json_t *read_number(struct reading *x)
{
    char *end;
    double real = strtod(x->at.from, &end);
    bool whole = !memchr(x->at.from, '.', (size_t)(end - x->at.from));

    x->at.from = end > x->at.to ? x->at.to : end;
    if (whole && real > -1e15 && real < 1e15)
        return own(x, json_integer((json_int_t)real));
    return own(x, json_real(real));
}

static json_t *read_list(struct reading *x)
{
    json_t *list = own(x, json_array());

    while (!take(x, "]")) {
        json_t *one = read_choice(x);

        if (x->at.from == x->at.to)
            return stop(x);
        (void)json_array_append(list, one ? one : json_null());
        (void)take(x, ",");
    }
    return list;
}

/* Of a map: "link-text" too. */
static const char *take_key(struct reading *x)
{
    const char *from = x->at.from;

    while (x->at.from < x->at.to &&
           (is_name_char(*x->at.from) || *x->at.from == '-'))
        x->at.from++;
    return arena_strndup(x->run->arena, from, (size_t)(x->at.from - from));
}

static json_t *read_map(struct reading *x)
{
    json_t *map = own(x, json_object()), *value;

    while (!take(x, "}")) {
        const char *key;

        skip(x);
        key = x->at.from < x->at.to && strchr("\"'", *x->at.from)
                  ? text_of(x, read_text(x))
                  : take_key(x);
        if (!take(x, ":"))
            return stop(x);
        value = read_choice(x);
        (void)json_object_set(map, key, value ? value : json_null());
        (void)take(x, ",");
    }
    return map;
}

static json_t *read_word(struct reading *x)
{
    const char *name = take_name(x);
    json_t *value;

    if (!*name)
        return stop(x);
    if (strcmp(name, "true") == 0 || strcmp(name, "false") == 0)
        return *name == 't' ? json_true() : json_false();
    if (strcmp(name, "none") == 0 || strcmp(name, "null") == 0)
        return json_null();
    value = frame_var(x->frame, name);
    return value ? value : json_object_get(x->run->data, name);
}

static json_t *read_value(struct reading *x)
{
    json_t *value;

    skip(x);
    if (x->at.from == x->at.to)
        return stop(x);
    if (strchr("\"'", *x->at.from))
        return read_text(x);
    if (isdigit((unsigned char)*x->at.from))
        return read_number(x);
    if (take(x, "["))
        return read_list(x);
    if (take(x, "{"))
        return read_map(x);
    if (!take(x, "("))
        return read_word(x);
    value = read_choice(x);
    return take(x, ")") ? value : stop(x);
}

/* Filters ------------------------------------------------------------------ */

/* "|name", "|name(one, two)". */
static json_t *read_filter(struct reading *x, json_t *value)
{
    const char *name = take_name(x);
    json_t *with[2] = {NULL, NULL};
    size_t n = 0;

    if (take(x, "("))
        while (!take(x, ")")) {
            if (x->at.from == x->at.to || n == 2)
                return stop(x);
            with[n++] = read_choice(x);
            (void)take(x, ",");
        }
    if (!filter_value(x->run, name, with, &value))
        return stop(x);
    return value;
}

/* A value, and what hangs on it: ".name", "[0]", "|upper". */
static json_t *read_tail(struct reading *x)
{
    json_t *value = read_value(x), *key;

    for (;;) {
        if (take(x, ".")) {
            value = value_at(x->run, value, take_name(x));
        } else if (take(x, "[")) {
            key = read_choice(x);
            if (!take(x, "]"))
                return stop(x);
            value = value_at(x->run, value, text_of(x, key));
        } else if (take(x, "|")) {
            value = read_filter(x, value);
        } else if (take(x, "(")) {
            return stop(x); /* a function */
        } else {
            return value;
        }
    }
}

/* What joins them ---------------------------------------------------------- */

static bool truth(const struct reading *x, const json_t *value)
{
    return expression_is_true(x->part->view, value);
}

static json_t *read_sum(struct reading *x)
{
    json_t *value = read_tail(x), *other;

    for (;;) {
        bool joins = take(x, "~"), adds = !joins && take(x, "+");

        if (!joins && !adds)
            return value;
        other = read_tail(x);
        if (adds && json_is_integer(value) && json_is_integer(other))
            value = own(x, json_integer(json_integer_value(value) +
                                        json_integer_value(other)));
        else
            value = own(x, json_string(arena_printf(x->run->arena, "%s%s",
                                                    text_of(x, value),
                                                    text_of(x, other))));
    }
}

/* "is defined", "is not empty". */
static json_t *read_test(struct reading *x, const json_t *value)
{
    bool wanted = !take(x, "not"), is = false;
    const char *name = take_name(x);

    if (strcmp(name, "defined") == 0)
        is = value != NULL;
    else if (strcmp(name, "none") == 0 || strcmp(name, "null") == 0)
        is = json_is_null(value);
    else if (strcmp(name, "string") == 0)
        is = json_is_string(value);
    else if (strcmp(name, "iterable") == 0)
        is = json_is_array(value) || json_is_object(value);
    else if (strcmp(name, "empty") == 0)
        is = !value_is_true(value);
    else
        return stop(x);
    return json_boolean(is == wanted);
}

static json_t *read_comparison(struct reading *x)
{
    static const char *const signs[] = {
        "===", "!==", "==", "!=", "<=", ">=", "<", ">"};
    json_t *value = read_sum(x), *other;
    double less;
    size_t i;

    if (take(x, "is"))
        return read_test(x, value);
    if (take(x, "in"))
        return json_boolean(value_holds(read_sum(x), value));
    for (i = 0; i < 8 && !take(x, signs[i]); i++)
        ;
    if (i == 8)
        return value;
    other = read_sum(x);
    if (i < 4)
        return json_boolean(value_is(x->run, value, other) == (i % 2 == 0));
    less = json_number_value(value) - json_number_value(other);
    return json_boolean(i == 4   ? less <= 0
                        : i == 5 ? less >= 0
                        : i == 6 ? less < 0
                                 : less > 0);
}

static json_t *read_unary(struct reading *x)
{
    json_t *value;

    if (++x->depth > VIEW_DEPTH_MAX)
        return stop(x);
    value = take(x, "not") || (x->at.from < x->at.to && *x->at.from == '!' &&
                               x->at.from[1] != '=' && take(x, "!"))
                ? json_boolean(!truth(x, read_unary(x)))
                : read_comparison(x);
    x->depth--;
    return value;
}

static json_t *read_and(struct reading *x)
{
    json_t *value = read_unary(x);

    while (take(x, "and") || take(x, "&&")) {
        json_t *other = read_unary(x);

        value = truth(x, value) ? other : value;
    }
    return value;
}

static json_t *read_or(struct reading *x)
{
    json_t *value = read_and(x);

    while (take(x, "or") || take(x, "||")) {
        json_t *other = read_and(x);

        value = truth(x, value) ? value : other;
    }
    return value;
}

/* "a if b else c", "b ? a : c". */
static json_t *read_choice(struct reading *x)
{
    json_t *value, *other = NULL, *when;

    if (++x->depth > VIEW_DEPTH_MAX)
        return stop(x);
    value = read_or(x);
    if (take(x, "if")) {
        when = read_or(x);
        if (take(x, "else"))
            other = read_choice(x);
        value = truth(x, when) ? value : other;
    } else if (take(x, "?")) {
        when = value;
        value = read_choice(x);
        if (take(x, ":"))
            other = read_choice(x);
        value = truth(x, when) ? value : other;
    }
    x->depth--;
    return value;
}

bool expression_is_true(const struct view *v, const json_t *value)
{
    if (json_is_array(value) && !text_ends(v->name, ".twig"))
        return true;
    return value_is_true(value);
}

enum err expression_value(struct view_run *r, const struct view_part *p,
                          const struct view_frame *f, json_t **ret_value)
{
    struct reading x = {.run = r, .part = p, .frame = f, .at = *p};
    json_t *value = read_choice(&x);

    skip(&x);
    if (!r->reason && x.at.from != x.at.to)
        (void)stop(&x);
    if (r->reason)
        return ERR_INVALID;
    *ret_value = value;
    return OK;
}
