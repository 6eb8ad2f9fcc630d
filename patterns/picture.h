/*
 * picture.h - the pictures that the examples of an entry show.
 *
 * They lie in pictures/ beside the folders of the examples, which name them
 * "../pictures/bin.jpg": those words lead there in the library, in a folder
 * that was built, in a zip, and where the entry is written.  What a picture is
 * is told by its bytes; its name has to say the same, because a folder is
 * served by names.  A drawing (SVG) may neither run nor load anything, wherever
 * it is opened.
 */
#ifndef PATTERNS_PICTURE_H
#define PATTERNS_PICTURE_H

#include "patterns/entry.h"

enum {
    PICTURE_MAX = 256 * 1024,
    PICTURES_MAX = 100, /* of an entry */
    PICTURES_TOTAL_MAX = 4 * 1024 * 1024,
    PICTURE_NAME_MAX = 70
};

/* Below an entry's folder (FILES_PICTURES), and in an example. */
#define PICTURES_LINK "../" FILES_PICTURES

/* X(type, media type, endings: the first is the one we write) */
#define PICTURE_TYPE_MAP(X)                                                    \
    X(PICTURE_PNG, "image/png", ".png", ".png")                                \
    X(PICTURE_JPEG, "image/jpeg", ".jpg", ".jpeg")                             \
    X(PICTURE_GIF, "image/gif", ".gif", ".gif")                                \
    X(PICTURE_WEBP, "image/webp", ".webp", ".webp")                            \
    X(PICTURE_SVG, "image/svg+xml", ".svg", ".svg")

#define X(type, media, ending, other) type,
enum picture_type { PICTURE_TYPE_MAP(X) PICTURE_TYPES };
#undef X

/* PICTURE_TYPES: it is none.  Of an SVG only the beginning is looked at. */
enum picture_type picture_type(const char *bytes, size_t n);

const char *picture_media(enum picture_type type);  /* "image/jpeg" */
const char *picture_ending(enum picture_type type); /* ".jpg" */

/* Why a picture of that name cannot be had, and in which line; NULL: it can.
 * In the arena. */
const char *picture_fault(struct arena *a, const char *name, const char *bytes,
                          size_t n, int *ret_line);

/* The same of a drawing alone (picture_svg.c). */
const char *picture_svg_fault(struct arena *a, const char *text, size_t n,
                              int *ret_line);

/* Those of an entry.  ERR_INVALID, each told by its file. */
MUST_USE enum err pictures_check(const struct entry *entry, struct arena *a,
                                 struct problems *problems);

/* "/patterns/pattern/bins/pictures/bin.jpg", of a picture of p, in the arena;
 * one of an older version has its own. */
const char *picture_address(struct arena *a, const struct pattern *p,
                            const struct pattern_file *f);

/* Whether an address that markup names is another site's, or no address of a
 * site at all. */
bool picture_is_elsewhere(const char *src);

/* Whether the markup of an example names it. */
bool picture_is_in(const struct pattern_file *f, const char *html);

/* The place in p->files of the first picture there or behind; p->n_files: there
 * is none. */
size_t picture_next(const struct pattern *p, size_t from);

#endif
