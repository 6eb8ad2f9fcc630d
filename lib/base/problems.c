#include "base/problems.h"

#include <stdarg.h>

#include "base/text.h"

void problems_init(struct problems *p, struct arena *a, size_t max)
{
    *p = (struct problems){.arena = a, .max = max};
    p->at = arena_array(a, max, sizeof(*p->at));
}

void problems_add(struct problems *p, const char *place, const char *fmt, ...)
{
    char message[512];
    va_list args;

    p->total++;
    if (p->n == p->max)
        return;
    va_start(args, fmt);
    text_format(message, sizeof(message), fmt, args);
    va_end(args);
    p->at[p->n].place = arena_strdup(p->arena, place ? place : "");
    p->at[p->n].message = arena_strdup(p->arena, message);
    p->at[p->n].line = 0;
    p->n++;
}

void problems_add_line(struct problems *p, int64_t line, const char *place,
                       const char *message)
{
    size_t n = p->n;

    problems_add(p, place, "%s", message);
    if (p->n > n)
        p->at[n].line = line;
}

void problems_add_all(struct problems *p, const struct problems *from)
{
    size_t i;

    for (i = 0; i < from->n; i++)
        problems_add_line(p, from->at[i].line, from->at[i].place,
                          from->at[i].message);
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
