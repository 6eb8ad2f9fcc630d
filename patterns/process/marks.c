#include "patterns/process/marks.h"

static const struct {
    enum process_kind kind;
    bool solid;
    const char *path;
} tasks[] = {
    /* a head and shoulders */
    {NODE_USER, false,
     "M9 2.2a3 3 0 1 1 0 6a3 3 0 1 1 0-6zM2.5 16v-2.6a4 4 0 0 1 4-4h5a4 4 0 0 "
     "1 4 4V16zM6 16v-2.6M12 16v-2.6"},
    /* a hand */
    {NODE_MANUAL, false,
     "M2 8.4l4.6-4.6a1.3 1.3 0 0 1 1.9 1.7L6.6 7.4H15a1.1 1.1 0 0 1 0 2.2h-4.6"
     "h5a1.1 1.1 0 0 1 0 2.2h-5h4.2a1.1 1.1 0 0 1 0 2.2h-4.2h2.8a1 1 0 0 1 0 "
     "2H5.4L2 13.4z"},
    /* a cog */
    {NODE_SERVICE, false,
     "M7.7 2h2.6l.4 2l1.7.8l1.8-1.1l1.8 1.9l-1.1 1.7l.7 1.7l2 .4v2.6l-2 .4l-.7 "
     "1.7l1.1 1.8l-1.8 1.8l-1.8-1.1l-1.7.7l-.4 2H7.7l-.4-2l-1.7-.7l-1.8 "
     "1.1l-1.8-1.8l1.1-1.8l-.7-1.7l-2-.4V9.4l2-.4l.7-1.7L2 5.6l1.8-1.9l1.8 "
     "1.1l1.7-.8zM9 7.9a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 1 1 0-5.6z"},
    {NODE_SEND, true, "M1.5 4h15l-7.5 5.6zM1.5 5.8l7.5 5.6l7.5-5.6V15h-15z"},
    {NODE_RECEIVE, false, "M1.5 4h15v11h-15zM1.5 4l7.5 6l7.5-6"},
    /* a sheet with lines */
    {NODE_SCRIPT, false,
     "M5 2h10c-3 3 2 6.5 0 9.5s-2 3-2 4.5H3c3-3-2-6.5 0-9.5s2-3 2-4.5"
     "00zM6 5.5h5M5.5 8.5h5.5M6.5 11.5h5"},
    /* a table */
    {NODE_RULE, false, "M2 3.5h14v11.5H2zM2 7h14M2 11h14M6.5 7v8"},
};

static const char *const events[PROCESS_MARKS] = {
    [MARK_MESSAGE] = "M2.5 4.5h13v9h-13zM2.5 4.5l6.5 5.5l6.5-5.5",
    [MARK_TIMER] =
        "M9 1.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15zM9 4.5V9l3.5 2",
    [MARK_SIGNAL] = "M9 2.5l7 12.5H2z",
    [MARK_ERROR] = "M2.5 15l3.5-11l4.5 6.5l5-7.5l-4 11.5l-4.5-6z",
    [MARK_ESCALATION] = "M9 2l5.5 13.5L9 10.5l-5.5 5z",
    [MARK_CONDITION] = "M3.5 2.5h11v13h-11zM6 5.5h6M6 9h6M6 12.5h6",
    [MARK_LINK] = "M2.5 6.5H10v-3.5l6 6l-6 6v-3.5H2.5z",
    [MARK_CANCEL] = "M4 4l10 10M14 4L4 14",
    [MARK_COMPENSATE] = "M8.5 4v10l-7-5zM15.5 4v10l-7-5z",
    [MARK_TERMINATE] = "M9 1.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15z",
};

static const struct {
    enum process_kind kind;
    const char *path;
} gateways[] = {
    {NODE_EXCLUSIVE, "M4 4l10 10M14 4L4 14"},
    {NODE_PARALLEL, "M9 1.5v15M1.5 9h15"},
    {NODE_INCLUSIVE, "M9 1.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15z"},
    {NODE_RACE, "M9 1a8 8 0 1 1 0 16a8 8 0 1 1 0-16zM9 4.5l5 3.7l-1.9 "
                "5.9H5.9L4 8.2z"},
    {NODE_COMPLEX, "M9 1.5v15M1.5 9h15M3.7 3.7l10.6 10.6M14.3 "
                   "3.7L3.7 14.3"},
};

const char *task_mark(enum process_kind kind, bool *ret_solid)
{
    size_t i;

    for (i = 0; i < sizeof(tasks) / sizeof(tasks[0]); i++) {
        if (tasks[i].kind != kind)
            continue;
        *ret_solid = tasks[i].solid;
        return tasks[i].path;
    }
    return NULL;
}

const char *event_mark(enum process_mark mark)
{
    return events[mark];
}

const char *gateway_mark(enum process_kind kind)
{
    size_t i;

    for (i = 0; i < sizeof(gateways) / sizeof(gateways[0]); i++)
        if (gateways[i].kind == kind)
            return gateways[i].path;
    return NULL;
}
