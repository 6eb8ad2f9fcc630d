#include "web/cors.h"

enum err cors_preflight(struct reply *rp)
{
    enum err e = reply_nothing(rp);

    if (e)
        return e;
    reply_header(rp, "Access-Control-Allow-Methods", "GET");
    reply_header(rp, "Access-Control-Allow-Headers", "If-None-Match");
    reply_header(rp, "Access-Control-Max-Age", "86400");
    return OK;
}

void cors_open(struct answer *answer)
{
    answer_add_header(answer, "Access-Control-Allow-Origin", "*");
    answer_add_header(answer, "Access-Control-Expose-Headers", "ETag, Link");
    answer_add_header(answer, "Cross-Origin-Resource-Policy", "cross-origin");
}
