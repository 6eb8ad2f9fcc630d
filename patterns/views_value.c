/* What the languages of views share: values, frames and lids. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "patterns/views_run.h"

enum err view_refuse(struct view_run *r, const struct view_part *p,
                     const char *at, size_t n)
{
    n = strcspn(at, "\n") < n ? strcspn(at, "\n") : n;
    r->reason =
        arena_printf(r->arena, "line %d: %.*s cannot be run here",
                     text_line(p->view->text, at), n > 60 ? 60 : (int)n, at);
    return ERR_INVALID;
}

const char *view_skip(const char *at, const char *to)
{
    while (at < to && isspace((unsigned char)*at))
        at++;
    return at;
}

struct view_part view_between(const struct view *v, const char *from,
                              const char *to)
{
    return (struct view_part){v, from, to > from ? to : from};
}

const char *view_back(const char *from, const char *at)
{
    while (at > from && isspace((unsigned char)at[-1]))
        at--;
    return at;
}

enum err view_enter(struct view_run *r)
{
    if (r->depth <= VIEW_DEPTH_MAX && ++r->tags <= VIEW_TAGS_MAX)
        return OK;
    r->reason = r->depth > VIEW_DEPTH_MAX ? "its partials hold one another"
                                          : "it is too long";
    return ERR_INVALID;
}

json_t *value_own(const struct view_run *r, json_t *value)
{
    json_own(r->arena, value);
    return value;
}

json_t *value_at(const struct view_run *r, json_t *value, const char *key)
{
    char *end;
    unsigned long place;

    if (json_is_object(value))
        return json_object_get(value, key);
    if (strcmp(key, "length") == 0 && json_is_array(value))
        return value_own(r, json_integer((json_int_t)json_array_size(value)));
    if (strcmp(key, "length") == 0 && json_is_string(value))
        return value_own(r,
                         json_integer((json_int_t)json_string_length(value)));
    place = strtoul(key, &end, 10);
    return *key && !*end ? json_array_get(value, place) : NULL;
}

bool value_text(const struct view_run *r, const json_t *value,
                const char **ret_text)
{
    *ret_text = "";
    if (json_is_object(value))
        return false;
    if (json_is_array(value))
        return value_joined(r, value, ",", ret_text);
    if (json_is_string(value))
        *ret_text = json_string_value(value);
    else if (json_is_boolean(value))
        *ret_text = json_is_true(value) ? "true" : "false";
    else if (json_is_integer(value))
        *ret_text = arena_printf(r->arena, "%" JSON_INTEGER_FORMAT,
                                 json_integer_value(value));
    else if (json_is_real(value))
        *ret_text = arena_printf(r->arena, "%.15g", json_real_value(value));
    return true;
}

static json_t *items_over(struct arena *a, json_t *value, json_t *under)
{
    json_t *all = json_array(), *one;
    size_t i, n = json_array_size(under);

    json_own(a, all);
    json_array_foreach(value, i, one)
    {
        (void)json_array_append(
            all, data_over(a, one, json_array_get(under, i), true));
    }
    for (; i < n; i++)
        (void)json_array_append(all, json_array_get(under, i));
    return all;
}

json_t *data_over(struct arena *a, json_t *value, json_t *under, bool by_item)
{
    json_t *all, *one;
    const char *key;

    if (by_item && json_is_array(value) && json_is_array(under))
        return items_over(a, value, under);
    if (!json_is_object(value) || !json_is_object(under))
        return value ? value : under;
    all = json_object();
    json_own(a, all);
    json_object_foreach(under, key, one)(void) json_object_set(
        all, key, data_over(a, json_object_get(value, key), one, by_item));
    (void)json_object_update_missing(all, value);
    return all;
}

json_t *value_make_safe(struct view_run *r, const char *text)
{
    json_t *value = value_own(r, json_string(text));
    uintptr_t key = (uintptr_t)value;
    bool added;

    (void)map_put(&r->safe, &key, sizeof(key), &added);
    return value;
}

bool value_is_safe(const struct view_run *r, const json_t *value)
{
    uintptr_t key = (uintptr_t)value;

    return map_find(&r->safe, &key, sizeof(key)) != NULL;
}

bool value_joined(const struct view_run *r, const json_t *list,
                  const char *between, const char **ret_text)
{
    struct buf all;
    const json_t *one;
    bool are_texts = true;
    size_t i;

    buf_init(&all, r->out->max);
    json_array_foreach(list, i, one)
    {
        const char *text;

        are_texts = value_text(r, one, &text) && are_texts;
        if (i)
            buf_adds(&all, between);
        buf_adds(&all, text);
    }
    are_texts = !buf_finish(&all) && are_texts;
    *ret_text = are_texts ? arena_strndup(r->arena, all.text, all.len) : "";
    buf_release(&all);
    return are_texts;
}

bool value_is_true(const json_t *value)
{
    if (json_is_array(value))
        return json_array_size(value) > 0;
    if (json_is_string(value))
        return *json_string_value(value) != '\0';
    if (json_is_number(value))
        return json_number_value(value) != 0;
    return value && !json_is_null(value) && !json_is_false(value);
}

json_t *frame_var(const struct view_frame *f, const char *name)
{
    json_t *value = NULL;

    for (; f && !value; f = f->above)
        value = json_object_get(f->vars, name);
    return value;
}

bool value_is(const struct view_run *r, const json_t *a, const json_t *b)
{
    const char *one, *other;

    if (json_is_string(a) || json_is_string(b))
        return a && b && value_text(r, a, &one) && value_text(r, b, &other) &&
               strcmp(one, other) == 0;
    if (json_is_number(a) && json_is_number(b))
        return json_number_value(a) >= json_number_value(b) &&
               json_number_value(a) <= json_number_value(b);
    if (!a || !b || json_is_null(a) || json_is_null(b))
        return (!a || json_is_null(a)) && (!b || json_is_null(b));
    return json_equal(a, b);
}

bool value_holds(const json_t *in, const json_t *value)
{
    const json_t *one;
    size_t i;

    if (json_is_string(in) && json_is_string(value))
        return strstr(json_string_value(in), json_string_value(value));
    if (json_is_object(in) && json_is_string(value))
        return json_object_get(in, json_string_value(value));
    json_array_foreach(in, i, one)
    {
        if (json_equal(one, value))
            return true;
    }
    return false;
}
