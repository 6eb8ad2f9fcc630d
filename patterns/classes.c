#include "patterns/classes.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"

struct found {
    struct map seen;
    size_t n;
    struct {
        const char *text; /* in the example */
        size_t n;
    } at[CLASSES_MAX];
};

static void add(struct found *f, const char *name, size_t n)
{
    bool added;

    if (f->n == CLASSES_MAX)
        return;
    (void)map_put(&f->seen, name, n, &added);
    if (!added)
        return;
    f->at[f->n].text = name;
    f->at[f->n++].n = n;
}

static void add_all(struct found *f, const char *html)
{
    static const char mark[] = "class=\"";
    const char *at = html;

    while ((at = strstr(at, mark))) {
        bool is_class = at > html && isspace((unsigned char)at[-1]);

        for (at += sizeof(mark) - 1; is_class && *at && *at != '"';
             at += strspn(at, " \t\n")) {
            size_t n = strcspn(at, " \t\n\"");

            if (n)
                add(f, at, n);
            at += n;
        }
    }
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct pattern_texts classes_of(struct arena *a, const struct pattern *p)
{
    struct pattern_texts names = {0};
    struct found f = {.n = 0};
    size_t i;

    map_init(&f.seen);
    for (i = 0; i < p->n_examples; i++)
        add_all(&f, p->examples[i].html);
    map_release(&f.seen);
    if (f.n == 0)
        return names;
    names.at = arena_array(a, f.n, sizeof(*names.at));
    for (; names.n < f.n; names.n++)
        names.at[names.n] =
            arena_strndup(a, f.at[names.n].text, f.at[names.n].n);
    qsort(names.at, names.n, sizeof(*names.at), compare);
    return names;
}
