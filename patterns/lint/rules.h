/* rules.h - what lint looks for, and why each matters, in one table. */
#ifndef PATTERNS_LINT_RULES_H
#define PATTERNS_LINT_RULES_H

#define LINT_RULE_MAP(X)                                                       \
    X(LINT_REFUSED, "refused",                                                 \
      "an entry that is not in order is left out, and nobody finds it")        \
    X(LINT_UNREAD, "unread",                                                   \
      "a file under another name is not looked for, and nobody sees it")       \
    X(LINT_JARGON, "jargon",                                                   \
      "a short word is understood by everybody, and sooner")                   \
    X(LINT_SENTENCE, "long-sentence",                                          \
      "past 25 words people lose the beginning before they reach the end")     \
    X(LINT_SECTION, "section",                                                 \
      "readers look for the same four sections in every entry")                \
    X(LINT_NO_CASE, "when-not-to-use",                                         \
      "an entry that fits everything has not been thought through")            \
    X(LINT_ALT, "alt-text", "who does not see a picture needs its words")      \
    X(LINT_PICTURE, "picture",                                                 \
      "a picture that is not there is a hole in what is shown")                \
    X(LINT_HEADING, "heading-order",                                           \
      "screen readers jump from heading to heading; a gap looks like a hole")  \
    X(LINT_HTML, "html",                                                       \
      "HTML in guidance is left out of the page, and what it said with it")    \
    X(LINT_LINK, "dead-link",                                                  \
      "a link that leads nowhere costs trust in all the others")               \
    X(LINT_LINK_TEXT, "link-text",                                             \
      "screen readers list links on their own, without the words around them") \
    X(LINT_FACT, "fact",                                                       \
      "a word that is written in two ways makes two filters, each with a "     \
      "part of what is looked for")                                            \
    X(LINT_USES, "uses",                                                       \
      "people ask which entries are made of a part before they change it")     \
    X(LINT_CLASS, "class",                                                     \
      "a class that no stylesheet of ours knows does nothing where it is "     \
      "pasted")                                                                \
    X(LINT_EXAMPLE, "example",                                                 \
      "a frame is told by its title and read aloud in its language, and what " \
      "is broken in it breaks the page it is pasted into")                     \
    X(LINT_BLOCKED, "blocked",                                                 \
      "an example runs nothing and loads nothing from elsewhere, so it does "  \
      "not show what is meant")                                                \
    X(LINT_FORM, "form",                                                       \
      "what a form does not post stands in the next address, and in logs")     \
    X(LINT_TWIN, "welsh-twin",                                                 \
      "a form that differs between languages cannot be handled as one")        \
    X(LINT_CHANGELOG, "changelog",                                             \
      "who copied an entry must be able to see what changed since")            \
    X(LINT_ACCESSIBILITY, "accessibility",                                     \
      "who chooses an entry must know who can use it, and what is untested")   \
    X(LINT_REVIEW, "review-due",                                               \
      "guidance that nobody looks at goes wrong in silence")                   \
    X(LINT_SHARED, "shared-paragraph",                                         \
      "what is said twice is mended once; say it in one entry and link to it") \
    X(LINT_JOURNEY, "journey",                                                 \
      "a journey template is copied as it is, faults and all")                 \
    X(LINT_PROCESS, "process",                                                 \
      "a drawing of the work that cannot be followed helps nobody do it")

enum lint_rule {
#define X(name, key, why) name,
    LINT_RULE_MAP(X)
#undef X
        LINT_RULES
};

const char *lint_rule_key(enum lint_rule rule); /* "long-sentence" */
const char *lint_rule_why(enum lint_rule rule); /* no full stop */

#endif
