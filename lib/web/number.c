#include "web/number.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* As many decimal digits any double keeps, and needs to read back the same. */
enum { DIGITS_KEPT = 15, DIGITS_MAX = 17 };

/*
 * Most numbers of a page are hundredths.  Where n / 100.0 is x, x is the
 * nearest double to that decimal, since division rounds correctly; and no two
 * decimals of so few digits have the same.
 */
static bool add_hundredths(struct buf *out, double x)
{
    const double most = 1e9;
    long n;

    if (!(fabs(x) < most) || (x == 0 && signbit(x)))
        return false;
    n = lround(x * 100);
    if ((double)n / 100.0 != x)
        return false;
    if (n < 0) {
        buf_adds(out, "-");
        n = -n;
    }
    buf_add_int(out, n / 100);
    if (n % 100 == 0)
        return true;
    buf_adds(out, n % 100 < 10 ? ".0" : ".");
    n %= 100;
    buf_add_int(out, n % 10 ? n : n / 10);
    return true;
}

void number_add(struct buf *out, double x)
{
    char text[32];
    int digits = fabs(x) < DBL_MIN ? 1 : DIGITS_KEPT; /* they keep fewer */

    if (add_hundredths(out, x))
        return;
    do {
        (void)snprintf(text, sizeof(text), "%.*g", digits, x);
    } while (strtod(text, NULL) != x && digits++ < DIGITS_MAX);
    buf_adds(out, text);
}
