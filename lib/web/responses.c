#include "web/responses.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"

void responses_init(struct responses *rs)
{
    *rs = (struct responses){.next = 0};
    buf_init(&rs->text, RESPONSES_SHORT);
}

static void let_go(struct response_kept *k)
{
    if (k->response)
        MHD_destroy_response(k->response);
    free(k->text);
    *k = (struct response_kept){.response = NULL};
}

void responses_release(struct responses *rs)
{
    size_t i;

    for (i = 0; i < RESPONSES_KEPT; i++)
        let_go(&rs->kept[i]);
    buf_release(&rs->text);
}

static void add_text(struct buf *to, const char *text)
{
    buf_add(to, text, strlen(text) + 1);
}

/* All that two answers may differ in; false: too long to be kept. */
static bool write_down(struct buf *to, const struct answer *answer, bool close)
{
    size_t i;

    buf_reset(to);
    buf_add(to, close ? "c" : "k", 1);
    add_text(to, answer->type ? answer->type : "");
    for (i = 0; i < answer->n_headers; i++) {
        add_text(to, answer->headers[i].name);
        add_text(to, answer->headers[i].value);
    }
    add_text(to, ""); /* no header has this name: the body follows */
    buf_add(to, answer->body.text, answer->body.len);
    return !answer->asset && !buf_finish(to);
}

static bool add_header(struct MHD_Response *response, const char *name,
                       const char *value)
{
    if (MHD_add_response_header(response, name, value) == MHD_YES)
        return true;
    log_line("the header %s could not be sent, and so nothing was", name);
    return false;
}

/* The body goes over to libmicrohttpd, unless it is borrowed for ever. */
static struct MHD_Response *make_body(struct answer *answer)
{
    static char none[1];
    struct MHD_IoVec piece = {answer->asset, answer->asset_size};
    char *text = answer->body.text;
    size_t n = answer->body.len;

    if (answer->asset)
        return MHD_create_response_from_iovec(&piece, 1, NULL, NULL);
    if (n == 0)
        return MHD_create_response_from_buffer(0, none, MHD_RESPMEM_PERSISTENT);
    buf_init(&answer->body, ANSWER_MAX);
    return MHD_create_response_from_buffer(n, text, MHD_RESPMEM_MUST_FREE);
}

static bool add_headers(struct MHD_Response *response,
                        const struct answer *answer, bool close)
{
    const struct header *h;
    bool added = true;
    size_t i;

    for (h = answer_always; added && h->name; h++)
        if (!answer_header(answer, h->name))
            added = add_header(response, h->name, h->value);
    for (i = 0; added && i < answer->n_headers; i++)
        added = add_header(response, answer->headers[i].name,
                           answer->headers[i].value);
    if (added && answer->type)
        added = add_header(response, "Content-Type", answer->type);
    if (added && close)
        added = add_header(response, "Connection", "close");
    return added;
}

/* NULL: there was no memory for all of it, and a page without the policy that
 * holds it is none. */
static struct MHD_Response *make(struct answer *answer, bool close)
{
    struct MHD_Response *response = make_body(answer);

    if (!response || add_headers(response, answer, close))
        return response;
    MHD_destroy_response(response);
    return NULL;
}

/* In the place of the one that was made longest ago. */
static void keep(struct responses *rs, struct MHD_Response *response)
{
    struct response_kept *k = &rs->kept[rs->next++ % RESPONSES_KEPT];

    let_go(k);
    *k = (struct response_kept){response, mem_new(rs->text.len, 1),
                                rs->text.len};
    memcpy(k->text, rs->text.text, k->n);
}

static struct MHD_Response *find(const struct responses *rs)
{
    size_t i;

    for (i = 0; i < RESPONSES_KEPT; i++) {
        const struct response_kept *k = &rs->kept[i];

        if (k->n == rs->text.len && memcmp(k->text, rs->text.text, k->n) == 0)
            return k->response;
    }
    return NULL;
}

enum MHD_Result responses_send(struct responses *rs, struct MHD_Connection *mhd,
                               struct answer *answer, bool close)
{
    bool is_short = write_down(&rs->text, answer, close);
    unsigned status = (unsigned)answer->status;
    struct MHD_Response *response = is_short ? find(rs) : NULL;
    enum MHD_Result sent;

    if (response)
        return MHD_queue_response(mhd, status, response);
    response = make(answer, close);
    if (!response)
        return MHD_NO;
    sent = MHD_queue_response(mhd, status, response);
    if (is_short)
        keep(rs, response);
    else
        MHD_destroy_response(response);
    return sent;
}

enum MHD_Result responses_send_own(struct MHD_Connection *mhd,
                                   struct answer *answer,
                                   struct MHD_Response **ret_response)
{
    *ret_response = make(answer, false);
    if (!*ret_response)
        return MHD_NO;
    return MHD_queue_response(mhd, (unsigned)answer->status, *ret_response);
}
