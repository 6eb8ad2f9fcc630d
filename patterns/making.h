/*
 * making.h - an entry while it is made of somebody else's files.
 *
 *   struct making *m = making_new(im, KIND_COMPONENT, "alert",
 * "alert/index.md"); making_example(m, &(struct made_example){.title =
 * "Default", .html = html}); e = making_finish(m, &(struct made_index){.title =
 * "Alert", …});
 */
#ifndef PATTERNS_MAKING_H
#define PATTERNS_MAKING_H

#include "base/buf.h"
#include "patterns/import.h"
#include "patterns/pattern.h"

enum { MAKING_FILES_MAX = 3000 };

struct import_file {
    const char *path; /* "default/index.html", below the entry's folder */
    const char *text;
    size_t size;
};

struct making {
    struct pattern_import *im;
    enum pattern_kind kind;
    const char *slug, *name; /* "radios", "component/radios" */
    const char *place;       /* where it is from, for what is said of it */
    size_t n, n_examples;
    size_t room;
    struct import_file *files; /* released with the import's arena */
};

/* Everything is borrowed; "" or NULL where there is none. */
struct made_index {
    const char *title, *description, *theme;
    enum pattern_state state;
    const char *state_date, *version, *owner, *licence;
    const char *aliases, *aliases_cy; /* YAML: "\"a\", \"b\"" */
    const char *body;                 /* with the four headings (sections.h) */
};

struct made_example {
    const char *title, *html;
    const char *njk, *lang; /* or NULL */
    bool inverse;
};

/* In the import's arena. */
struct making *making_new(struct pattern_import *im, enum pattern_kind kind,
                          const char *slug, const char *place);

/* false: there is no room for one more. */
bool making_add(struct making *m, const struct import_file *f);
void making_file(struct making *m, const char *path, const char *text);
void making_bytes(struct making *m, const char *path, const char *bytes,
                  size_t n);
void making_example(struct making *m, const struct made_example *x);

/*
 * Look whether the entry is in order and write it.  One that is offered for
 * use and has no example is taken as being in progress, which is told.
 * ERR_IO: it cannot be written; what is wrong with it is in im->refused.
 */
MUST_USE enum err making_finish(struct making *m, const struct made_index *x);

/* The same for files that are an entry already (pack.h). */
MUST_USE enum err making_keep(struct making *m);

/* What was written of an entry, in its folder.  The name begins with a full
 * stop: it is no file of the entry (files.h).  Its first line says which
 * library it is of, unless it is of none. */
#define IMPORT_LIST ".imported"
#define IMPORT_FROM "from "

/* Tell in im->cuts what the catalogue has of im->library that it did not have
 * this time. */
void import_tell_gone(struct pattern_import *im);

/* Write an entry's files.  What an import before this one wrote and the source
 * no longer has goes, unless something of it could not be read; what somebody
 * changed since it was written stays, which is told in im->cuts.  *ret_changed:
 * something is not as it was before. ERR_CONFLICT: no import wrote what is
 * there, and it is another; ERR_IO, which the log has: a file cannot be read,
 * or written. */
MUST_USE enum err import_write(const struct making *m, bool *ret_changed);

/*
 * The same markup without what only its owner may show: GOV.UK's crown, crest
 * and logotype, the NHS's lozenge.  Each cut is told in im->cuts under that
 * place.
 */
const char *brand_cut(struct pattern_import *im, const char *place,
                      const char *html);

/* Whose mark it is that a picture's markup or name speaks of: "the crown";
 * NULL: nobody's. */
const char *brand_of(const char *words);

/*
 * The same markup with the pictures of the library it names: they become files
 * of the entry, or one that stands in for them does, which is told in im->cuts
 * under that place.  In the import's arena.
 */
const char *import_pictures(struct making *m, const char *place,
                            const char *html);

/* A file of the library that is imported: where it is, and what it is called
 * from its home; of one outside only what it was asked for as. */
struct import_place {
    const char *path, *name;
};

enum import_reach { IMPORT_ABSENT, IMPORT_OUTSIDE, IMPORT_REACHED };

/* im->from may be a folder of a package: find its home. */
void import_find_home(struct pattern_import *im);

/* IMPORT_OUTSIDE: a symbolic link leads out of the library. */
enum import_reach import_reach(const struct pattern_import *im,
                               const char *folder, const char *path,
                               struct import_place *ret);

/* The same of what a page of the library links to: in im->from or above it up
 * to its home, or where compiled files lie there. */
enum import_reach import_linked(const struct pattern_import *im,
                                const char *path, struct import_place *ret);

enum { IMPORT_READ_MAX = 8 * 1024 * 1024 }; /* lid of what is read so */

/* A file added to a text, as files.h tidies it.  false: it is not there, too
 * large or no UTF-8, told in problems; nothing is added. */
bool import_read(struct pattern_import *im, struct problems *problems,
                 const char *path, const char *place, struct buf *to);

/* Whether it is a symbolic link, which is told: it may lead anywhere. */
bool import_is_link(struct pattern_import *im, const char *path,
                    const char *place);

/* "fixtures.json:12", in the arena: where "fixtures[3]" of it begins. */
const char *import_json_place(struct pattern_import *im, const char *path,
                              const char *place, const char *part);

/* The same as JSON, in the import's arena; NULL, with the reason told.  A link
 * is not followed. */
json_t *import_json(struct pattern_import *im, const char *path,
                    const char *place);

/* package.json of that folder; NULL: a folder of views alone has none, and so
 * nothing is told. */
json_t *import_package(struct pattern_import *im, const char *folder);

/* That it says; "". */
const char *import_version(const json_t *package);

/*
 * The stylesheet that im->style names, or that the library itself does, in the
 * import's arena; fills im->sheet and im->sheet_from, so that entries made from
 * now on use it.  It becomes an entry where others have; what is wrong with it
 * is told then.  ERR_IO: it cannot be written.
 */
struct import_style *import_style_find(struct pattern_import *im,
                                       const struct import_source *source);
MUST_USE enum err import_style_write(const struct import_style *style);

/* Between double quotes, as YAML takes it. */
const char *import_quoted(struct arena *a, const char *text);

/* The name of an entry, from the prefix of the import and theirs. */
const char *import_slug(const struct pattern_import *im, const char *name);

/* The state that their word for one means, however it is written: "" is
 * stable, as what is published and says nothing; a word of their own is in
 * progress. */
enum pattern_state import_state(const char *said);

/* "date-input" as "Date input". */
const char *import_title(struct arena *a, const char *name);

/* Our own guidance on a component of GOV.UK Frontend (patterns/govuk/): fills
 * title, description, state, aliases and body; what stands there where there is
 * none is said in a sentence. */
void govuk_guidance(struct pattern_import *im, const char *component,
                    struct made_index *x);

/* The same for a component of the NHS, on which we have nothing to say. */
void nhsuk_guidance(struct pattern_import *im, const char *component,
                    struct made_index *x);

#endif
