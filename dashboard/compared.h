/*
 * compared.h - which parts of a step's attempts fare otherwise than the
 * others, and since when.
 */
#ifndef DASHBOARD_COMPARED_H
#define DASHBOARD_COMPARED_H

#include "dashboard/step_parts.h"

/*
 * Holds each part against all other attempts of the step, which whole is of,
 * and fills what a part says of that.  The parts of a list are looked at
 * together (Holm), so that a long list finds no more by chance than a short
 * one: among parts that do not differ, any is called different in fewer than
 * one list in twenty.
 *
 * Shares are of settled attempts.  Those that are still open or saved could
 * turn a difference round, and there are more of them in the last days: so a
 * part differs only if it would, whichever way they go.
 */
void compare_parts(struct arena *a, struct step_parts *parts,
                   const struct step_figures *whole);

/*
 * Of days, oldest first: when the share changed most, if it did.  All attempts
 * from the beginning of a part on are held against all before (the others), at
 * each part's beginning, and those tests looked at together as above.
 * The part that comes of it is in ret_change; not compared, if there is none.
 */
void compare_days(struct arena *a, const struct step_parts *days,
                  struct step_part *ret_change);

/* "more give up", "fewer give up", "no clear difference", "not enough data". */
const char *compared_word(const struct step_part *p);

/* "by 4 to 8 points"; empty where nothing differs.  In the arena. */
const char *compared_points(struct arena *a, const struct step_part *p);

/* How many settled attempts two groups need each, at least, for 5 points more
 * or less than the share of the whole to show.  0: it cannot be said. */
int64_t compared_needs(const struct share *whole);

#endif
