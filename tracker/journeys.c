/* Which journeys there are (tracker.h). */
#include "tracker/folder.h"

static enum err list_slugs(struct tracker *t, struct arena *a,
                           struct journey_list *list)
{
    struct rows r = rows_open(t->store, Q_JOURNEY_LIST);
    size_t room = 0;

    while (rows_next(&r)) {
        list->at = arena_grow(a, list->at, list->n, &room, sizeof(*list->at));
        list->at[list->n++].id = arena_strdup(a, rows_text(&r, 0));
    }
    return rows_close(&r);
}

enum err tracker_journeys(struct tracker *t, struct arena *a,
                          struct journey_list *ret_list)
{
    struct journey_list list = {0, NULL};
    enum err e = folder_begin(t);
    size_t i;

    if (e)
        return e;
    e = list_slugs(t, a, &list);
    for (i = 0; !e && i < list.n; i++) {
        struct journey *j;

        e = folder_journey(t, list.at[i].id, &j);
        if (!e) {
            const struct version *v = &j->versions[j->n_versions - 1];

            list.at[i].title = arena_strdup(a, v->def->title);
            list.at[i].organisation = arena_strdup(a, v->def->organisation);
            list.at[i].service = arena_strdup(a, v->def->service);
            list.at[i].version = v->number;
        }
    }
    folder_end(t);
    if (!e)
        *ret_list = list;
    return e;
}

enum err tracker_check(struct tracker *t)
{
    struct rows r = rows_open(t->store, Q_JOURNEY_LIST);

    (void)rows_next(&r);
    return rows_close(&r);
}
