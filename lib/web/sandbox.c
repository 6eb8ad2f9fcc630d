#include "web/sandbox.h"

#include "web/reply_inside.h"

#define REST                                                                   \
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "             \
    "font-src 'self'; form-action 'none'; base-uri 'none'; "                   \
    "frame-ancestors 'self'"

#define PICTURE                                                                \
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; "                 \
    "frame-ancestors 'self'"

static void add_policy(struct reply *rp, const char *policy)
{
    answer_add_header(rp->answer, "Content-Security-Policy", policy);
    /* A browser refuses a document in a sandbox that asks for more of this. */
    answer_add_header(rp->answer, "Cross-Origin-Opener-Policy", "unsafe-none");
}

static enum err reply_with(struct reply *rp, const char *type, const char *text,
                           const char *policy)
{
    enum err e = reply_text(rp, type, text);

    if (!e)
        add_policy(rp, policy);
    return e;
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
    return reply_with(rp, "image/svg+xml", svg, PICTURE);
}

enum err reply_picture(struct reply *rp, const char *type, const char *bytes,
                       size_t n)
{
    reply_reset(rp);
    rp->answer->type = type;
    buf_add(&rp->answer->body, bytes, n);
    add_policy(rp, PICTURE);
    /* an example is of no origin, and shows it all the same */
    answer_add_header(rp->answer, "Cross-Origin-Resource-Policy",
                      "cross-origin");
    return OK;
}
