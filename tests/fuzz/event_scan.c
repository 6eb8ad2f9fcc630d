/* The scanner of events against the tree of the same text. */
#include "tests/fuzz/fuzz.h"
#include "tests/unit/scanned.h"

void fuzz_event_scan(const char *bytes, size_t n)
{
    static struct scanned_text scanned;
    struct arena *a = arena_new();
    int imported;

    for (imported = 0; imported < 2; imported++) {
        const char *fault = scanned_fault(a, bytes, n, imported, &scanned);

        if (fault)
            (void)fprintf(stderr, "%s\n", fault);
        FUZZ_HOLDS(!fault);
    }
    arena_free(a);
}
