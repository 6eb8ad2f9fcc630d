#include "web/request.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "web/message.h"
#include "web/values.h"

static const struct value *find(const struct request *rq, const char *name)
{
    size_t i, n = strlen(name);

    for (i = 0; i < rq->values->n; i++) {
        const struct value *v = &rq->values->at[i];

        if (v->name_size == n && memcmp(v->name, name, n) == 0)
            return v;
    }
    log_line("a handler asks for \"%s\", which its route does not declare",
             name);
    abort();
}

const char *request_text(const struct request *rq, const char *name)
{
    return find(rq, name)->text;
}

int64_t request_count(const struct request *rq, const char *name)
{
    return find(rq, name)->number;
}

bool request_has(const struct request *rq, const char *name)
{
    return find(rq, name)->sent;
}

const char *request_header(const struct request *rq, const char *name)
{
    rq->values->personal = true;
    return message_header(rq->message, name);
}

const char *request_query(const struct request *rq)
{
    const char *query = strchr(rq->message->target, '?');

    return query ? query + 1 : "";
}

const char *request_body(const struct request *rq, size_t *ret_n)
{
    *ret_n = rq->message->n_body;
    return rq->message->body ? rq->message->body : "";
}

bool request_is_head(const struct request *rq)
{
    rq->values->personal = true;
    return strcmp(rq->message->method, "HEAD") == 0;
}

bool request_is_local(const struct request *rq)
{
    rq->values->personal = true;
    return peer_is_local(&rq->peer) && !request_hides_sender(rq);
}

uint64_t request_network(const struct request *rq)
{
    struct peer network = peer_network(&rq->peer);
    uint64_t hash;

    rq->values->personal = true;
    if (peer_is_local(&rq->peer))
        return 0;
    hash = hash_short(hash_key_of_process(), &network, sizeof(network));
    return hash ? hash : 1;
}

bool request_hides_sender(const struct request *rq)
{
    rq->values->personal = true;
    return !rq->told_of_proxies && peer_is_local(&rq->peer) &&
           request_header(rq, "X-Forwarded-For");
}

struct hash request_sender(const struct request *rq, const struct hash_key *key,
                           const char *about)
{
    const char *agent = request_header(rq, "User-Agent");
    struct peer network = peer_network(&rq->peer);
    size_t n = agent ? strlen(agent) : 0;
    char *who = arena_alloc(rq->arena, sizeof(network) + n + 1);

    memcpy(who, &network, sizeof(network));
    memcpy(who + sizeof(network), agent ? agent : "", n + 1);
    return hash_pair(key, who, sizeof(network) + n, about, strlen(about));
}
