#include "patterns/sections.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "patterns/files.h"

enum { SECTIONS = 4, REST = 2 };

static const char *const headings[SECTIONS] = {"When to use", "When not to use",
                                               "How it works", "Research"};

/* How a heading may begin, and which of ours it is then. */
static const struct {
    const char *begins;
    int section;
} known[] = {
    {"when not to use", 1}, {"when to consider something else", 1},
    {"when to use", 0},     {"how it works", 2},
    {"how to use", 2},      {"research", 3},
};

struct sorting {
    struct pattern_import *im;
    const struct guidance_source *from;
    struct buf parts[SECTIONS];
    int section;
    int shift; /* of the headings below one that is not ours */
    bool fenced;
};

/* Template tags ------------------------------------------------------------ */

static const struct {
    const char *opens, *closes;
} tags[] = {{"{{", "}}"}, {"{%", "%}"}, {"{#", "#}"}};

/* Where a tag that begins here ends; NULL: none begins here. */
static const char *tag_end(const char *at)
{
    size_t i;

    for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        const char *end;

        if (!text_starts(at, tags[i].opens))
            continue;
        end = strstr(at + 2, tags[i].closes);
        return end ? end + 2 : NULL;
    }
    return NULL;
}

/* A comment or an import shows nothing: nothing is lost without it. */
static bool says_something(const char *tag)
{
    const char *word = tag + 2 + strspn(tag + 2, "- ");

    return tag[1] != '#' && !text_starts(word, "from ") &&
           !text_starts(word, "set ") && !text_starts(word, "import ");
}

/* The same text without tags, with as many lines. */
static const char *without_tags(struct sorting *s)
{
    struct arena *a = s->im->arena;
    char *copy = arena_alloc(a, strlen(s->from->text) + 1), *to = copy;
    const char *at = s->from->text, *end;
    int line = s->from->line;
    bool fenced = false, line_begins = true;

    for (; *at; at = end) {
        if (line_begins && text_starts(at, "```"))
            fenced = !fenced;
        end = fenced ? NULL : tag_end(at);
        if (end && says_something(at))
            problems_add(&s->im->cuts,
                         arena_printf(a, "%s:%d", s->from->place, line),
                         "left out, as nothing here can run it: %s",
                         text_shown(a, at, strcspn(at, "\n")));
        if (!end) {
            end = at + 1;
            line_begins = *at == '\n';
            line += line_begins;
            *to++ = *at;
            continue;
        }
        for (; at < end; at++)
            if (*at == '\n') {
                line++;
                *to++ = '\n';
            }
    }
    *to = '\0';
    return copy;
}

/* Lines -------------------------------------------------------------------- */

/* Links to other pages of that site lead there. */
static void add_line(struct sorting *s, const char *at, size_t n)
{
    struct buf *b = &s->parts[s->section];
    const char *end = at + n, *link;

    while (s->from->site && (link = memmem(at, (size_t)(end - at), "](/", 3))) {
        buf_add(b, at, (size_t)(link - at) + 2);
        buf_adds(b, s->from->site);
        at = link + 2;
    }
    buf_add(b, at, (size_t)(end - at));
    buf_adds(b, "\n");
}

/* Of "## Words": 2, and where the words begin; 0: it is no heading. */
static int level_of(const char *at, const char **ret_words)
{
    int level = (int)strspn(at, "#");

    if (level == 0 || level > 6 || at[level] != ' ')
        return 0;
    *ret_words = at + level + strspn(at + level, " ");
    return level;
}

static int section_of(const char *words)
{
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strncasecmp(words, known[i].begins, strlen(known[i].begins)) == 0)
            return known[i].section;
    return -1;
}

static void add_heading(struct sorting *s, int level, const char *words,
                        size_t n)
{
    static const char marks[] = "######";

    if (level > 6)
        level = 6;
    buf_add(&s->parts[s->section], marks, (size_t)level);
    buf_adds(&s->parts[s->section], " ");
    add_line(s, words, n);
}

static void take_heading(struct sorting *s, int level, const char *words,
                         size_t n)
{
    int section = level <= 2 ? section_of(words) : -1;

    if (level == 1 && section < 0)
        return; /* the title */
    if (section >= 0) {
        s->section = section;
        s->shift = 0;
        return;
    }
    if (level == 2) {
        s->section = REST;
        s->shift = 1;
    }
    add_heading(s, level + s->shift, words, n);
}

static void take_line(struct sorting *s, const char *at, size_t n)
{
    const char *words;
    int level = 0;

    if (text_starts(at, "```"))
        s->fenced = !s->fenced;
    else if (!s->fenced)
        level = level_of(at, &words);
    if (level)
        take_heading(s, level, words, n - (size_t)(words - at));
    else
        add_line(s, at, n);
}

static void take_source(struct sorting *s)
{
    const char *at = without_tags(s);

    s->section = 0;
    s->shift = 0;
    s->fenced = false;
    while (*at) {
        size_t n = strcspn(at, "\n");

        take_line(s, at, n);
        at += n + (at[n] == '\n');
    }
}

/* Without empty lines at its ends, and never two together. */
static void add_part(struct buf *to, const char *text)
{
    bool any = false, gap = false;

    while (*text) {
        size_t n = strcspn(text, "\n"), blank = strspn(text, " \t");

        if (blank >= n) {
            gap = any;
        } else {
            buf_adds(to, gap ? "\n" : "");
            buf_add(to, text, n);
            buf_adds(to, "\n");
            any = true;
            gap = false;
        }
        text += n + (text[n] == '\n');
    }
    if (!any)
        buf_adds(to, "The source says nothing about this.\n");
}

const char *import_sections(struct pattern_import *im,
                            const struct guidance_source *sources)
{
    struct sorting s = {.im = im};
    const char *text;
    struct buf whole;
    int i;

    for (i = 0; i < SECTIONS; i++)
        buf_init(&s.parts[i], FILE_SIZE_MAX);
    for (s.from = sources; s.from->text; s.from++)
        take_source(&s);
    buf_init(&whole, FILE_SIZE_MAX);
    for (i = 0; i < SECTIONS; i++) {
        buf_addf(&whole, "%s## %s\n\n", i ? "\n" : "", headings[i]);
        add_part(&whole, buf_finish(&s.parts[i]) ? "" : s.parts[i].text);
        buf_release(&s.parts[i]);
    }
    text = buf_finish(&whole) ? ""
                              : arena_strndup(im->arena, whole.text, whole.len);
    buf_release(&whole);
    return text;
}
