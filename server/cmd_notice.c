/* waymark notice */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "server/commands.h"
#include "server/notice.h"

enum { MONTHS_MAX = 1200 };

/* What was given, or NULL once it was told why not. */
static const char *checked(const struct command *self, const char *option,
                           const char *value)
{
    size_t n = strlen(value);

    if (n <= NOTICE_VALUE_MAX && text_is_utf8(value, n))
        return value;
    used_wrongly(self, "%s must be UTF-8 of at most %d bytes", option,
                 NOTICE_VALUE_MAX);
    return NULL;
}

static bool read_notice(const struct command *self, struct notice *n,
                        const char *storage, const char *months)
{
    if (!checked(self, "--organisation", n->organisation) ||
        !checked(self, "--service", n->service) ||
        !checked(self, "--contact", n->contact) ||
        !checked(self, "--choice", n->choice))
        return false;
    if (notice_storage_read(storage, &n->storage) != OK) {
        used_wrongly(self, "--storage is session, none or own");
        return false;
    }
    if (text_int(months, strlen(months), 0, MONTHS_MAX, &n->months) != OK) {
        used_wrongly(self, "--months is a number up to %d; 0 is for good",
                     MONTHS_MAX);
        return false;
    }
    return true;
}

/* The notice on standard output, to go into a file; what is left to confirm
 * beside it. */
static int print(const struct notice *n, bool html)
{
    struct arena *a = arena_new();
    const char **one = notice_confirm(n, a);
    struct buf text;

    buf_init(&text, NOTICE_TEXT_MAX);
    (html ? notice_html : notice_text)(n, &text);
    (void)fputs(text.text, stdout);
    (void)fputs("For your data protection officer to confirm:\n", stderr);
    for (; *one; one++)
        say_error("- %s\n", *one);
    buf_release(&text);
    arena_free(a);
    return finish_output(EXIT_DONE);
}

int run_notice(const struct command *self, const struct call *c)
{
    struct notice n = {
        .organisation = "", .service = "", .contact = "", .choice = ""};
    const char *storage = "session", *months = "13";
    bool html = false;
    const struct option options[] = {
        {"--organisation", OPTION_TEXT, &n.organisation},
        {"--service", OPTION_TEXT, &n.service},
        {"--contact", OPTION_TEXT, &n.contact},
        {"--choice", OPTION_TEXT, &n.choice},
        {"--storage", OPTION_TEXT, &storage},
        {"--months", OPTION_TEXT, &months},
        {"--html", OPTION_FLAG, &html},
        {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 0, 0, &rest) ||
        !read_notice(self, &n, storage, months))
        return EXIT_USED_WRONGLY;
    return print(&n, html);
}
