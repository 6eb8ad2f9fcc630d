#include "base/problems.h"

#include <stdarg.h>
#include <stdio.h>

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
    (void)vsnprintf(message, sizeof(message), fmt, args);
    va_end(args);
    p->at[p->n].place = arena_strdup(p->arena, place ? place : "");
    p->at[p->n].message = arena_strdup(p->arena, message);
    p->n++;
}
