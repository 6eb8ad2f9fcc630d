/* data.h - the dashboard's figures for programs and spreadsheets. */
#ifndef DASHBOARD_DATA_H
#define DASHBOARD_DATA_H

#include <jansson.h>

#include "dashboard/view.h"
#include "web/csv.h"

/*
 * What `waymark figures --json` prints (docs: figures), and beside it title,
 * from, until, settlesBy, conflicts, unmapped, quarantines, toConfirm, the
 * finding, and of each step its title, end, detours, timed, paused, patterns
 * and dropOff.
 */
json_t *data_journey(struct arena *a, const struct view *v);

/* The days a view is of: from and until; and of a step how many visits were
 * timed, and how many were not because they paused. */
void data_add_days(json_t *model, const struct view *v);
void data_add_times(json_t *step, const struct step_figures *s);

/* A journey's row, then one a step, ends included, in the definition's order.
 * Each says which days and which attempts it is of. */
void data_steps(struct arena *a, struct csv *c, const struct view *v);

/* m, rate, low and high; from, until, what else was chosen ("only"),
 * whether they were counted from trails and what changes them just now. */
void data_share_cells(struct csv *c, const struct share *s);
void data_choice_cells(struct arena *a, struct csv *c, const struct view *v);

/* One journey of the list: the counts and the finding, no steps. */
json_t *data_summary(struct arena *a, const struct view *v);

/* The list as rows: first the header, then a row for each journey. */
void data_summary_header(struct csv *c);
void data_summary_row(struct arena *a, struct csv *c, const struct view *v);

#endif
