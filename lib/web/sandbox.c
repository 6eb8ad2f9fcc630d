#include "web/sandbox.h"

#include "web/reply_inside.h"

#define REST                                                                   \
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "             \
    "font-src 'self'; form-action 'none'; base-uri 'none'; "                   \
    "frame-ancestors 'self'"

static enum err reply_with(struct reply *rp, const char *type, const char *text,
                           const char *policy)
{
    enum err e = reply_text(rp, type, text);

    if (e)
        return e;
    answer_add_header(rp->answer, "Content-Security-Policy", policy);
    /* A browser refuses a document in a sandbox that asks for more of this. */
    answer_add_header(rp->answer, "Cross-Origin-Opener-Policy", "unsafe-none");
    return OK;
}

enum err reply_sandboxed(struct reply *rp, const char *html)
{
    return reply_with(rp, "text/html", html, "sandbox; " REST);
}

enum err reply_running(struct reply *rp, const char *html)
{
    return reply_with(rp, "text/html", html,
                      "sandbox allow-scripts; script-src 'self' "
                      "'unsafe-inline'; " REST);
}

enum err reply_drawing(struct reply *rp, const char *svg)
{
    return reply_with(rp, "image/svg+xml", svg,
                      "sandbox; default-src 'none'; style-src "
                      "'unsafe-inline'; frame-ancestors 'self'");
}
