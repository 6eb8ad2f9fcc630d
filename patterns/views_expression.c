/*
 * Expressions of Nunjucks and Twig: names, texts, numbers, lists and maps,
 * what compares and joins them, and the filters that need no script.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "patterns/views_reading.h"

enum { NUMBER_MAX = 15 };

/* NULL, and nothing more is read. */
json_t *reading_stop(struct reading *x)
{
    if (!x->run->reason)
        (void)!view_refuse(x->run, x->part, x->part->from,
                           (size_t)(x->part->to - x->part->from));
    x->at.from = x->at.to;
    return NULL;
}

static void reading_skip(struct reading *x)
{
    x->at.from = view_skip(x->at.from, x->at.to);
}

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$';
}

/* The sign or word, if it comes next. */
bool reading_take(struct reading *x, const char *word)
{
    size_t n = strlen(word);

    reading_skip(x);
    if ((size_t)(x->at.to - x->at.from) < n ||
        memcmp(x->at.from, word, n) != 0 ||
        (isalpha((unsigned char)*word) && x->at.from + n < x->at.to &&
         is_name_char(x->at.from[n])))
        return false;
    x->at.from += n;
    return true;
}

const char *reading_name(struct reading *x)
{
    const char *from;

    reading_skip(x);
    for (from = x->at.from; x->at.from < x->at.to && is_name_char(*x->at.from);)
        x->at.from++;
    return arena_strndup(x->run->arena, from, (size_t)(x->at.from - from));
}

json_t *reading_own(const struct reading *x, json_t *value)
{
    return value_own(x->run, value);
}

const char *reading_text(struct reading *x, const json_t *value)
{
    const char *text;

    if (!value_text(x->run, value, &text))
        (void)reading_stop(x);
    return text;
}

/* Values ------------------------------------------------------------------- */

/* What a character behind a backslash stands for. */
static char escaped(char c)
{
    return (char)(c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c);
}

static json_t *read_text(struct reading *x)
{
    char quote = *x->at.from++, *text;
    size_t n = 0;

    text = arena_alloc(x->run->arena, (size_t)(x->at.to - x->at.from) + 1);
    for (; x->at.from < x->at.to && *x->at.from != quote; x->at.from++) {
        bool is_escape = *x->at.from == '\\' && x->at.from + 1 < x->at.to;

        x->at.from += is_escape;
        text[n++] = is_escape ? escaped(*x->at.from) : *x->at.from;
    }
    if (x->at.from == x->at.to)
        return reading_stop(x);
    x->at.from++;
    return reading_own(x, json_stringn(text, n));
}

static bool is_nunjucks(const struct view *v)
{
    return text_ends(v->name, ".njk") || text_ends(v->name, ".nunj");
}

/* Are the next two full stops?  They stand between numbers. */
static bool is_range(const struct reading *x)
{
    return x->at.to - x->at.from > 1 && memcmp(x->at.from, "..", 2) == 0;
}

/* "12", "1.5": of as many digits as every engine keeps. */
static json_t *read_number(struct reading *x)
{
    char digits[NUMBER_MAX + 1] = "";
    size_t n = 0;

    while (x->at.from < x->at.to && n < NUMBER_MAX &&
           (isdigit((unsigned char)*x->at.from) ||
            (*x->at.from == '.' && !strchr(digits, '.') && !is_range(x))))
        digits[n++] = *x->at.from++;
    if (x->at.from < x->at.to && !is_range(x) &&
        (is_name_char(*x->at.from) || *x->at.from == '.'))
        return reading_stop(x);
    if (strchr(digits, '.'))
        return reading_own(x, json_real(strtod(digits, NULL)));
    return reading_own(x, json_integer(strtoll(digits, NULL, 10)));
}

/* "-2", and not "-a".  In Twig filters come before the sign. */
static bool is_negative(const struct reading *x)
{
    return is_nunjucks(x->part->view) && x->at.to - x->at.from > 1 &&
           x->at.from[0] == '-' && isdigit((unsigned char)x->at.from[1]);
}

static json_t *read_negative(struct reading *x)
{
    json_t *value;

    x->at.from++;
    value = read_number(x);
    if (json_is_integer(value))
        return reading_own(x, json_integer(-json_integer_value(value)));
    return value ? reading_own(x, json_real(-json_real_value(value))) : NULL;
}

