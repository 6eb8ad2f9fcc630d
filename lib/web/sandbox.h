/* sandbox.h - an answer that is HTML of somebody else's. */
#ifndef WEB_SANDBOX_H
#define WEB_SANDBOX_H

#include "web/reply.h"

/*
 * HTML that is not ours, as a document of its own: no script of it runs, it
 * sends no form, opens no window and reads nothing of this site, whether a
 * page of ours frames it or it is opened alone.  It may load our stylesheets,
 * and pictures.  html is copied.
 */
MUST_USE enum err reply_sandboxed(struct reply *rp, const char *html);

/*
 * The same, but its scripts run, in an origin of nobody: they reach the
 * document and our assets, and nothing of this site or any other.
 */
MUST_USE enum err reply_running(struct reply *rp, const char *html);

/* A drawing (SVG) with its own style in it, likewise without scripts: to be
 * opened alone, or shown as a picture.  svg is copied. */
MUST_USE enum err reply_drawing(struct reply *rp, const char *svg);

/* A picture of somebody else's, n bytes of that type, for documents of
 * reply_sandboxed() too: opened alone it runs and loads nothing.  bytes are
 * copied. */
MUST_USE enum err reply_picture(struct reply *rp, const char *type,
                                const char *bytes, size_t n);

#endif
