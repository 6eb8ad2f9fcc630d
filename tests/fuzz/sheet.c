/* Stylesheets: what is left has nothing to cut, and comes through again as it
 * is. */
#include "patterns/sheet.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"

enum { OUT_MAX = 8 * FUZZ_MAX };

void fuzz_sheet(const char *bytes, size_t n)
{
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, bytes, n);
    struct sheet_cuts cuts;
    struct buf once, twice;
    size_t i;

    buf_init(&once, OUT_MAX);
    buf_init(&twice, OUT_MAX);
    if (text_is_utf8(bytes, n)) {
        sheet_clean(text, n, &once, &cuts);
        sheet_clean(once.text, once.len, &twice, &cuts);
        for (i = 0; i < SHEET_CUTS; i++)
            FUZZ_HOLDS(cuts.n[i] == 0);
        FUZZ_HOLDS(once.len == twice.len);
        FUZZ_HOLDS(memcmp(once.text, twice.text, once.len) == 0);
    }
    buf_release(&once);
    buf_release(&twice);
    arena_free(a);
}
