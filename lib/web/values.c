#include "web/values.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

static const char *check_text(struct arena *a, const struct field *field,
                              const char *text)
{
    size_t max = field->max ? (size_t)field->max : FIELD_TEXT_MAX;

    if (text_characters(text, strlen(text)) <= max)
        return NULL;
    return arena_printf(a, "must be %zu characters or fewer", max);
}

static const char *check_count(struct arena *a, const struct field *field,
                               const char *text, int64_t *ret_count)
{
    int64_t max = field->max ? field->max : INT64_MAX;
    int least = field->kind == FIELD_ORDINAL;

    if (strspn(text, "0123456789") == strlen(text) &&
        !text_int(text, strlen(text), least, max, ret_count))
        return NULL;
    if (!field->max)
        return least ? "must be a whole number from 1 on"
                     : "must be a whole number";
    return arena_printf(a, "must be a whole number from %d to %ld", least,
                        field->max);
}

const char *values_check(const struct request *rq, const struct field *field,
                         const char *text, struct value *ret_value)
{
    ret_value->text = text;
    ret_value->sent = true;
    switch (field ? field->kind : FIELD_KEY) {
    case FIELD_TEXT:
        return check_text(rq->arena, field, text);
    case FIELD_KEY:
        if (text_is_key(text, strlen(text)))
            return NULL;
        return "must be 1 to 64 small letters, digits and hyphens";
    case FIELD_WORD:
        if (text_is_word(text, strlen(text)))
            return NULL;
        return "must be 1 to 64 letters, digits, dots, hyphens and _";
    case FIELD_COUNT:
    case FIELD_ORDINAL:
        return check_count(rq->arena, field, text, &ret_value->number);
    }
    return NULL;
}

static void take_missing(const struct request *rq, const struct field *field,
                         struct value *value)
{
    const char *text = field->missing, *wrong = NULL;

    if (*text)
        wrong = values_check(rq, field, text, value);
    assert(!wrong);
    (void)wrong;
    value->text = text;
    value->sent = false;
}

const struct field *values_field(const struct route *route, const char *name,
                                 size_t n)
{
    const struct field *f;

    for (f = route->fields; f && f->name; f++) {
        if (strlen(f->name) == n && memcmp(f->name, name, n) == 0)
            return f;
    }
    return NULL;
}

static bool is_known(const struct values *values, const char *name)
{
    size_t i, n = strlen(name);

    for (i = 0; i < values->n; i++) {
        if (values->at[i].name_size == n &&
            memcmp(values->at[i].name, name, n) == 0)
            return true;
    }
    return false;
}

/* The one value sent under that name; NULL if there is none, or only an empty
 * one, which is what a browser sends of a field left alone. */
static const char *find_sent(const struct form *form, const char *name,
                             struct problems *problems)
{
    const char *text = NULL;
    size_t i;

    for (i = 0; i < form->n; i++) {
        if (strcmp(form->at[i].name, name) != 0)
            continue;
        if (text) {
            problems_add(problems, name, "must be given only once");
            return text;
        }
        text = form->at[i].value;
    }
    return text && *text ? text : NULL;
}

void values_read(const struct request *rq, const struct route *route,
                 const struct form *form, struct problems *problems)
{
    struct values *values = rq->values;
    const struct field *f;

    for (f = route->fields; f && f->name; f++) {
        struct value value = {.name = f->name, .name_size = strlen(f->name)};
        const char *text, *wrong = NULL;

        if (is_known(values, f->name))
            continue;
        text = find_sent(form, f->name, problems);
        if (text)
            wrong = values_check(rq, f, text, &value);
        else if (f->missing)
            take_missing(rq, f, &value);
        else
            wrong = "must be given";
        if (wrong)
            problems_add(problems, f->name, "%s", wrong);
        assert(values->n < VALUES_MAX);
        values->at[values->n++] = value;
    }
}
