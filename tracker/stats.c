#include "tracker/stats.h"

#include <math.h>

struct share share_make(int64_t n, int64_t m)
{
    const double z2 = STATS_Z95 * STATS_Z95;
    double p, size, centre, half;

    if (m <= 0)
        return (struct share){.n = n, .m = m};
    size = (double)m;
    p = (double)n / size;
    centre = p + z2 / (2 * size);
    half = STATS_Z95 * sqrt(p * (1 - p) / size + z2 / (4 * size * size));
    return (struct share){
        .n = n,
        .m = m,
        .known = true,
        .rate = p,
        .low = n == 0 ? 0 : fmax(0, (centre - half) / (1 + z2 / size)),
        .high = n == m ? 1 : fmin(1, (centre + half) / (1 + z2 / size)),
    };
}
