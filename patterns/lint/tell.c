/* What every part of lint does with a finding, and reads of a file
 * (inside.h). */
#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "patterns/entry.h"
#include "patterns/lint/inside.h"
#include "patterns/lint/sentence.h"

/* On one line: what stands for code is a backtick, anything else that is not
 * shown a space. */
static const char *one_line(struct arena *a, const char *s)
{
    char *line = arena_strdup(a, s), *to = line;

    for (; *s; s++) {
        char c = *s == SENTENCE_CODE ? '`' : *s;

        if ((unsigned char)c < ' ' || c == 0x7f)
            c = ' ';
        if (c != ' ' || to == line || to[-1] != ' ')
            *to++ = c;
    }
    *to = '\0';
    return line;
}

void lint_tell_begin(struct lint *l)
{
    map_init(&l->alike);
}

/* How many of this rule there are in this file. */
static int64_t *count_of(struct lint *l, const char *file, enum lint_rule rule)
{
    const char *key =
        arena_printf(l->arena, "%s %s", lint_rule_key(rule), file);
    bool added;

    return map_put(&l->alike, key, strlen(key), &added);
}

void lint_tell_end(struct lint *l)
{
    struct lint_report *r = l->report;
    size_t i;

    for (i = 0; i < r->n; i++)
        if (!r->at[i].what)
            r->at[i].what = arena_printf(
                l->arena,
                "and %d more like the first %d in this file: mend those first",
                (int)*count_of(l, r->at[i].file, r->at[i].rule) -
                    LINT_ALIKE_MAX,
                LINT_ALIKE_MAX);
    map_release(&l->alike);
}

void lint_tell(const struct lint_file *f, int line, enum lint_rule rule,
               const char *fmt, ...)
{
    struct lint *l = f->entry->lint;
    struct lint_report *r = l->report;
    const char *file, *what = NULL;
    char message[600];
    va_list args;
    int64_t n;

    if (!f->entry->told)
        return;
    r->total++;
    if (r->n == LINT_FINDINGS_MAX)
        return;
    file = one_line(l->arena, arena_printf(l->arena, "%s%s", f->entry->root,
                                           f->file->path + f->entry->cut));
    n = ++*count_of(l, file, rule);
    if (n > LINT_ALIKE_MAX + 1)
        return;
    if (n <= LINT_ALIKE_MAX) { /* else one stands for all that follow */
        va_start(args, fmt);
        text_format(message, sizeof(message), fmt, args);
        va_end(args);
        what = one_line(l->arena, message);
    }
    r->at[r->n++] = (struct finding){file, line, rule, what};
}

const struct file *lint_beside(const struct lint_entry *entry, const char *name)
{
    return files_named(entry->files, entry->n, entry->prefix, name);
}

const struct node *lint_front(const struct lint_file *f)
{
    struct arena *a = f->entry->lint->arena;
    struct problems told;
    struct node *front;
    const char *rest;

    problems_init(&told, a, 1);
    return front_read(&(struct origin){.arena = a,
                                       .problems = &told,
                                       .file = f->file->path},
                      f->file, &front, &rest)
               ? NULL
               : front;
}

const struct node *lint_list(struct arena *a, const struct node *n)
{
    struct node *first = NULL, **next = &first;
    const char *s;

    if (!n || n->kind != NODE_TEXT)
        return n ? n->first : NULL;
    for (s = n->text; *(s += strspn(s, ", ")); s += strcspn(s, ",")) {
        size_t size = strcspn(s, ",");
        struct node *one = arena_alloc(a, sizeof(*one));

        while (s[size - 1] == ' ')
            size--;
        one->line = n->line;
        one->text = arena_strndup(a, s, size);
        *next = one;
        next = &one->next;
    }
    return first;
}

const char *lint_body(const struct file *f, int *ret_line)
{
    const char *body = front_rest(f);

    *ret_line = text_line(f->text, body);
    return body;
}

bool lint_is_one_of(const char *s, const char *const *all, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (strcmp(all[i], s) == 0)
            return true;
    return false;
}
