#include "server/client.h"

#include "base/embedded.h"
#include "web/reply.h"
#include "web/request.h"

static enum err show(struct request *rq, struct reply *rp, const char *name)
{
    struct embedded_file file;
    enum err e = embedded_find(rq->arena, name, &file);

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

static enum err show_script(struct request *rq, struct reply *rp)
{
    return show(rq, rp, "client/waymark.js");
}

static enum err show_choice(struct request *rq, struct reply *rp)
{
    return show(rq, rp, "client/waymark-choice.js");
}

const struct route client_routes[] = {
    {.method = GET, .path = "/waymark.js", .run = show_script},
    {.method = GET, .path = "/waymark-choice.js", .run = show_choice},
    {0},
};
