#include "web/assets.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "web/etag.h"
#include "web/reply_inside.h"

static const char *const folders[] = {"assets/", "lib/web/assets/"};

struct asset {
    const char *name; /* "govuk.css"; borrowed from the file's */
    const struct embedded_file *file;
    char etag[ETAG_SIZE];
};

struct assets {
    size_t n;
    struct asset *at;
    json_t *links;
};

static const struct {
    const char *suffix, *type;
} types[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
    {".png", "image/png"},
    {".ico", "image/vnd.microsoft.icon"},
    {".woff2", "font/woff2"},
};

static const char *type_of(const char *name)
{
    size_t i;

    for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (text_ends(name, types[i].suffix))
            return types[i].type;
    }
    return "application/octet-stream";
}

/* What comes after the folder, or NULL. */
static const char *name_of(const char *file)
{
    size_t i;

    for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        if (text_starts(file, folders[i]))
            return file + strlen(folders[i]);
    }
    return NULL;
}

/* "govuk_css": "/assets/govuk.css?v=<hash>" */
static void add_link(json_t *links, const struct asset *at)
{
    int hash = (int)strlen(at->etag) - 2;
    char *key = mem_strdup(at->name), *c;
    json_t *link =
        json_sprintf("/assets/%s?v=%.*s", at->name, hash, at->etag + 1);

    for (c = key; *c; c++) {
        if (!isalnum((unsigned char)*c))
            *c = '_';
    }
    (void)json_object_set_new(links, key, link);
    free(key);
}

struct assets *assets_new(void)
{
    struct assets *as = mem_new(1, sizeof(*as));
    const struct embedded_file *f;
    size_t room = 0;

    as->links = json_object();
    for (f = embedded_all(); f->name; f++) {
        struct asset *at;

        if (!name_of(f->name))
            continue;
        as->at = mem_grow(as->at, as->n, &room, sizeof(*as->at));
        at = &as->at[as->n++];
        at->name = name_of(f->name);
        at->file = f;
        etag_make(f->text, f->size, at->etag);
        add_link(as->links, at);
    }
    return as;
}

void assets_free(struct assets *as)
{
    if (!as)
        return;
    json_decref(as->links);
    free(as->at);
    free(as);
}

json_t *assets_links(const struct assets *as)
{
    return as->links;
}

static enum err show_live(const struct request *rq, struct reply *rp,
                          const struct asset *at)
{
    struct embedded_file file;
    enum err e = embedded_find(rq->arena, at->file->name, &file);

    if (e)
        return e;
    buf_reset(&rp->answer->body);
    buf_add(&rp->answer->body, file.text, file.size);
    rp->answer->type = type_of(at->name);
    return OK;
}

/* Part of a hash may be that of other bytes, too. */
static bool is_version(const struct asset *at, const char *version)
{
    size_t n = strlen(version);

    return n + 2 == strlen(at->etag) && memcmp(at->etag + 1, version, n) == 0;
}

static enum err show_asset(struct request *rq, struct reply *rp)
{
    const struct assets *as = rq->context;
    const char *name = request_text(rq, "name");
    const char *version = request_text(rq, "v");
    enum err e = OK;
    size_t i;

    for (i = 0; i < as->n; i++) {
        const struct asset *at = &as->at[i];

        if (strcmp(at->name, name) != 0)
            continue;
        if (embedded_is_live())
            e = show_live(rq, rp, at);
        else
            reply_asset(rp, type_of(name), at->file->text, at->file->size,
                        at->etag, is_version(at, version));
        /* What is in a sandbox is of no origin, and has our styles and our
         * script all the same. */
        answer_add_header(rp->answer, "Cross-Origin-Resource-Policy",
                          "cross-origin");
        answer_add_header(rp->answer, "Access-Control-Allow-Origin", "*");
        return e;
    }
    return ERR_NOT_FOUND;
}

static const struct field asset_fields[] = {
    {"name", FIELD_TEXT, 100, NULL},
    {"v", FIELD_TEXT, 32, ""},
    {0},
};

const struct route assets_routes[] = {
    {GET, "/assets/:name", ANYONE, show_asset, asset_fields, 0, 0},
    {0},
};
