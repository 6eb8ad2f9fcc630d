/* posted.h - a form, as a browser sends it from a page of ours. */
#ifndef TESTS_UNIT_POSTED_H
#define TESTS_UNIT_POSTED_H

#include <string.h>

#include "web/message.h"

/* form: "a=1&b=2". */
static inline struct message posted(const char *target, const char *form)
{
    static const struct header headers[] = {
        {.name = "Content-Type", .value = "application/x-www-form-urlencoded"},
        {.name = "Sec-Fetch-Site", .value = "same-origin"},
    };

    return (struct message){.method = "POST",
                            .target = target,
                            .headers = headers,
                            .n_headers = sizeof(headers) / sizeof(headers[0]),
                            .body = form,
                            .n_body = strlen(form)};
}

#endif
