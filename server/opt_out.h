/*
 * opt_out.h - who has asked not to be counted.
 *
 * A browser says so with every request (Sec-GPC, DNT); a person chooses it at
 * /privacy/opt-out, without script, and a cookie of one word and no id keeps
 * the choice.  The cookie comes with requests from pages of this site, and
 * with pictures on pages of the same domain; elsewhere a service has its own
 * switch (docs-site/privacy.md).
 */
#ifndef SERVER_OPT_OUT_H
#define SERVER_OPT_OUT_H

#include <stdbool.h>

#include "web/request.h"

extern const struct route opt_out_routes[];

bool opt_out_asked(const struct request *rq);

#endif
