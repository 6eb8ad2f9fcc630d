#include "server/client.h"

#include "base/embedded.h"
#include "web/reply.h"
#include "web/request.h"

static enum err show_script(struct request *rq, struct reply *rp)
{
    struct embedded_file file;
    enum err e = embedded_find(rq->arena, "client/waymark.js", &file);

    if (!e)
        e = embedded_is_live()
                ? reply_text(rp, "text/javascript", file.text)
                : reply_bytes(rp, "text/javascript; charset=utf-8", file.text,
                              file.size);
    if (e)
        return e;
    reply_header(rp, "Cache-Control", "public, max-age=3600");
    reply_header(rp, "Cross-Origin-Resource-Policy", "cross-origin");
    return OK;
}

const struct route client_routes[] = {
    {.method = GET, .path = "/waymark.js", .run = show_script},
    {0},
};
