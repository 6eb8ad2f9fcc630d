/* Pictures: each is taken as what its bytes say, or refused with a line that
 * it has. */
#include "patterns/picture.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"

void fuzz_picture(const char *bytes, size_t n)
{
    struct arena *a = arena_new();
    char *text = arena_alloc(a, n + 1);
    enum picture_type type = picture_type(bytes, n);
    int line;

    memcpy(text, bytes, n);
    if (!picture_fault(a, "a.svg", text, n, &line))
        FUZZ_HOLDS(type == PICTURE_SVG);
    if (picture_svg_fault(a, text, n, &line))
        FUZZ_HOLDS(line >= 1 && (size_t)line <= n + 1);
    arena_free(a);
}