static json_t *read_list(struct reading *x)
{
    json_t *list = reading_own(x, json_array());

    while (!reading_take(x, "]")) {
        json_t *one = reading_choice(x);

        if (x->at.from == x->at.to)
            return reading_stop(x);
        (void)json_array_append(list, one ? one : json_null());
        (void)reading_take(x, ",");
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
    json_t *map = reading_own(x, json_object()), *value;

    while (!reading_take(x, "}")) {
        const char *key;

        reading_skip(x);
        key = x->at.from < x->at.to && strchr("\"'", *x->at.from)
                  ? reading_text(x, read_text(x))
                  : take_key(x);
        if (!reading_take(x, ":"))
            return reading_stop(x);
        value = reading_choice(x);
        if (!value && !is_nunjucks(x->part->view))
            value = json_null(); /* in Nunjucks it is as if not said */
        if (value)
            (void)json_object_set(map, key, value);
        (void)reading_take(x, ",");
    }
    return map;
}

static json_t *read_word(struct reading *x)
{
    const char *name = reading_name(x);
    json_t *value;

    if (!*name)
        return reading_stop(x);
    if (strcmp(name, "true") == 0 || strcmp(name, "false") == 0)
        return *name == 't' ? json_true() : json_false();
    if (strcmp(name, "none") == 0 || strcmp(name, "null") == 0)
        return json_null();
    value = frame_var(x->frame, name);
    if (!value)
        value = json_object_get(x->run->data, name);
    if (!value && strcmp(name, "range") == 0 && reading_take(x, "("))
        return reading_counted(x);
    return value;
}

static json_t *read_value(struct reading *x)
{
    json_t *value;

    reading_skip(x);
    if (x->at.from == x->at.to || view_is_spent(x->run))
        return reading_stop(x);
    if (strchr("\"'", *x->at.from))
        return read_text(x);
    if (isdigit((unsigned char)*x->at.from))
        return read_number(x);
    if (is_negative(x))
        return read_negative(x);
    if (reading_take(x, "["))
        return read_list(x);
    if (reading_take(x, "{"))
        return read_map(x);
    if (!reading_take(x, "("))
        return read_word(x);
    value = reading_choice(x);
    return reading_take(x, ")") ? value : reading_stop(x);
}

/* Filters ------------------------------------------------------------------ */

/* "|name", "|name(one, two)". */
static json_t *read_filter(struct reading *x, json_t *value)
{
    const char *name = reading_name(x);
    json_t *with[2] = {NULL, NULL};
    size_t n = 0;

    if (reading_take(x, "("))
        while (!reading_take(x, ")")) {
            if (x->at.from == x->at.to || n == 2)
                return reading_stop(x);
            with[n++] = reading_choice(x);
            (void)reading_take(x, ",");
        }
    if (!filter_value(x, name, with, &value))
        return reading_stop(x);
    return value;
}

/* "name=", and not "name ==": "" where none comes next. */
static const char *take_keyword(struct reading *x)
{
    const struct view_part from = x->at;
    const char *name = reading_name(x);

    if (*name && reading_take(x, "=") &&
        (x->at.from == x->at.to || *x->at.from != '='))
        return name;
    x->at = from;
    return "";
}

/* "macro(one, other=two)", behind its bracket. */
static json_t *read_call(struct reading *x, const json_t *macro)
{
    json_t *list = reading_own(x, json_array());
    json_t *named = reading_own(x, json_object()), *value;

    while (!reading_take(x, ")")) {
        const char *key = take_keyword(x);

        if (x->at.from == x->at.to)
            return reading_stop(x);
        value = reading_choice(x);
        if (*key)
            (void)json_object_set(named, key, value ? value : json_null());
        else
            (void)json_array_append(list, value ? value : json_null());
        (void)reading_take(x, ",");
    }
    if (!macro) {
        x->lost = true;
        return NULL;
    }
    if (macro_call(x->run, macro, list, named, &value))
        return reading_stop(x);
    return value;
}

/* A value, and what hangs on it: ".name", "[0]", "|upper". */
json_t *reading_value(struct reading *x)
{
    json_t *value = read_value(x), *key;

    for (;;) {
        reading_skip(x);
        if (!is_range(x) && reading_take(x, ".")) {
            value = value_at(x->run, value, reading_name(x));
        } else if (reading_take(x, "[")) {
            key = reading_choice(x);
            if (!reading_take(x, "]"))
                return reading_stop(x);
            value = value_at(x->run, value, reading_text(x, key));
        } else if (reading_take(x, "|")) {
            value = read_filter(x, value);
        } else if (reading_take(x, "(")) {
            value = read_call(x, value);
        } else {
            return value;
        }
    }
}

enum err expression_value(struct view_run *r, const struct view_part *p,
                          const struct view_frame *f, json_t **ret_value)
{
    struct reading x = {.run = r, .part = p, .frame = f, .at = *p};
    json_t *value = reading_choice(&x);

    view_spend(r, (size_t)(p->to - p->from));
    reading_skip(&x);
    if (!r->reason && (x.lost || x.at.from != x.at.to))
        (void)reading_stop(&x);
    if (r->reason)
        return ERR_INVALID;
    *ret_value = value;
    return OK;
}

enum err expression_bind(struct view_run *r, const struct view_part *p,
                         const json_t *list, const json_t *named, json_t *vars)
{
    const struct view_frame f = {.vars = vars};
    struct reading x = {.run = r, .part = p, .frame = &f, .at = *p};
    size_t i;

    for (i = 0; view_skip(x.at.from, x.at.to) != x.at.to; i++) {
        const char *name = reading_name(&x);
        json_t *value = json_array_get(list, i), *usual = NULL;

        if (!*name)
            (void)reading_stop(&x);
        if (reading_take(&x, "="))
            usual = reading_choice(&x);
        if (!value)
            value = json_object_get(named, name);
        if (!value)
            value = usual;
        if (value)
            (void)json_object_set(vars, name, value);
        (void)reading_take(&x, ",");
    }
    if (x.lost)
        (void)reading_stop(&x);
    return r->reason ? ERR_INVALID : OK;
}
