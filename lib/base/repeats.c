#include "base/repeats.h"

#include <stdio.h>
#include <string.h>

static struct repeated *find(struct repeats *r, const char *text)
{
    size_t i;

    for (i = 0; i < REPEATS_LINES; i++)
        if (strcmp(r->lines[i].text, text) == 0)
            return &r->lines[i];
    return NULL;
}

static struct repeated *forget_for(struct repeats *r, const char *text)
{
    struct repeated *line = &r->lines[r->next];

    r->next = (r->next + 1) % REPEATS_LINES;
    line->missed = 0;
    (void)snprintf(line->text, REPEATS_TEXT, "%s", text);
    return line;
}

bool repeats_admit(struct repeats *r, const char *text, int64_t now_ms,
                   int64_t *ret_missed)
{
    struct repeated *line = find(r, text);

    *ret_missed = 0;
    if (line && now_ms < line->told_ms + REPEATS_MS) {
        line->missed++;
        return false;
    }
    if (!line)
        line = forget_for(r, text);
    *ret_missed = line->missed;
    line->missed = 0;
    line->told_ms = now_ms;
    return true;
}
