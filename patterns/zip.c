/* An entry with all its files: what export-patterns would write of it. */
#include "patterns/pack.h"
#include "patterns/pages.h"

enum err show_zip(struct request *rq, struct reply *rp, const struct pattern *p)
{
    const struct pattern **entries;
    struct buf pack;
    enum err e;
    size_t n;

    buf_init(&pack, PACK_MADE_MAX);
    entries = pack_with_sheets(rq->arena, &p, 1, &n);
    e = pack_make(entries, n, &pack);
    if (!e)
        e = reply_download(rp, "application/zip",
                           arena_printf(rq->arena, "%s.zip", p->slug),
                           pack.text, pack.len);
    buf_release(&pack);
    return e;
}
