#include "base/redact_number.h"

#include <stdbool.h>
#include <string.h>

#include "base/looks.h"
#include "base/text.h"

enum { GROUPS = 4, DIGITS = 16, NUMBER_DIGITS = 6, GAP = 2 };

/* Groups of digits; of more than there is room for only their number. */
struct groups {
    size_t n;
    int value[GROUPS], size[GROUPS]; /* value of up to 9 digits */
    size_t n_digits;
    char digits[DIGITS];
    bool dots; /* nothing but one dot between any two */
};

/* The size of a group at s, 0 if it is not of digits alone. */
static size_t group_size(const char *s, size_t n, size_t *steps)
{
    size_t i = 0;

    while (i < n && text_is_digit(s[i]))
        i++;
    *steps += i + 1;
    return i < n && text_is_alnum(s[i]) ? 0 : i;
}

static void add_group(struct groups *g, const char *s, size_t size)
{
    size_t i;

    if (g->n < GROUPS) {
        g->size[g->n] = size > 9 ? 10 : (int)size;
        g->value[g->n] = 0;
        for (i = 0; i < size && i < 9; i++)
            g->value[g->n] = 10 * g->value[g->n] + (s[i] - '0');
    }
    for (i = 0; i < size && g->n_digits + i < DIGITS; i++)
        g->digits[g->n_digits + i] = s[i];
    g->n_digits += size;
    g->n++;
}

static size_t gap_size(const char *s, size_t n)
{
    size_t i = 0;

    while (i < n && i < GAP && s[i] && strchr(" -_.+()/,:", s[i]))
        i++;
    return i;
}

static size_t read_groups(const char *s, size_t n, struct groups *g,
                          size_t *steps)
{
    size_t at = 0, size = group_size(s, n, steps);

    while (size) {
        size_t gap;

        add_group(g, s + at, size);
        at += size;
        gap = gap_size(s + at, n - at);
        *steps += GAP + LOOKS_MAX;
        if (!gap || looks_date_in_words(s + at + gap, n - at - gap))
            break;
        size = group_size(s + at + gap, n - at - gap, steps);
        if (size) {
            g->dots = g->dots && gap == 1 && s[at] == '.';
            at += gap;
        }
    }
    return at;
}

static bool is_year(const struct groups *g, size_t i)
{
    return g->size[i] == 4 && g->value[i] >= 1900 && g->value[i] < 2100;
}

/* "2019-2020", "2019-20" */
static bool is_range_of_years(const struct groups *g)
{
    if (g->n != 2 || !is_year(g, 0))
        return false;
    if (g->size[1] == 2)
        return g->value[1] == (g->value[0] + 1) % 100;
    return is_year(g, 1) && g->value[1] > g->value[0];
}

static bool is_between(const struct groups *g, size_t i, int max)
{
    return g->size[i] <= 2 && g->value[i] >= 1 && g->value[i] <= max;
}

/* Day, month and year in any order that is in use. */
static bool is_date(const struct groups *g)
{
    bool year_last;

    if (g->n != 3)
        return false;
    if (is_year(g, 0))
        return is_between(g, 1, 12) && is_between(g, 2, 31);
    year_last = is_year(g, 2) || g->size[2] == 2;
    return year_last && ((is_between(g, 0, 31) && is_between(g, 1, 12)) ||
                         (is_between(g, 0, 12) && is_between(g, 1, 31)));
}

static bool is_address(const struct groups *g)
{
    size_t i;

    if (g->n != GROUPS || !g->dots)
        return false;
    for (i = 0; i < GROUPS; i++)
        if (g->size[i] > 3 || g->value[i] > 255)
            return false;
    return true;
}

static const char *kind_of(const struct groups *g)
{
    if (is_address(g))
        return "[address]";
    if (is_date(g))
        return "[date]";
    if (g->n_digits < NUMBER_DIGITS || is_range_of_years(g))
        return NULL;
    if (g->n_digits <= DIGITS && looks_telephone(g->digits, g->n_digits))
        return "[telephone]";
    if (g->n_digits <= DIGITS && looks_nhs_number(g->digits, g->n_digits))
        return "[nhs-number]";
    return "[number]";
}

size_t redact_number(const char *s, size_t n, const char **ret_kind,
                     size_t *steps)
{
    struct groups g = {.dots = true};
    size_t size = read_groups(s, n, &g, steps);

    *ret_kind = size ? kind_of(&g) : NULL;
    return size;
}
