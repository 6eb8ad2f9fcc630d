/* Guidance of another library, in Markdown of any headings: ours come out, in
 * their order, and no template language. */
#include "base/text.h"
#include "patterns/import.h"
#include "patterns/sections.h"
#include "tests/fuzz/fuzz.h"

void fuzz_guidance(const char *bytes, size_t n)
{
    static const char *const headings[] = {
        "## When to use\n", "## When not to use\n", "## How it works\n",
        "## Research\n"};
    struct arena *a = arena_new();
    struct guidance_source sources[] = {{.place = "x/index.md",
                                         .line = 1,
                                         .text = arena_strndup(a, bytes, n),
                                         .site = "https://example.org"},
                                        {0}};
    struct pattern_import im;
    const char *text, *at;
    size_t i;

    if (!memchr(bytes, '\0', n) && text_is_utf8(bytes, n)) {
        pattern_import_init(&im, a, "x", "/nowhere/catalogue");
        at = text = import_sections(&im, sources);
        FUZZ_HOLDS(text_is_utf8(text, strlen(text)));
        for (i = 0; i < sizeof(headings) / sizeof(headings[0]); i++)
            FUZZ_HOLDS((at = strstr(at, headings[i])));
    }
    arena_free(a);
}
