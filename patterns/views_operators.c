/* What joins values in an expression of Nunjucks or Twig, or compares them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/views_reading.h"

enum { RANGE_MAX = 10000 };

#define WHOLE_MAX 9e15 /* past it a double tells neighbours no longer apart */

static bool truth(const struct reading *x, const json_t *value)
{
    return expression_is_true(x->part->view, value);
}

static bool is_nothing(const json_t *value)
{
    return !value || json_is_null(value);
}

static bool holds_others(const json_t *value)
{
    return json_is_array(value) || json_is_object(value);
}

/* As JavaScript makes a number of it; NAN: it is none. */
static double number_of(const json_t *value)
{
    const char *text = json_string_value(value);
    char *end;
    double number;

    if (json_is_number(value))
        return json_number_value(value);
    if (json_is_boolean(value) || json_is_null(value))
        return json_is_true(value);
    if (!text)
        return (double)NAN;
    number = strtod(text, &end);
    return *end ? (double)NAN : number;
}

/* What joins values ------------------------------------------------------- */

static const char *joined_text(struct reading *x, const json_t *value)
{
    if (is_nothing(value) && !view_is_twig(x->part->view))
        return value ? "null" : "undefined";
    return reading_text(x, value);
}

static json_t *joined(struct reading *x, const json_t *a, const json_t *b)
{
    return reading_own(
        x, json_string(arena_printf(x->run->arena, "%s%s", joined_text(x, a),
                                    joined_text(x, b))));
}

static json_t *as_number(struct reading *x, const json_t *a, const json_t *b,
                         double number)
{
    if (isnan(number))
        return reading_stop(x);
    if (json_is_real(a) || json_is_real(b) || fabs(number) > WHOLE_MAX)
        return reading_own(x, json_real(number));
    return reading_own(x, json_integer((json_int_t)number));
}

/* Nunjucks joins texts with it, as JavaScript does. */
static json_t *added(struct reading *x, const json_t *a, const json_t *b)
{
    bool are_texts = json_is_string(a) || json_is_string(b);
    double sum = number_of(a) + number_of(b);

    if (are_texts && !view_is_twig(x->part->view))
        return joined(x, a, b);
    return are_texts ? reading_stop(x) : as_number(x, a, b, sum);
}

/* Numbers alone, though both engines make numbers of texts. */
static json_t *taken_away(struct reading *x, const json_t *a, const json_t *b)
{
    if (!json_is_number(a) || !json_is_number(b))
        return reading_stop(x);
    return as_number(x, a, b, json_number_value(a) - json_number_value(b));
}

/* Twig's "~" binds before its "+", and later versions' behind it. */
static json_t *read_sum(struct reading *x)
{
    json_t *value = reading_value(x), *other;
    bool joins = false, adds = false, takes = false;

    for (;;) {
        bool join = reading_take(x, "~"), add = !join && reading_take(x, "+"),
             take = !join && !add && reading_take(x, "-");

        if (!join && !add && !take)
            return value;
        joins |= join;
        adds |= add || take;
        takes |= take;
        if (joins && adds && (takes || view_is_twig(x->part->view)))
            return reading_stop(x);
        other = reading_value(x);
        value = take  ? taken_away(x, value, other)
                : add ? added(x, value, other)
                      : joined(x, value, other);
    }
}

/* "range(from, to, step)": its numbers, and how many there are; false: told. */
static bool read_numbers(struct reading *x, json_int_t at[3], size_t *ret_n)
{
    for (*ret_n = 0; !reading_take(x, ")"); (void)reading_take(x, ",")) {
        json_t *one = reading_choice(x);

        if (*ret_n == 3 || !json_is_integer(one)) {
            (void)reading_stop(x);
            return false;
        }
        at[(*ret_n)++] = json_integer_value(one);
    }
    return true;
}

/* Twig's has its last number in it, and is not read backwards here. */
json_t *reading_counted(struct reading *x)
{
    bool twig = view_is_twig(x->part->view);
    json_int_t at[3], from, to, step;
    json_t *all;
    size_t n;

    if (!read_numbers(x, at, &n))
        return NULL;
    if (n < (twig ? 2 : 1))
        return reading_stop(x);
    from = n > 1 ? at[0] : 0;
    to = n > 1 ? at[1] : at[0];
    step = n > 2 && at[2] ? at[2] : 1;
    if (fabs((double)to - (double)from) > RANGE_MAX ||
        llabs(step) > RANGE_MAX || (twig && (step < 0 || from > to)))
        return reading_stop(x);
    to += twig;
    all = reading_own(x, json_array());
    for (; step > 0 ? from < to : from > to; from += step)
        (void)json_array_append_new(all, json_integer(from));
    view_spend(x->run, json_array_size(all) * sizeof(json_int_t));
    return all;
}

