#include "web/reply_inside.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "web/etag.h"
#include "web/json_text.h"

enum { PAGE_USUAL = 32 * 1024 }; /* bytes that most pages have at most */

#define TEXT "; charset=utf-8"

static const char as_html[] = "text/html" TEXT;
static const char as_json[] = "application/json" TEXT;
static const char as_plain[] = "text/plain" TEXT;

static const struct {
    enum err e;
    int status;
    const char *title, *sentence;
} failures[] = {
    {ERR_NOT_FOUND, 404, "Page not found",
     "There is nothing at this address. If you typed it, check that it is "
     "right; if a link led here, the page may be gone."},
    {ERR_INVALID, 400, "The request cannot be used",
     "Something in the address or the form is not as it has to be. Go back, "
     "check it and try again."},
    {ERR_CONFLICT, 409, "Somebody was faster",
     "This no longer fits what is stored. Go back, load the page again and "
     "repeat your change."},
    {ERR_FORBIDDEN, 403, "Not allowed", "You may not see or do this."},
    {ERR_TOO_BIG, 413, "Too large",
     "What was sent is larger than can be taken. Send less at once."},
    {ERR_BUSY, 503, "Busy",
     "There is too much to do at the moment. Try again in a minute."},
    {ERR_IO, 500, "Something went wrong",
     "The fault is ours, and it has been noted. Try again later."},
};

void reply_reset(struct reply *rp)
{
    struct answer *answer = rp->answer;

    buf_reset(&answer->body);
    answer->status = 200;
    answer->type = NULL;
    answer->asset = NULL;
    answer->asset_size = 0;
    answer->n_headers = 0;
    rp->cache = "no-cache";
    rp->etag = NULL;
}

static struct buf *begin(struct reply *rp, const char *type)
{
    reply_reset(rp);
    rp->answer->type = type;
    return &rp->answer->body;
}

/* The layout, and in it the page, of either kind of model. */
static enum err render_page(struct reply *rp, const char *name, json_t *model,
                            const struct model *page)
{
    struct arena *a = rp->rq->arena;
    const struct rendering with = {
        .models = {rp->site->common, site_part(rp->site, rp->rq->path), model},
        .page = page};
    struct fault fault = {""};
    struct buf *out = begin(rp, as_html);
    enum err e;

    buf_reserve(out, PAGE_USUAL);
    e = templates_render(rp->site->templates, a, name, &with, out, &fault);
    if (e)
        log_line("the page \"%s\" cannot be shown: %s", name,
                 *fault.text ? fault.text : err_text(e));
    return e ? ERR_IO : OK;
}

enum err reply_page(struct reply *rp, const char *template_name, json_t *model)
{
    enum err e;

    if (!model) {
        log_line("the page \"%s\" has no model", template_name);
        return ERR_IO;
    }
    if (rp->rq->format == FORMAT_JSON)
        return reply_json(rp, model);
    e = render_page(rp, template_name, model, NULL);
    json_decref(model);
    return e;
}

enum err reply_model(struct reply *rp, const char *template_name,
                     struct model model)
{
    return render_page(rp, template_name, NULL, &model);
}

enum err reply_json(struct reply *rp, json_t *model)
{
    struct buf *body = begin(rp, as_json);

    if (!model) {
        log_line("an answer in JSON has no model");
        return ERR_IO;
    }
    json_text_add(body, model);
    buf_adds(body, "\n");
    json_decref(model);
    return OK;
}

enum err reply_json_model(struct reply *rp, struct model model)
{
    struct buf *body = begin(rp, as_json);

    json_text_add_model(body, &model);
    buf_adds(body, "\n");
    return OK;
}

struct buf *reply_body(struct reply *rp, const char *type)
{
    return begin(rp, arena_printf(rp->rq->arena, "%s" TEXT, type));
}

enum err reply_text(struct reply *rp, const char *type, const char *text)
{
    buf_adds(reply_body(rp, type), text);
    return OK;
}

static void name_download(struct reply *rp, const char *name)
{
    answer_add_header(
        rp->answer, "Content-Disposition",
        arena_printf(rp->rq->arena, "attachment; filename=\"%s\"", name));
}

struct csv reply_csv(struct reply *rp, const char *name)
{
    struct buf *body = begin(rp, "text/csv" TEXT);

    name_download(rp, arena_printf(rp->rq->arena, "%s.csv", name));
    return csv_make(body);
}

enum err reply_download(struct reply *rp, const char *type, const char *name,
                        const char *bytes, size_t n)
{
    struct buf *body = begin(rp, type);

    name_download(rp, name);
    buf_add(body, bytes, n);
    return OK;
}

void reply_asset(struct reply *rp, const char *type, const char *bytes,
                 size_t n, const char *etag, bool immutable)
{
    (void)begin(rp, type);
    rp->answer->asset = bytes;
    rp->answer->asset_size = n;
    rp->etag = etag;
    if (immutable)
        rp->cache = "public, max-age=31536000, immutable";
}

