/* Copies of a folder: a backup (tracker.h), and one to try something on
 * (folder.h). */
#include "base/memory.h"
#include "tracker/folder.h"

enum err tracker_backup(struct tracker *t, const char *dir)
{
    struct arena *a = arena_new();
    enum err e = store_backup(t->store, arena_printf(a, "%s/journeys.db", dir));

    arena_free(a);
    return e;
}

enum err folder_copy(struct tracker *t, struct tracker **ret_copy)
{
    struct tracker *copy = mem_new(1, sizeof(*copy));
    enum err e;

    *copy = (struct tracker){
        .mode = TRACKER_WRITE, .key = t->key, .key_file = -1, .generation = 1};
    e = store_open_copy(t->store, &copy->store);
    if (e)
        tracker_close(copy);
    else
        *ret_copy = copy;
    return e;
}
