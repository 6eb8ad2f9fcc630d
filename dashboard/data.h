/* data.h - the dashboard's figures for programs and spreadsheets. */
#ifndef DASHBOARD_DATA_H
#define DASHBOARD_DATA_H

#include <jansson.h>

#include "dashboard/view.h"
#include "web/csv.h"

/*
 * What `waymark figures --json` prints (docs: figures), and beside it title,
 * from, until, conflicts, unmapped, quarantines, toConfirm, the finding, and of
 * each step its title, end, detours, paused, patterns and dropOff.
 */
json_t *data_journey(struct arena *a, const struct view *v);

/* One row a step, ends included, in the definition's order. */
void data_steps(struct arena *a, struct csv *c, const struct view *v);

/* One journey of the list: the counts and the finding, no steps. */
json_t *data_summary(struct arena *a, const struct view *v);

/* The list as rows: first the header, then a row for each journey. */
void data_summary_header(struct csv *c);
void data_summary_row(struct arena *a, struct csv *c, const struct view *v);

#endif
