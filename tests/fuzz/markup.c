/* HTML that others wrote: its tags and addresses are found within it, and as a
 * page of a folder it is the same but for where its links lead. */
#include "base/buf.h"
#include "base/text.h"
#include "patterns/tags.h"
#include "server/static_rewrite.h"
#include "tests/fuzz/fuzz.h"
#include "web/srcset.h"

enum { OUT_MAX = 64 * FUZZ_MAX };

static const char *no_file(void *self, const char *address, size_t n,
                           bool needed)
{
    (void)self;
    (void)needed;
    FUZZ_HOLDS(memchr(address, '#', n) == NULL);
    return n % 2 ? "patterns/index.html" : NULL;
}

static void look_at_srcset(const char *s, size_t n)
{
    const char *at = s, *before = s, *found;
    size_t size;

    while ((found = srcset_next(&at, s + n, &size))) {
        FUZZ_HOLDS(found >= before && size > 0);
        FUZZ_HOLDS(found + size <= at && at <= s + n);
        before = at;
    }
}

static void look_at_tags(struct arena *a, const char *html, size_t n)
{
    const char *end = html + n, *attribute;
    struct tags t;
    struct tag tag;
    int line = 1;

    tags_init(&t, html, n, 1);
    while (tags_next(&t, &tag)) {
        FUZZ_HOLDS(tag.at >= html && tag.at + tag.n <= end);
        FUZZ_HOLDS(tag.line >= line && (size_t)tag.line <= n + 1);
        line = tag.line;
        (void)tags_text(a, tag.at, tag.n);
        attribute = tag_attribute(a, &tag, "srcset");
        if (attribute)
            look_at_srcset(attribute, strlen(attribute));
        (void)tag_is_picture(a, &tag);
    }
}

void fuzz_markup(const char *bytes, size_t n)
{
    const struct static_links links = {.file_of = no_file};
    struct arena *a = arena_new();
    const char *html = arena_strndup(a, bytes, n);
    struct static_page page = {.address = "/patterns/component/x",
                               .file = "patterns/component/x/index.html",
                               .html = html,
                               .n = n,
                               .in_head = ""};
    struct buf out;

    buf_init(&out, OUT_MAX);
    look_at_tags(a, html, n);
    look_at_srcset(html, n);
    for (page.is_example = false; strlen(html) == n; page.is_example = true) {
        buf_reset(&out);
        static_rewrite(a, &page, &links, &out);
        FUZZ_HOLDS(!text_is_utf8(html, n) || text_is_utf8(out.text, out.len));
        FUZZ_HOLDS(strpbrk(html, "=") || out.len == n);
        if (page.is_example)
            break;
    }
    buf_release(&out);
    arena_free(a);
}