void reply_status(struct reply *rp, int status)
{
    rp->answer->status = status;
    rp->cache = "no-store";
}

void reply_header(struct reply *rp, const char *name, const char *value)
{
    answer_add_header(rp->answer, name, value);
}

enum err reply_bytes(struct reply *rp, const char *type, const char *bytes,
                     size_t n)
{
    char *tag = arena_alloc(rp->rq->arena, ETAG_SIZE);

    etag_make(bytes, n, tag);
    reply_asset(rp, type, bytes, n, tag, false);
    return OK;
}

enum err reply_nothing(struct reply *rp)
{
    reply_reset(rp);
    reply_status(rp, 204);
    return OK;
}

static json_t *problem_list(const struct problems *problems)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; problems && i < problems->n; i++)
        (void)json_array_append_new(
            list, json_pack("{s:s?, s:s}", "place", problems->at[i].place,
                            "message", problems->at[i].message));
    return list;
}

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

/* For a script, or when the page itself is what is broken. */
static void show_error_plain(struct reply *rp, int status, const json_t *model)
{
    struct buf *body = begin(rp, as_plain);
    const json_t *one;
    size_t i;

    buf_addf(body, "%d %s\n%s\n", status, text_at(model, "title"),
             text_at(model, "sentence"));
    json_array_foreach(json_object_get(model, "problems"), i, one)
    {
        buf_addf(body, "%s: %s\n", text_at(one, "place"),
                 text_at(one, "message"));
    }
}

static enum err show_error(struct reply *rp, int status, json_t *model)
{
    enum err e = ERR_IO;

    if (!model) {
        log_line("an error's own words are not UTF-8");
        return ERR_IO;
    }
    if (rp->rq->format == FORMAT_JSON)
        e = reply_json(rp, json_incref(model));
    else if (rp->rq->format == FORMAT_HTML)
        e = render_page(rp, "lib/web/error", model, NULL);
    if (e)
        show_error_plain(rp, status, model);
    rp->answer->status = status;
    rp->cache = "no-store";
    if (status == 503)
        answer_add_header(rp->answer, "Retry-After", "5");
    json_decref(model);
    return OK;
}

enum err reply_error(struct reply *rp, int status, const char *title,
                     const char *sentence)
{
    return show_error(rp, status,
                      json_pack("{s:i, s:s, s:s, s:[]}", "status", status,
                                "title", title, "sentence", sentence,
                                "problems"));
}

enum err reply_problems(struct reply *rp, const struct problems *problems)
{
    const char *sentence = "Change what is named here and try again.";
    json_t *model = json_pack("{s:i, s:s, s:s, s:o}", "status", 400, "title",
                              "There is a problem", "sentence", sentence,
                              "problems", problem_list(problems));

    return show_error(rp, 400, model);
}

/* "/a/b?c": on this site and nowhere else. */
static bool is_local(const char *path)
{
    const char *c;

    for (c = path; *c; c++) {
        if (*c <= ' ' || *c >= 0x7f || *c == '\\')
            return false;
    }
    return path[0] == '/' && path[1] != '/';
}

enum err reply_see_other(struct reply *rp, const char *path)
{
    if (!is_local(path)) {
        log_line("a redirect would leave the site");
        return ERR_IO;
    }
    reply_reset(rp);
    rp->answer->status = 303;
    rp->cache = "no-store";
    answer_add_header(rp->answer, "Location",
                      arena_strdup(rp->rq->arena, path));
    return OK;
}

void reply_failed(struct reply *rp, enum err e)
{
    size_t i, last = sizeof(failures) / sizeof(failures[0]) - 1;

    if (!e)
        return;
    for (i = 0; i < last && failures[i].e != e; i++)
        ;
    (void)!reply_error(rp, failures[i].status, failures[i].title,
                       failures[i].sentence);
}

void reply_finish(struct reply *rp, const struct message *m)
{
    struct answer *answer = rp->answer;
    bool is_get =
        strcmp(m->method, "GET") == 0 || strcmp(m->method, "HEAD") == 0;
    const char *known = message_header(m, "If-None-Match");

    if (is_get && answer->status == 200 && answer->type && !m->untagged) {
        char *tag = arena_alloc(rp->rq->arena, ETAG_SIZE);

        if (!rp->etag) {
            etag_make(answer->body.text, answer->body.len, tag);
            rp->etag = tag;
        }
        if (etag_matches(known, rp->etag)) {
            /* The headers stay: a browser takes them over to what it has. */
            buf_reset(&answer->body);
            answer->status = 304;
            answer->type = NULL;
            answer->asset = NULL;
            answer->asset_size = 0;
        }
        answer_add_header(answer, "ETag", rp->etag);
    }
    if (!answer_header(answer, "Cache-Control"))
        answer_add_header(answer, "Cache-Control", rp->cache);
}
