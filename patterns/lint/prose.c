/* Sentences too long, and words that have shorter ones. */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "patterns/lint/inside.h"
#include "patterns/lint/sentence.h"

enum { SHOWN_WORDS = 6 };

static int line_at(const struct lint_prose *p, size_t at)
{
    return p->line + (int)text_times(p->text, at, '\n');
}

/* Its first words, to find it by. */
static const char *begin_of(struct arena *a, const char *s, size_t n)
{
    struct buf b;
    size_t i, words = 0;
    const char *text;

    buf_init(&b, 200);
    for (i = 0; i < n && words < SHOWN_WORDS; i++) {
        char c = s[i] == SENTENCE_CODE ? '`' : s[i];

        if (c == ' ' || c == '\n') {
            words++;
            c = ' ';
        }
        if (words < SHOWN_WORDS)
            buf_add(&b, &c, 1);
    }
    text = arena_strdup(a, b.text);
    buf_release(&b);
    return text;
}

static void check_sentences(const struct lint_file *f,
                            const struct lint_prose *p)
{
    size_t at = 0, n;

    while (at < p->n) {
        size_t space = strspn(p->text + at, " \t\n"), words;

        at += space;
        if (at >= p->n)
            break;
        n = sentence_size(p->text + at, p->n - at);
        words = sentence_words(p->text + at, n);
        if (words > SENTENCE_WORDS_MAX)
            lint_tell(f, line_at(p, at), LINT_SENTENCE,
                      "the sentence \"%s …\" has %zu words: cut it in two, or "
                      "make a list of it, until none has over %d",
                      begin_of(f->entry->lint->arena, p->text + at, n), words,
                      SENTENCE_WORDS_MAX);
        at += n;
    }
}

static void check_words(const struct lint_file *f, const struct lint_prose *p)
{
    const struct lint *l = f->entry->lint;
    struct jargon_hit hit;
    size_t at = 0;

    for (; jargon_next(&l->jargon, p->text, p->n, at, &hit);
         at = hit.at + hit.n)
        lint_tell(f, line_at(p, hit.at), LINT_JARGON, "\"%.*s\": %s%s",
                  (int)hit.n, p->text + hit.at,
                  text_starts(hit.advice, "leave") ? "" : "write ", hit.advice);
}

void lint_prose(const struct lint_file *f, const struct lint_prose *p)
{
    check_sentences(f, p);
    if (p->is_english)
        check_words(f, p);
}

void lint_plain(const struct lint_file *f, const char *text, int line)
{
    struct arena *a = f->entry->lint->arena;
    char *copy = arena_strdup(a, text), *to = copy;
    const char *at = text;

    while (*at) {
        const char *close = *at == '`' ? strchr(at + 1, '`') : NULL;

        if (close) {
            *to++ = SENTENCE_CODE;
            at = close + 1;
        } else {
            *to++ = *at++;
        }
    }
    *to = '\0';
    lint_prose(f, &(struct lint_prose){copy, (size_t)(to - copy), line, true});
}
