#include "web/number.h"

#include <stdio.h>
#include <stdlib.h>

enum { DIGITS_MAX = 17 }; /* what any double needs to read back the same */

void number_add(struct buf *out, double x)
{
    char text[32];
    int digits = 1;

    do {
        (void)snprintf(text, sizeof(text), "%.*g", digits, x);
    } while (strtod(text, NULL) != x && digits++ < DIGITS_MAX);
    buf_adds(out, text);
}
