#include "web/guard.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "web/form.h"

static const char not_plain[] =
    "The address holds an empty part, a dot part or a backslash.";

/* All n are letters, digits or some of those others. */
static bool is_made_of(const char *s, size_t n, const char *others)
{
    size_t i;

    for (i = 0; i < n; i++) {
        char c = s[i], letter = (char)(c | 0x20);

        if (!(letter >= 'a' && letter <= 'z') && !(c >= '0' && c <= '9') &&
            !(c && strchr(others, c)))
            return false;
    }
    return n > 0;
}

/* What a header's name may be (RFC 9110, token). */
static bool is_token(const char *s, size_t n)
{
    return is_made_of(s, n, "!#$%&'*+-.^_`|~");
}

static bool is_field_value(const char *s, size_t n)
{
    return text_before_control(s, n, "\t") == n;
}

static bool is_digits(const char *s)
{
    return *s && strspn(s, "0123456789") == strlen(s);
}

static bool is_host(const char *s)
{
    return is_made_of(s, strlen(s), "-._~:[]");
}

/* The one header of that name; NULL and *ret_n other than 1 if it is not. */
static const char *only(const struct message *m, const char *name,
                        size_t *ret_n)
{
    const char *value = NULL;
    size_t i;

    *ret_n = 0;
    for (i = 0; i < m->n_headers; i++) {
        if (header_is(&m->headers[i], name)) {
            value = m->headers[i].value;
            ++*ret_n;
        }
    }
    return *ret_n == 1 && value ? value : NULL;
}

/* How long the body is must be said once, in one way. */
static const char *refuse_framing(const struct message *m)
{
    size_t n_length, n_coding;
    const char *length = only(m, "Content-Length", &n_length);
    const char *coding = only(m, "Transfer-Encoding", &n_coding);

    if (n_length > 1 || n_coding > 1)
        return "The length of the body is given more than once.";
    if (n_length && n_coding)
        return "The request has both Content-Length and Transfer-Encoding.";
    if (n_length && (!length || !is_digits(length)))
        return "Content-Length is not a number.";
    if (!n_coding)
        return NULL;
    if (!coding || strcasecmp(coding, "chunked") != 0)
        return "The only Transfer-Encoding taken is chunked.";
    if (m->version && strcmp(m->version, "HTTP/1.1") != 0)
        return "HTTP/1.0 has no Transfer-Encoding.";
    return NULL;
}

static const char *refuse_headers(const struct message *m)
{
    const char *host;
    size_t i, n_host;

    for (i = 0; i < m->n_headers; i++) {
        const struct header *h = &m->headers[i];

        if (!is_token(h->name, h->name_size))
            return "The name of a header holds a character that is not "
                   "allowed there.";
        if (!is_field_value(h->value, h->value_size))
            return "A header holds a control character.";
    }
    host = only(m, "Host", &n_host);
    if (!host || !is_host(host))
        return "The request must name one host.";
    return refuse_framing(m);
}

/* "/a/b" of n bytes, decoded: whether no part of it could lead elsewhere. */
static bool is_plain_path(const char *path, size_t n)
{
    const char *part = path + 1, *end = path + n, *p;

    for (p = part; p <= end; p++) {
        size_t size = (size_t)(p - part);

        if (p < end && *p == '\\')
            return false;
        if (p < end && *p != '/')
            continue;
        if ((size == 0 && p < end) || (size == 1 && part[0] == '.') ||
            (size == 2 && part[0] == '.' && part[1] == '.'))
            return false;
        part = p + 1;
    }
    return true;
}

/* The target's first n bytes, of which some are encoded. */
static const char *refuse_encoded_path(struct arena *a, const char *target,
                                       size_t n)
{
    const char *path;

    if (path_decode(a, target, n, &path))
        return "The address is not well encoded.";
    if (strcasestr(arena_strndup(a, target, n), "%2f"))
        return "The address holds an encoded slash.";
    return is_plain_path(path, strlen(path)) ? NULL : not_plain;
}

static const char *refuse_path(struct arena *a, const char *target, size_t n)
{
    if (memchr(target, '%', n))
        return refuse_encoded_path(a, target, n);
    return is_plain_path(target, n) ? NULL : not_plain;
}

/* From its question mark on.  Whatever is not encoded was looked at before. */
static const char *refuse_query(struct arena *a, const char *query)
{
    const char *text;

    if (strchr(query, '%') &&
        form_decode(a, query + 1, strlen(query + 1), &text))
        return "What follows the question mark is not well encoded.";
    return NULL;
}

static const char *refuse_target(struct arena *a, const char *target)
{
    const char *query, *sentence, *p;

    if (*target != '/')
        return "The address must start with a slash.";
    for (p = target; *p; p++) {
        unsigned char c = (unsigned char)*p;

        if (c <= ' ' || c >= 0x7f || c == '\\' || c == '#')
            return "The address holds a character that must be encoded.";
    }
    query = strchr(target, '?');
    if (!query)
        return refuse_path(a, target, (size_t)(p - target));
    sentence = refuse_path(a, target, (size_t)(query - target));
    return sentence ? sentence : refuse_query(a, query);
}

const char *guard_refusal(struct arena *a, const struct message *m)
{
    const char *sentence = refuse_headers(m);

    if (!sentence && m->version && strcmp(m->version, "HTTP/1.1") != 0 &&
        strcmp(m->version, "HTTP/1.0") != 0)
        sentence = "The version of HTTP must be 1.1 or 1.0.";
    return sentence ? sentence : refuse_target(a, m->target);
}
