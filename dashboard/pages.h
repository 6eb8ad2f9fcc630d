/* pages.h - the handlers of the dashboard's pages, one file each. */
#ifndef DASHBOARD_PAGES_H
#define DASHBOARD_PAGES_H

#include "web/reply.h"
#include "web/request.h"

/* "/dashboard/" and its data, "/dashboard/journeys.json" and ".csv". */
enum err show_journeys(struct request *rq, struct reply *rp);

/* "/dashboard/journeys/:journey"; fields from and until, days, both optional.*/
enum err show_journey(struct request *rq, struct reply *rp);

#endif
