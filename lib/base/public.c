#include "base/public.h"

#include "base/text.h"

int64_t public_count(int64_t n)
{
    if (n < PUBLIC_HIDDEN_LEAST)
        return 0;
    if (n <= PUBLIC_HIDDEN_MOST)
        return PUBLIC_HIDDEN;
    return (n + PUBLIC_STEP / 2) / PUBLIC_STEP * PUBLIC_STEP;
}

char *public_text(struct arena *a, int64_t count)
{
    return count == PUBLIC_HIDDEN ? arena_strdup(a, "[c]")
                                  : text_count(a, count);
}

int64_t public_middle(int64_t count)
{
    return count == PUBLIC_HIDDEN ? PUBLIC_HIDDEN_MIDDLE : count;
}
