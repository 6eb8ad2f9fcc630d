#include "server/notice.h"

#include <string.h>

#include "base/text.h"

enum { ALL = NOTICE_SESSION | NOTICE_NONE | NOTICE_OWN, CONFIRM_MAX = 16 };

enum kind { HEADING, PARAGRAPH, ITEM };

/* {name} stands for what was given under that name. */
struct part {
    enum kind kind;
    unsigned when; /* for these ways of storage */
    const char *text;
};

static const struct part parts[] = {
    {HEADING, ALL, "How we measure the use of this service"},
    {PARAGRAPH, ALL,
     "{organisation} counts how people get through “{service}”: which steps "
     "are shown, which answers are sent back, and at which step people stop. "
     "We do this for one purpose only, to improve the service, and what comes "
     "out is statistics. We do not use it to decide anything about you, and "
     "nobody is followed from one visit, or one website, to another."},
    {HEADING, ALL, "What we collect"},
    {ITEM, ALL, "the step you are at, and when"},
    {ITEM, ALL,
     "where an answer is sent back: which question it was and what kind of "
     "mistake, never the answer"},
    {ITEM, ALL, "whether you telephone, write or come by instead"},
    {ITEM, ALL,
     "one word for the kind of machine you use (mobile, tablet, desktop or "
     "other), and the language of the page"},
    {HEADING, ALL, "What we do not keep"},
    {PARAGRAPH, ALL,
     "Your name, anything you type, the address of your machine, what your "
     "browser says it is, and the page you came from."},
    {HEADING, ALL, "How pages of one attempt are told from another’s"},
    {PARAGRAPH, NOTICE_SESSION,
     "While you use the service your browser keeps a random number (in its "
     "session storage), so that the pages you see count as one attempt. It "
     "goes when you close the tab, and is not a cookie. We store only a "
     "scrambled form of it, which leads to nobody."},
    {PARAGRAPH, NOTICE_NONE,
     "We keep nothing on your machine. To see that several pages are one "
     "attempt, our server works out a number from your network’s address and "
     "what your browser says it is, in memory, with a secret that is another "
     "one each day and destroyed two hours after the day. Neither the address "
     "nor the rest is stored; of the number we store only a scrambled form, "
     "from which they cannot be got back."},
    {PARAGRAPH, NOTICE_OWN,
     "The service gives each attempt a number of its own, as it must to work. "
     "For counting we store only a scrambled form of it."},
    {HEADING, ALL, "How long we keep it"},
    {PARAGRAPH, ALL,
     "The course of single attempts is {months}. The totals are kept."},
    {HEADING, ALL, "You can object"},
    {PARAGRAPH, ALL,
     "You can choose not to be counted at any time, free of charge, and the "
     "service works just the same: {choice}. From then on nothing you do is "
     "counted or stored. If your browser says that it does not want to be "
     "tracked "
     "(Global Privacy Control or Do Not Track), we do not count you, and you "
     "need do nothing."},
    {HEADING, ALL, "The law, and whom to ask"},
    {PARAGRAPH, ALL,
     "We do not ask for your consent first, because the Privacy and Electronic "
     "Communications Regulations 2003 (schedule A1) make an exception for "
     "statistics about how a service is used. As far as personal data is "
     "handled, our lawful basis under the UK GDPR is [lawful basis]."},
    {PARAGRAPH, ALL,
     "Questions: {contact}. You may also complain to the Information "
     "Commissioner’s Office, ico.org.uk."},
};

#define SOURCE "PECR schedule A1, paragraph 5"

static const struct part confirm[] = {
    {ITEM, ALL,
     "Improving the service is the only purpose of the statistics, and nobody "
     "uses them for anything else (" SOURCE ")."},
    {ITEM, ALL,
     "Nobody else gets what is collected but whoever helps to improve the "
     "service (" SOURCE ")."},
    {ITEM, ALL,
     "People meet the notice no later than they are counted, and it is clear "
     "and complete for this service (" SOURCE ")."},
    {ITEM, ALL,
     "Objecting is simple and free: somebody tried it in the live service, "
     "also without script, and saw that nothing was sent afterwards (" SOURCE
     ")."},
    {ITEM, NOTICE_SESSION,
     "The exception covers the random number in session storage, and it "
     "serves nothing else (PECR regulation 6; the Information Commissioner’s "
     "guidance on storage and access technologies, 29 April 2026)."},
    {ITEM, NOTICE_NONE,
     "The exception covers working out a number from the network’s address "
     "and what the browser says it is: the Information Commissioner’s "
     "guidance on storage and access technologies (29 April 2026) counts such "
     "ways too, though nothing is kept on the machine."},
    {ITEM, NOTICE_OWN,
     "The service’s own number is needed by the service itself, and passing "
     "it on for counting is within what people were told about it."},
    {ITEM, ALL,
     "The lawful basis that belongs in the brackets (UK GDPR, article 6), and "
     "the entry in the record of processing (article 30)."},
    {ITEM, ALL,
     "Whether an impact assessment is needed (article 35), above all where the "
     "steps of the service themselves say something about health, belief or "
     "another special category (article 9)."},
    {ITEM, ALL,
     "Your retention schedule says the same of the course of single attempts: "
     "{months} (article 5(1)(e))."},
    {ITEM, ALL,
     "If another organisation runs Waymark for you: a contract (article 28), "
     "and where the server stands (chapter V)."},
    {ITEM, ALL,
     "What is published cannot single anybody out: small numbers are hidden."},
    {ITEM, ALL,
     "The law is still as this draft says: the exception is in force since 5 "
     "February 2026 (Data (Use and Access) Act 2025, section 112 and schedule "
     "12). This draft is no legal advice."},
};

