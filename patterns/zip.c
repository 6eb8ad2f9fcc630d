/* An entry with all its files: what export-patterns would write of it. */
#include <stdlib.h>

#include "patterns/pack.h"
#include "patterns/pages.h"

enum err show_zip(struct request *rq, struct reply *rp, const struct pattern *p)
{
    struct pack pack;
    enum err e = pack_make(&p, 1, &pack);

    if (e)
        return e;
    e = reply_download(rp, "application/zip",
                       arena_printf(rq->arena, "%s.zip", p->slug), pack.bytes,
                       pack.size);
    free(pack.bytes);
    return e;
}
