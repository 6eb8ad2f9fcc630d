/* What the languages of views share: values, frames and lids. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "patterns/views_run.h"

enum { VALUE_SIZE = 64 }; /* of its own, about */

const char *view_skip(const char *at, const char *to)
{
    while (at < to && isspace((unsigned char)*at))
        at++;
    return at;
}

enum err view_refuse(struct view_run *r, const struct view_part *p,
                     const char *at, size_t n)
{
    n = strnlen(at, n);
    if (n > 2 && at[0] == '{' && strchr("\r\n", at[2 + strspn(at + 2, " -")])) {
        const char *word = view_skip(at + 2, at + n);

        n -= (size_t)(word - at);
        at = word; /* of what begins on a line further down */
    }
    n = strcspn(at, "\n") < n ? strcspn(at, "\n") : n;
    r->reason =
        arena_printf(r->arena, "line %d: %s cannot be run here",
                     text_line(p->view->text, at), text_shown(r->arena, at, n));
    return ERR_INVALID;
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
    if (r->depth <= VIEW_DEPTH_MAX && ++r->tags <= VIEW_TAGS_MAX &&
        !view_is_spent(r))
        return OK;
    r->reason = r->depth > VIEW_DEPTH_MAX ? "its partials hold one another"
                                          : "it is too long";
    return ERR_INVALID;
}

void view_spend(struct view_run *r, size_t n)
{
    r->work += n < VIEW_WORK_MAX ? n : VIEW_WORK_MAX;
}

bool view_is_spent(const struct view_run *r)
{
    return r->work > VIEW_WORK_MAX;
}

bool view_is_twig(const struct view *v)
{
    return text_ends(v->name, ".twig");
}

json_t *value_own(struct view_run *r, json_t *value)
{
    view_spend(r, VALUE_SIZE + json_string_length(value));
    json_own(r->arena, value);
    return value;
}

json_t *value_copy(struct view_run *r, json_t *value)
{
    view_spend(r, VALUE_SIZE * json_object_size(value));
    return value_own(r,
                     json_is_object(value) ? json_copy(value) : json_object());
}

/* Characters past U+FFFF count twice. */
static json_int_t length_of(const char *s)
{
    json_int_t n = 0;

    for (; *s; s++)
        n += ((*s & 0xC0) != 0x80) + ((unsigned char)*s >= 0xF0);
    return n;
}

json_t *value_at(struct view_run *r, json_t *value, const char *key)
{
    char *end;
    unsigned long place;

    if (json_is_object(value))
        return json_object_get(value, key);
    if (strcmp(key, "length") == 0 && json_is_array(value))
        return value_own(r, json_integer((json_int_t)json_array_size(value)));
    if (strcmp(key, "length") == 0 && json_is_string(value))
        return value_own(r, json_integer(length_of(json_string_value(value))));
    place = strtoul(key, &end, 10);
    return *key && !*end ? json_array_get(value, place) : NULL;
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

bool value_is_safe(struct view_run *r, const json_t *value)
{
    uintptr_t key = (uintptr_t)value;

    return map_find(&r->safe, &key, sizeof(key)) != NULL;
}

/* In as few digits as it can be told by. */
static const char *real_text(struct view_run *r, double real)
{
    const char *text = "";
    double told;
    int digits;

    for (digits = 15; digits <= 17; digits++) {
        text = arena_printf(r->arena, "%.*g", digits, real);
        told = strtod(text, NULL);
        if (told >= real && told <= real)
            break;
    }
    return text;
}

static bool join_within(struct view_run *r, const json_t *list,
                        const char *between, int depth, const char **ret_text);

static bool text_within(struct view_run *r, const json_t *value, int depth,
                        const char **ret_text)
{
    *ret_text = "";
    if (json_is_object(value))
        return false;
    if (json_is_array(value))
        return join_within(r, value, ",", depth, ret_text);
    if (json_is_string(value))
        *ret_text = json_string_value(value);
    else if (json_is_boolean(value))
        *ret_text = json_is_true(value) ? "true" : "false";
    else if (json_is_integer(value))
        *ret_text = arena_printf(r->arena, "%" JSON_INTEGER_FORMAT,
                                 json_integer_value(value));
    else if (json_is_real(value))
        *ret_text = real_text(r, json_real_value(value));
    return true;
}

static bool join_within(struct view_run *r, const json_t *list,
                        const char *between, int depth, const char **ret_text)
{
    bool are_texts = depth < VIEW_DEPTH_MAX;
    size_t i, n = json_array_size(list);
    struct buf all;

    buf_init(&all, r->out->max);
    for (i = 0; i < n && are_texts; i++) {
        const char *text;

        are_texts = text_within(r, json_array_get(list, i), depth + 1, &text) &&
                    !view_is_spent(r);
        if (i)
            buf_adds(&all, between);
        buf_adds(&all, text);
        view_spend(r, VALUE_SIZE + strlen(between) + strlen(text));
    }
    are_texts = !buf_finish(&all) && are_texts;
    *ret_text = are_texts ? arena_strndup(r->arena, all.text, all.len) : "";
    buf_release(&all);
    return are_texts;
}

bool value_text(struct view_run *r, const json_t *value, const char **ret_text)
{
    return text_within(r, value, 0, ret_text);
}

bool value_joined(struct view_run *r, const json_t *list, const char *between,
                  const char **ret_text)
{
    return join_within(r, list, between, 0, ret_text);
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

bool value_is_empty(const json_t *value)
{
    if (json_is_object(value))
        return json_object_size(value) == 0;
    return !json_is_number(value) && !value_is_true(value);
}

json_t *frame_var(const struct view_frame *f, const char *name)
{
    json_t *value = NULL;

    for (; f && !value; f = f->above)
        value = json_object_get(f->vars, name);
    return value;
}
