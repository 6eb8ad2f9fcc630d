/*
 * words.h - shares and counts as people say them, and as pages show them.
 *
 * Every text is in the arena.
 */
#ifndef DASHBOARD_WORDS_H
#define DASHBOARD_WORDS_H

#include "base/arena.h"
#include "base/words.h"
#include "tracker/tracker.h"
#include "web/model.h"

/* "13 %"; "under 1 %" and "over 99 %" where rounding would say none or all. */
char *words_rate(struct arena *a, const struct share *s);

char *words_of(struct arena *a, const struct share *s); /* "112 of 843" */

/* "11 % to 16 %"; with decimals only where the two would look the same. */
char *words_range(struct arena *a, const struct share *s);

/* "4 to 8 points" of 0.041 and 0.078; with decimals as above. */
char *words_points(struct arena *a, double low, double high);

/* "112 of 843 (13 %, 95 % interval 11 % to 16 %)", or only "0 of 0". */
char *words_share(struct arena *a, const struct share *s);

/* A hundredth of a per cent is the finest that is drawn.  0 of nothing. */
double words_percent(int64_t part, int64_t whole);

struct model words_count(struct arena *a, int64_t n); /* "1,234,567" */

/* One more row of a list: what was counted, how many, and what that means. */
void words_add_count(struct arena *a, struct model *list, const char *name,
                     int64_t n, const char *note);

/* The model of dashboard/share.html, with what its drawing needs. */
struct model words_share_model(struct arena *a, const struct share *s);

#endif
