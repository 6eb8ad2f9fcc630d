/* docs.h - the documentation, served by the program it is about. */
#ifndef DOCS_SITE_DOCS_H
#define DOCS_SITE_DOCS_H

#include "web/route.h"

/* /docs/ and /docs/:page; they need no context. */
extern const struct route docs_routes[];

#endif
