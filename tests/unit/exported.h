/* exported.h - the lines of an export, so that two can be compared. */
#ifndef TESTS_UNIT_EXPORTED_H
#define TESTS_UNIT_EXPORTED_H

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* A line of an export, and whose it is. */
struct exported {
    const char *attempt; /* its 32 digits; "" for a definition */
    size_t number;       /* in the text */
    const char *line;
};

static inline const char *exported_attempt(struct arena *a, const char *line)
{
    static const char mark[] = "\"attempt\":\"h:";
    const char *at = strstr(line, mark);

    return at ? arena_strndup(a, at + sizeof(mark) - 1, 32) : "";
}

static inline int exported_order(const void *a, const void *b)
{
    const struct exported *x = a, *y = b;
    int order = strcmp(x->attempt, y->attempt);

    return order ? order : (x->number > y->number) - (x->number < y->number);
}

/* The lines of each attempt as they follow each other, attempts by hash. */
static inline char *exported_sorted(struct arena *a, const char *text)
{
    char *rest = arena_strdup(a, text), *line, *sorted, *to;
    struct exported *list =
        arena_array(a, strlen(text) + 1, sizeof(struct exported));
    size_t n = 0;

    for (; (line = strsep(&rest, "\n")); n++)
        list[n] = (struct exported){exported_attempt(a, line), n, line};
    qsort(list, n, sizeof(*list), exported_order);
    sorted = to = arena_alloc(a, strlen(text) + n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t size = strlen(list[i].line);

        memcpy(to, list[i].line, size);
        to[size] = '\n';
        to += size + 1;
    }
    return sorted;
}

#endif
