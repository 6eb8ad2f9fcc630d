/* One example: its front, headings, pictures, links and words. */
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/text.h"
#include "patterns/lint/inside.h"
#include "patterns/lint/sentence.h"

enum { TEXT_MAX = FILE_SIZE_MAX, HIDDEN_DEPTH_MAX = 1000 };

struct example {
    const struct lint_file *file;
    const char *base; /* its address */
    bool is_english;
    int level;                 /* of the last heading; 0: none yet */
    bool has_title;            /* an h1 was there */
    char hidden[TAG_NAME_MAX]; /* the element that nobody reads, or "" */
    int hidden_depth;
    struct buf text; /* of the block at hand */
    int text_line;
    bool in_form, sends_files; /* the form at hand */
    struct buf link;           /* of the link at hand */
    const char *url;           /* NULL: none is open */
    int url_line;
    struct map ids;
};

/* Elements that stand within a sentence. */
static bool is_inline(const char *name)
{
    static const char *const all[] = {
        "a",     "abbr", "b",      "bdi", "cite", "em",   "i", "s",
        "small", "span", "strong", "sub", "sup",  "time", "u", "wbr"};
    size_t i;

    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (strcmp(all[i], name) == 0)
            return true;
    return false;
}

/* Elements whose text is no prose. */
static bool is_hidden(const char *name)
{
    return strcmp(name, "svg") == 0 || strcmp(name, "code") == 0 ||
           strcmp(name, "pre") == 0 || strcmp(name, "template") == 0 ||
           strcmp(name, "textarea") == 0 || strcmp(name, "option") == 0;
}

static void end_block(struct example *x)
{
    if (x->text.len)
        lint_prose(x->file, &(struct lint_prose){x->text.text, x->text.len,
                                                 x->text_line, x->is_english});
    buf_reset(&x->text);
}

static void check_heading(struct example *x, const struct tag *tag)
{
    int level = tag->name[1] - '0';

    if (level == 1 && x->has_title)
        lint_tell(x->file, tag->line, LINT_HEADING,
                  "there is a second h1: a page has one title; make it an h2");
    else if (x->level && level > x->level + 1)
        lint_tell(x->file, tag->line, LINT_HEADING,
                  "an h%d follows an h%d: make it an h%d", level, x->level,
                  x->level + 1);
    else if (!x->level && level > 2)
        lint_tell(x->file, tag->line, LINT_HEADING,
                  "the first heading is an h%d: begin with an h1, or an h2 "
                  "where the example is a part of a page",
                  level);
    x->has_title = x->has_title || level == 1;
    x->level = level;
}

static void check_picture(struct example *x, const struct tag *tag)
{
    struct arena *a = x->file->entry->lint->arena;
    const char *alt = tag_attribute(a, tag, "alt");
    const char *type = tag_attribute(a, tag, "type");
    const char *role = tag_attribute(a, tag, "role");
    bool named = tag_attribute(a, tag, "aria-label") ||
                 tag_attribute(a, tag, "aria-labelledby");

    if (strcmp(tag->name, "img") == 0 && !alt)
        lint_tell(x->file, tag->line, LINT_ALT,
                  "the picture has no alt: write what it says, or alt=\"\" if "
                  "it says nothing");
    else if (strcmp(tag->name, "input") == 0 && type &&
             strcmp(type, "image") == 0 && (!alt || !*alt))
        lint_tell(x->file, tag->line, LINT_ALT,
                  "the button of a picture has no alt: write what it does");
    else if (strcmp(tag->name, "svg") == 0 && role &&
             strcmp(role, "img") == 0 && !named)
        lint_tell(x->file, tag->line, LINT_ALT,
                  "the svg is an img without a name: add aria-label, or "
                  "aria-hidden=\"true\" if it says nothing");
}

