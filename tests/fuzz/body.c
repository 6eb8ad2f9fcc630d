/* A body of events: the first byte tells its type. */
#include "server/events.h"
#include "tests/fuzz/fuzz.h"

void fuzz_body(const char *bytes, size_t n)
{
    static const char *const types[] = {
        NULL, "text/plain", "application/x-ndjson",
        "application/x-www-form-urlencoded", "image/gif"};
    struct arena *a = arena_new();
    struct delivery d = {.n = 0};
    const char *reason = NULL, *body;
    size_t i, type;
    enum err e;

    if (n > 0) {
        type = (unsigned char)bytes[0] % (sizeof(types) / sizeof(types[0]));
        body = arena_strndup(a, bytes + 1, n - 1); /* as a server has it */
        e = events_read(a, types[type], body, n - 1, &d, &reason);
        FUZZ_HOLDS(e == OK || e == ERR_INVALID || e == ERR_TOO_BIG ||
                   e == ERR_NOT_FOUND);
        FUZZ_HOLDS(e != ERR_INVALID || (reason && *reason));
        FUZZ_HOLDS(e || d.n <= EVENTS_MAX);
        for (i = 0; !e && i < d.n; i++) {
            const struct collected *one = &d.at[i];

            FUZZ_HOLDS((one->outcome == EVENT_REFUSED) ==
                       (one->fault.reason != NULL));
            FUZZ_HOLDS(one->outcome == EVENT_REFUSED || one->event.journey);
        }
    }
    arena_free(a);
}
