#include "web/sandbox.h"

#include "web/reply_inside.h"

#define REST                                                                   \
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "             \
    "font-src 'self'; form-action 'none'; base-uri 'none'; "                   \
    "frame-ancestors 'self'"

static enum err reply_with(struct reply *rp, const char *html,
                           const char *policy)
{
    enum err e = reply_text(rp, "text/html", html);

    if (e)
        return e;
    answer_add_header(rp->answer, "Content-Security-Policy", policy);
    /* A browser refuses a document in a sandbox that asks for more of this. */
    answer_add_header(rp->answer, "Cross-Origin-Opener-Policy", "unsafe-none");
    return OK;
}

enum err reply_sandboxed(struct reply *rp, const char *html)
{
    return reply_with(rp, html, "sandbox; " REST);
}

enum err reply_running(struct reply *rp, const char *html)
{
    return reply_with(rp, html,
                      "sandbox allow-scripts; script-src 'self' "
                      "'unsafe-inline'; " REST);
}