/* Whether an attribute of the tag has this value, in any case. */
static bool says(struct example *x, const struct tag *tag, const char *name,
                 const char *value)
{
    const char *is = tag_attribute(x->file->entry->lint->arena, tag, name);

    return is && strcasecmp(is, value) == 0;
}

/* A search is one to be sent by its address. */
static void check_form(struct example *x, const struct tag *tag)
{
    if (strcmp(tag->name, "form") == 0) {
        x->in_form = true;
        x->sends_files = says(x, tag, "enctype", "multipart/form-data");
        if (!tag_attribute(x->file->entry->lint->arena, tag, "method") &&
            !says(x, tag, "role", "search"))
            lint_tell(x->file, tag->line, LINT_FORM,
                      "the form puts its answers into the next address: add "
                      "method=\"post\", or method=\"get\" for a search");
    } else if (strcmp(tag->name, "input") == 0 &&
               says(x, tag, "type", "file") && x->in_form && !x->sends_files) {
        lint_tell(x->file, tag->line, LINT_FORM,
                  "only the name of the file is sent: add "
                  "enctype=\"multipart/form-data\" to the form");
    }
}

static void begin_link(struct example *x, const struct tag *tag)
{
    struct arena *a = x->file->entry->lint->arena;
    const char *label = tag_attribute(a, tag, "aria-label");

    x->url = tag_attribute(a, tag, "href");
    x->url_line = tag->line;
    buf_reset(&x->link);
    if (label)
        buf_adds(&x->link, label);
}

/* "#" stands for a page that is not part of the example. */
static void end_link(struct example *x)
{
    struct lint_link link = {x->url, x->link.text, x->url_line, x->base};

    if (!x->url)
        return;
    x->url = NULL;
    lint_link_text(x->file, &link);
    if (text_starts(link.url, "tel:") || strcmp(link.url, "#") == 0 ||
        lint_is_script(link.url)) /* which was told */
        return;
    if (*link.url != '#')
        lint_link(x->file, &link);
    else if (!map_find(&x->ids, link.url + 1, strlen(link.url + 1)))
        lint_tell(x->file, link.line, LINT_LINK,
                  "the link \"%s\" (%s) leads nowhere in this example: give "
                  "its target that id, or write \"#\" where the page it leads "
                  "to is not part of it",
                  link.text, link.url);
}

static bool hides(struct example *x, const struct tag *tag)
{
    if (!*x->hidden) {
        if (tag->kind != TAG_OPEN || !is_hidden(tag->name))
            return false;
        memcpy(x->hidden, tag->name, sizeof(x->hidden));
        x->hidden_depth = 1;
        buf_adds(&x->text, "\1");
        buf_adds(&x->link, strcmp(tag->name, "svg") == 0 ? "" : "\1");
        return true;
    }
    if (strcmp(tag->name, x->hidden) == 0)
        x->hidden_depth += tag->kind == TAG_OPEN ? 1 : -1;
    if (x->hidden_depth == 0)
        *x->hidden = '\0';
    return true;
}

static void take_text(struct example *x, const struct tag *tag)
{
    struct arena *a = x->file->entry->lint->arena;
    const char *text = tags_text(a, tag->at, tag->n);

    if (!x->text.len) {
        size_t space = strspn(text, " \n\t\r");

        x->text_line = tag->line + (int)text_times(text, space, '\n');
        buf_adds(&x->text, text + space);
    } else {
        buf_adds(&x->text, text);
    }
    if (x->url)
        buf_adds(&x->link, text);
}

