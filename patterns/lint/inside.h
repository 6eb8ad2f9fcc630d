/* inside.h - what the files of lint share. */
#ifndef PATTERNS_LINT_INSIDE_H
#define PATTERNS_LINT_INSIDE_H

#include "patterns/catalogue.h"
#include "patterns/files.h"
#include "patterns/lint/jargon.h"
#include "patterns/lint/lint.h"
#include "patterns/node.h"
#include "patterns/tags.h"

struct lint {
    struct arena *arena;
    const struct lint_options *options;
    const struct catalogue *catalogue; /* of all entries, those beside too */
    struct jargon jargon;
    struct map paragraphs; /* shared.c */
    struct lint_paragraph *first_paragraph;
    struct lint_facts *facts; /* facts.c */
    struct map alike;         /* tell.c: how many of a rule in a file */
    struct lint_report *report;
};

/* One entry that is looked at. */
struct lint_entry {
    struct lint *lint;
    const struct file *files; /* of it as it is now ... */
    size_t n;
    const struct file *all; /* ... and as it was */
    size_t n_all;
    size_t prefix;           /* bytes of "kind/slug/" */
    const char *root;        /* "DIR/", before each path when it is told */
    size_t cut;              /* bytes of a path that are not told */
    const char *kind, *slug; /* in the arena */
    bool from_folder;        /* not built in */
    const struct pattern *pattern; /* NULL: it was refused */
    bool told; /* false: only read, for others to be held against */
    bool torn; /* a file of it was refused: only that is told */
};

/* A file that is looked at. */
struct lint_file {
    const struct lint_entry *entry;
    const struct file *file;
};

void lint_tell(const struct lint_file *f, int line, enum lint_rule rule,
               const char *fmt, ...) PRINTF_LIKE(4, 5);

/* When nothing more is told: says how many are not. */
void lint_tell_begin(struct lint *l);
void lint_tell_end(struct lint *l);

/* NULL: the entry has none of that name. */
const struct file *lint_beside(const struct lint_entry *entry,
                               const char *name);

/* Words that people read: their sentences, and the words in them (prose.c).
 * Each "\n" in text is a line more; SENTENCE_CODE is code. */
struct lint_prose {
    const char *text;
    size_t n;
    int line;
    bool is_english;
};
void lint_prose(const struct lint_file *f, const struct lint_prose *p);

/* The same of one text of YAML, in which `…` is code. */
void lint_plain(const struct lint_file *f, const char *text, int line);

/* Where a link leads, and what it says (links.c). */
struct lint_link {
    const char *url, *text; /* text: in words, code as SENTENCE_CODE */
    int line;
    const char *base; /* the address of the page it stands on */
};
void lint_link(const struct lint_file *f, const struct lint_link *link);
void lint_link_text(const struct lint_file *f, const struct lint_link *link);

/* Is s one of these n texts, or of an array of them? */
bool lint_is_one_of(const char *s, const char *const *all, size_t n);
#define LINT_ONE_OF(s, all)                                                    \
    lint_is_one_of((s), (all), sizeof(all) / sizeof((all)[0]))

/* Whether a path on the page at base leads somewhere on this site. */
bool lint_leads(const struct lint *l, const char *base, const char *path);

/* What a tag of an example at base shows, and what none of them does
 * (pictures.c). */
void lint_shown(const struct lint_file *f, const struct tag *tag,
                const char *base);
void lint_pictures(const struct lint_entry *entry);

/* The address of a picture, on the page at base. */
void lint_picture(const struct lint_file *f, const char *src, int line,
                  const char *base);

/* index.md (guide.c), the front of a file, and what lies beside (beside.c). */
void lint_guide(const struct lint_file *f);
void lint_beside_files(const struct lint_entry *entry);

/* What a tag of an example asks for and does not get (blocked.c). */
void lint_blocked(const struct lint_file *f, const struct tag *tag);

/* Is it an address of the form "javascript:…"? */
bool lint_is_script(const char *url);

/* index.html of one example (example.c). */
void lint_example(const struct lint_file *f, const char *name);

/* What of it is not closed (nesting.c). */
void lint_nesting(const struct lint_file *f);

/* Files that no page shows (unread.c). */
void lint_unread(const struct lint_entry *entry);

/* What an entry's examples are made of (classes.c). */
void lint_classes(const struct lint_entry *entry);

/* Welsh twins (twin.c). */
void lint_twins(const struct lint_entry *entry);

/* Paragraphs of two entries (shared.c). */
void lint_shared_begin(struct lint *l);
void lint_shared(const struct lint_file *f, const char *text, int line);
void lint_shared_end(struct lint *l);

/* The words of front matter that make filters (facts.c). */
void lint_facts_begin(struct lint *l);
void lint_facts(const struct lint_file *index, const struct node *front);
void lint_facts_end(struct lint *l);

/* The front matter of a file; NULL: it was refused for it. */
const struct node *lint_front(const struct lint_file *f);

/* The first item of what a key holds, a list or a text with commas; of n NULL
 * there is none. */
const struct node *lint_list(struct arena *a, const struct node *n);

/* Where what stands behind the front matter begins, and its line; the whole
 * text where there is none. */
const char *lint_body(const struct file *f, int *ret_line);

#endif
