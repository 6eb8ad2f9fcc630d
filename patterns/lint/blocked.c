/* What an example asks for and does not get: it is shown in a sandbox, under a
 * policy that runs nothing and loads nothing but our stylesheets and its own
 * pictures (lib/web/sandbox.h). */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "patterns/lint/inside.h"
#include "patterns/picture.h"

static const char no_script[] =
    "runs only for a reader who switches scripts on, and nowhere else: take it "
    "out, and say under \"How it works\" what it would do";
static const char no_style[] =
    "has no effect here: use the classes of GOV.UK Frontend, or lay a "
    "sheet.css into an entry of the kind style, and name that under uses";
static const char no_frame[] =
    "stays empty, because an example loads nothing: show a picture of it "
    "(../pictures/NAME), and a link to the thing itself";
static const char no_effect[] = "has no effect in an example: take it out";
static const char no_page[] =
    "is there already, because an example is what stands in the body of a "
    "page: take it out, and write \"layout: full-page\" if it fills the page";

/* Elements, whatever they say. */
static const struct {
    const char *name, *why;
    enum lint_rule rule;
} elements[] = {
    {"script", no_script, LINT_BLOCKED}, {"style", no_style, LINT_BLOCKED},
    {"link", no_style, LINT_BLOCKED},    {"iframe", no_frame, LINT_BLOCKED},
    {"frame", no_frame, LINT_BLOCKED},   {"object", no_frame, LINT_BLOCKED},
    {"embed", no_frame, LINT_BLOCKED},   {"video", no_frame, LINT_BLOCKED},
    {"audio", no_frame, LINT_BLOCKED},   {"applet", no_frame, LINT_BLOCKED},
    {"base", no_effect, LINT_BLOCKED},   {"meta", no_effect, LINT_BLOCKED},
    {"html", no_page, LINT_EXAMPLE},     {"head", no_page, LINT_EXAMPLE},
    {"body", no_page, LINT_EXAMPLE},
};

/* Attributes that load or send, where the address is another site's. */
static const struct {
    const char *element, *name, *why;
} addresses[] = {
    {"form", "action",
     "is not sent from here, and where it is pasted it sends what people type "
     "to another site: leave its action out"},
    {"button", "formaction", "is not sent from here: leave formaction out"},
    {"input", "formaction", "is not sent from here: leave formaction out"},
    {"use", "href", no_frame},
    {"use", "xlink:href", no_frame},
    {"image", "href", no_frame},
    {"image", "xlink:href", no_frame},
};

static void check_element(const struct lint_file *f, const struct tag *tag)
{
    struct arena *a = f->entry->lint->arena;
    const char *from = tag_attribute(a, tag, "src");
    size_t i;

    if (!from)
        from = tag_attribute(a, tag, "href");
    for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
        if (strcmp(elements[i].name, tag->name) == 0)
            lint_tell(f, tag->line, elements[i].rule, "the <%s>%s %s",
                      tag->name, from ? arena_printf(a, " of %s", from) : "",
                      elements[i].why);
}

static bool is_named(const struct tag_part *part, const char *name)
{
    return part->name_n == strlen(name) &&
           strncasecmp(part->name, name, part->name_n) == 0;
}

bool lint_is_script(const char *value)
{
    while (*value && (unsigned char)*value <= ' ')
        value++;
    return strncasecmp(value, "javascript:", strlen("javascript:")) == 0;
}

static bool is_curly(const char *value)
{
    static const char *const quotes[] = {"\u201c", "\u201d",  "\u2018",
                                         "\u2019", "&ldquo;", "&rdquo;"};
    size_t i;

    for (i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++)
        if (text_starts(value, quotes[i]))
            return true;
    return false;
}

/* value: of the attribute part. */
static void check_value(const struct lint_file *f, const struct tag *tag,
                        const struct tag_part *part, const char *value)
{
    size_t i;

    if (lint_is_script(value))
        lint_tell(f, tag->line, LINT_BLOCKED,
                  "the address %s does nothing: make it a <button>, or write "
                  "\"#\" where the page it leads to is not part of the example",
                  value);
    for (i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++)
        if (strcmp(addresses[i].element, tag->name) == 0 &&
            is_named(part, addresses[i].name) && picture_is_elsewhere(value) &&
            !lint_is_script(value))
            lint_tell(f, tag->line, LINT_BLOCKED, "the <%s> to %s %s",
                      tag->name, value, addresses[i].why);
}

void lint_blocked(const struct lint_file *f, const struct tag *tag)
{
    struct tag_part part = {0};
    bool is_curly_told = false;

    check_element(f, tag);
    while (tag_next_part(tag, &part)) {
        const char *value = part.value ? tags_text(f->entry->lint->arena,
                                                   part.value, part.value_n)
                                       : "";
        int n = (int)part.name_n;

        if (n > 2 && strncasecmp(part.name, "on", 2) == 0 &&
            isalpha((unsigned char)part.name[2]))
            lint_tell(f, tag->line, LINT_BLOCKED, "the %.*s of the <%s> %s", n,
                      part.name, tag->name, no_script);
        else if (is_named(&part, "style"))
            lint_tell(f, tag->line, LINT_BLOCKED, "the style of the <%s> %s",
                      tag->name, no_style);
        else
            check_value(f, tag, &part, value);
        if (part.value && is_curly(value) && !strchr("\"'", part.value[-1]) &&
            !is_curly_told) {
            is_curly_told = true;
            lint_tell(f, tag->line, LINT_EXAMPLE,
                      "the value of %.*s stands in curly quotes, which become "
                      "part of it: write straight ones, %.*s=\"…\"",
                      n, part.name, n, part.name);
        }
    }
}
