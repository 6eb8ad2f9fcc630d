#include "dashboard/dashboard.h"

#include "dashboard/choice.h"
#include "dashboard/pages.h"

/* The list is one page at one address; its data is named after what it is. */
static enum err show_list_elsewhere(struct request *rq, struct reply *rp)
{
    if (rq->format != FORMAT_HTML)
        return show_journeys(rq, rp);
    return reply_see_other(rp, "/dashboard/");
}

static const struct field journey_fields[] = {
    CHOICE_FIELDS,
    {0},
};

static const struct field step_fields[] = {
    {"step", FIELD_TEXT, 0, NULL},
    CHOICE_FIELDS,
    {0},
};

/* clang-format off */
const struct route dashboard_routes[] = {
    {GET, "/dashboard", ANYONE, show_list_elsewhere, NULL, 0, 0},
    {GET, "/dashboard/", ANYONE, show_journeys, NULL, 0, 0},
    {GET, "/dashboard/journeys", ANYONE, show_list_elsewhere, NULL,
     FORMAT_JSON | FORMAT_CSV, 0},
    {GET, "/dashboard/journeys/:journey", ANYONE, show_journey, journey_fields,
     FORMAT_JSON | FORMAT_CSV, 0},
    {GET, "/dashboard/journeys/:journey/steps/:step", ANYONE, show_step,
     step_fields, FORMAT_JSON | FORMAT_CSV, 0},
    {0},
};
/* clang-format on */
