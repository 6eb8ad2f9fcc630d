/* A piece of content held against its type; and the type as JSON Schema. */
#include <errno.h>
#include <regex.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "patterns/content.h"

#define X(name, key, form, says) {form, says},
static const struct {
    const char *form, *says;
} types[] = {CONTENT_TYPE_MAP(X)};
#undef X

const char *content_says(struct arena *a, const struct content_field *f,
                         enum content_type type, size_t few)
{
    const struct pattern_texts *choices = &f->choices;
    size_t n = choices->n < few ? choices->n : few;

    if (type != CONTENT_CHOICE)
        return types[type].says;
    return arena_printf(a, "%s: %s%s", types[type].says,
                        text_list(a, ", ", choices->at, n),
                        n < choices->n ? " …" : "");
}

bool content_has_lid(enum content_type type)
{
    return types[type].form || type == CONTENT_PARAGRAPHS ||
           type == CONTENT_LIST;
}

struct checking {
    struct arena *arena;
    struct problems *problems;
    const struct content_field *field;
};

static bool fits(const char *form, const char *text)
{
    regex_t re;
    int code = regcomp(&re, form, REG_EXTENDED | REG_NOSUB);

    if (code == REG_ESPACE)
        mem_none();
    if (code)
        return false; /* the forms are ours: each is tried in a test */
    errno = 0;
    code = regexec(&re, text, 0, NULL, 0);
    if (code && errno == ENOMEM) /* of which regexec() says no word */
        mem_none();
    regfree(&re);
    return code == 0;
}

static long length(const char *s)
{
    return (long)text_characters(s, strlen(s));
}

static bool is_choice(const struct content_field *f, const char *text)
{
    size_t i;

    for (i = 0; text && i < f->choices.n; i++)
        if (strcmp(f->choices.at[i], text) == 0)
            return true;
    return false;
}

static bool has_words(const json_t *value)
{
    const char *text = json_string_value(value);

    return text && *text;
}

static bool is_image(const json_t *value)
{
    return json_object_size(value) == 2 &&
           has_words(json_object_get(value, "file")) &&
           has_words(json_object_get(value, "alt"));
}

static bool is_yes_no(const json_t *value)
{
    const char *text = json_string_value(value);

    return json_is_boolean(value) ||
           (text && (strcmp(text, "yes") == 0 || strcmp(text, "no") == 0));
}

static bool are_paragraphs(const json_t *value)
{
    const json_t *one;
    size_t i;

    if (!json_is_array(value))
        return has_words(value);
    json_array_foreach(value, i, one)
    {
        if (!has_words(one))
            return false;
    }
    return json_array_size(value) > 0;
}

static bool is_of_type(const struct content_field *f, enum content_type type,
                       const json_t *value)
{
    const char *text = json_string_value(value);

    switch (type) {
    case CONTENT_PARAGRAPHS:
        return are_paragraphs(value);
    case CONTENT_NUMBER:
        return json_is_number(value);
    case CONTENT_YES_NO:
        return is_yes_no(value);
    case CONTENT_CHOICE:
        return is_choice(f, text);
    case CONTENT_LIST:
        return json_is_array(value);
    case CONTENT_IMAGE:
        return is_image(value);
    case CONTENT_TEXT:
    case CONTENT_DATE:
    case CONTENT_TIME:
    case CONTENT_DATETIME:
    case CONTENT_URL:
    case CONTENT_EMAIL:
    case CONTENT_PHONE:
    case CONTENT_TYPES:
        break;
    }
    return text && types[type].form && fits(types[type].form, text);
}

static void check_length(const struct checking *c, const char *place,
                         const json_t *value)
{
    const json_t *one;
    size_t i;

    json_array_foreach(value, i, one)
    {
        check_length(c, arena_printf(c->arena, "%s[%zu]", place, i), one);
    }
    if (json_is_string(value) &&
        length(json_string_value(value)) > c->field->max)
        problems_add(c->problems, place,
                     "has %ld characters: shorten it to %ld or fewer",
                     length(json_string_value(value)), c->field->max);
}

static const char *says(const struct checking *c, enum content_type type)
{
    enum { CHOICES_TOLD = 10 };

    return content_says(c->arena, c->field, type, CHOICES_TOLD);
}

