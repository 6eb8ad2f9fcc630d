/* Filters of Nunjucks and Twig that need no script. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/views_reading.h"

/* The value becomes what it makes of it; false: it is none for that value. */
typedef bool filter(struct reading *x, json_t *const *with, json_t **value);

static bool is_text(struct reading *x, const json_t *value,
                    const char **ret_text)
{
    return !json_is_array(value) && value_text(x->run, value, ret_text);
}

/* Another text, which is safe if the value was. */
static json_t *in_place_of(struct view_run *r, const json_t *value,
                           const char *text)
{
    return value_is_safe(r, value) ? value_make_safe(r, text)
                                   : value_own(r, json_string(text));
}

/* Texts -------------------------------------------------------------------- */

/* Outside of ASCII case needs tables: letters that have one, as far as
 * Armenian, begin with these bytes, and some of Welsh with E1. */
static bool has_other_cases(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;

    for (; *c; c++)
        if ((*c >= 0xC3 && *c <= 0xD6) || *c == 0xE1)
            return true;
    return false;
}

/* In small letters, or the first n bytes in capitals. */
static bool cased(struct reading *x, json_t *value, size_t n,
                  const char **ret_text)
{
    const char *text;
    char *copy, *c;

    if (!is_text(x, value, &text) || has_other_cases(text))
        return false;
    copy = arena_strdup(x->run->arena, text);
    for (c = copy; *c; c++)
        *c = (char)((size_t)(c - copy) < n ? toupper((unsigned char)*c)
                                           : tolower((unsigned char)*c));
    *ret_text = copy;
    return true;
}

/* What was safe no longer is, as in Nunjucks. */
static bool recased(struct reading *x, json_t **value, size_t n)
{
    const char *text;
    bool is = cased(x, *value, n, &text);

    if (is)
        *value = reading_own(x, json_string(text));
    return is;
}

static bool uppered(struct reading *x, json_t *const *with, json_t **value)
{
    (void)with;
    return recased(x, value, SIZE_MAX);
}

static bool lowered(struct reading *x, json_t *const *with, json_t **value)
{
    (void)with;
    return recased(x, value, 0);
}

static bool capitalized(struct reading *x, json_t *const *with, json_t **value)
{
    const char *text;
    bool is = cased(x, *value, 1, &text);

    (void)with;
    if (is)
        *value = in_place_of(x->run, *value, text);
    return is;
}

/* Each word with a capital: behind a space, in Twig behind any. */
static bool titled(struct reading *x, json_t *const *with, json_t **value)
{
    bool any = view_is_twig(x->part->view), begins = true;
    const char *text;
    char *copy, *c;

    (void)with;
    if (!cased(x, *value, 0, &text))
        return false;
    copy = arena_strdup(x->run->arena, text);
    for (c = copy; *c; c++) {
        if (begins)
            *c = (char)toupper((unsigned char)*c);
        begins = any ? isspace((unsigned char)*c) != 0 : *c == ' ';
    }
    *value = in_place_of(x->run, *value, copy);
    return true;
}

static bool trimmed(struct reading *x, json_t *const *with, json_t **value)
{
    const char *text, *end;

    if (with[0] || !is_text(x, *value, &text))
        return false;
    end = text + strlen(text);
    text = view_skip(text, end);
    end = view_back(text, end);
    *value =
        in_place_of(x->run, *value,
                    arena_strndup(x->run->arena, text, (size_t)(end - text)));
    return true;
}

/* Every one, wherever it stands.  Twig's takes a map, and is another. */
static bool replaced(struct reading *x, json_t *const *with, json_t **value)
{
    const char *old = json_string_value(with[0]), *at, *by, *found;
    struct buf b;
    bool fits;

    if (!old || !*old || !with[1] || !value_text(x->run, with[1], &by) ||
        view_is_twig(x->part->view) || !is_text(x, *value, &at))
        return false;
    buf_init(&b, x->run->out->max);
    for (; (found = strstr(at, old)); at = found + strlen(old)) {
        buf_add(&b, at, (size_t)(found - at));
        buf_adds(&b, by);
    }
    buf_adds(&b, at);
    fits = !buf_finish(&b);
    if (fits)
        *value = in_place_of(x->run, *value, b.text);
    buf_release(&b);
    return fits;
}

static bool escaped(struct reading *x, json_t *const *with, json_t **value)
{
    const char *text;
    struct buf b;
    bool fits;

    (void)with;
    if (!value_text(x->run, *value, &text))
        return false;
    if (value_is_safe(x->run, *value))
        return true;
    buf_init(&b, x->run->out->max);
    buf_add_html(&b, text, strlen(text));
    fits = !buf_finish(&b);
    if (fits)
        *value = value_make_safe(x->run, b.text);
    buf_release(&b);
    return fits;
}

