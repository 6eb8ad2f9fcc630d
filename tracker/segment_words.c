/* The segments a journey can be asked for (tracker.h). */
#include <stdlib.h>
#include <string.h>

#include "tracker/folder.h"

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct words words_of(struct arena *a, const struct names *names)
{
    struct words w = {.n = names->n - 1}; /* they are numbered from 1 */
    size_t i;

    w.at = arena_array(a, w.n, sizeof(*w.at));
    for (i = 0; i < w.n; i++)
        w.at[i] = arena_strdup(a, names_text(names, (uint16_t)(i + 1)));
    if (w.n)
        qsort(w.at, w.n, sizeof(*w.at), by_text);
    return w;
}

enum err tracker_segment_words(struct tracker *t, struct arena *a,
                               const char *journey,
                               struct segment_words *ret_words)
{
    struct journey *j;
    bool is_here = folder_is_current(t) && folder_holds(t, journey);
    enum err e = is_here ? OK : folder_begin(t);

    if (e)
        return e;
    e = folder_journey(t, journey, &j);
    if (!e)
        *ret_words = (struct segment_words){
            .langs = words_of(a, &j->names[NAME_LANG]),
            .releases = words_of(a, &j->names[NAME_RELEASE]),
            .variants = words_of(a, &j->names[NAME_VARIANT]),
            .versions = (int64_t)j->n_versions,
        };
    folder_end(t);
    return e;
}
