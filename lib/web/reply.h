/*
 * reply.h - what a handler may answer.
 *
 * A handler calls one of these and returns what it returns.  It may instead
 * return an error, which becomes a page (or JSON, by format) of its own: not
 * found 404, not valid 400, in conflict 409, not allowed 403, too big 413 (of
 * a GET, whose answer it must be: 500), busy 503, storage 500.  Whatever it had
 * begun to answer is then dropped.
 *
 * How a page is made
 *   reply_page(rp, "dashboard/journey", model) renders dashboard/journey.html
 *   strictly with the model: an unknown key is a fault.  It stands where
 *   lib/web/layout.html says {{> page}}.  Layout and page are rendered with the
 *   model and, behind it, with
 *     lang    "en", unless the model has one
 *     at_...  whether the page is in that part of the site (site.h)
 *     static  whether the page becomes a file: no form, no filter, no figures
 *     site    the object the server gave site_new(): name, navigation ...
 *     assets  where each asset is: {{assets.govuk_css}} is
 *             "/assets/govuk.css?v=5f0c..." (every byte of the name that is
 *             no letter or digit is a "_")
 *   A model must have "title", a text: what the browser's tab shows.  As JSON
 *   the model goes out as it is.
 *
 * The model of an error, lib/web/error.html: status (404), title, sentence
 * (what happened and what to do), problems (a list, often empty, of {place,
 * message}).
 */
#ifndef WEB_REPLY_H
#define WEB_REPLY_H

#include <jansson.h>

#include "base/error.h"
#include "base/problems.h"
#include "web/csv.h"
#include "web/model.h"

struct reply;

/*
 * Answer with a model: as the page the template makes of it, or as JSON when
 * that is what was asked for.  Takes over the caller's reference to model.
 * ERR_IO, logged: the model is NULL or does not fit the template.
 */
MUST_USE enum err reply_page(struct reply *rp, const char *template_name,
                             json_t *model);

/* The page alone, of a model of ours (model.h). */
MUST_USE enum err reply_model(struct reply *rp, const char *template_name,
                              struct model model);

/* JSON whatever was asked for.  Takes over the reference.  ERR_IO as above. */
MUST_USE enum err reply_json(struct reply *rp, json_t *model);

/* The same of a model of ours. */
MUST_USE enum err reply_json_model(struct reply *rp, struct model model);

/* What is longer is written piece by piece: the empty body, the reply's own, of
 * UTF-8 of that type ("application/json").  Past ANSWER_MAX it is the router
 * that answers, with 500: the handler need not look. */
struct buf *reply_body(struct reply *rp, const char *type);

/* UTF-8 of that type ("text/plain", "text/markdown"); text is copied. */
MUST_USE enum err reply_text(struct reply *rp, const char *type,
                             const char *text);

/*
 * Begin a CSV file; the handler writes it through the csv and returns OK.
 * A browser saves it as NAME.csv, name being a key.
 */
struct csv reply_csv(struct reply *rp, const char *name);

/* An error in the handler's own words; texts are copied.  status 400 to 599. */
MUST_USE enum err reply_error(struct reply *rp, int status, const char *title,
                              const char *sentence);

/* 400 with everything that is wrong. */
MUST_USE enum err reply_problems(struct reply *rp,
                                 const struct problems *problems);

/*
 * For programs.  After one of the above: another status (and nobody keeps the
 * answer), and a header beside those that every answer has, or instead of one
 * of them; borrowed as long as the request.
 */
void reply_status(struct reply *rp, int status);
void reply_header(struct reply *rp, const char *name, const char *value);

/* Bytes borrowed for ever, of that type. */
MUST_USE enum err reply_bytes(struct reply *rp, const char *type,
                              const char *bytes, size_t n);

/* A file to keep, under that name, which is a key and an ending of ours; the
 * bytes are copied. */
MUST_USE enum err reply_download(struct reply *rp, const char *type,
                                 const char *name, const char *bytes, size_t n);

/* 204: nothing to say. */
MUST_USE enum err reply_nothing(struct reply *rp);

/* 303 to a path of this site.  ERR_IO, logged, for anything else: "//host",
 * a scheme, a backslash, control bytes. */
MUST_USE enum err reply_see_other(struct reply *rp, const char *path);

#endif
