#include "server/notice_page.h"

#include <string.h>

#include "server/notice.h"
#include "web/reply.h"
#include "web/request.h"

enum { MONTHS_MAX = 1200 };

/* Everything is in the address: a notice can be sent as a link. */
static const struct field fields[] = {
    {"organisation", FIELD_TEXT, NOTICE_VALUE_MAX, ""},
    {"service", FIELD_TEXT, NOTICE_VALUE_MAX, ""},
    {"contact", FIELD_TEXT, NOTICE_VALUE_MAX, ""},
    {"choice", FIELD_TEXT, NOTICE_VALUE_MAX, ""},
    {"storage", FIELD_KEY, 0, "session"},
    {"months", FIELD_COUNT, MONTHS_MAX, "13"},
    {0},
};

static json_t *storage_json(enum notice_storage chosen)
{
    static const struct {
        enum notice_storage storage;
        const char *word, *title;
    } ways[] = {
        {NOTICE_SESSION, "session", "a random number in the browser’s session"},
        {NOTICE_NONE, "none", "nothing kept in the browser"},
        {NOTICE_OWN, "own", "the service’s own number for an attempt"}};
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
        json_array_append_new(list,
                              json_pack("{s:s s:s s:b}", "word", ways[i].word,
                                        "title", ways[i].title, "chosen",
                                        ways[i].storage == chosen));
    return list;
}

static json_t *confirm_json(const struct notice *n, struct arena *a)
{
    const char **one = notice_confirm(n, a);
    json_t *list = json_array();

    for (; *one; one++)
        json_array_append_new(list, json_string(*one));
    return list;
}

static json_t *model(const struct notice *n, struct arena *a)
{
    struct buf text, html;
    json_t *json;

    buf_init(&text, NOTICE_TEXT_MAX);
    buf_init(&html, NOTICE_TEXT_MAX);
    notice_text(n, &text);
    notice_html(n, &html);
    json = json_pack("{s:s s:s s:s s:s s:s s:I s:o s:s s:s s:o}", "title",
                     "Write a privacy notice", "organisation", n->organisation,
                     "service", n->service, "contact", n->contact, "choice",
                     n->choice, "months", (json_int_t)n->months, "storages",
                     storage_json(n->storage), "text", text.text, "markup",
                     html.text, "confirm", confirm_json(n, a));
    buf_release(&text);
    buf_release(&html);
    return json;
}

static enum err show_notice(struct request *rq, struct reply *rp)
{
    struct notice n = {.organisation = request_text(rq, "organisation"),
                       .service = request_text(rq, "service"),
                       .contact = request_text(rq, "contact"),
                       .choice = request_text(rq, "choice"),
                       .months = request_count(rq, "months")};

    if (notice_storage_read(request_text(rq, "storage"), &n.storage) != OK)
        return reply_error(rp, 400, "There is a problem",
                           "The way attempts are known is session, none or "
                           "own.");
    return reply_page(rp, "server/notice", model(&n, rq->arena));
}

const struct route notice_routes[] = {
    {.method = GET,
     .path = "/privacy/notice",
     .run = show_notice,
     .fields = fields,
     .formats = FORMAT_JSON},
    {0},
};
