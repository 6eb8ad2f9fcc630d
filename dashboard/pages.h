/* pages.h - the handlers of the dashboard's pages, one file each. */
#ifndef DASHBOARD_PAGES_H
#define DASHBOARD_PAGES_H

#include "web/reply.h"
#include "web/request.h"

/* "/dashboard/" and its data, "/dashboard/journeys.json" and ".csv". */
enum err show_journeys(struct request *rq, struct reply *rp);

/* "/dashboard/journeys/:journey"; fields: choice.h. */
enum err show_journey(struct request *rq, struct reply *rp);

/* "/dashboard/journeys/:journey/steps/:step"; the same fields. */
enum err show_step(struct request *rq, struct reply *rp);

#endif
