/* notice_page.h - the notice of notice.h as a form, at /privacy/notice. */
#ifndef SERVER_NOTICE_PAGE_H
#define SERVER_NOTICE_PAGE_H

#include "web/route.h"

extern const struct route notice_routes[];

#endif
