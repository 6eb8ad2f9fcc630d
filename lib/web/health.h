/* health.h - whether the process is up, and whether it can do its work. */
#ifndef WEB_HEALTH_H
#define WEB_HEALTH_H

#include "web/router.h"

struct health {
    readiness *ready;
    void *context;
};

/* /healthz and /readyz.  Context: a struct health. */
extern const struct route health_routes[];

#endif
