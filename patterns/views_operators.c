/* What joins values in an expression of Nunjucks or Twig, or compares them. */
#include <string.h>

#include "base/text.h"
#include "patterns/views_reading.h"

static bool truth(const struct reading *x, const json_t *value)
{
    return expression_is_true(x->part->view, value);
}

static json_t *read_sum(struct reading *x)
{
    json_t *value = reading_value(x), *other;

    for (;;) {
        bool joins = reading_take(x, "~"),
             adds = !joins && reading_take(x, "+");

        if (!joins && !adds)
            return value;
        other = reading_value(x);
        if (adds && json_is_integer(value) && json_is_integer(other))
            value = reading_own(x, json_integer(json_integer_value(value) +
                                                json_integer_value(other)));
        else
            value = reading_own(
                x, json_string(arena_printf(x->run->arena, "%s%s",
                                            reading_text(x, value),
                                            reading_text(x, other))));
    }
}

/* "is defined", "is not empty". */
static json_t *read_test(struct reading *x, const json_t *value)
{
    bool wanted = !reading_take(x, "not"), is = false;
    const char *name = reading_name(x);

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
        return reading_stop(x);
    return json_boolean(is == wanted);
}

static json_t *read_comparison(struct reading *x)
{
    static const char *const signs[] = {
        "===", "!==", "==", "!=", "<=", ">=", "<", ">"};
    json_t *value = read_sum(x), *other;
    double less;
    size_t i;

    if (reading_take(x, "is"))
        return read_test(x, value);
    if (reading_take(x, "in"))
        return json_boolean(value_holds(read_sum(x), value));
    for (i = 0; i < 8 && !reading_take(x, signs[i]); i++)
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
        return reading_stop(x);
    value = reading_take(x, "not") ||
                    (x->at.from < x->at.to && *x->at.from == '!' &&
                     x->at.from[1] != '=' && reading_take(x, "!"))
                ? json_boolean(!truth(x, read_unary(x)))
                : read_comparison(x);
    x->depth--;
    return value;
}

static json_t *read_and(struct reading *x)
{
    json_t *value = read_unary(x);

    while (reading_take(x, "and") || reading_take(x, "&&")) {
        json_t *other = read_unary(x);

        value = truth(x, value) ? other : value;
    }
    return value;
}

static json_t *read_or(struct reading *x)
{
    json_t *value = read_and(x);

    while (reading_take(x, "or") || reading_take(x, "||")) {
        json_t *other = read_and(x);

        value = truth(x, value) ? value : other;
    }
    return value;
}

/* "a if b else c", "b ? a : c". */
json_t *reading_choice(struct reading *x)
{
    json_t *value, *other = NULL, *when;

    if (++x->depth > VIEW_DEPTH_MAX)
        return reading_stop(x);
    value = read_or(x);
    if (reading_take(x, "if")) {
        when = read_or(x);
        if (reading_take(x, "else"))
            other = reading_choice(x);
        value = truth(x, when) ? value : other;
    } else if (reading_take(x, "?")) {
        when = value;
        value = reading_choice(x);
        if (reading_take(x, ":"))
            other = reading_choice(x);
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