/* Twig's "1..5": each number from the one to the other. */
static json_t *read_range(struct reading *x)
{
    json_t *from = read_sum(x), *to, *all;
    json_int_t n, last, step;

    if (!view_is_twig(x->part->view) || !reading_take(x, ".."))
        return from;
    to = read_sum(x);
    n = json_integer_value(from);
    last = json_integer_value(to);
    if (!json_is_integer(from) || !json_is_integer(to) ||
        fabs((double)last - (double)n) > RANGE_MAX)
        return reading_stop(x);
    all = reading_own(x, json_array());
    step = n <= last ? 1 : -1;
    for (; n != last + step; n += step)
        (void)json_array_append_new(all, json_integer(n));
    view_spend(x->run, json_array_size(all) * sizeof(json_int_t));
    return all;
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
    else if (strcmp(name, "number") == 0 && !view_is_twig(x->part->view))
        is = json_is_number(value);
    else if (strcmp(name, "mapping") == 0 && !view_is_twig(x->part->view))
        is = json_is_object(value);
    else if (strcmp(name, "iterable") == 0)
        is = json_is_array(value) ||
             (view_is_twig(x->part->view) ? json_is_object(value)
                                          : json_is_string(value));
    else if (strcmp(name, "empty") == 0)
        is = value_is_empty(value);
    else
        return reading_stop(x);
    return json_boolean(is == wanted);
}

/* As "==" has it.  Lists and maps are what they are to JavaScript; Twig would
 * look into them, so that only what is empty is known to be the same. */
static bool is_same(struct reading *x, const json_t *a, const json_t *b)
{
    if (is_nothing(a) || is_nothing(b))
        return is_nothing(a) && is_nothing(b);
    if (json_is_string(a) && json_is_string(b))
        return strcmp(json_string_value(a), json_string_value(b)) == 0;
    if (!holds_others(a) || !holds_others(b))
        return number_of(a) >= number_of(b) && number_of(a) <= number_of(b);
    if (a == b || !view_is_twig(x->part->view))
        return a == b;
    if (!value_is_empty(a) && !value_is_empty(b))
        (void)reading_stop(x);
    return value_is_empty(a) && value_is_empty(b);
}

static int kind_of(const json_t *value)
{
    if (json_is_boolean(value))
        return JSON_TRUE;
    if (json_is_number(value))
        return JSON_REAL;
    return value ? (int)json_typeof(value) : -1;
}

/* "===" */
static bool is_exactly(struct reading *x, const json_t *a, const json_t *b)
{
    return kind_of(a) == kind_of(b) && is_same(x, a, b);
}

/* Below 0 where a comes first; NAN: neither does. */
static double difference(const json_t *a, const json_t *b)
{
    const char *one = json_string_value(a), *other = json_string_value(b);
    int order = one && other ? strcmp(one, other) : 0;

    return one && other ? order : number_of(a) - number_of(b);
}

/* Is it in that text, list or map? */
static bool holds(struct reading *x, const json_t *in, const json_t *value)
{
    const char *text = json_string_value(value);
    size_t i, n = json_array_size(in);

    view_spend(x->run, n + json_string_length(in));
    if (json_is_string(in) && text)
        return strstr(json_string_value(in), text);
    if (json_is_object(in) && view_is_twig(x->part->view))
        (void)reading_stop(x); /* which looks among its values */
    if (json_is_object(in) && text)
        return json_object_get(in, text);
    for (i = 0; i < n && !is_exactly(x, json_array_get(in, i), value); i++)
        ;
    return i < n;
}

static json_t *read_comparison(struct reading *x)
{
    static const char *const signs[] = {
        "===", "!==", "==", "!=", "<=", ">=", "<", ">"};
    json_t *value = read_range(x), *other;
    bool without;
    double d;
    size_t i;

    if (reading_take(x, "is"))
        return read_test(x, value);
    without = reading_take(x, "not");
    if (reading_take(x, "in"))
        return json_boolean(holds(x, read_range(x), value) != without);
    if (without)
        return reading_stop(x);
    for (i = 0; i < 8 && !reading_take(x, signs[i]); i++)
        ;
    if (i == 8)
        return value;
    other = read_range(x);
    if (i < 4)
        return json_boolean((i < 2 ? is_exactly(x, value, other)
                                   : is_same(x, value, other)) == (i % 2 == 0));
    d = difference(value, other);
    return json_boolean(i == 4   ? d <= 0
                        : i == 5 ? d >= 0
                        : i == 6 ? d < 0
                                 : d > 0);
}

static json_t *read_unary(struct reading *x)
{
    json_t *value;

    if (++x->depth > VIEW_DEPTH_MAX)
        return reading_stop(x);
    value = reading_take(x, "not") ? json_boolean(!truth(x, read_unary(x)))
                                   : read_comparison(x);
    x->depth--;
    return value;
}

static json_t *read_and(struct reading *x)
{
    json_t *value = read_unary(x);

    while (reading_take(x, "and")) {
        json_t *other = read_unary(x);

        value = truth(x, value) ? other : value;
    }
    return value;
}

static json_t *read_or(struct reading *x)
{
    json_t *value = read_and(x);

    while (reading_take(x, "or")) {
        json_t *other = read_and(x);

        value = truth(x, value) ? value : other;
    }
    return value;
}

/* "a if b else c", "b ? a : c". */
json_t *reading_choice(struct reading *x)
{
    json_t *value, *other = NULL, *when;
    bool before = x->lost, then;

    if (++x->depth > VIEW_DEPTH_MAX)
        return reading_stop(x);
    value = read_or(x);
    if (reading_take(x, "if")) { /* what is not chosen may call what is not */
        then = x->lost;
        x->lost = before;
        when = read_or(x);
        before = x->lost;
        if (reading_take(x, "else"))
            other = reading_choice(x);
        if (truth(x, when)) {
            x->lost = before || then;
            other = value;
        }
        value = other;
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
    if (json_is_array(value) && !view_is_twig(v))
        return true;
    return value_is_true(value);
}