static bool safe(struct reading *x, json_t *const *with, json_t **value)
{
    const char *text;

    (void)with;
    if (!value_text(x->run, *value, &text))
        return false;
    *value = value_make_safe(x->run, text);
    return true;
}

/* Values ------------------------------------------------------------------- */

/* Twig puts it in the place of all that is empty, Nunjucks only of what is not
 * there, or with a second "true" of all that is not true. */
static bool or_other(struct reading *x, json_t *const *with, json_t **value)
{
    const struct view *v = x->part->view;
    bool is_missing = view_is_twig(v)         ? value_is_empty(*value)
                      : json_is_true(with[1]) ? !expression_is_true(v, *value)
                                              : !*value;

    if (is_missing)
        *value = with[0];
    return true;
}

static bool counted(struct reading *x, json_t *const *with, json_t **value)
{
    size_t n = json_object_size(*value);

    (void)with;
    if (!*value || json_is_object(*value))
        *value = reading_own(x, json_integer((json_int_t)n));
    else
        *value = value_at(x->run, *value, "length");
    return true;
}

static bool joined(struct reading *x, json_t *const *with, json_t **value)
{
    const char *between = "", *all;

    if (!json_is_array(*value) || with[1] ||
        !value_text(x->run, with[0], &between) ||
        !value_joined(x->run, *value, between, &all))
        return false;
    *value = reading_own(x, json_string(all));
    return true;
}

/* Lists of so many each, the last one of what is left. */
static bool batched(struct reading *x, json_t *const *with, json_t **value)
{
    json_int_t size = json_integer_value(with[0]);
    json_t *all, *some = NULL, *one;
    size_t i;

    if (!json_is_array(*value) || with[1] || size < 1)
        return false;
    all = reading_own(x, json_array());
    json_array_foreach(*value, i, one)
    {
        if (i % (size_t)size == 0) {
            some = reading_own(x, json_array());
            (void)json_array_append(all, some);
        }
        (void)json_array_append(some, one);
        view_spend(x->run, sizeof(void *));
    }
    *value = all;
    return true;
}

static bool first(struct reading *x, json_t *const *with, json_t **value)
{
    (void)x;
    (void)with;
    if (!json_is_array(*value))
        return false;
    *value = json_array_get(*value, 0);
    return true;
}

static bool last(struct reading *x, json_t *const *with, json_t **value)
{
    size_t n = json_array_size(*value);

    (void)x;
    (void)with;
    if (!json_is_array(*value))
        return false;
    *value = n ? json_array_get(*value, n - 1) : NULL;
    return true;
}

static bool reversed(struct reading *x, json_t *const *with, json_t **value)
{
    size_t n = json_array_size(*value);
    json_t *list = reading_own(x, json_array());

    (void)with;
    if (!json_is_array(*value))
        return false;
    while (n--)
        (void)json_array_append(list, json_array_get(*value, n));
    view_spend(x->run, json_array_size(list) * sizeof(json_t *));
    *value = list;
    return true;
}

/* The number that it begins with; where there is none, the other. */
static bool whole(struct reading *x, json_t *const *with, json_t **value)
{
    const char *text;
    char *end;
    long long n;

    if (view_is_twig(x->part->view) || !is_text(x, *value, &text))
        return false;
    n = strtoll(text, &end, 10);
    *value = end == text ? with[0] : reading_own(x, json_integer(n));
    return true;
}

static bool as_text(struct reading *x, json_t *const *with, json_t **value)
{
    const char *text;

    (void)with;
    if (view_is_twig(x->part->view) || !is_text(x, *value, &text))
        return false;
    *value = in_place_of(x->run, *value, text);
    return true;
}

static const struct {
    const char *name;
    filter *make;
} filters[] = {
    {"batch", batched},    {"capitalize", capitalized},
    {"count", counted},    {"d", or_other},
    {"default", or_other}, {"e", escaped},
    {"escape", escaped},   {"first", first},
    {"join", joined},      {"last", last},
    {"length", counted},   {"lower", lowered},
    {"raw", safe},         {"replace", replaced},
    {"safe", safe},        {"trim", trimmed},
    {"upper", uppered},    {"int", whole},
    {"string", as_text},   {"title", titled},
    {"reverse", reversed},
};

bool filter_value(struct reading *x, const char *name, json_t *const *with,
                  json_t **value)
{
    size_t i;

    view_spend(x->run, json_string_length(*value));
    for (i = 0; i < sizeof(filters) / sizeof(filters[0]); i++)
        if (strcmp(filters[i].name, name) == 0)
            return filters[i].make(x, with, value);
    return false;
}
