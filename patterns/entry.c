#include "patterns/entry.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "patterns/picture.h"
#include "web/markdown.h"

static const char *const headings[] = {"When to use", "When not to use",
                                       "How it works", "Research"};

enum { HEADINGS = sizeof(headings) / sizeof(headings[0]) };

const struct file *entry_file(const struct entry *entry, const char *name)
{
    return files_named(entry->files, entry->n, entry->prefix, name);
}

/* Bytes of a heading's words, of a line of n that begins at its mark: without
 * the spaces and the "##" that may close it. */
static size_t heading_size(const char *s, size_t n)
{
    size_t all;

    while (n && strchr(" \t", s[n - 1]))
        n--;
    for (all = n; n && s[n - 1] == '#'; n--)
        ;
    if (n < all && n && !strchr(" \t", s[n - 1]))
        return all; /* "C#" */
    while (n && strchr(" \t", s[n - 1]))
        n--;
    return n;
}

/* The four second-level headings, in order, and no other. */
static enum err check_headings(const struct origin *o, const struct file *f,
                               const char *body)
{
    size_t next = 0;
    const char *at, *end;
    bool fenced = false;

    for (at = body; *at; at = *end ? end + 1 : end) {
        size_t n;

        end = strchrnul(at, '\n');
        if (text_starts(at, "```"))
            fenced = !fenced;
        if (fenced || !text_starts(at, "## "))
            continue;
        at += strlen("## ");
        at += strspn(at, " \t");
        n = heading_size(at, (size_t)(end - at));
        if (next == HEADINGS || strlen(headings[next]) != n ||
            memcmp(at, headings[next], n) != 0)
            return origin_refuse(
                o, text_line(f->text, at),
                "the heading \"## %s\" stands where %s%s%s is due: those "
                "of the second level are When to use, When not to use, How it "
                "works and Research, in this order",
                text_shown(o->arena, at, n), next < HEADINGS ? "\"## " : "",
                next < HEADINGS ? headings[next] : "no other",
                next < HEADINGS ? "\"" : "");
        next++;
    }
    if (next != HEADINGS)
        return origin_refuse(o, text_line(f->text, at),
                             "the heading \"%s\" is missing: write it as \"## "
                             "%s\" on a line of its own",
                             headings[next], headings[next]);
    return OK;
}

static enum err read_guidance(const struct origin *o, const struct file *f,
                              const char *body, struct pattern *p)
{
    enum err e = check_headings(o, f, body);

    if (e)
        return e;
    p->source = f->text;
    p->markdown = body;
    p->markdown_size = f->size - (size_t)(body - f->text);
    if (markdown_check(body, p->markdown_size))
        return origin_refuse(o, text_line(f->text, body),
                             "the guidance is longer than %d KiB, or has too "
                             "many brackets",
                             MARKDOWN_MAX / 1024);
    return OK;
}

/* "default" or "default.cy": a key, perhaps with a language. */
static bool is_example_name(const char *s, size_t n)
{
    const char *dot = memchr(s, '.', n);
    size_t stem = dot ? (size_t)(dot - s) : n;

    return text_is_key(s, stem) && (!dot || text_is_key(dot + 1, n - stem - 1));
}

bool entry_is_reserved(const char *name)
{
    return strcmp(name, "versions") == 0 || strcmp(name, "history") == 0 ||
           strcmp(name, "pictures") == 0;
}

static enum err read_example(const struct entry *entry, const struct file *f,
                             const struct origin *o,
                             struct pattern_example *example)
{
    const char *name = f->path + entry->prefix;
    size_t n = strcspn(name, "/");
    const struct file *njk;
    struct node *front;
    enum err e;

    example->name = arena_strndup(o->arena, name, n);
    if (!is_example_name(name, n) || entry_is_reserved(example->name))
        return origin_refuse(o, 1,
                             "the folder of an example has a name of "
                             "a-z, 0-9 and -, and not history, pictures or "
                             "versions");
    e = front_read(o, f, &front, &example->html);
    if (!e)
        e = front_example(o, front, example);
    if (e)
        return e;
    example->html += strspn(example->html, "\n");
    if (!*example->lang)
        example->lang = text_ends(example->name, ".cy") ? "cy" : "en";
    if (!*example->size)
        example->size = frame_size(example->html);
    njk = entry_file(entry,
                     arena_printf(o->arena, "%s/index.njk", example->name));
    example->njk = njk ? njk->text : NULL;
    return OK;
}

static void default_first(struct pattern *p)
{
    size_t i;

    for (i = 1; i < p->n_examples; i++) {
        struct pattern_example x = p->examples[i];

        if (strcmp(x.name, "default") != 0)
            continue;
        memmove(p->examples + 1, p->examples, i * sizeof(x));
        p->examples[0] = x;
    }
}

