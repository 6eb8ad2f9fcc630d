/*
 * Paragraphs that two entries share: of guidance and accessibility notes, by
 * their words alone, in small letters and with one space between them.  Of a
 * short one ("No council has sent us findings yet") many entries have need.
 */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "patterns/lint/inside.h"
#include "patterns/lint/sentence.h"

enum { SHARED_WORDS_MIN = 8, PARAGRAPHS_MAX = 1000 * 1000 };

struct lint_paragraph {
    const struct lint_entry *entry;
    const struct file *file;
    int line;
};

void lint_shared_begin(struct lint *l)
{
    map_init(&l->paragraphs);
    l->first_paragraph = NULL;
}

void lint_shared_end(struct lint *l)
{
    map_release(&l->paragraphs);
}

/* "use it where people live" of "Use it where – people live." */
static void add_bare(struct buf *b, const char *text)
{
    size_t n = strlen(text), at = 0;

    while (at < n) {
        size_t size = word_letter(text + at, n - at);

        if (size == 1) {
            char c = (char)tolower((unsigned char)text[at]);

            buf_add(b, &c, 1);
        } else if (size) {
            buf_add(b, text + at, size);
        } else if (strchr(" \n\t\1", text[at]) && b->len &&
                   b->text[b->len - 1] != ' ') {
            buf_adds(b, " ");
        }
        at += size ? size : 1;
    }
    while (b->len && b->text[b->len - 1] == ' ')
        b->text[--b->len] = '\0';
}

static void tell(const struct lint_file *f, int line,
                 const struct lint_paragraph *other)
{
    lint_tell(f, line, LINT_SHARED,
              "%s/%s says the same (%s%s:%d): say it in one of them, and link "
              "to it from the other",
              other->entry->kind, other->entry->slug, other->entry->root,
              other->file->path + other->entry->cut, other->line);
}

void lint_shared(const struct lint_file *f, const char *text, int line)
{
    struct lint *l = f->entry->lint;
    struct lint_paragraph *p;
    struct buf b;
    bool added;
    int64_t *place;

    if (sentence_words(text, strlen(text)) < SHARED_WORDS_MIN ||
        l->paragraphs.n >= PARAGRAPHS_MAX)
        return;
    buf_init(&b, FILE_SIZE_MAX);
    add_bare(&b, text);
    place = map_put(&l->paragraphs, b.text, b.len, &added);
    if (added) {
        p = arena_alloc(l->arena, sizeof(*p));
        *p = (struct lint_paragraph){f->entry, f->file, line};
        *place = (int64_t)(intptr_t)p;
    } else {
        /* NOLINTNEXTLINE(performance-no-int-to-ptr): it was put in above */
        p = (struct lint_paragraph *)(intptr_t)*place;
        if (p->entry != f->entry) {
            const struct lint_file first = {p->entry, p->file};
            const struct lint_paragraph here = {f->entry, f->file, line};

            tell(f, line, p);
            if (!f->entry->told)
                tell(&first, p->line, &here);
        }
    }
    buf_release(&b);
}
