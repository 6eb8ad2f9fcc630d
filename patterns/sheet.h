/*
 * sheet.h - the stylesheet of a library, in which its examples are shown.
 *
 * It is sheet.css of an entry of the kind style, and shown with the examples
 * of whatever names that entry under "uses".  It may fetch nothing: another
 * sheet, a typeface, or a picture that it does not hold itself.  What it is
 * looked through for is told apart as a browser does (CSS Syntax Module Level
 * 3, section 4), escapes and all; what browsers may read in two ways is taken
 * for the worse.
 */
#ifndef PATTERNS_SHEET_H
#define PATTERNS_SHEET_H

#include "base/buf.h"
#include "patterns/files.h"

enum { SHEET_MAX = FILE_SIZE_MAX };

#define SHEET_FILE "sheet.css"

/* What no sheet may have: how it is called, and what to do about it. */
#define SHEET_CUT_MAP(X)                                                       \
    X(SHEET_CHARSET, "@charset", "a sheet here is UTF-8 without it")           \
    X(SHEET_IMPORT, "@import", "a sheet here is whole and loads no other")     \
    X(SHEET_FONT, "@font-face", "typefaces belong to those who bought them")   \
    X(SHEET_ADDRESS, "an address",                                             \
      "a sheet here loads nothing; a picture may lie in it as data:image/")    \
    X(SHEET_DEEP, "what stands in more than 100 brackets",                     \
      "no sheet needs as many")

#define X(name, what, why) name,
enum sheet_cut { SHEET_CUT_MAP(X) SHEET_CUTS };
#undef X

struct sheet_cuts {
    size_t n[SHEET_CUTS];
    int line[SHEET_CUTS]; /* of the first */
};

const char *sheet_cut_what(enum sheet_cut cut); /* "@font-face" */
const char *sheet_cut_why(enum sheet_cut cut);

/*
 * Add the sheet (n bytes of UTF-8, then a NUL) to out without what it may not
 * have: "none" stands in the place of an address.  What is left comes through
 * again as it is, with nothing cut.  out NULL: only look.
 */
void sheet_clean(const char *text, size_t n, struct buf *out,
                 struct sheet_cuts *ret);

#endif
