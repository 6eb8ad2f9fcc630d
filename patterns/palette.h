/*
 * palette.h - the colours of one council, read from its sheet and checked.
 *
 * A sheet is CSS, and no more of it than this:
 *
 *   / * Exampleton * /                     (its name: the first comment)
 *   :root {
 *     --govuk-brand-colour: #5b2a6e;      (of PALETTE_MAP, each once)
 *   }
 *
 * A colour is "#5b2a6e" or "#52e".  What a sheet leaves out is that of
 * another, its base.  Colours that people could not tell apart are refused,
 * whichever of the two they are from.
 */
#ifndef PATTERNS_PALETTE_H
#define PATTERNS_PALETTE_H

#include <stdint.h>

#include "patterns/files.h"
#include "patterns/origin.h"

enum { PALETTE_SHEET_MAX = 16 * 1024, PALETTE_NAME_MAX = 60 };

#define PALETTE_MAP(X)                                                         \
    X(COLOUR_BRAND, "--govuk-brand-colour")                                    \
    X(COLOUR_BRAND_HOVER, "--wm-brand-hover-colour")                           \
    X(COLOUR_INVERSE, "--govuk-inverse-text-colour")                           \
    X(COLOUR_BODY, "--govuk-body-background-colour")                           \
    X(COLOUR_TEMPLATE, "--govuk-template-background-colour")                   \
    X(COLOUR_TEXT, "--govuk-text-colour")                                      \
    X(COLOUR_SECONDARY, "--govuk-secondary-text-colour")                       \
    X(COLOUR_LINK, "--govuk-link-colour")                                      \
    X(COLOUR_VISITED, "--govuk-link-visited-colour")                           \
    X(COLOUR_HOVER, "--govuk-link-hover-colour")                               \
    X(COLOUR_ACTIVE, "--govuk-link-active-colour")                             \
    X(COLOUR_FOCUS, "--govuk-focus-colour")                                    \
    X(COLOUR_FOCUS_TEXT, "--govuk-focus-text-colour")                          \
    X(COLOUR_ERROR, "--govuk-error-colour")                                    \
    X(COLOUR_SUCCESS, "--govuk-success-colour")                                \
    X(COLOUR_BORDER, "--govuk-border-colour")                                  \
    X(COLOUR_INPUT, "--govuk-input-border-colour")                             \
    X(COLOUR_HOVERED, "--govuk-hover-colour")                                  \
    X(COLOUR_SURFACE, "--govuk-surface-background-colour")                     \
    X(COLOUR_SURFACE_TEXT, "--govuk-surface-text-colour")                      \
    X(COLOUR_SURFACE_BORDER, "--govuk-surface-border-colour")

#define X(name, property) name,
enum colour { PALETTE_MAP(X) COLOURS };
#undef X

struct palette {
    const char *name;     /* "" if the sheet says none */
    uint32_t at[COLOURS]; /* 0xRRGGBB */
    int line[COLOURS];    /* of the sheet; 0: the base's */
};

/*
 * A sheet over its base (NULL: it has to hold every colour).  The name is in
 * the origin's arena.  ERR_INVALID, with everything told that is wrong.
 */
MUST_USE enum err palette_read(const struct origin *o,
                               const struct palette *base,
                               const struct file *sheet,
                               struct palette *ret_palette);

/* Every colour of it as a sheet of our own writing. */
const char *palette_css(struct arena *a, const struct palette *p);

/* WCAG 2.2's contrast ratio, 1 to 21. */
double palette_contrast(uint32_t one, uint32_t other);

#endif
