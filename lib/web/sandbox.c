#include "web/sandbox.h"

#include "web/reply_inside.h"

enum err reply_sandboxed(struct reply *rp, const char *html)
{
    enum err e = reply_text(rp, "text/html", html);

    if (e)
        return e;
    answer_add_header(rp->answer, "Content-Security-Policy",
                      "sandbox; default-src 'none'; style-src 'self'; "
                      "img-src 'self' data:; font-src 'self'; "
                      "form-action 'none'; base-uri 'none'; "
                      "frame-ancestors 'self'");
    /* A browser refuses a document in a sandbox that asks for more of this. */
    answer_add_header(rp->answer, "Cross-Origin-Opener-Policy", "unsafe-none");
    return OK;
}