/* Where somebody may have thought that it belongs; NULL: nowhere. */
static const char *misplaced(const struct entry *entry, const char *ending)
{
    size_t i;

    for (i = 0; i < entry->n; i++) {
        const char *name = entry->files[i].path + entry->prefix;

        if (text_ends(name, ending) && !text_starts(name, ENTRY_VERSIONS))
            return name;
    }
    return NULL;
}

/* An idea may come without one; what is offered for use may not. */
static enum err need_example(const struct entry *entry, const struct origin *o,
                             const struct pattern *p)
{
    const char *html = misplaced(entry, ".html"),
               *njk = misplaced(entry, ".njk");

    if (p->n_examples || p->kind == KIND_STYLE || p->kind == KIND_PROCESS ||
        !pattern_state_is_offered(p->state))
        return OK;
    if (html)
        return origin_refuse(o, 1,
                             "there is no example: an example is a folder "
                             "beside index.md with an index.html in it, so "
                             "make %s default/index.html",
                             html);
    return origin_refuse(o, 1,
                         "there is no example: add default/index.html%s, or "
                         "say that the status is in-progress",
                         njk ? ", with the HTML that its index.njk makes" : "");
}

/* "default/index.html" and the like, "default" before the others. */
static enum err read_examples(const struct entry *entry, const struct origin *o,
                              struct pattern *p)
{
    size_t i;
    enum err e = OK;

    p->examples = arena_array(o->arena, entry->n, sizeof(*p->examples));
    for (i = 0; !e && i < entry->n; i++) {
        const struct file *f = &entry->files[i];
        const struct origin at = {
            .arena = o->arena, .problems = o->problems, .file = f->path};
        const char *slash = strchr(f->path + entry->prefix, '/');

        if (!slash || strcmp(slash, "/index.html") != 0)
            continue;
        if (p->n_examples == PATTERN_EXAMPLES_MAX)
            return origin_refuse(&at, 1, "there are more than %d examples",
                                 PATTERN_EXAMPLES_MAX);
        e = read_example(entry, f, &at, &p->examples[p->n_examples++]);
    }
    if (e)
        return e;
    default_first(p);
    return need_example(entry, o, p);
}

static void keep_files(const struct entry *entry, struct arena *a,
                       struct pattern *p)
{
    size_t i;

    p->files = arena_array(a, entry->n, sizeof(*p->files));
    for (i = 0; i < entry->n; i++) {
        const struct file *f = &entry->files[i];

        if (!text_starts(f->path + entry->prefix, ENTRY_VERSIONS))
            p->files[p->n_files++] = (struct pattern_file){
                f->path + entry->prefix, f->text, f->size};
    }
}

/* Whether a file of it was refused where it was read; those of an older
 * version are that version's. */
static bool is_torn(const struct entry *entry)
{
    size_t i;

    for (i = 0; i < entry->n; i++)
        if (!entry->files[i].text &&
            !text_starts(entry->files[i].path + entry->prefix, ENTRY_VERSIONS))
            return true;
    return false;
}

/* It has no index.md, but perhaps one under another name. */
static enum err refuse_nameless(const struct entry *entry, struct origin *o)
{
    size_t i;

    for (i = 0; i < entry->n; i++) {
        const char *name = entry->files[i].path + entry->prefix;
        const char *last = strrchr(name, '/');

        if (last && strcmp(last, "/index.md") == 0 &&
            !text_starts(name, ENTRY_VERSIONS)) {
            o->file = entry->files[i].path;
            return origin_refuse(o, 1,
                                 "it lies a folder too deep: an entry is "
                                 "KIND/NAME/index.md");
        }
        if (!last && strncasecmp(name, "index.m", strlen("index.m")) == 0) {
            o->file = entry->files[i].path;
            return origin_refuse(o, 1,
                                 "its name must be index.md, in small letters "
                                 "and with nothing behind it: rename it");
        }
    }
    return origin_refuse(o, 1,
                         "there is no index.md beside it, which an entry "
                         "begins with: add one");
}

enum err entry_read(const struct entry *entry, struct arena *a,
                    struct problems *problems, struct pattern *ret_pattern)
{
    const struct file *index = entry_file(entry, "index.md");
    struct pattern p = {.slug = ret_pattern->slug, .kind = ret_pattern->kind};
    struct origin o = {
        .arena = a, .problems = problems, .file = entry->files[0].path};
    const char *body;
    struct node *front;
    enum err e;

    if (is_torn(entry))
        return ERR_INVALID;
    if (!index)
        return refuse_nameless(entry, &o);
    o.file = p.source_path = index->path;
    e = front_read(&o, index, &front, &body);
    if (!e)
        e = front_pattern(&o, front, &p);
    if (!e)
        e = read_guidance(&o, index, body, &p);
    if (!e)
        e = read_examples(entry, &o, &p);
    if (!e)
        e = pictures_check(entry, a, problems);
    if (!e)
        e = beside_read(entry, a, problems, &p);
    if (e)
        return e;
    keep_files(entry, a, &p);
    if (!entry->is_version)
        versions_read(entry, a, problems, &p);
    *ret_pattern = p;
    return OK;
}
