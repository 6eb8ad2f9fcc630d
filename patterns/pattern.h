/*
 * pattern.h - one entry of the pattern library: what was read of it.
 *
 * Its texts lie in the arena of its catalogue (catalogue.h), or of whoever had
 * it read; nothing of it changes afterwards.
 */
#ifndef PATTERNS_PATTERN_H
#define PATTERNS_PATTERN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum {
    PATTERN_EXAMPLES_MAX = 200,
    PATTERN_VERSIONS_MAX = 50,
    PATTERN_VERSION_MAX = 40 /* bytes of one */
};

/* What an entry is; the order in which they are listed. */
#define PATTERN_KIND_MAP(X)                                                    \
    X(KIND_SERVICE, "service", "Services")                                     \
    X(KIND_PROCESS, "process", "Processes")                                    \
    X(KIND_PAGE, "page", "Pages")                                              \
    X(KIND_PATTERN, "pattern", "Patterns")                                     \
    X(KIND_COMPONENT, "component", "Components")                               \
    X(KIND_STYLE, "style", "Styles")

/* How far an entry has come, and what that means to its reader. */
#define PATTERN_STATE_MAP(X)                                                   \
    X(STATE_PROPOSED, "proposed", "an idea that nobody has judged yet")        \
    X(STATE_ACCEPTED, "accepted", "wanted; work on it has not begun")          \
    X(STATE_IN_PROGRESS, "in-progress", "being made; it will change")          \
    X(STATE_IN_REVIEW, "in-review", "made; people are judging it")             \
    X(STATE_TRIAL, "trial",                                                    \
      "ready to try; it may change as councils report back")                   \
    X(STATE_STABLE, "stable", "ready to use")                                  \
    X(STATE_DEPRECATED, "deprecated", "do not begin with it; use another")     \
    X(STATE_ARCHIVED, "archived", "kept for those who still use it")           \
    X(STATE_DECLINED, "declined", "not taken, with the reason")                \
    X(STATE_RETURNED, "returned", "sent back to be worked on")

#define X(name, key, text) name,
enum pattern_kind { PATTERN_KIND_MAP(X) PATTERN_KINDS };
enum pattern_state { PATTERN_STATE_MAP(X) PATTERN_STATES };
#undef X

const char *pattern_kind_key(enum pattern_kind kind);    /* "component" */
const char *pattern_kind_plural(enum pattern_kind kind); /* "Components" */
const char *pattern_state_key(enum pattern_state state); /* "in-progress" */
const char *pattern_state_means(enum pattern_state state);

/* For use: then it comes with an example. */
bool pattern_state_is_offered(enum pattern_state state);

/* false: there is none of that name.  "Trial" is trial too. */
bool pattern_kind_find(const char *key, enum pattern_kind *ret_kind);
bool pattern_state_find(const char *key, enum pattern_state *ret_state);

struct pattern_texts {
    size_t n;
    const char **at;
};

/* A list of strings; the caller's. */
json_t *pattern_texts_json(const struct pattern_texts *texts);

/* How an example is shown on its own. */
enum pattern_layout { LAYOUT_PLAIN, LAYOUT_INVERSE, LAYOUT_FULL_PAGE };

struct pattern_example {
    const char *name; /* its folder: "default", "default.cy" */
    const char *title, *lang;
    enum pattern_layout layout;
    const char *size; /* of its frame: "s", "m", "l" or "xl" */
    const char *html; /* the markup alone */
    const char *njk;  /* NULL: there is none */
};

struct pattern_link {
    const char *href, *text;
};

struct pattern_change {
    const char *date, *version, *text; /* version may be "" */
};

/* One line of accessibility.yml. */
struct pattern_check {
    const char *summary, *status, *type, *criterion, *details; /* or "" */
};

/* One line of issues.yml: what is known to be wrong with it. */
struct pattern_issue {
    const char *title, *text, *link; /* link may be "" */
};

/* One line of settings.yml: what differs from council to council. */
struct pattern_setting {
    const char *name, *title, *value, *text;
};

/* A file of the entry, as it was read. */
struct pattern_file {
    const char *name; /* below its folder: "default/index.html" */
    const char *text; /* NUL-terminated behind its size bytes */
    size_t size;
};

struct pattern {
    enum pattern_kind kind;
    enum pattern_state state;
    const char *slug, *title, *description;
    const char *theme, *version, *owner, *verb, *licence; /* or "" */
    const char *review_due;                               /* or "" */
    const char *state_date;                               /* or "" */
    struct pattern_texts aliases, aliases_cy; /* other names, and in Welsh */
    struct pattern_texts lgsl, lgil, life_events, tier, declared_uses;
    size_t n_links;
    struct pattern_link *links;
    const char *markdown; /* the guidance */
    size_t markdown_size;
    const char *source; /* index.md as it is */
    size_t n_examples;
    struct pattern_example *examples;
    size_t n_changes;
    struct pattern_change *changes; /* newest first */
    size_t n_checks;
    struct pattern_check *checks;
    struct pattern_texts notes; /* what to mind for accessibility */
    size_t n_issues;
    struct pattern_issue *issues;
    size_t n_settings;
    struct pattern_setting *settings;
    json_t *options; /* a list; NULL: there are none */
    json_t *journey; /* the journey template; NULL: there is none */
    const struct content *content; /* content.yml; NULL: there is none */
    const struct process *process; /* process.bpmn; NULL: there is none */
    const char *sheet;             /* sheet.css; NULL: there is none */

    /* Its files, in order of name, without those of older versions. */
    size_t n_files;
    struct pattern_file *files;

    /* What it was before, newest first; each has no versions of its own. */
    size_t n_versions;
    struct pattern *versions;

    bool from_folder;                 /* not built in */
    const char *source_path;          /* "component/radios/index.md" */
    int uses_line;                    /* of "uses" in it; 0: it declares none */
    const struct pattern *stands_for; /* built in, and hidden by this one */

    /* A few lines about it, as lists for scripts have them: JSON (gather.h).
     * NULL: it is an older version. */
    const char *summary;

    /* Made out when all are read; used_in is in the order of the catalogue. */
    size_t n_uses, n_used_in;
    const struct pattern **uses, **used_in;
};

/* NULL: it has no such file. */
const struct pattern_file *pattern_file(const struct pattern *p,
                                        const char *name);

/* The entry itself or an older one of that version; NULL: there is none. */
const struct pattern *pattern_version(const struct pattern *p,
                                      const char *version);

/* "/patterns/component/radios", in the arena. */
const char *pattern_address(struct arena *a, const struct pattern *p);

/* What the step means that names p "radios@5": the newest that is kept of
 * those versions, or p itself.  *ret_version: "5" where p is another; or "". */
const struct pattern *pattern_meant(const struct pattern *p, const char *name,
                                    const char **ret_version);

/* Where that is to be read: "/patterns/component/radios?at=5.2.0". */
const char *pattern_address_meant(struct arena *a, const struct pattern *p,
                                  const char *name);

#endif
