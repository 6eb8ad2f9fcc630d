/* Paths: redacted again they are the same, and neither time nor size runs
 * away. */
#include "base/redact.h"
#include "tests/fuzz/fuzz.h"

enum { STEPS_A_BYTE = 300, GROWTH = 4 };

void fuzz_redact(const char *bytes, size_t n)
{
    struct arena *a = arena_new();
    struct redacted once = redact_path(a, bytes, n, NULL);
    struct redacted twice = redact_path(a, once.text, once.n, NULL);

    FUZZ_HOLDS(once.steps <= STEPS_A_BYTE * (n + 1));
    FUZZ_HOLDS(once.n <= GROWTH * n);
    FUZZ_HOLDS(!memchr(once.text, '?', once.n));
    FUZZ_HOLDS(twice.n == once.n);
    FUZZ_HOLDS(memcmp(twice.text, once.text, once.n) == 0);
    arena_free(a);
}
