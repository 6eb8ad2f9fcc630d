/* The list of files that a build left in its folder, which anybody may have
 * changed since: it is none, or no path in it leads out of the folder. */
#include "server/static_list.h"
#include "tests/fuzz/fuzz.h"

void fuzz_list(const char *bytes, size_t n)
{
    struct arena *a = arena_new();
    struct static_list l, again;
    struct buf out;
    size_t i;

    static_list_init(&l);
    if (static_list_read(&l, arena_strndup(a, bytes, n), n)) {
        for (i = 0; i < l.n; i++) {
            FUZZ_HOLDS(*l.at[i].path != '/' && *l.at[i].path);
            FUZZ_HOLDS(!strstr(l.at[i].path, "../"));
            FUZZ_HOLDS(l.at[i].size >= 0);
        }
        buf_init(&out, STATIC_LIST_MAX);
        static_list_write(&l, "of this moment", NULL, &out);
        static_list_init(&again);
        FUZZ_HOLDS(buf_finish(&out) == OK);
        FUZZ_HOLDS(static_list_read(&again, out.text, out.len));
        FUZZ_HOLDS(again.n == l.n);
        static_list_release(&again);
        buf_release(&out);
    }
    static_list_release(&l);
    arena_free(a);
}