static void take_tag(struct example *x, const struct tag *tag)
{
    bool opens = tag->kind == TAG_OPEN;

    if (opens) {
        lint_blocked(x->file, tag);
        check_picture(x, tag);
        lint_shown(x->file, tag, x->base);
        check_form(x, tag);
    } else if (strcmp(tag->name, "form") == 0) {
        x->in_form = x->sends_files = false;
    }
    if (hides(x, tag))
        return;
    if (strcmp(tag->name, "br") == 0)
        buf_adds(&x->text, " ");
    else if (!is_inline(tag->name))
        end_block(x);
    if (opens && tag->name[0] == 'h' && tag->name[1] >= '1' &&
        tag->name[1] <= '6' && !tag->name[2])
        check_heading(x, tag);
    if (opens && strcmp(tag->name, "img") == 0 && x->url) {
        const char *alt =
            tag_attribute(x->file->entry->lint->arena, tag, "alt");

        buf_adds(&x->link, alt ? alt : "");
    }
    if (strcmp(tag->name, "a") == 0) {
        end_link(x);
        if (opens)
            begin_link(x, tag);
    }
}

static void gather_ids(struct example *x, const char *html, size_t n, int line)
{
    struct tags t;
    struct tag tag;
    bool added;

    tags_init(&t, html, n, line);
    while (tags_next(&t, &tag)) {
        const char *id =
            tag.kind != TAG_OPEN
                ? NULL
                : tag_attribute(x->file->entry->lint->arena, &tag, "id");
        if (!id)
            continue;
        (void)map_put(&x->ids, id, strlen(id), &added);
        if (!added)
            lint_tell(x->file, tag.line, LINT_EXAMPLE,
                      "the id \"%s\" is there already: give each element its "
                      "own",
                      id);
    }
}

/* Attributes that name other elements by their ids. */
static void check_references(struct example *x, const struct tag *tag)
{
    static const char *const names[] = {"for", "aria-describedby",
                                        "aria-labelledby", "aria-controls"};
    struct arena *a = x->file->entry->lint->arena;
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *ids = tag_attribute(a, tag, names[i]);

        while (ids && *ids) {
            size_t n;

            ids += strspn(ids, " \n\t");
            n = strcspn(ids, " \n\t");
            if (n && !map_find(&x->ids, ids, n))
                lint_tell(x->file, tag->line, LINT_LINK,
                          "%s=\"%.*s\" names an id that is not in this example",
                          names[i], (int)n, ids);
            ids += n;
        }
    }
}

static void check_front(struct example *x)
{
    const struct node *front = lint_front(x->file);
    const char *title, *lang;

    if (!front)
        return;
    title = node_text(front, "title");
    lang = node_text(front, "lang");
    if (!*title)
        lint_tell(
            x->file, 1, LINT_EXAMPLE,
            "the example has no title: add \"title:\" with what it shows");
    if (!*lang)
        lint_tell(x->file, 1, LINT_EXAMPLE,
                  "the example does not say its language: add \"lang: en\" or "
                  "\"lang: cy\"");
    x->is_english = text_starts(lang, "en");
    if (*title)
        lint_prose(x->file,
                   &(struct lint_prose){title, strlen(title),
                                        node_find(front, "title")->line,
                                        x->is_english});
}

void lint_example(const struct lint_file *f, const char *name)
{
    const struct lint_entry *e = f->entry;
    struct example x = {.file = f, .is_english = !text_ends(name, ".cy")};
    struct tags t;
    struct tag tag;
    int line;
    const char *body = lint_body(f->file, &line);
    size_t n = f->file->size - (size_t)(body - f->file->text);

    x.base = arena_printf(e->lint->arena, "/patterns/%s/%s/%s/", e->kind,
                          e->slug, name);
    check_front(&x);
    buf_init(&x.text, TEXT_MAX);
    buf_init(&x.link, TEXT_MAX);
    map_init(&x.ids);
    gather_ids(&x, body, n, line);
    tags_init(&t, body, n, line);
    while (tags_next(&t, &tag)) {
        if (tag.kind == TAG_OPEN)
            check_references(&x, &tag);
        if (tag.kind != TAG_TEXT)
            take_tag(&x, &tag);
        else if (!*x.hidden)
            take_text(&x, &tag);
    }
    end_block(&x);
    map_release(&x.ids);
    buf_release(&x.link);
    buf_release(&x.text);
}