static void check_list(const struct checking *c, const char *place,
                       const json_t *list)
{
    const json_t *one;
    size_t i;

    if (c->field->max && json_array_size(list) > (size_t)c->field->max)
        problems_add(c->problems, place, "has %zu items: leave %ld or fewer",
                     json_array_size(list), c->field->max);
    json_array_foreach(list, i, one)
    {
        if (!is_of_type(c->field, c->field->items, one))
            problems_add(c->problems,
                         arena_printf(c->arena, "%s[%zu]", place, i),
                         "must be %s", says(c, c->field->items));
    }
}

static void check_field(const struct checking *c, const json_t *value)
{
    const struct content_field *f = c->field;
    const char *place = arena_printf(c->arena, "$.%s", f->name);

    if (!value) {
        if (f->required)
            problems_add(c->problems, place, "is missing: add it, %s",
                         says(c, f->type));
        return;
    }
    if (!is_of_type(f, f->type, value))
        problems_add(c->problems, place, "must be %s", says(c, f->type));
    else if (f->type == CONTENT_LIST)
        check_list(c, place, value);
    else if (f->max && content_has_lid(f->type))
        check_length(c, place, value);
}

static bool is_field(const struct content *c, const char *name)
{
    size_t i;

    for (i = 0; i < c->n; i++)
        if (strcmp(c->fields[i].name, name) == 0)
            return true;
    return false;
}

void content_check(const struct content *c, struct arena *a, json_t *value,
                   struct problems *problems)
{
    const char *name;
    const json_t *one;
    void *at;
    size_t i;

    if (!json_is_object(value)) {
        problems_add(problems, "$",
                     "must be an object with the fields of its "
                     "type");
        return;
    }
    for (i = 0; i < c->n; i++) {
        const struct checking k = {a, problems, &c->fields[i]};

        check_field(&k, json_object_get(value, c->fields[i].name));
    }
    for (at = json_object_iter(value); at;
         at = json_object_iter_next(value, at)) {
        name = json_object_iter_key(at);
        one = json_object_iter_value(at);
        if (one && !is_field(c, name))
            problems_add(
                problems,
                arena_printf(a, "$.%s", text_shown(a, name, strlen(name))),
                "is no field of this type: correct its name, or "
                "leave it out");
    }
}

static void set(json_t *to, const char *key, json_t *value)
{
    (void)json_object_set_new(to, key, value);
}

static json_t *words_schema(long max)
{
    json_t *s = json_pack("{s:s s:i}", "type", "string", "minLength", 1);

    if (max)
        set(s, "maxLength", json_integer(max));
    return s;
}

static json_t *type_schema(const struct content_field *f,
                           enum content_type type, long max)
{
    json_t *s;

    if (types[type].form) {
        s = json_pack("{s:s s:s}", "type", "string", "pattern",
                      types[type].form);
        if (max)
            set(s, "maxLength", json_integer(max));
        return s;
    }
    if (type == CONTENT_PARAGRAPHS)
        return json_pack("{s:[o, {s:s s:i s:o}]}", "anyOf", words_schema(max),
                         "type", "array", "minItems", 1, "items",
                         words_schema(max));
    if (type == CONTENT_NUMBER)
        return json_pack("{s:s}", "type", "number");
    if (type == CONTENT_YES_NO)
        return json_pack("{s:[b,b,s,s]}", "enum", 1, 0, "yes", "no");
    if (type == CONTENT_CHOICE)
        return json_pack("{s:o}", "enum", pattern_texts_json(&f->choices));
    if (type == CONTENT_IMAGE)
        return json_pack("{s:s s:{s:o s:o} s:[s,s] s:b}", "type", "object",
                         "properties", "file", words_schema(0), "alt",
                         words_schema(0), "required", "file", "alt",
                         "additionalProperties", 0);
    s = json_pack("{s:s s:o}", "type", "array", "items",
                  type_schema(f, f->items, 0));
    if (max)
        set(s, "maxItems", json_integer(max));
    return s;
}

json_t *content_schema(const struct content *c, const char *title)
{
    json_t *properties = json_object(), *required = json_array();
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct content_field *f = &c->fields[i];
        json_t *s = type_schema(f, f->type, f->max);

        set(s, "title", json_string(f->title));
        if (*f->text)
            set(s, "description", json_string(f->text));
        set(properties, f->name, s);
        if (f->required)
            (void)json_array_append_new(required, json_string(f->name));
    }
    return json_pack("{s:s s:s s:s s:s s:o s:o s:b}", "$schema",
                     "https://json-schema.org/draft/2020-12/schema", "title",
                     title, "description", c->need, "type", "object",
                     "properties", properties, "required", required,
                     "additionalProperties", 0);
}
