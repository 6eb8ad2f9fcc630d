#include "web/message.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

const struct header answer_always[] = {
    {.name = "Content-Security-Policy",
     .value = "default-src 'none'; style-src 'self'; img-src 'self'; "
              "script-src 'self'; connect-src 'self'; font-src 'self'; "
              "frame-src 'self'; form-action 'self'; base-uri 'none'; "
              "frame-ancestors 'none'"},
    {.name = "X-Content-Type-Options", .value = "nosniff"},
    {.name = "Referrer-Policy", .value = "same-origin"},
    {.name = "Cross-Origin-Opener-Policy", .value = "same-origin"},
    {.name = "Cross-Origin-Resource-Policy", .value = "same-origin"},
    {.name = "Permissions-Policy",
     .value = "camera=(), display-capture=(), geolocation=(), "
              "microphone=(), payment=(), usb=()"},
    {.name = NULL},
};

bool header_is(const struct header *h, const char *name)
{
    /* mostly the first letter tells */
    return ((h->name[0] ^ name[0]) & 0x5f) == 0 &&
           strcasecmp(h->name, name) == 0;
}

static const char *find(const struct header *headers, size_t n,
                        const char *name)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (header_is(&headers[i], name))
            return headers[i].value;
    }
    return NULL;
}

const char *message_header(const struct message *m, const char *name)
{
    return find(m->headers, m->n_headers, name);
}

const char *message_last_header(const struct message *m, const char *name)
{
    const char *value = NULL;
    size_t i;

    for (i = 0; i < m->n_headers; i++)
        if (header_is(&m->headers[i], name))
            value = m->headers[i].value;
    return value;
}

void answer_init(struct answer *answer)
{
    *answer = (struct answer){.status = 200};
    buf_init(&answer->body, ANSWER_MAX);
}

void answer_release(struct answer *answer)
{
    buf_release(&answer->body);
}

void answer_add_header(struct answer *answer, const char *name,
                       const char *value)
{
    assert(answer->n_headers < ANSWER_HEADERS_MAX);
    answer->headers[answer->n_headers++] =
        (struct header){.name = name, .value = value};
}

const char *answer_header(const struct answer *answer, const char *name)
{
    return find(answer->headers, answer->n_headers, name);
}

struct message message_get(const char *target)
{
    return (struct message){.method = "GET", .target = target};
}

bool message_is_own_form(const struct message *m)
{
    const char *site = message_header(m, "Sec-Fetch-Site");
    const char *origin = message_header(m, "Origin");
    const char *host = message_header(m, "Host");

    if (site)
        return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0;
    origin = origin ? strstr(origin, "://") : NULL;
    return origin && host && strcasecmp(origin + 3, host) == 0;
}

bool message_is_form(const struct message *m)
{
    static const char form[] = "application/x-www-form-urlencoded";
    const char *type = message_header(m, "Content-Type");
    size_t n = sizeof(form) - 1;

    if (!type)
        return m->n_body == 0;
    return strncasecmp(type, form, n) == 0 && strchr("; \t", type[n]);
}
