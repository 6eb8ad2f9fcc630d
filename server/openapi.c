#include "server/openapi.h"

#include <string.h>

#include "base/embedded.h"
#include "base/log.h"
#include "base/text.h"
#include "web/reply.h"
#include "web/request.h"

#define KEY_FORM  "^[a-z0-9-]{1,64}$"
#define WORD_FORM "^[A-Za-z0-9._-]{1,64}$"

/* While the document is made. */
struct making {
    struct arena *arena;
    json_t *base; /* server/openapi.json */
    json_t *paths;
    size_t described;
};

/* "/v1/patterns/{kind}" of "/v1/patterns/:kind". */
static const char *template_of(struct arena *a, const char *path)
{
    const char *all = "";

    while (*path) {
        size_t n;

        path++;
        n = strcspn(path, "/");
        if (*path == ':')
            all = arena_printf(a, "%s/{%.*s}", all, (int)n - 1, path + 1);
        else
            all = arena_printf(a, "%s/%.*s", all, (int)n, path);
        path += n;
    }
    return all;
}

static json_t *schema_of(const struct field *f)
{
    long max = f && f->max ? f->max : FIELD_TEXT_MAX;
    int least = f && f->kind == FIELD_ORDINAL;

    switch (f ? f->kind : FIELD_KEY) {
    case FIELD_TEXT:
        return json_pack("{s:s s:I}", "type", "string", "maxLength",
                         (json_int_t)max);
    case FIELD_KEY:
        return json_pack("{s:s s:s}", "type", "string", "pattern", KEY_FORM);
    case FIELD_WORD:
        return json_pack("{s:s s:s}", "type", "string", "pattern", WORD_FORM);
    case FIELD_COUNT:
    case FIELD_ORDINAL:
        break;
    }
    if (!f->max)
        return json_pack("{s:s s:i}", "type", "integer", "minimum", least);
    return json_pack("{s:s s:i s:I}", "type", "integer", "minimum", least,
                     "maximum", (json_int_t)f->max);
}

/* What is taken where a field is not sent. */
static void add_default(json_t *schema, const struct field *f)
{
    int64_t n;

    if (!f || !f->missing || !*f->missing)
        return;
    if (f->kind != FIELD_COUNT && f->kind != FIELD_ORDINAL)
        (void)json_object_set_new(schema, "default", json_string(f->missing));
    else if (!text_int(f->missing, strlen(f->missing), 0, INT64_MAX, &n))
        (void)json_object_set_new(schema, "default", json_integer(n));
}

static void add_parameter(const struct making *m, json_t *list,
                          const char *name, const struct field *f, bool in_path)
{
    const char *key = arena_printf(m->arena, in_path ? "{%s}" : "%s", name);
    const char *says = json_string_value(
        json_object_get(json_object_get(m->base, "parameters"), key));
    json_t *schema = schema_of(f);

    add_default(schema, f);
    (void)json_array_append_new(
        list, json_pack("{s:s s:s s:b s:s* s:o}", "name", name, "in",
                        in_path ? "path" : "query", "required",
                        in_path || (f && !f->missing), "description", says,
                        "schema", schema));
}

static const struct field *find_field(const struct route *r, const char *name)
{
    const struct field *f;

    for (f = r->fields; f && f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}

static bool is_segment(const struct route *r, const char *name)
{
    const char *at = strstr(r->path, name);
    size_t n = strlen(name);

    for (; at; at = strstr(at + n, name))
        if (at[-1] == ':' && (at[n] == '/' || !at[n]))
            return true;
    return false;
}

/* Segments of the path, then the fields of the query. */
static void add_parameters(const struct making *m, const struct route *r,
                           json_t *operation)
{
    json_t *list = json_object_get(operation, "parameters");
    const char *at = r->path;
    const struct field *f;

    list = list ? json_incref(list) : json_array();
    while ((at = strchr(at, ':'))) {
        size_t n = strcspn(++at, "/");
        const char *name = arena_strndup(m->arena, at, n);

        add_parameter(m, list, name, find_field(r, name), true);
    }
    for (f = r->fields; f && f->name; f++)
        if (!is_segment(r, f->name))
            add_parameter(m, list, f->name, f, false);
    if (json_array_size(list))
        (void)json_object_set(operation, "parameters", list);
    json_decref(list);
}

/* What a browser asks before it asks (OPTIONS) is no operation of ours. */
static enum err add_route(struct making *m, const struct route *r)
{
    static const char *const methods[] = {[GET] = "GET", [POST] = "POST"};
    const char *path = template_of(m->arena, r->path), *name;
    json_t *operation, *item;

    if (!text_starts(r->path, PROGRAMS_ROOT "/") || r->method == OPTIONS)
        return OK;
    name = arena_printf(m->arena, "%s %s", methods[r->method], path);
    operation = json_object_get(json_object_get(m->base, "operations"), name);
    if (!operation) {
        log_line("server/openapi.json does not describe %s", name);
        return ERR_IO;
    }
    m->described++;
    add_parameters(m, r, operation);
    (void)json_object_set_new(
        json_object_get(operation, "responses"), "default",
        json_pack("{s:s}", "$ref", "#/components/responses/Problem"));
    item = json_object_get(m->paths, path);
    if (!item) {
        item = json_object();
        (void)json_object_set_new(m->paths, path, item);
    }
    (void)json_object_set(item, r->method == GET ? "get" : "post", operation);
    return OK;
}

static enum err make(struct making *m, const struct routes *folders)
{
    const json_t *operations = json_object_get(m->base, "operations");
    const struct route *r;
    enum err e = OK;

    m->paths = json_object_get(json_object_get(m->base, "document"), "paths");
    for (; !e && folders->table; folders++)
        for (r = folders->table; !e && r->path; r++)
            e = add_route(m, r);
    if (!e && m->described != json_object_size(operations)) {
        log_line("server/openapi.json describes what is no route");
        e = ERR_IO;
    }
    return e;
}

enum err openapi_document(struct arena *a, const struct routes *folders,
                          json_t **ret_document)
{
    struct making m = {.arena = a};
    struct embedded_file file;
    json_error_t error;
    enum err e = embedded_find(a, "server/openapi.json", &file);

    if (e)
        return ERR_IO;
    m.base = json_loadb(file.text, file.size, JSON_REJECT_DUPLICATES, &error);
    if (!m.base) {
        log_line("server/openapi.json:%d: %s", error.line, error.text);
        return ERR_IO;
    }
    e = make(&m, folders);
    if (!e)
        *ret_document = json_incref(json_object_get(m.base, "document"));
    json_decref(m.base);
    return e;
}

static enum err show(struct request *rq, struct reply *rp)
{
    const struct openapi *self = rq->context;
    json_t *document;
    enum err e = openapi_document(rq->arena, self->folders, &document);

    return e ? e : reply_json(rp, document);
}

const struct route openapi_routes[] = {
    {.method = GET, .path = "/v1/openapi.json", .role = ANYWHERE, .run = show},
    {0},
};
