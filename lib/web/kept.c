#include "web/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/time.h"

void kept_init(struct kept_pages *k, struct kept_state state)
{
    *k = (struct kept_pages){.state = state};
    buf_init(&k->key, KEPT_KEY_MAX);
}

static void let_go(struct kept_pages *k, struct kept_page *page)
{
    k->bytes -= page->bytes;
    if (page->response)
        MHD_destroy_response(page->response);
    free(page->key);
    *page = (struct kept_page){.response = NULL};
}

static void forget(struct kept_pages *k)
{
    size_t i;

    for (i = 0; i < KEPT_PAGES; i++)
        let_go(k, &k->at[i]);
}

void kept_release(struct kept_pages *k)
{
    forget(k);
    buf_release(&k->key);
}

/* A request that any other could have sent. */
static bool is_plain(const struct message *m)
{
    return strcmp(m->method, "GET") == 0 && m->n_body == 0 &&
           !message_header(m, "If-None-Match") &&
           !message_header(m, "Cache-Control") && !message_header(m, "Pragma");
}

/* The address, and the name it was asked under. */
static bool write_key(struct buf *key, const struct message *m)
{
    const char *host = message_header(m, "Host");

    buf_reset(key);
    buf_add(key, m->target, strlen(m->target) + 1);
    buf_adds(key, host ? host : "");
    return buf_finish(key) == OK;
}

static struct kept_page *place_of(struct kept_pages *k)
{
    uint64_t hash = hash_short(hash_key_of_process(), k->key.text, k->key.len);

    return &k->at[hash % KEPT_PAGES];
}

/* Whether anything is known of now; what is older is gone then. */
static bool look(struct kept_pages *k, int64_t now_ms)
{
    int64_t second = now_ms / MS_PER_SECOND;
    uint64_t state;

    if (!k->state.now(k->state.self, &state))
        return false;
    if (state != k->made_of || second != k->second)
        forget(k);
    k->made_of = state;
    k->second = second;
    return true;
}

struct MHD_Response *kept_find(struct kept_pages *k, const struct message *m,
                               int64_t now_ms, bool *ret_may_keep)
{
    const struct kept_page *page;

    *ret_may_keep =
        k->state.now && is_plain(m) && write_key(&k->key, m) && look(k, now_ms);
    if (!*ret_may_keep)
        return NULL;
    page = place_of(k);
    if (page->response && page->key_n == k->key.len &&
        memcmp(page->key, k->key.text, page->key_n) == 0)
        return page->response;
    return NULL;
}

void kept_add(struct kept_pages *k, struct MHD_Response *response, size_t n)
{
    struct kept_page *page = place_of(k);

    let_go(k, page);
    if (n > KEPT_BYTES_MAX - k->bytes) {
        MHD_destroy_response(response);
        return;
    }
    page->response = response;
    page->bytes = n;
    page->key_n = k->key.len;
    page->key = mem_new(page->key_n + 1, 1);
    memcpy(page->key, k->key.text, page->key_n);
    k->bytes += n;
}
