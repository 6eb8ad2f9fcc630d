/* entry.h - from the files of one entry to a struct pattern. */
#ifndef PATTERNS_ENTRY_H
#define PATTERNS_ENTRY_H

#include "patterns/files.h"
#include "patterns/node.h"
#include "patterns/pattern.h"

/* The files of "kind/slug/", n of them. */
struct entry {
    const struct file *files;
    size_t n;
    size_t prefix;   /* bytes of "kind/slug/" */
    bool is_version; /* an older one, which has none itself */
};

/* Below an entry's folder: "versions/1.0.0/index.md". */
#define ENTRY_VERSIONS "versions/"

/* Everything is in the arena, texts are borrowed from the files.  ERR_INVALID,
 * told in problems with file and line: this entry is not in order. */
MUST_USE enum err entry_read(const struct entry *entry, struct arena *a,
                             struct problems *problems,
                             struct pattern *ret_pattern);

/* NULL: it has no such file. */
const struct file *entry_file(const struct entry *entry, const char *name);

/* Whether that name means something else where a folder of an example is. */
bool entry_is_reserved(const char *name);

/*
 * Part a file with front matter: what stands between two lines of "---" as a
 * tree, and where the rest begins.  ERR_INVALID, told.
 */
MUST_USE enum err front_read(const struct origin *o, const struct file *f,
                             struct node **ret_front, const char **ret_rest);

/* The same of a file that may have none: then the front is an empty map, and
 * the rest the whole. */
MUST_USE enum err front_read_any(const struct origin *o, const struct file *f,
                                 struct node **ret_front,
                                 const char **ret_rest);

/* Where the rest begins; the whole text, of a file that has no front matter. */
const char *front_rest(const struct file *f);

/* The parts of front matter (front_keys.c). */
MUST_USE enum err front_pattern(const struct origin *o,
                                const struct node *front, struct pattern *p);
MUST_USE enum err front_example(const struct origin *o,
                                const struct node *front,
                                struct pattern_example *example);

/* Somewhere on this page or site, or a web page elsewhere. */
bool front_is_address(const char *s);

/* The older versions of an entry (versions.c).  One that is not in order is
 * left out, and told; the entry stands without it. */
void versions_read(const struct entry *entry, struct arena *a,
                   struct problems *problems, struct pattern *p);

/* "s", "m", "l" or "xl", or what lies between two of them ("sm"): a frame about
 * as tall as what that markup makes. */
const char *frame_size(const char *html);

/* What lies beside index.md (beside.c); an absent file is no error. */
MUST_USE enum err beside_read(const struct entry *entry, struct arena *a,
                              struct problems *problems, struct pattern *p);

#endif
