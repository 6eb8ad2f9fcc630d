/* Welsh twins: the same ids, fields and headings, in the same order, and
 * Welsh where a script speaks. */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "patterns/lint/inside.h"

enum { PARTS_MAX = 20 * 1000, ENGLISH_MIN = 2, ENGLISH_PART = 6 };

/* One thing that twins share: "an input called postcode of type text". */
struct part {
    const char *what;
    int line;
};

struct parts {
    size_t n;
    struct part *at;
};

static const char *attribute_or(struct arena *a, const struct tag *tag,
                                const char *name, const char *otherwise)
{
    const char *value = tag_attribute(a, tag, name);

    return value ? value : otherwise;
}

/* NULL: it is no part of the form of a page. */
static const char *describe(struct arena *a, const struct tag *tag)
{
    static const char *const fields[] = {"input",  "select", "textarea",
                                         "button", "form",   "fieldset"};
    const char *id = tag_attribute(a, tag, "id");
    size_t i;

    for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (strcmp(fields[i], tag->name) == 0)
            return arena_printf(a, "%s, id \"%s\", name \"%s\", type \"%s\"",
                                tag->name, id ? id : "",
                                attribute_or(a, tag, "name", ""),
                                attribute_or(a, tag, "type", ""));
    if (id)
        return arena_printf(a, "%s, id \"%s\"", tag->name, id);
    if (tag->name[0] == 'h' && tag->name[1] >= '1' && tag->name[1] <= '6')
        return arena_strdup(a, tag->name);
    return NULL;
}

static void gather(struct arena *a, const struct file *f, struct parts *p)
{
    struct tags t;
    struct tag tag;
    int line;
    const char *body = lint_body(f, &line);

    p->at = arena_array(a, PARTS_MAX, sizeof(*p->at));
    tags_init(&t, body, f->size - (size_t)(body - f->text), line);
    while (p->n < PARTS_MAX && tags_next(&t, &tag)) {
        const char *what = tag.kind == TAG_OPEN ? describe(a, &tag) : NULL;

        if (what)
            p->at[p->n++] = (struct part){what, tag.line};
    }
}

static void compare(const struct lint_file *twin, const struct file *of)
{
    struct arena *a = arena_new();
    struct parts here = {0}, there = {0};
    size_t i;

    gather(a, twin->file, &here);
    gather(a, of, &there);
    for (i = 0; i < here.n && i < there.n; i++)
        if (strcmp(here.at[i].what, there.at[i].what) != 0)
            break;
    if (i < here.n && i < there.n)
        lint_tell(twin, here.at[i].line, LINT_TWIN,
                  "here is %s, where the English has %s (its line %d): make "
                  "them the same",
                  here.at[i].what, there.at[i].what, there.at[i].line);
    else if (i < here.n)
        lint_tell(twin, here.at[i].line, LINT_TWIN,
                  "here is %s, which the English does not have: make them the "
                  "same",
                  here.at[i].what);
    else if (i < there.n)
        lint_tell(twin, here.n ? here.at[here.n - 1].line : 1, LINT_TWIN,
                  "behind this the English has %s (its line %d): make them "
                  "the same",
                  there.at[i].what, there.at[i].line);
    arena_free(a);
}

static void check_language(const struct lint_file *twin)
{
    const struct node *front = lint_front(twin);
    const char *lang = front ? node_text(front, "lang") : "";

    if (*lang && !text_starts(lang, "cy"))
        lint_tell(twin, node_find(front, "lang")->line, LINT_TWIN,
                  "the twin is in \"%s\": write \"lang: cy\"", lang);
}

/* Components whose script says words of its own, English ones unless they are
 * given: one of the attributes that give them, or the other. */
static const struct {
    const char *module, *words, *or_words;
} speaking[] = {
    {"govuk-accordion", "data-i18n.show-all-sections", NULL},
    {"govuk-character-count", "data-i18n.characters-at-limit",
     "data-i18n.words-at-limit"},
    {"govuk-exit-this-page", "data-i18n.press-two-more-times", NULL},
    {"govuk-file-upload", "data-i18n.choose-files-button", NULL},
    {"govuk-password-input", "data-i18n.show-password", NULL},
};

