/*
 * A drawing, looked through for what would run or load something.
 *
 * Where it is shown as a picture a browser does neither, and the policy it is
 * served with forbids both; but a file can also be opened by itself, from a
 * folder, where nobody forbids anything.
 */
#include <expat.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/text.h"
#include "patterns/picture.h"
#include "patterns/sheet.h"

#define SVG   "http://www.w3.org/2000/svg "
#define XHTML "http://www.w3.org/1999/xhtml "

static const char runs[] = "has a script in it: a picture runs nothing";
static const char loads[] =
    "loads or leads to something elsewhere: a picture has all of itself";

struct look {
    XML_Parser parser;
    const char *fault; /* the first */
    int line;
    int depth, style_depth; /* 0: in no <style> */
    struct buf style;
};

static void refuse(struct look *l, const char *fault)
{
    if (l->fault)
        return;
    l->fault = fault;
    l->line = (int)XML_GetCurrentLineNumber(l->parser);
    (void)XML_StopParser(l->parser, XML_FALSE);
}

/* Behind the namespace, which stands before a space. */
static const char *local_name(const char *name)
{
    const char *space = strrchr(name, ' ');

    return space ? space + 1 : name;
}

/* "xlink:href" of what an animation changes. */
static const char *without_prefix(const char *name)
{
    const char *colon = strrchr(name, ':');

    return colon ? colon + 1 : name;
}

static bool is_handler(const char *name)
{
    return strncasecmp(name, "on", 2) == 0;
}

/* Drawn within it, or a picture that lies in it. */
static bool is_inside(const char *address)
{
    static const char *const pictures[] = {"data:image/png", "data:image/jpeg",
                                           "data:image/jpg", "data:image/gif",
                                           "data:image/webp"};
    size_t i;

    address += strspn(address, " \t\r\n");
    for (i = 0; i < sizeof(pictures) / sizeof(pictures[0]); i++)
        if (strncasecmp(address, pictures[i], strlen(pictures[i])) == 0)
            return true;
    return *address == '#';
}

static bool style_loads(const char *css, size_t n)
{
    struct sheet_cuts cuts;
    size_t i, all = 0;

    sheet_clean(css, n, NULL, &cuts);
    for (i = 0; i < SHEET_CUTS; i++)
        all += cuts.n[i];
    return all > 0;
}

/* The name is "xlink:href" with its namespace: "http://… href". */
static const char *attribute_fault(const char *name, const char *value)
{
    const char *local = local_name(name);
    bool leads = strcmp(local, "href") == 0 || strcmp(local, "src") == 0;

    if (is_handler(local))
        return runs;
    if (strcmp(local, "attributeName") == 0) {
        value = without_prefix(value);
        return is_handler(value) || strcmp(value, "href") == 0 ? runs : NULL;
    }
    if ((leads && !is_inside(value)) ||
        (strcmp(local, "base") == 0 && local != name) ||
        (!leads && strpbrk(value, "(\\") && style_loads(value, strlen(value))))
        return loads;
    return NULL;
}

/* What runs, or shows a page within the drawing. */
static bool is_live(const char *name)
{
    static const char *const live[] = {"script",  "foreignObject", "handler",
                                       "iframe",  "audio",         "video",
                                       "listener"};
    size_t i;

    if (text_starts(name, XHTML))
        return true;
    for (i = 0; i < sizeof(live) / sizeof(live[0]); i++)
        if (strcmp(local_name(name), live[i]) == 0)
            return true;
    return false;
}

static void on_start(void *self, const XML_Char *name, const XML_Char **texts)
{
    struct look *l = self;

    if (l->depth++ == 0 && strcmp(name, SVG "svg") != 0)
        refuse(l, "is no picture: its outermost element is not the <svg> of "
                  "http://www.w3.org/2000/svg");
    if (is_live(name))
        refuse(l, runs);
    if (!l->style_depth && strcmp(name, SVG "style") == 0)
        l->style_depth = l->depth;
    for (; *texts && !l->fault; texts += 2) {
        const char *fault = attribute_fault(texts[0], texts[1]);

        if (fault)
            refuse(l, fault);
    }
}

static void on_text(void *self, const XML_Char *text, int n)
{
    struct look *l = self;

    if (l->style_depth)
        buf_add(&l->style, text, (size_t)n);
}

static void on_end(void *self, const XML_Char *name)
{
    struct look *l = self;

    (void)name;
    if (l->depth-- != l->style_depth)
        return;
    if (style_loads(l->style.text, l->style.len))
        refuse(l, loads);
    buf_reset(&l->style);
    l->style_depth = 0;
}

static void on_doctype(void *self, const XML_Char *name, const XML_Char *file,
                       const XML_Char *public_id, int declares)
{
    (void)name, (void)file, (void)public_id;
    if (declares)
        refuse(self, "declares entities of its own: save it as plain SVG");
}

static void on_instruction(void *self, const XML_Char *target,
                           const XML_Char *data)
{
    (void)data;
    if (strcasecmp(target, "xml-stylesheet") == 0)
        refuse(self, loads);
}

static const char *outcome(const struct look *l, struct arena *a,
                           enum XML_Status status, int *ret_line)
{
    if (l->fault) {
        *ret_line = l->line;
        return l->fault;
    }
    if (status == XML_STATUS_OK)
        return NULL;
    if (XML_GetErrorCode(l->parser) == XML_ERROR_NO_MEMORY)
        mem_none();
    *ret_line = (int)XML_GetCurrentLineNumber(l->parser);
    return arena_printf(a, "is no SVG that can be read: %s",
                        XML_ErrorString(XML_GetErrorCode(l->parser)));
}

const char *picture_svg_fault(struct arena *a, const char *text, size_t n,
                              int *ret_line)
{
    struct look l = {.parser = XML_ParserCreateNS(NULL, ' ')};
    const char *fault;

    if (!l.parser)
        mem_none();
    buf_init(&l.style, PICTURE_MAX);
    XML_SetUserData(l.parser, &l);
    XML_SetElementHandler(l.parser, on_start, on_end);
    XML_SetCharacterDataHandler(l.parser, on_text);
    XML_SetStartDoctypeDeclHandler(l.parser, on_doctype);
    XML_SetProcessingInstructionHandler(l.parser, on_instruction);
    fault = outcome(&l, a, XML_Parse(l.parser, text, (int)n, 1), ret_line);
    buf_release(&l.style);
    XML_ParserFree(l.parser);
    return fault;
}