enum err notice_storage_read(const char *word, enum notice_storage *ret_storage)
{
    static const struct {
        const char *word;
        enum notice_storage storage;
    } words[] = {{"session", NOTICE_SESSION},
                 {"none", NOTICE_NONE},
                 {"own", NOTICE_OWN}};
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(words[i].word, word) == 0) {
            *ret_storage = words[i].storage;
            return OK;
        }
    return ERR_INVALID;
}

static const char *given(const char *value, const char *gap)
{
    return *value ? value : gap;
}

static const char *months(const struct notice *n, struct arena *a)
{
    if (n->months == 0)
        return "kept for good";
    return arena_printf(a, "deleted after %s month%s", text_count(a, n->months),
                        n->months == 1 ? "" : "s");
}

static const char *choice(const struct notice *n, struct arena *a)
{
    if (!*n->choice)
        return "[how to object, and where]";
    return arena_printf(a, "say so at %s", n->choice);
}

/* What stands for a {name} of n bytes. */
static const char *value_of(const struct notice *n, struct arena *a,
                            const char *name, size_t size)
{
    const struct {
        const char *name, *value;
    } values[] = {
        {"organisation", given(n->organisation, "[organisation]")},
        {"service", given(n->service, "[service]")},
        {"contact", given(n->contact, "[whom to ask]")},
        {"choice", choice(n, a)},
        {"months", months(n, a)},
    };
    size_t i;

    for (i = 0; i < sizeof(values) / sizeof(values[0]); i++)
        if (strlen(values[i].name) == size &&
            memcmp(values[i].name, name, size) == 0)
            return values[i].value;
    return "";
}

static const char *fill(const struct notice *n, struct arena *a,
                        const char *text)
{
    struct buf out;
    const char *filled, *open;

    buf_init(&out, NOTICE_TEXT_MAX);
    while ((open = strchr(text, '{'))) {
        size_t size = strcspn(open, "}");

        buf_add(&out, text, (size_t)(open - text));
        buf_adds(&out, value_of(n, a, open + 1, size - 1));
        text = open + size + 1;
    }
    buf_adds(&out, text);
    filled = arena_strdup(a, out.text);
    buf_release(&out);
    return filled;
}

/* Those parts that hold for it, each by add(). */
static void write_parts(const struct notice *n, struct buf *to,
                        void (*add)(const struct part *p,
                                    const struct part *before, const char *text,
                                    struct buf *to))
{
    struct arena *a = arena_new();
    const struct part *before = NULL;
    size_t i;

    for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (parts[i].when & n->storage) {
            add(&parts[i], before, fill(n, a, parts[i].text), to);
            before = &parts[i];
        }
    arena_free(a);
}

static void add_text(const struct part *p, const struct part *before,
                     const char *text, struct buf *to)
{
    if (before && (p->kind != ITEM || before->kind != ITEM))
        buf_adds(to, "\n");
    buf_addf(to, "%s%s", p->kind == ITEM ? "- " : "", text);
    buf_adds(to, "\n");
}

void notice_text(const struct notice *n, struct buf *to)
{
    write_parts(n, to, add_text);
}

static void add_html(const struct part *p, const struct part *before,
                     const char *text, struct buf *to)
{
    static const char *const tags[] = {
        [HEADING] = "h2", [PARAGRAPH] = "p", [ITEM] = "li"};
    bool in_list = before && before->kind == ITEM;

    if (in_list != (p->kind == ITEM))
        buf_adds(to, in_list ? "</ul>\n" : "<ul>\n");
    buf_addf(to, "<%s>", tags[p->kind]);
    buf_add_html(to, text, strlen(text));
    buf_addf(to, "</%s>\n", tags[p->kind]);
}

void notice_html(const struct notice *n, struct buf *to)
{
    write_parts(n, to, add_html);
}

const char **notice_confirm(const struct notice *n, struct arena *a)
{
    const char **list = arena_array(a, CONFIRM_MAX, sizeof(*list));
    size_t i, count = 0;

    for (i = 0; i < sizeof(confirm) / sizeof(confirm[0]); i++)
        if (confirm[i].when & n->storage)
            list[count++] = fill(n, a, confirm[i].text);
    list[count] = NULL;
    return list;
}