static void check_words(const struct lint_file *twin, const struct tag *tag)
{
    struct arena *a = twin->entry->lint->arena;
    const char *module = attribute_or(a, tag, "data-module", "");
    size_t i;

    for (i = 0; i < sizeof(speaking) / sizeof(speaking[0]); i++)
        if (strcmp(speaking[i].module, module) == 0 &&
            !tag_attribute(a, tag, speaking[i].words) &&
            !(speaking[i].or_words &&
              tag_attribute(a, tag, speaking[i].or_words)))
            lint_tell(twin, tag->line, LINT_TWIN,
                      "the script of %s speaks English here: give it Welsh "
                      "in %s and the like",
                      module, speaking[i].words);
}

/* Words that English cannot do without and that are none in Welsh. */
static bool is_english(const char *word)
{
    static const char *const all[] = {
        "the", "your", "you",  "of",   "and",   "this",  "are",  "have",
        "we",  "with", "for",  "from", "which", "when",  "that", "will",
        "how", "if",   "what", "not",  "where", "there", "our",  "or"};

    return LINT_ONE_OF(word, all);
}

/* Of a text of that many words at least two, and one in six. */
static bool speaks_english(struct arena *a, const char *text)
{
    char *bare = arena_strdup(a, text), *at, *word;
    size_t words = 0, english = 0;

    for (at = bare; *at; at++)
        *at = (char)(isalpha((unsigned char)*at) ? tolower((unsigned char)*at)
                     : (unsigned char)*at < 0x80 ? ' '
                                                 : *at);
    for (at = bare; (word = strtok_r(at, " ", &at)); words++)
        english += is_english(word);
    return english >= ENGLISH_MIN && english * ENGLISH_PART >= words;
}

/* What was not translated: told once. */
static void check_english(const struct lint_file *twin)
{
    struct arena *a = twin->entry->lint->arena;
    struct tags t;
    struct tag tag;
    bool marked = false; /* lang="en" */
    int line;
    const char *body = lint_body(twin->file, &line);

    tags_init(&t, body, twin->file->size - (size_t)(body - twin->file->text),
              line);
    while (tags_next(&t, &tag)) {
        const char *text;

        if (tag.kind != TAG_TEXT) {
            const char *lang = tag_attribute(a, &tag, "lang");

            marked = tag.kind == TAG_OPEN && lang && text_starts(lang, "en");
            continue;
        }
        text = marked ? "" : tags_text(a, tag.at, tag.n);
        if (!speaks_english(a, text))
            continue;
        text += strspn(text, " \n\t");
        lint_tell(twin, tag.line, LINT_TWIN,
                  "\"%.*s\" is English: say it in Welsh, and look at what "
                  "follows, or mark it with lang=\"en\"",
                  (int)strcspn(text, "\n"), text);
        return;
    }
}

static void check_scripts(const struct lint_file *twin)
{
    struct tags t;
    struct tag tag;
    int line;
    const struct file *f = twin->file;
    const char *body = lint_body(f, &line);

    tags_init(&t, body, f->size - (size_t)(body - f->text), line);
    while (tags_next(&t, &tag))
        if (tag.kind == TAG_OPEN)
            check_words(twin, &tag);
}

/* An example in Welsh is looked for under the name of the English one. */
static void check_name(const struct lint_file *f, const char *name)
{
    const struct node *front =
        text_ends(name, "/index.html") ? lint_front(f) : NULL;

    if (front && text_starts(node_text(front, "lang"), "cy"))
        lint_tell(f, node_find(front, "lang")->line, LINT_TWIN,
                  "it is in Welsh: call its folder as that of the English "
                  "example, with .cy behind it, like default.cy");
}

void lint_twins(const struct lint_entry *entry)
{
    static const char ending[] = ".cy/index.html";
    size_t i;

    for (i = 0; i < entry->n; i++) {
        const struct lint_file twin = {entry, &entry->files[i]};
        const char *name = twin.file->path + entry->prefix;
        const struct file *of;

        if (!text_ends(name, ending)) {
            check_name(&twin, name);
            continue;
        }
        of = lint_beside(
            entry, arena_printf(entry->lint->arena, "%.*s/index.html",
                                (int)(strlen(name) - strlen(ending)), name));
        check_language(&twin);
        check_scripts(&twin);
        check_english(&twin);
        if (of)
            compare(&twin, of);
        else
            lint_tell(&twin, 1, LINT_TWIN,
                      "there is no example of that name in English: add it, "
                      "or rename this one");
    }
}
