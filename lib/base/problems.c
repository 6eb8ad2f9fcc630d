#include "base/problems.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"

void problems_init(struct problems *p, struct arena *a, size_t max)
{
    *p = (struct problems){.arena = a, .max = max};
    p->at = arena_array(a, max, sizeof(*p->at));
}

/* One more; false: there is no room to tell it. */
static bool count(struct problems *p)
{
    p->total++;
    return p->n < p->max;
}

static void tell(struct problems *p, struct problem one)
{
    one.place = arena_strdup(p->arena, one.place);
    one.message = arena_strdup(p->arena, one.message);
    p->at[p->n++] = one;
}

void problems_add(struct problems *p, const char *place, const char *fmt, ...)
{
    char message[512];
    va_list args;

    if (!count(p))
        return;
    va_start(args, fmt);
    text_format(message, sizeof(message), fmt, args);
    va_end(args);
    tell(p, (struct problem){place ? place : "", message, 0});
}

void problems_add_line(struct problems *p, int64_t line, const char *field,
                       const char *message)
{
    const char *place;

    if (!count(p))
        return;
    place = text_shown(p->arena, field, strlen(field));
    if (line)
        place = arena_printf(p->arena, "line %lld%s%s", (long long)line,
                             *field ? ", " : "", place);
    tell(p, (struct problem){place, message, line});
}

void problems_add_all(struct problems *p, const struct problems *from)
{
    size_t i;

    for (i = 0; i < from->n; i++)
        if (count(p))
            tell(p, from->at[i]);
    p->total += from->total - from->n;
}

static int by_line(const struct problem *a, const struct problem *b)
{
    if (a->line == 0 || b->line == 0)
        return (a->line == 0) - (b->line == 0);
    return (a->line > b->line) - (a->line < b->line);
}

/* By insertion: they are few, and nearly in order. */
void problems_sort_lines(struct problems *p)
{
    size_t i, k;

    for (i = 1; i < p->n; i++) {
        struct problem one = p->at[i];

        for (k = i; k > 0 && by_line(&p->at[k - 1], &one) > 0; k--)
            p->at[k] = p->at[k - 1];
        p->at[k] = one;
    }
}
