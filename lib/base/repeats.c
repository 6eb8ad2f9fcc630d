#include "base/repeats.h"

#include <stdio.h>
#include <string.h>

bool repeats_admit(struct repeats *r, const char *text, int64_t now_ms,
                   int64_t *ret_missed)
{
    size_t i;

    *ret_missed = 0;
    for (i = 0; i < REPEATS_LINES; i++) {
        if (strcmp(r->lines[i].text, text) != 0)
            continue;
        if (now_ms < r->lines[i].told_ms + REPEATS_MS) {
            r->lines[i].missed++;
            return false;
        }
        *ret_missed = r->lines[i].missed;
        r->lines[i].missed = 0;
        r->lines[i].told_ms = now_ms;
        return true;
    }
    i = r->next;
    r->next = (r->next + 1) % REPEATS_LINES;
    (void)snprintf(r->lines[i].text, REPEATS_TEXT, "%s", text);
    r->lines[i].told_ms = now_ms;
    r->lines[i].missed = 0;
    return true;
}
