#include "server/opt_out.h"

#include <string.h>

#include "web/reply.h"

static const char address[] = "/privacy/opt-out";

/* Four hundred days are the most that browsers keep a cookie. */
#define COOKIE "waymark-out=1"
#define SCOPE  "; Path=/; SameSite=Lax; HttpOnly"

static bool says_yes(const struct request *rq, const char *header)
{
    const char *value = request_header(rq, header);

    return value && strcmp(value, "1") == 0;
}

static bool has_signal(const struct request *rq)
{
    return says_yes(rq, "Sec-GPC") || says_yes(rq, "DNT");
}

/* "a=b; waymark-out=1; c=d" */
static bool has_chosen(const struct request *rq)
{
    const char *from = request_header(rq, "Cookie");
    const size_t size = strlen(COOKIE);

    while (from && *from) {
        size_t n = strcspn(from, ";");

        if (n == size && memcmp(from, COOKIE, size) == 0)
            return true;
        from += n;
        from += strspn(from, "; ");
    }
    return false;
}

bool opt_out_asked(const struct request *rq)
{
    return has_signal(rq) || has_chosen(rq);
}

static enum err show_choice(struct request *rq, struct reply *rp)
{
    enum err e =
        reply_page(rp, "server/opt-out",
                   json_pack("{s:s s:b s:b}", "title", "Not being counted",
                             "out", has_chosen(rq), "signal", has_signal(rq)));

    if (!e)
        reply_header(rp, "Vary", "Cookie, Sec-GPC, DNT");
    return e;
}

static enum err take_choice(struct request *rq, struct reply *rp)
{
    bool out = strcmp(request_text(rq, "choice"), "out") == 0;
    enum err e = reply_see_other(rp, address);

    if (!e)
        reply_header(rp, "Set-Cookie",
                     out ? COOKIE SCOPE "; Max-Age=34560000"
                         : "waymark-out=" SCOPE "; Max-Age=0");
    return e;
}

static const struct field fields[] = {
    {"choice", FIELD_KEY, 0, NULL},
    {0},
};

const struct route opt_out_routes[] = {
    {.method = GET, .path = address, .run = show_choice},
    {.method = POST, .path = address, .run = take_choice, .fields = fields},
    {0},
};
