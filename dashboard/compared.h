/*
 * compared.h - which parts of a step's attempts fare otherwise than the others.
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
 */
void compare_parts(struct arena *a, struct step_parts *parts,
                   const struct share *whole);

/* "more give up", "fewer give up", "no clear difference", "not enough data". */
const char *compared_word(const struct step_part *p);

/* "by 4 to 8 points"; empty where nothing differs.  In the arena. */
const char *compared_points(struct arena *a, const struct step_part *p);

/* How many settled attempts two groups need each, at least, for 5 points more
 * or less than the share of the whole to show.  0: it cannot be said. */
int64_t compared_needs(const struct share *whole);

#endif
